/** Orders and drafts against what the journal sealed of them (R37, R43), whichever door they took. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { editOrder, verifyOrders, withdrawOrder } from '../../../src/licensing/index.ts';
import { actorOn, customer } from '../../month-world.ts';
import { afterForging } from '../../support/forgery.ts';
import { lineFor, lineForAll, type OrderWorld, openOrderWorld } from './world.ts';

let world: OrderWorld;

/** Draft 1 was edited and confirmed, draft 2 withdrawn, draft 3 is open; two orders came by file. */
beforeAll(async () => {
  world = await openOrderWorld();
  const lines = [lineFor('bo', 'K1'), lineFor('anna', 'K1')];
  const first = await world.draft({ lines });
  const edit = { lines: [lineFor('anna', 'Enterprise E3')] };
  await editOrder(world.database, first, edit, actorOn('2026-09-03'));
  await world.confirm(first, { version: 2, feeAcceptedBy: 'Ib Holm' });
  const second = await world.draft({ lines: [lineForAll('Enterprise E5')] });
  await withdrawOrder(world.database, second, 'fortrudt', actorOn('2026-09-05'));
  await world.draft({ customer: 'bolt', lines: [lineForAll('Enterprise E3')] });
  await world.take('2026-09-06', {
    customers: [customer('cola', 'R2')],
    orders: [
      'cola,,Enterprise E3,Medarbejder dorte,2026-09-05T10:00:00+02:00,',
      'acme,bo,Enterprise E3,Medarbejder anna,2026-09-05T11:00:00+02:00,',
    ],
  });
});
afterAll(() => world?.close());

const verify = () => world.database.transaction('writer', verifyOrders);

it('agree while nobody has touched them', async () => {
  expect(await verify()).toBeUndefined();
});

describe('an order on file', () => {
  const ofFile = "confirmed_by = 'Medarbejder dorte'";
  const ofDraft = "confirmed_by = 'Pia Bech'";
  const changed = /^the orders of R2 in batch \d+ are not as they were sealed \(R43\)$/;
  it.each([
    [`update customer_order set licence = 'K1' where ${ofFile}`, changed],
    [`update customer_order set confirmed_by = 'Medarbejder bo' where ${ofFile}`, changed],
    [`update customer_order set employee_id = 'bo' where ${ofFile}`, changed],
    [`update customer_order set fee_accepted_by = 'Medarbejder bo' where ${ofFile}`, changed],
    [
      `update customer_order set confirmed_at = confirmed_at - interval '1 day' where ${ofFile}`,
      changed,
    ],
    [
      `delete from customer_order where ${ofFile}`,
      /^orders of R2 in batch \d+ that were sealed are gone \(R43\)$/,
    ],
    [
      `update customer_order set licence = 'Enterprise E5' where ${ofDraft} and employee_id = 'bo'`,
      /^the orders of R1 in batch \d+ are not as they were sealed/,
    ],
    [
      `delete from customer_order where ${ofDraft} and employee_id = 'bo'`,
      /^the orders of R1 in batch \d+ are not as they were sealed/,
    ],
    [
      `insert into customer_order (reseller_id, customer_id, employee_id, licence, confirmed_by,
          confirmed_at, fee_accepted_by, batch_id, line_no)
        select reseller_id, customer_id, '', 'K1', confirmed_by, confirmed_at, '', batch_id, 9
        from customer_order where ${ofFile}`,
      changed,
    ],
    [
      `insert into customer_order (reseller_id, customer_id, employee_id, licence, confirmed_by,
          confirmed_at, fee_accepted_by, batch_id, line_no)
        select 'R2', 'bolt', '', 'K1', 'Pia Bech', said_at, '', batch_id, 0
        from order_draft_state where draft_id = 3`,
      changed,
    ],
  ])('tells of: %s', async (statement, sentence) => {
    expect(await afterForging(world.database, statement, verifyOrders)).toMatch(sentence);
  });
});

describe('a draft on file', () => {
  const state = /^the state of draft \d is not what batch \d+ recorded \(R43\)$/;
  const sealed = /^draft 1 is not as the journal sealed it in batch \d+ \(R43\)$/;
  it.each([
    ["update order_draft_state set state = 'withdrawn' where state = 'confirmed'", state],
    ["update order_draft_state set state = 'draft' where state = 'confirmed'", state],
    ["delete from order_draft_state where state = 'confirmed'", state],
    ["update order_draft_state set said_by = 'Ib Holm' where state = 'confirmed'", state],
    ["update order_draft_state set said_by = 'Ib Holm' where state = 'withdrawn'", state],
    ["update order_draft_state set reason = 'glemt' where state = 'withdrawn'", state],
    ['update order_draft_state set said_at = now() where draft_id = 3', state],
    ["update order_draft_state set state = 'withdrawn' where draft_id = 3", state],
    [
      "delete from order_draft_state where state = 'withdrawn'",
      /^draft 2 lacks what the journal sealed in batch \d+: order\.withdrawn/,
    ],
    [
      `insert into order_draft_state select reseller_id, customer_id, draft_id, 1, 'withdrawn',
        'test', said_at, '', (select max(batch_id) from batch) from order_draft_state
        where draft_id = 3`,
      state,
    ],
    ['delete from order_confirmation', state],
    ["update order_confirmation set confirmed_by = 'Bo Lund'", state],
    ["update order_confirmation set fee_accepted_by = 'Bo Lund'", sealed],
    ["update order_confirmation set valid_from = '2026-09-01'", sealed],
    [
      "update order_confirmation set wording_text = replace(wording_text, '30,00', '40,00')",
      /^the wording of draft 1 is not what its SHA-256 says/,
    ],
    ["update order_draft_line set licence = 'K1' where draft_id = 1 and version = 2", sealed],
    ['delete from order_draft_line where draft_id = 1 and version = 1', sealed],
    ["update order_draft set domain = 'anden.example' where draft_id = 1", sealed],
    ['delete from order_draft where draft_id = 1 and version = 2', state],
    [
      `insert into order_draft select reseller_id, customer_id, draft_id, 2, domain, same_for_all,
        batch_id from order_draft where draft_id = 3`,
      /^draft 3 /,
    ],
  ])('tells of: %s', async (statement, sentence) => {
    expect(await afterForging(world.database, statement, verifyOrders)).toMatch(sentence);
  });

  it('tells of one that is gone altogether', async () => {
    const all = `with a as (delete from order_draft where draft_id = 2),
      b as (delete from order_draft_line where draft_id = 2)
      delete from order_draft_state where draft_id = 2`;
    expect(await afterForging(world.database, all, verifyOrders)).toMatch(
      /^draft 2 lacks what the journal sealed in batch \d+: order\.drafted/,
    );
  });
});
