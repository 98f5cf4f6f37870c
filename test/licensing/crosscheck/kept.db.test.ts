/**
 * Exports on file (R37, R38): what is kept can be verified against the journal, before and after the
 * persons are erased; whoever changes a row is found out; a reseller sees its own only.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sql, type Tx, verifyJournal } from '../../../src/db/index.ts';
import { customerId, instant } from '../../../src/kernel/index.ts';
import {
  erasePersons,
  listEvidenceAccounts,
  listEvidenceFiles,
  verifyEvidence,
} from '../../../src/licensing/index.ts';
import { acmeWithTwo, type CheckWorld, openCheckWorld } from './check-world.ts';
import { graphSkus, graphUsers, sku } from './exports.ts';

let world: CheckWorld;
const inTx = <T>(work: (tx: Tx) => Promise<T>) => world.database.transaction('writer', work);
const verified = () => inTx(verifyEvidence);

beforeAll(async () => {
  world = await openCheckWorld();
  await world.hand('2026-06-01', {
    ...acmeWithTwo,
    customers: [
      ...acmeWithTwo.customers,
      'dyt,R2,Kunde dyt,dyt.example,,standard,cloud,,Ravnsøvej 9,8240,Risskov',
    ],
    employees: [...acmeWithTwo.employees, 'dag,dyt,Medarbejder dag,201,dag@dyt.example,true'],
    declarations: ['acme,,Enterprise E3,2026-06-01,Medarbejder rie'],
    activations: ['anna,2026-06-10T09:00:00+02:00,', 'bo,2026-06-10T09:00:00+02:00,'],
  });
  const users = graphUsers(
    'users.json',
    { upn: 'anna@acme.example', licences: [[sku.e3, '2026-06-02']], mail: 'a.holm@acme.example' },
    { upn: 'bo@acme.example', licences: [] },
  );
  const skus = graphSkus('skus.json', '11110000-0000-4000-8000-000000000000', [sku.e3, 'E3', 4]);
  await world.check('2026-10-20', 'acme', [users, skus]);
  const theirs = graphUsers('dyt.json', { upn: 'dag@dyt.example', licences: [] });
  await world.check('2026-11-20', 'dyt', [theirs]);
});
afterAll(() => world.close());

/** Changes rows as nobody may: the owner, with the trigger that refuses it switched off. */
async function tampered(table: string, change: string): Promise<string | undefined> {
  const set = async (from: string) =>
    world.database.transaction('owner', async (tx) => {
      const trigger = table === 'evidence_person' ? undefined : table;
      if (trigger) await sql.raw(`alter table takst.${table} disable trigger user`).execute(tx.db);
      await sql.raw(from).execute(tx.db);
      if (trigger) await sql.raw(`alter table takst.${table} enable trigger user`).execute(tx.db);
    });
  await world.database.transaction('owner', (tx) =>
    sql.raw(`create table takst.copy_of as select * from takst.${table}`).execute(tx.db),
  );
  await set(
    `update takst.${table} set ${change} where file_id = (select min(file_id) from takst.${table})`,
  );
  const fault = await verified();
  await set(`delete from takst.${table}`);
  await set(
    table === 'evidence_file'
      ? `insert into takst.${table} overriding system value select * from takst.copy_of`
      : `insert into takst.${table} select * from takst.copy_of`,
  );
  await world.database.transaction('owner', (tx) =>
    sql.raw('drop table takst.copy_of').execute(tx.db),
  );
  expect(await verified()).toBeUndefined();
  return fault;
}

describe('exports on file', () => {
  it('agree with themselves and with the journal', async () => {
    expect(await verified()).toBeUndefined();
    expect((await inTx(verifyJournal)).fault).toBeUndefined();
  });

  it.each([
    ['evidence_account', `licences = '[]'`, /holds other accounts or totals than its hash says/],
    ['evidence_account', `employee_id = 'bo'`, /holds other accounts or totals/],
    ['evidence_total', 'consumed = 5', /holds other accounts or totals/],
    ['evidence_person', `upn = 'else@acme.example'`, /names another person for account 1/],
    ['evidence_file', `as_of = as_of + 1`, /says something else than the journal sealed/],
    ['evidence_file', `sha256 = decode(repeat('00', 32), 'hex')`, /than the journal sealed/],
  ])('are found out where %s is changed: %s', async (table, change, sentence) => {
    expect(await tampered(table, change)).toMatch(sentence);
  });

  it.each(['evidence_file', 'evidence_account', 'evidence_total', 'finding', 'finding_state'])(
    'cannot be changed or deleted by the writer: %s',
    async (table) => {
      for (const change of [
        `delete from takst.${table}`,
        `update takst.${table} set customer_id = 'x'`,
      ]) {
        await expect(inTx((tx) => sql.raw(change).execute(tx.db))).rejects.toThrow(
          /permission denied|append-only/,
        );
      }
    },
  );

  it('can lose a person, and not be given another', async () => {
    const change = `update takst.evidence_person set upn = 'x'`;
    await expect(inTx((tx) => sql.raw(change).execute(tx.db))).rejects.toThrow(/permission denied/);
  });

  it('show a reseller its own and nobody else what is not theirs', async () => {
    const seenBy = (reseller: string) =>
      world.database.transaction(
        'door',
        async (tx) => (await listEvidenceFiles(tx)).map((file) => file.customerId),
        { reseller },
      );
    expect(await seenBy('R1')).toEqual(['acme', 'acme']);
    expect(await seenBy('R2')).toEqual(['dyt']);
  });

  it('are known as they were at a cut-off', async () => {
    const [first] = await inTx((tx) =>
      listEvidenceFiles(tx, { customerIds: [customerId('acme')] }),
    );
    const until = await inTx((tx) => listEvidenceFiles(tx, { upTo: (first?.batchId ?? 0n) - 1n }));
    expect(until).toEqual([]);
  });

  it('lose the persons received before an instant, and can be verified and compared all the same', async () => {
    expect(await inTx((tx) => erasePersons(tx, instant('2026-11-01T00:00:00Z')))).toBe(2);
    const files = await inTx((tx) => listEvidenceFiles(tx));
    const accounts = await inTx((tx) =>
      listEvidenceAccounts(
        tx,
        files.map(({ fileId }) => fileId),
      ),
    );
    expect(accounts.map(({ employeeId, person }) => [employeeId, person?.upn])).toEqual([
      ['anna', undefined],
      ['bo', undefined],
      ['dag', 'dag@dyt.example'],
    ]);
    expect(await verified()).toBeUndefined();
    const { open } = await world.check('2026-10-21', 'acme');
    expect(open.map(({ type, employeeId }) => `${type} ${employeeId}`)).toEqual([
      'no-valid-licence bo',
    ]);
  });
});
