/** Orders beyond the file (R6-R8, R11): drafted, edited, withdrawn, confirmed once and for good. */
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { commitment, sql, verifyJournal } from '../../../src/db/index.ts';
import { customerId } from '../../../src/kernel/index.ts';
import {
  editOrder,
  findOrderFault,
  listDeclarations,
  withdrawOrder,
} from '../../../src/licensing/index.ts';
import { listConfirmations, listDrafts, listOrders } from '../../../src/register/index.ts';
import { actorOn, customer, employee } from '../../month-world.ts';
import { asAdministrator } from '../../support/database-server.ts';
import { idsOf, lineFor, lineForAll, type OrderWorld, openOrderWorld } from './world.ts';

let world: OrderWorld;

beforeAll(async () => {
  world = await openOrderWorld();
});
afterAll(() => world?.close());

const read = <T>(work: Parameters<typeof world.database.transaction<T>>[1]) =>
  world.database.transaction('writer', work);
const declarationsOf = async (id: string) =>
  (await read((tx) => listDeclarations(tx, { customerIds: [customerId(id)] }))).get(
    customerId(id),
  ) ?? [];
/** How many rows there are: equal before and after means that nothing has changed. */
const size = () =>
  read(async (tx) => {
    const tables = ['batch', 'order_draft', 'order_draft_state', 'customer_order', 'declaration'];
    const counts = tables.map((t) => `(select count(*) from takst.${t})::int as ${t}`);
    return (await sql.raw<object>(`select ${counts.join(', ')}`).execute(tx.db)).rows[0];
  });
const journalOf = (batchId: bigint) =>
  read(async (tx) => {
    const { rows } = await sql<{ kind: string; content: string; reseller_id: string }>`
      select kind, content, reseller_id from takst.journal_entry
      where batch_id = ${batchId} order by seq`.execute(tx.db);
    return rows;
  });
/** What a refused attempt says; fails where it went through or changed anything. */
async function refused(attempt: () => Promise<unknown>): Promise<string> {
  const before = await size();
  const error = await attempt().then(
    () => new Error('it was not refused'),
    (reason: Error) => reason,
  );
  expect(error.name).toBe('Refusal');
  expect(await size()).toEqual(before);
  return error.message;
}

