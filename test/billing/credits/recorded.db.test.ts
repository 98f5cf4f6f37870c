/**
 * What runs and finance say of proposals, changed past the program: raised, withdrawn, released in part
 * and overtaken (R10, R43); and databases from before it was sealed.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { reissueInvoice, releaseCredits, verifyCredits } from '../../../src/billing/index.ts';
import { sql } from '../../../src/db/index.ts';
import { moneyOf } from '../../../src/kernel/index.ts';
import {
  actorOn,
  customer,
  employee,
  openWorld,
  resellers,
  type World,
} from '../../month-world.ts';
import { asAdministrator } from '../../support/database-server.ts';
import { afterForging } from '../../support/forgery.ts';

let world: World;
const verify = () => world.database.transaction('writer', verifyCredits);
const forged = (statement: string) => afterForging(world.database, statement, verifyCredits);
const ids = ['anna', 'bo', 'cai'];

/** September billed with Business and then twice with something else: 1 to 3 are proposed. */
async function openProposedWorld() {
  world = await openWorld();
  await world.take('2026-10-01', {
    resellers,
    customers: [customer('acme', 'R1'), customer('bolt', 'R2')],
    employees: [
      ...ids.map((id, index) => employee(id, 'acme', 201 + index)),
      employee('dan', 'bolt', 201),
    ],
    declarations: ['acme,,Business Premium,2026-01-01', 'bolt,,Business Premium,2026-01-01'],
    activations: [...ids, 'dan'].map((id) => `${id},2026-09-01T08:00:00+02:00,`),
  });
  await world.bill('2026-09', '2026-10-01');
  await world.take('2026-10-10', {
    declarations: ids.map((id) => `acme,${id},Enterprise E3,2026-01-02`),
  });
  await world.bill('2026-09', '2026-10-11');
}
const states = async () => {
  const { rows } = await world.database.transaction('writer', (tx) =>
    sql<{ said: string }>`select proposal_id || ' ' || state as said
      from takst.credit_proposal_state order by batch_id, proposal_id`.execute(tx.db),
  );
  return rows.map((row) => row.said);
};

describe('what a batch says of proposals', () => {
  beforeAll(async () => {
    await openProposedWorld();
    // The next run finds that Anna owes after all.
    await world.take('2026-10-12', { declarations: ['acme,anna,Business Premium,2026-01-03'] });
    await world.bill('2026-09', '2026-10-13');
    const part = { proposalIds: [2n], reason: 'aftalt', amount: moneyOf('10.00') };
    await releaseCredits(world.database, { ...part, issueDate: undefined }, actorOn('2026-10-14'));
    const whole = { number: 10000001, reason: 'forkert', issueDate: undefined };
    await reissueInvoice(world.database, whole, actorOn('2026-10-15'));
  });
  afterAll(() => world.close());

  it('agrees with the journal as it stands', async () => {
    expect(await states()).toEqual([
      ...['1 proposed', '2 proposed', '3 proposed', '1 withdrawn'],
      ...['2 released', '4 proposed', '3 withdrawn', '4 withdrawn'],
    ]);
    expect(await verify()).toBeUndefined();
  });

  const state = 'takst.credit_proposal_state';
  const lastBatch = '(select max(batch_id) from takst.batch)';
  it.each([
    [
      'a withdrawal put in by hand',
      `insert into ${state} select reseller_id, customer_id, 2, 'withdrawn', ${lastBatch}, reason from ${state} limit 1`,
    ],
    ['a withdrawal gone', `delete from ${state} where state = 'withdrawn' and proposal_id = 4`],
    [
      'a proposal that nobody raised',
      `delete from ${state} where state = 'proposed' and proposal_id = 3`,
    ],
    ['another cause', "update takst.credit_proposal set cause = 'x' where proposal_id = 1"],
    ['another amount', 'update takst.credit_proposal set amount_ore = -1 where proposal_id = 3'],
    ['other invoices', "update takst.credit_proposal set numbers = '{1}' where proposal_id = 3"],
    ['another reason', `update ${state} set reason = 'x' where state = 'withdrawn'`],
    [
      'a rest of another amount',
      'update takst.credit_proposal set amount_ore = -1 where proposal_id = 4',
    ],
    ['a proposal gone', 'delete from takst.credit_proposal where proposal_id = 3'],
    [
      'a later batch',
      `update ${state} set batch_id = ${lastBatch} where proposal_id = 1 and state = 'withdrawn'`,
    ],
  ])('tells of %s', async (_what, statement) => {
    expect(await forged(statement)).toMatch(
      /^the credits that batch \d+ recorded of reseller R1 are not as the journal sealed them/,
    );
  });

  it('tells of a credit note for a proposal that nobody released', async () => {
    const said = await forged(`insert into takst.credit_release
      select reseller_id, customer_id, 3, number, amount_ore, batch_id from takst.credit_release`);
    expect(said).toBe('credit 3 has a credit note although nobody released it (R10)');
  });
});

describe('proposals from before they were sealed', () => {
  const putBack = `insert into takst.credit_proposal_state
    select reseller_id, customer_id, 3, 'withdrawn', batch_id - 1, reason
    from takst.credit_proposal_state where proposal_id = 3`;

  beforeAll(async () => {
    await openProposedWorld();
    await asAdministrator(world.database.url, async (client) => {
      await client.query('set search_path = takst; set session_replication_role = replica');
      await client.query("delete from journal_entry where kind = 'credits.recorded'");
      await client.query('update seal_begin set after_batch = (select max(batch_id) from batch)');
    });
  });
  afterAll(() => world.close());

  it('verify, and are sealed with what is recorded first afterwards', async () => {
    expect(await verify()).toBeUndefined();
    expect(await forged(putBack)).toBeUndefined();
    // Of a run of another month, which raises nothing and withdraws one.
    await world.take('2026-10-12', { declarations: ['acme,anna,Business Premium,2026-01-03'] });
    await world.bill('2026-10', '2026-11-02');
    expect(await verify()).toBeUndefined();
    expect(await forged(putBack)).toMatch(/recorded of reseller R1 are not as the journal sealed/);
    expect(
      await forged("update takst.credit_proposal set cause = 'x' where proposal_id = 3"),
    ).toMatch(/recorded of reseller R1 are not as the journal sealed/);
    await world.bill('2026-11', '2026-12-02');
    expect(await verify()).toBeUndefined();
  });
});
