/** `takst crosscheck` and `takst findings` as a person and a machine use them. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  acmeWithTwo,
  type CheckWorld,
  openCheckWorld,
} from '../licensing/crosscheck/check-world.ts';
import { concealedReport, graphUsers, sku } from '../licensing/crosscheck/exports.ts';
import { takst as call } from './caller.ts';

let world: CheckWorld;
let folder: string;
let day = '2026-10-20';

const takst = (...words: string[]) =>
  call(words, { DATABASE_URL: world.database.url }, { now: () => new Date(`${day}T08:00:00Z`) });
const path = (name: string) => join(folder, name);

beforeAll(async () => {
  world = await openCheckWorld();
  folder = await mkdtemp(join(tmpdir(), 'takst-findings-'));
  await world.hand('2026-06-01', {
    ...acmeWithTwo,
    declarations: ['acme,,Enterprise E3,2026-06-01,Medarbejder rie'],
    activations: ['anna,2026-06-10T09:00:00+02:00,', 'bo,2026-06-10T09:00:00+02:00,'],
  });
  const users = graphUsers(
    'users.json',
    { upn: 'anna@acme.example', licences: [[sku.e3, '2026-06-02']] },
    { upn: 'bo@acme.example', licences: [[sku.businessPremium, '2026-07-06']] },
    { upn: 'else@acme.example', licences: [[sku.e1, '2026-07-06']] },
  );
  for (const { name, bytes } of [users, concealedReport('report.csv')]) {
    await writeFile(path(name), bytes);
  }
  await writeFile(path('nonsense.csv'), 'a,b\n1,2\n');
});
afterAll(async () => {
  await world.close();
  await rm(folder, { recursive: true });
});

/** The tests follow one another. */
describe('findings by commands', () => {
  it.each([
    [['crosscheck', 'acme', '--as-of', '2026-10-01'], /none is given/],
    [
      ['crosscheck', 'acme', 'x.json', '--format', 'excel'],
      /no export format "excel"; known are: /,
    ],
    [['findings', 'list', '--type', 'nothing'], /No finding is of type "nothing"; the types are: /],
    [['findings', 'list', '--state', 'lost'], /Allowed choices are open, settled, waived, all\./],
    [['findings', 'waive', '1', '--by', 'x'], /required option '--reason/],
    [['findings', 'show', 'one'], /number/],
  ])('refuses %s as wrong usage', async (words, sentence) => {
    const { code, err } = await takst(...words);
    expect([code, err]).toEqual([2, expect.stringMatching(sentence)]);
  });

  it('says which file is not there, and which cannot be read, and keeps nothing', async () => {
    const absent = await takst('crosscheck', 'acme', path('absent.json'));
    expect([absent.code, absent.err]).toEqual([
      1,
      expect.stringMatching(/There is no file or folder .*absent\.json\. \[path\.missing\]/),
    ]);
    const unreadable = await takst('crosscheck', 'acme', path('users.json'), path('nonsense.csv'));
    expect([unreadable.code, unreadable.out]).toEqual([
      1,
      expect.stringMatching(/^Nothing was kept:\n {2}nonsense\.csv/),
    ]);
    expect((await takst('findings', 'list')).out).toBe('No findings are open.\n');
  });

  it('compares a file, tells the figures and ends with 3', async () => {
    const { code, out } = await takst('crosscheck', 'acme', path('users.json'));
    expect(code).toBe(3);
    expect(out).toContain('users.json: graph-users, as of 2026-10-20 (the day it came');
    expect(out).toContain('3 accounts, 2 kept, 1 other licensed');
    expect(out).toMatch(/employees checked\s+2\n\s+agreeing\s+1\n\s+disagreeing\s+1\n/);
    expect(out).toMatch(/declared Enterprise, is Business\s+1\s+30\.00\s+120\.00/);
    expect(out).toContain('Declared is Enterprise E3; the export shows');
    expect(out).toContain('1 finding open; 1 raised, 0 settled.');
    expect(out).not.toContain('@');
  });

  it('answers a machine with amounts as text and instants with their offset', async () => {
    const { code, out } = await takst('crosscheck', 'acme', path('users.json'), '--json');
    expect(code).toBe(3);
    expect(JSON.parse(out)).toMatchObject({
      customer_id: 'acme',
      reseller_id: 'R1',
      files: [],
      files_on_file: [{ format: 'graph-users', as_of: '2026-10-20', accounts_kept: 2 }],
      summary: { checked: 2, agreeing: 1, disagreeing: 1, per_month: '30.00', total: '120.00' },
      open: [
        {
          id: 1,
          employee_id: 'bo',
          type: 'enterprise-but-business',
          state: 'open',
          owner: 'R1',
          due_on: '2026-10-23',
          since: '2026-07-06',
          per_month: '30.00',
          total: '120.00',
          raised_at: '2026-10-20T10:00:00+02:00',
        },
      ],
    });
  });

  it('says of the same bytes which export they are, and how to tell that they were fetched anew', async () => {
    const { out } = await takst('crosscheck', 'acme', path('users.json'));
    expect(out).toContain(
      'The same bytes as export 1 of 2026-10-20; nothing was added. ' +
        'If it was fetched anew, say when: --as-of DATE.',
    );
  });

  it('lists by reseller, customer, type and state', async () => {
    const listed = async (...words: string[]) =>
      JSON.parse((await takst('findings', 'list', ...words, '--json')).out).length;
    expect(await listed()).toBe(1);
    expect(await listed('--reseller', 'R1', '--customer', 'acme')).toBe(1);
    expect(await listed('--reseller', 'R2')).toBe(0);
    expect(await listed('--type', 'no-account')).toBe(0);
    expect(await listed('--state', 'all')).toBe(1);
    day = '2026-10-24';
    expect((await takst('findings', 'list')).out).toContain('1 finding, 1 of them overdue.');
  });

  it('adds up customers and resellers without writing anything', async () => {
    const { code, out } = await takst('findings', 'summary', '--reseller', 'R1', '--json');
    expect(code).toBe(3);
    const figures = { checked: 2, agreeing: 1, disagreeing: 1, unproved: 0, total: '120.00' };
    expect(JSON.parse(out)).toMatchObject({
      customers: 1,
      ...figures,
      disagreements: 1,
      on_record: 1,
      by_customer: [{ customer_id: 'acme', reseller_id: 'R1', ...figures }],
    });
    const shown = await takst('findings', 'summary');
    expect(shown.out).toMatch(/acme\s+R1\s+2\s+1\s+1\s+0\s+0\s+30\.00\s+120\.00\n/);
    expect(shown.out).toContain('On record as findings: 1 of 1 disagreement.\n');
    expect((await takst('findings', 'summary', '--reseller', 'R2')).code).toBe(0);
    expect((await takst('findings', 'summary', '--customer', 'nobody')).code).toBe(1);
  });

  it('tells what is on record by no cross-check yet, and what records it', async () => {
    // The export is of 20 October, so that it is older than 35 days, which no cross-check has seen.
    day = '2026-11-30';
    const { out } = await takst('findings', 'summary');
    expect(out).toMatch(/; takst crosscheck CUSTOMER records the rest\.\n$/);
    const { disagreements, on_record, types } = JSON.parse(
      (await takst('findings', 'summary', '--json')).out,
    );
    expect(types).toContainEqual(expect.objectContaining({ type: 'stale-evidence', count: 1 }));
    expect(disagreements - on_record).toBe(1);
    expect((await takst('findings', 'list', '--type', 'stale-evidence')).out).toContain('No find');
    day = '2026-10-24';
  });

  it('hands over, and refuses to correct what there is not', async () => {
    const { out } = await takst('findings', 'assign', '1', '--owner', 'Rie', '--due', '2026-10-30');
    expect(out).toBe('Finding 1: Rie, due 2026-10-30.\n');
    const again = ['--owner', 'Rie', '--due', '2026-10-31', '--json'];
    const listed = await takst('findings', 'assign', '1', ...again);
    expect(JSON.parse(listed.out)).toMatchObject({ id: 1, owner: 'Rie', due_on: '2026-10-31' });
    const licence = ['--licence', 'Business Premium', '--from', '2026-07-06', '--by', 'Rie'];
    const { code, err } = await takst('findings', 'correct', '77', ...licence);
    expect([code, err]).toEqual([1, expect.stringContaining('There is no finding 77.')]);
  });

  it('corrects, which settles it', async () => {
    const licence = ['--licence', 'Business Premium', '--from', '2026-07-06', '--by', 'Rie'];
    const { code, out } = await takst('findings', 'correct', '1', ...licence);
    expect(code).toBe(0);
    expect(out).toMatch(
      /^Declaration 2: Business Premium from 2026-07-06 for bo\. Finding 1 is settled by declaration 2\./,
    );
    const shown = await takst('findings', 'show', '1');
    expect(shown.out).toMatch(/Finding 1: declared Enterprise, is Business\n/);
    expect(shown.out).toMatch(/settled\s+\S+\s+declaration 2/);
    expect((await takst('crosscheck', 'acme')).code).toBe(0);
  });

  it('tells what to switch off where names are concealed, and ends with 3', async () => {
    const { code, out } = await takst('crosscheck', 'acme', path('report.csv'));
    expect(code).toBe(3);
    expect(out).toMatch(/Not read: .*conceal/i);
    expect(out).toContain('Names are concealed in report.csv.');
  });

  it('waives with a reason', async () => {
    const said = ['--reason', 'a new export is on its way', '--by', 'Rie'];
    const { code, out } = await takst('findings', 'waive', '2', ...said, '--json');
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ id: 2, type: 'concealed-evidence', state: 'waived' });
    const shown = JSON.parse((await takst('findings', 'show', '2', '--json')).out);
    expect(shown).toMatchObject({
      state: 'waived',
      by: 'Rie',
      reason: 'a new export is on its way',
      states: [{ state: 'open' }, { state: 'waived' }],
    });
  });
});