describe('a draft', () => {
  it('is refused under a domain that is not on file, and told which one is', async () => {
    const other = () => world.draft({ domain: 'else.example', lines: [lineForAll('Business')] });
    expect(await refused(other)).toContain('which is "acme.example" on file');
    const unreadable = () => world.draft({ domain: 'acme', lines: [lineForAll('Business')] });
    expect(await refused(unreadable)).toContain('"acme" is no domain');
  });

  it('takes the domain in capital letters, or with a blank', async () => {
    const id = await world.draft({ domain: ' ACME.example ', lines: [lineForAll('Business')] });
    expect((await world.view(id)).draft.domain).toBe('ACME.example');
    await withdrawOrder(world.database, id, 'only a test of the domain', actorOn('2026-09-02'));
  });

  it.each([
    ['of a customer nobody knows', { customer: 'nobody', lines: [lineForAll('K1')] }, 'nobody'],
    ['with somebody else’s employee', { lines: [lineFor('carl', 'K1')] }, 'carl'],
    ['with an employee twice', { lines: [lineFor('bo', 'K1'), lineFor('bo', 'K1')] }, 'bo'],
    ['without any licence', { lines: [] }, 'at least one licence'],
    ['with an empty licence', { lines: [lineForAll('  ')] }, 'it is empty'],
    ['with as-customer', { lines: [lineFor('bo', 'As-Customer')] }, 'names the licence'],
  ])('%s is refused', async (_, ordered, said) => {
    expect(await refused(() => world.draft(ordered))).toContain(said);
  });

  it('may be incomplete, and is told whom it leaves out and what else stands in the way', async () => {
    const id = await world.draft({ lines: [lineFor('bo', 'Business Premium')] });
    const { draft, assessment } = await world.view(id);
    expect(draft).toMatchObject({ state: 'draft', version: 1, saidBy: 'test' });
    expect(assessment.obstacles).toEqual([
      { code: 'employees', reason: 'no licence for anna' },
      { code: 'fee', reason: 'nobody has accepted the monthly fee of "Business Premium"' },
    ]);
    expect(assessment.feeDue).toBe(true);
    expect(await refused(() => world.confirm(id, { feeAcceptedBy: 'Ib Holm' }))).toContain(
      'no licence for anna',
    );
  });

  it('is edited as a new version; one employee’s licence leaves the others as they were', async () => {
    const id = await world.draft({ lines: [lineFor('bo', 'K1'), lineFor('anna', 'K1')] });
    const edit = (lines: ReturnType<typeof lineFor>[]) =>
      editOrder(world.database, id, { lines }, actorOn('2026-09-03'));
    expect(await edit([lineFor('anna', 'Enterprise E3')])).toBe(2);
    const { draft } = await world.view(id);
    expect(draft.lines).toEqual([lineFor('anna', 'Enterprise E3'), lineFor('bo', 'K1')]);
    expect(await edit([lineForAll('Enterprise E5')])).toBe(3);
    expect((await world.view(id)).draft).toMatchObject({
      sameForAll: true,
      lines: [lineForAll('Enterprise E5')],
    });
    expect(await edit([lineFor('bo', 'K1')])).toBe(4);
    expect(idsOf((await world.view(id)).draft.lines)).toEqual(['bo']);
    expect(await refused(() => edit([lineFor('bo', 'K1')]))).toContain('version 4 is still');
    const { rows } = await read((tx) =>
      sql`select version from takst.order_draft where draft_id = ${id} order by 1`.execute(tx.db),
    );
    expect(rows).toHaveLength(4);
  });

  it('is withdrawn with a reason, and then neither edited nor confirmed nor withdrawn', async () => {
    const id = await world.draft({ lines: [lineForAll('Enterprise E3')] });
    const withdraw = (reason: string) =>
      withdrawOrder(world.database, id, reason, actorOn('2026-09-05'));
    expect(await refused(() => withdraw(' '))).toContain('A reason is wanted');
    await withdraw('the customer changed its mind');
    const edit = () => editOrder(world.database, id, { domain: 'x' }, actorOn('2026-09-06'));
    for (const attempt of [() => withdraw('again'), edit, () => world.confirm(id)]) {
      expect(await refused(attempt)).toContain('was withdrawn by test on 2026-09-05');
    }
    const withdrawn = await read((tx) => listDrafts(tx, { state: 'withdrawn' }));
    expect(withdrawn.map((draft) => draft.draftId)).toContain(id);
  });

  it('with a number that nobody has is refused', async () => {
    expect(await refused(() => world.view(4711n))).toContain(
      'no draft of an order with number 4711',
    );
  });
});

