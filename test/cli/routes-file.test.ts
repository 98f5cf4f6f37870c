import { expect, it } from 'vitest';
import { readRoutes } from '../../src/cli/commands/books/sending/routes-file.ts';

const read = (...lines: string[]) => readRoutes(`${lines.join('\n')}\n`, 'routes.csv');

it('reads ways of delivery, with what is usual where nothing is said', () => {
  const file = [
    '\ufeffaccount,way,target,formats,since,bill_to',
    'acme,mail,faktura@acme.example,pdf,2026-10-01,',
    'R1,hook,nemhandel,,,reseller',
    'beta,none,,,,',
  ];
  expect(read(...file)).toEqual([
    {
      account: 'acme',
      billTo: undefined,
      way: 'mail',
      target: 'faktura@acme.example',
      formats: ['pdf'],
      since: '2026-10-01',
    },
    {
      account: 'R1',
      billTo: 'reseller',
      way: 'hook',
      target: 'nemhandel',
      formats: ['peppol'],
      since: undefined,
    },
    {
      account: 'beta',
      billTo: undefined,
      way: 'none',
      target: '',
      formats: [],
      since: undefined,
    },
  ]);
});

it.each([
  ['acme,fax,1234', 'routes.csv:3 way "fax": it is one of mail, folder, hook, none.'],
  [',mail,a@acme.example', 'routes.csv:3 account is empty.'],
  ['acme,mail,a@acme.example,,1. oktober', 'routes.csv:3 since "1. oktober"'],
  ['acme,mail,a@acme.example,,,nobody', 'routes.csv:3 bill_to "nobody"'],
])('names the line that cannot be read: %s', (line, says) => {
  const cells = `${line}${','.repeat(5 - line.split(',').length + 1)}`;
  const head = 'account,way,target,formats,since,bill_to';
  expect(read(head, 'beta,none,,,,', cells)).toContain(says);
});

it('knows its columns, and that a file holds somebody', () => {
  expect(read('account,email', 'acme,a@acme.example')).toContain('has a column "email"');
  expect(read('account,way')).toContain('holds no account');
});
