/** What is kept of an export, and what is not (R38). */
import { describe, expect, it } from 'vitest';
import { commitment } from '../../../src/db/index.ts';
import { employeeId, localDate } from '../../../src/kernel/index.ts';
import { keep, linksText } from '../../../src/licensing/crosscheck/kept/keep.ts';
import { personText } from '../../../src/licensing/crosscheck/kept/kept.ts';
import type { Evidence } from '../../../src/licensing/index.ts';
import { sku } from './exports.ts';
import { account, held } from './facts.ts';

const [ours, theirs] = ['1111', '2222'].map((part) => `${part}0000-0000-4000-8000-000000000000`);
const licence = [held(sku.e3, '2026-06-01')];
const evidence: Evidence = {
  format: 'partner-center-users',
  strength: 'partner-center',
  asOf: localDate('2026-11-20'),
  tenantId: ours,
  accounts: [
    account('anna@acme.example', licence, { line: 1, aliases: ['a@acme.example'] }),
    account('licensed@acme.example', licence, { line: 2 }),
    account('without@acme.example', [], { line: 3 }),
    account('ended@acme.example', [held(sku.e1, '2026-01-01', false)], { line: 4 }),
    account('gone@acme.example', licence, { line: 5, sort: 'deleted' }),
  ],
  totals: [],
  keptColumns: [],
  droppedColumns: [],
  remarks: [],
};
const salt = Buffer.alloc(16, 3);
const kept = (tenantId: string, changes: Partial<Evidence> = {}) =>
  keep(
    {
      evidence: { ...evidence, ...changes },
      fileName: 'users.json',
      sha256: Buffer.alloc(32),
      asOf: localDate('2026-11-20'),
      datedBy: 'file',
    },
    { employees: [{ employeeId: employeeId('anna'), upn: 'anna@acme.example' }], tenantId },
    () => salt,
  );

describe('keeping an export', () => {
  it('keeps the accounts of employees and counts the others who hold a licence', () => {
    const { accounts, licensedOthers } = kept('');
    expect(accounts.map(({ line, employeeId: whose }) => [line, whose])).toEqual([[1, 'anna']]);
    expect(licensedOthers).toBe(1);
  });

  it('commits to the person under the salt, and to nothing else', () => {
    const [it] = kept('').accounts;
    const person = { upn: 'anna@acme.example', objectId: undefined, primarySmtp: undefined };
    const text = personText({ ...person, aliases: ['a@acme.example'] });
    expect(it?.commitment).toEqual(commitment(salt, text));
    expect(it?.licences).not.toContain('@');
  });

  it.each([
    ['the same tenant, whatever its case', ours?.toUpperCase() ?? '', 1],
    ['no tenant on file', '', 1],
    ['another tenant', theirs ?? '', 0],
  ])('takes accounts by the tenant on file: %s', (_, tenantId, count) => {
    expect(kept(tenantId).accounts).toHaveLength(count);
  });

  it('seals every field of an account and of a total', () => {
    const digests = [
      kept(''),
      kept('', { accounts: [account('anna@acme.example', [], { line: 1 })] }),
      kept('', { accounts: [account('anna@acme.example', [], { line: 2 })] }),
      kept('', { accounts: [account('anna@acme.example', [], { line: 1, enabled: false })] }),
      kept('', {
        totals: [
          {
            guid: sku.e3,
            partNumber: undefined,
            name: undefined,
            consumed: 1,
            enabled: 2,
            active: true,
          },
        ],
      }),
      kept('', {
        totals: [
          {
            guid: sku.e3,
            partNumber: undefined,
            name: undefined,
            consumed: 1,
            enabled: 2,
            active: false,
          },
        ],
      }),
    ].map((it) => it.accountsSha256.toString('hex'));
    expect(new Set(digests).size).toBe(digests.length);
  });

  it('tells two readings of one file apart by whose the accounts are', () => {
    const accounts = kept('').accounts.map((it) => ({ ...it, employeeId: 'bo' }));
    expect(linksText(accounts)).not.toBe(linksText(kept('').accounts));
  });
});