describe('a confirmation', () => {
  it('names every precondition that fails, each once, and changes nothing', async () => {
    await world.take('2026-09-01', {
      customers: [customer('dusk', 'R1')],
      employees: [employee('dan', 'dusk', 201), employee('eva', 'dusk', 202)],
    });
    const lines = [lineFor('dan', 'Visio'), lineFor('eva', 'none')];
    const id = await world.draft({ customer: 'dusk', lines });
    await world.take('2026-09-02', {
      customers: [
        customer('dusk', 'R1')
          .replace('standard', 'classic')
          .replace('dusk.example', 'dawn.example'),
      ],
      employees: [employee('finn', 'dusk', 203)],
    });
    const said = await refused(() => world.confirm(id));
    const reasons = [
      'the domain dusk.example is not that of customer dusk',
      'no licence for finn',
      'no current rate deck is loaded for the price plan "classic"',
      '"Visio" is no licence of the price table',
      '"none" is no valid Office 365 licence',
    ];
    for (const reason of reasons) expect(said.split(reason)).toHaveLength(2);
  });

  it('of a Business licence wants a named person to have accepted the fee', async () => {
    const id = await world.draft({ lines: [lineForAll('Business Essentials')] });
    expect(await refused(() => world.confirm(id, { feeAcceptedBy: '  ' }))).toContain(
      'nobody has accepted the monthly fee of "Business Essentials"',
    );
  });

  it('cannot lie in the future, nor declare from a day after it', async () => {
    const id = await world.draft({ lines: [lineForAll('Enterprise E3')] });
    const tomorrow = { at: '2026-09-05T10:00:00+02:00', day: '2026-09-04' };
    expect(await refused(() => world.confirm(id, tomorrow))).toContain(
      'it is only 2026-09-04T10:00',
    );
    const later = { validFrom: '2026-09-04' };
    expect(await refused(() => world.confirm(id, later))).toContain(
      'cannot be declared from 2026-09-04: an order confirmed on 2026-09-03',
    );
  });

  it('makes orders, declarations and marks at once, and keeps the words agreed to', async () => {
    const lines = [lineFor('anna', 'Enterprise E3 | Visio'), lineFor('bo', 'Business Premium')];
    const id = await world.draft({ lines });
    // 22:30 UTC on the 2nd is half past midnight on the 3rd in Denmark.
    const at = '2026-09-02T22:30:00Z';
    const done = await world.confirm(id, { at, feeAcceptedBy: 'Ib Holm' });
    const { batchId, wording, salt } = done.confirmation;
    const orders = (await read((tx) => listOrders(tx))).filter((o) => o.customerId === 'acme');
    const said = { confirmedBy: 'Pia Bech', feeAcceptedBy: 'Ib Holm' };
    expect(orders).toMatchObject([
      { employeeId: 'anna', licence: 'Enterprise E3 | Visio', ...said },
      { employeeId: 'bo', licence: 'Business Premium', ...said },
    ]);
    const reason = 'order confirmed on 2026-09-03 by Pia Bech, fee accepted by Ib Holm';
    const declared = { validFrom: '2026-09-03', declaredBy: 'Pia Bech', channel: 'order', reason };
    expect(await declarationsOf('acme')).toMatchObject([
      { employeeId: 'anna', licence: 'Enterprise E3 | Visio', ...declared },
      { employeeId: 'bo', licence: 'Business Premium', ...declared },
    ]);
    const { rows: marks } = await read((tx) =>
      sql`select customer_id, from_month, to_month from takst.stale_mark
        where batch_id = ${batchId} group by 1, 2, 3`.execute(tx.db),
    );
    expect(marks).toEqual([{ customer_id: 'acme', from_month: '2026-09-01', to_month: null }]);
    const kept = (await read((tx) => listConfirmations(tx, { draftIds: [id] })))[0];
    expect(kept).toEqual(done.confirmation);
    expect(kept?.wording.text).toContain('koster 30,00 kr. ekskl. moms');
    expect(kept?.wording.sha256).toEqual(createHash('sha256').update(wording.text).digest());
    const sealed = (await journalOf(batchId)).find((entry) => entry.kind === 'order.confirmed');
    expect(sealed?.reseller_id).toBe('R1');
    expect(JSON.parse(sealed?.content ?? '')).toEqual({
      draft: `${id}`,
      version: 1,
      customer: 'acme',
      domain: 'acme.example',
      licences: [
        ['anna', 'Enterprise E3 | Visio'],
        ['bo', 'Business Premium'],
      ],
      confirmed_at: '2026-09-02T22:30:00.000Z',
      valid_from: '2026-09-03',
      confirmed_by: commitment(salt, 'Pia Bech').toString('hex'),
      fee_accepted_by: commitment(salt, 'Ib Holm').toString('hex'),
      wording_version: wording.version,
      wording_language: 'da',
      wording_sha256: wording.sha256.toString('hex'),
    });
  });

  it('happens once: again, it is told who confirmed and when', async () => {
    const id = await world.draft({ customer: 'bolt', lines: [lineForAll('Enterprise E3')] });
    await world.confirm(id);
    expect(await refused(() => world.confirm(id))).toContain(
      `Draft ${id} was confirmed by Pia Bech on 2026-09-03T10:00:00+02:00`,
    );
    const edit = () => editOrder(world.database, id, { domain: 'x' }, actorOn('2026-09-06'));
    expect(await refused(edit)).toContain('A confirmed order is not changed');
  });

  it('by two at once is one confirmation and one refusal', async () => {
    const id = await world.draft({ customer: 'bolt', lines: [lineForAll('Enterprise E5')] });
    const both = await Promise.allSettled([world.confirm(id), world.confirm(id)]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const lost = both.find((one) => one.status === 'rejected');
    expect(lost?.reason).toMatchObject({ code: 'orders.confirmed' });
    expect(await read((tx) => listConfirmations(tx, { draftIds: [id] }))).toHaveLength(1);
  });

  it('for all declares for those who come later too, from an earlier day where told so', async () => {
    const before = (await declarationsOf('bolt')).length;
    const id = await world.draft({ customer: 'bolt', lines: [lineForAll('K1')] });
    const done = await world.confirm(id, { feeAcceptedBy: 'Ib Holm', validFrom: '2026-08-15' });
    expect(idsOf(done.declarations)).toEqual(['']);
    expect((await declarationsOf('bolt'))[before]).toMatchObject({
      employeeId: undefined,
      validFrom: '2026-08-15',
      reason: 'order confirmed on 2026-09-03 by Pia Bech, fee accepted by Ib Holm',
    });
  });

  it('for all tells whose own licence keeps another class (R7)', async () => {
    const id = await world.draft({ lines: [lineForAll('Enterprise E3')] });
    const { keptIndividually } = await world.confirm(id);
    expect(keptIndividually).toMatchObject([
      {
        employeeId: 'bo',
        licence: 'Business Premium',
        class: 'Business',
        classForAll: 'Enterprise',
      },
    ]);
  });

  it('of a draft by a reseller whom the customer has left is refused', async () => {
    await world.take('2026-09-01', { customers: [customer('moor', 'R1')] });
    const lines = [lineForAll('Enterprise E3')];
    const id = await world.draft({ customer: 'moor', lines });
    await world.take('2026-09-02', { customers: [customer('moor', 'R2')] });
    expect(await refused(() => world.confirm(id))).toContain(
      'belongs to R2 now and no longer to R1',
    );
    const edit = () => editOrder(world.database, id, { lines }, actorOn('2026-09-06'));
    expect(await refused(edit)).toContain('make a new draft');
    await withdrawOrder(world.database, id, 'moved', actorOn('2026-09-06'));
  });

  it('is billed like an order of the file, and the chain and the charges agree', async () => {
    await world.take('2026-09-10', { activations: ['bo,2026-09-10T08:00:00+02:00,'] });
    await world.bill('2026-09', '2026-10-01');
    const lines = (await world.documents()).flatMap((document) => document.employees);
    expect(lines).toMatchObject([{ employee_id: 'bo', amount: '30.00', class: 'Business' }]);
    expect(await world.verify()).toBeUndefined();
    const report = await read((tx) => verifyJournal(tx));
    expect(report.fault).toBeUndefined();
  });
});

/** Does something as the server's own user, past rights and triggers, and looks at the orders. */
async function forged(statement: string): Promise<string | undefined> {
  await asAdministrator(world.database.url, async (client) => {
    await client.query('set search_path = takst; set session_replication_role = replica');
    expect((await client.query(statement)).rowCount).toBe(1);
  });
  return read((tx) => findOrderFault(tx));
}

describe('the audit of orders', () => {
  it('finds nothing in what nobody touched', async () => {
    expect(await read((tx) => findOrderFault(tx))).toBeUndefined();
  });

  it.each([
    ["wording_text = replace(wording_text, '30,00', '40,00')", 'the wording of order'],
    ["confirmed_by = 'Bo Lund'", 'says something else than the journal sealed'],
    ["fee_accepted_by = 'Bo Lund'", 'says something else than the journal sealed'],
    ["valid_from = '2026-09-04'", 'says something else than the journal sealed'],
  ])('names an order in which somebody has set %s', async (change, said) => {
    const of = 'where draft_id = (select min(draft_id) from order_confirmation)';
    await forged(`create table kept as select * from order_confirmation ${of}`);
    expect(await forged(`update order_confirmation set ${change} ${of}`)).toContain(said);
    await forged(`delete from order_confirmation ${of}`);
    expect(await forged('insert into order_confirmation select * from kept')).toBeUndefined();
    await asAdministrator(world.database.url, (client) => client.query('drop table takst.kept'));
  });

  it('names an order whose licences were changed afterwards', async () => {
    const of = "where licence = 'Enterprise E3 | Visio'";
    expect(await forged(`update order_draft_line set licence = 'K1' ${of}`)).toContain('sealed');
  });
});

it('keeps names out of the journal', async () => {
  const { rows } = await read((tx) =>
    sql`select seq from takst.journal_entry
      where content like '%Pia Bech%' or content like '%Ib Holm%'`.execute(tx.db),
  );
  expect(rows).toEqual([]);
});

it('shows the door of a reseller its own drafts alone', async () => {
  const seen = await world.database.transaction('door', (tx) => listDrafts(tx), { reseller: 'R2' });
  expect(new Set(seen.map((draft) => draft.resellerId))).toEqual(new Set(['R2']));
});
