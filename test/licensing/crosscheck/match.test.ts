/**
 * Matching by the rules of reference/licences.md 2.7: UPN, then primary SMTP address, then aliases;
 * no regard to case; never by a display name; the living before the deleted.
 */
import { describe, expect, it } from 'vitest';
import { employeeId } from '../../../src/kernel/index.ts';
import { addressKey, matchAccounts } from '../../../src/licensing/crosscheck/compare/match.ts';
import type { EvidencedAccount } from '../../../src/licensing/index.ts';
import { account } from './facts.ts';

const lines = (...accounts: EvidencedAccount[]) =>
  accounts.map((it, index) => ({ ...it, line: index + 1 }));
const matched = (upn: string, ...accounts: EvidencedAccount[]) =>
  matchAccounts([{ employeeId: employeeId('anna'), upn }], lines(...accounts)).map(
    ({ account: { line }, matchedBy }) => `${line} by ${matchedBy}`,
  );

describe('matching an employee with accounts', () => {
  it.each([
    [
      'the UPN, whatever its case',
      'ANNA@acme.example',
      [account('anna@ACME.example', [])],
      ['1 by upn'],
    ],
    [
      'the mail address where the UPN is at onmicrosoft.com',
      'anna@acme.example',
      [account('anna@acme.onmicrosoft.com', [], { primarySmtp: 'Anna@acme.example' })],
      ['1 by smtp'],
    ],
    [
      'a further address',
      'anna@acme.onmicrosoft.com',
      [account('a@acme.example', [], { aliases: ['anna@acme.onmicrosoft.com'] })],
      ['1 by alias'],
    ],
    [
      'the UPN before the mail address of another',
      'anna@acme.example',
      [
        account('x@acme.example', [], { primarySmtp: 'anna@acme.example' }),
        account('anna@acme.example', []),
      ],
      ['2 by upn'],
    ],
    [
      'a domain written with its own letters or as DNS has it',
      'anna@ærø.example',
      [account('anna@xn--r-3fa9c.example', [])],
      ['1 by upn'],
    ],
    [
      'both accounts of one UPN, and leaves the choice to nobody',
      'anna@acme.example',
      [account('anna@acme.example', []), account('anna@acme.example', [])],
      ['1 by upn', '2 by upn'],
    ],
    [
      'the living one of an account deleted and made again',
      'anna@acme.example',
      [account('anna@acme.example', [], { sort: 'deleted' }), account('anna@acme.example', [])],
      ['2 by upn'],
    ],
    [
      'the living mail address before a deleted UPN',
      'anna@acme.example',
      [
        account('anna@acme.example', [], { sort: 'deleted' }),
        account('anna.holm@acme.example', [], { primarySmtp: 'anna@acme.example' }),
      ],
      ['2 by smtp'],
    ],
    [
      'a deleted account where there is no other',
      'anna@acme.example',
      [account('anna@acme.example', [], { sort: 'deleted' })],
      ['1 by upn'],
    ],
    ['nobody by half an address', 'anna', [account('anna@acme.example', [])], []],
    ['nobody where no account is declared', ' ', [account('', [])], []],
  ] as const)('takes %s', (_, upn, accounts, expected) => {
    expect(matched(upn, ...accounts)).toEqual(expected);
  });

  it('gives one account to both employees who are declared with it', () => {
    const employees = ['anna', 'bo'].map((id) => ({
      employeeId: employeeId(id),
      upn: 'shared@acme.example',
    }));
    const links = matchAccounts(employees, lines(account('shared@acme.example', [])));
    expect(links.map((it) => it.employeeId)).toEqual(['anna', 'bo']);
  });

  it('compares what is no address as it stands', () => {
    expect(addressKey(' Åse ')).toBe('åse');
    expect(addressKey('Åse@')).toBe('åse@');
  });
});
