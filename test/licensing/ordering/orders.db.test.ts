/** Orders beyond the file (R6-R8, R11): drafted, edited, withdrawn, confirmed once and for good. */
import { createHash } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { commitment, sql, verifyJournal } from '../../../src/db/index.ts';
import { customerId } from '../../../src/kernel/index.ts';
import {
  editOrder,
  listDeclarations,
  loadCatalogueFile,
  withdrawOrder,
} from '../../../src/licensing/index.ts';
import { listConfirmations, listDrafts, listOrders } from '../../../src/register/index.ts';
import { actorOn, customer, employee } from '../../month-world.ts';
import { idsOf, lineFor, lineForAll, type OrderWorld, openOrderWorld } from './world.ts';

const proposals = fileURLToPath(new URL('../../../rates/licences-2026-11.csv', import.meta.url));

let world: OrderWorld;

beforeAll(async () => {
  world = await openOrderWorld();
  await loadCatalogueFile(world.database, proposals, actorOn('2026-09-01'));
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
      'no table knows the name "Visio"; takst licences list shows what there is',
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

  it('of a licence that nobody has ruled on names its SKU and how it is ruled on', async () => {
    const id = await world.draft({ lines: [lineForAll('Microsoft 365 Business Premium')] });
    expect(await refused(() => world.confirm(id))).toContain(
      'nobody has ruled on "Microsoft 365 Business Premium" yet: ' +
        'takst licences rule SPB --class … --reason …',
    );
  });

  it('of a draft edited since it was shown is refused, with and without its version', async () => {
    await world.take('2026-09-01', { customers: [customer('edit', 'R1')] });
    const id = await world.draft({ customer: 'edit', lines: [lineForAll('Enterprise E3')] });
    const shown = (await world.view(id)).draft.version;
    const lines = [lineForAll('Enterprise E5')];
    await editOrder(world.database, id, { lines }, actorOn('2026-09-03'));
    expect(await refused(() => world.confirm(id, { version: shown }))).toBe(
      `Version 1 of draft ${id} is not confirmed: version 2 is the last. Look at that one ` +
        `(takst orders show ${id}), and name it if it is right.`,
    );
    expect(await refused(() => world.confirm(id))).toContain('say that version 2, its last');
    expect(await refused(() => world.confirm(id, { version: 3 }))).toContain('version 2 is the');
    const { confirmation, declarations } = await world.confirm(id, { version: 2 });
    expect(confirmation.version).toBe(2);
    expect(declarations).toMatchObject([{ licence: 'Enterprise E5' }]);
  });

  it('of a draft that nobody edited may name its version, and no other', async () => {
    await world.take('2026-09-01', { customers: [customer('once', 'R1')] });
    const id = await world.draft({ customer: 'once', lines: [lineForAll('Enterprise E3')] });
    expect(await refused(() => world.confirm(id, { version: 2 }))).toContain('version 1 is the');
    expect((await world.confirm(id, { version: 1 })).confirmation.version).toBe(1);
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
      same_for_all: false,
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

  it('happens once: another one is told who confirmed and when', async () => {
    const id = await world.draft({ customer: 'bolt', lines: [lineForAll('Enterprise E3')] });
    await world.confirm(id);
    for (const other of [
      { by: 'Ib Holm' },
      { feeAcceptedBy: 'Ib Holm' },
      { at: '2026-09-03T11:00:00+02:00' },
      { validFrom: '2026-09-01' },
      { version: 2 },
      { language: 'en' as const },
    ]) {
      expect(await refused(() => world.confirm(id, other))).toContain(
        `Draft ${id} was confirmed by Pia Bech on 2026-09-03`,
      );
    }
    const edit = () => editOrder(world.database, id, { domain: 'x' }, actorOn('2026-09-06'));
    expect(await refused(edit)).toContain('A confirmed order is not changed');
  });

  it('asked for again, word for word, is answered with what came of it the first time', async () => {
    await world.take('2026-09-01', { customers: [customer('cola', 'R1')] });
    const id = await world.draft({ customer: 'cola', lines: [lineForAll('Enterprise E3')] });
    const first = await world.confirm(id, { at: '' });
    const before = await size();
    const again = await world.confirm(id, { at: '', day: '2026-09-05' });
    expect(await size()).toEqual(before);
    expect(again.wasOnFile).toBe(true);
    expect(again.confirmation).toEqual(first.confirmation);
    expect(again.orderIds).toEqual(first.orderIds);
    expect(again.declarations.map((it) => it.declarationId)).toEqual(
      first.declarations.map((it) => it.declarationId),
    );
    expect(again.declarations).toHaveLength(1);
  });

  it('by two at once is one confirmation, which the second is told of', async () => {
    const id = await world.draft({ customer: 'bolt', lines: [lineForAll('Enterprise E5')] });
    const both = await Promise.all([world.confirm(id), world.confirm(id)]);
    expect(both.map((it) => it.wasOnFile).sort()).toEqual([false, true]);
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
