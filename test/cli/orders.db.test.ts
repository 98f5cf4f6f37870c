/** `takst orders` and `takst settlement` as a user types them: what they say and how they end. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { customerId } from '../../src/kernel/index.ts';
import { listOrders } from '../../src/register/index.ts';
import { type OrderWorld, openOrderWorld } from '../licensing/ordering/world.ts';
import { takst as call } from './caller.ts';

let world: OrderWorld;
let folder: string;

let today = '2026-09-04T08:00:00Z';
const takst = (...words: string[]) =>
  call(words, { DATABASE_URL: world.database.url }, { now: () => new Date(today) });
const json = async (...words: string[]) => {
  const { code, out } = await takst(...words, '--json');
  return { code, ...JSON.parse(out) };
};
/** Of acme, as numbers. */
const orderIds = async () => {
  const asked = { customerIds: [customerId('acme')] };
  const orders = await world.database.transaction('writer', (tx) => listOrders(tx, asked));
  return orders.map(({ orderId }) => Number(orderId));
};
const domain = ['--domain', 'acme.example'];

beforeAll(async () => {
  world = await openOrderWorld();
  folder = await mkdtemp(join(tmpdir(), 'takst-orders-'));
});
afterAll(async () => {
  await world?.close();
  await rm(folder, { recursive: true, force: true });
});

/** The tests follow one order from its draft to the settlement, in this order. */
describe('an order by commands', () => {
  it('is drafted with what stands in the way, which ends with 3', async () => {
    const { code, out } = await takst('orders', 'draft', 'acme', ...domain, '--employee', 'bo=K1');
    expect(code).toBe(3);
    expect(out).toContain('Draft 1, version 1: customer acme, acme.example');
    expect(out).toContain('no licence for anna');
    expect(out).toContain('--fee-accepted-by');
  });

  it('is completed by an edit, and shown with the wording of either language', async () => {
    const edited = await json('orders', 'edit', '1', '--employee', 'anna=Enterprise E3');
    expect(edited).toMatchObject({ code: 0, id: 1, version: 2, fee_due: true, obstacles: [] });
    expect(edited.lines).toEqual([
      { employee_id: 'anna', licence: 'Enterprise E3', class: 'Enterprise', price: '0.00' },
      { employee_id: 'bo', licence: 'K1', class: 'Business', price: '30.00' },
    ]);
    const english = await takst('orders', 'show', '1', '--language', 'en');
    expect(english.code).toBe(0);
    expect(english.out).toContain('Nothing stands in the way');
    expect(english.out).toContain('cost 30.00 kr ex VAT per activated employee');
    expect((await takst('orders', 'show', '1')).out).toContain('koster 30,00 kr. ekskl. moms');
  });

  it('is not confirmed unless the wording is agreed to, and the fee accepted', async () => {
    const shown = await takst('orders', 'confirm', '1', '--by', 'Pia Bech');
    expect(shown.code).toBe(1);
    expect(shown.out).toContain('1. Licenserne i bestillingen');
    expect(shown.err).toContain('has not been agreed to (--version 2 --agree)');
    const confirm = ['orders', 'confirm', '1', '--by', 'Pia Bech', '--agree'];
    const unaccepted = await takst(...confirm, '--version', '2');
    expect(unaccepted.code).toBe(1);
    expect(unaccepted.err).toContain('nobody has accepted the monthly fee of "K1"');
    expect((await json('orders', 'show', '1')).state).toBe('draft');
  });

  it('is not confirmed as it was before the edit, nor without saying which version', async () => {
    const confirm = ['orders', 'confirm', '1', '--by', 'Pia Bech', '--fee-accepted-by', 'Ib Holm'];
    const old = await takst(...confirm, '--version', '1', '--agree');
    expect(old).toMatchObject({ code: 1, out: '' });
    expect(old.err).toContain('Version 1 of draft 1 is not confirmed: version 2 is the last');
    const unshown = await takst(...confirm, '--version', '1');
    expect(unshown).toMatchObject({ code: 1, out: '' });
    const unsaid = await takst(...confirm, '--agree');
    expect(unsaid.code).toBe(1);
    expect(unsaid.err).toContain('Draft 1 has been edited: say that version 2');
    expect((await json('orders', 'show', '1')).state).toBe('draft');
  });

  it('is confirmed once, with its declarations and the wording’s hash', async () => {
    const who = ['--by', 'Pia Bech', '--fee-accepted-by', 'Ib Holm'];
    const names = [...who, '--version', '2', '--agree'];
    const at = ['--at', '2026-09-03T10:00:00+02:00', '--valid-from', '2026-09-01'];
    const done = await json('orders', 'confirm', '1', ...names, ...at);
    expect(done).toMatchObject({
      code: 0,
      id: 1,
      version: 2,
      confirmed_by: 'Pia Bech',
      confirmed_at: '2026-09-03T10:00:00+02:00',
      valid_from: '2026-09-01',
      kept_individually: [],
    });
    expect(done.declarations).toHaveLength(2);
    // The drafts are numbered apart from the orders that come of them, one for each licence.
    expect(done.order_ids).toEqual(await orderIds());
    expect(done.order_ids).toHaveLength(2);
    const repeated = await json('orders', 'confirm', '1', ...names, ...at);
    expect(repeated).toEqual({ ...done, was_on_file: true });
    expect(done.was_on_file).toBe(false);
    const told = await takst('orders', 'confirm', '1', ...names, ...at);
    expect(told.out).toContain('was confirmed already, word for word; nothing was changed');
    const again = await takst('orders', 'confirm', '1', ...names);
    expect(again).toMatchObject({ code: 1, out: '' });
    expect(again.err).toContain('was confirmed by Pia Bech on 2026-09-03T10:00:00+02:00');
    const unagreed = await takst('orders', 'confirm', '1', '--by', 'Pia Bech');
    expect(unagreed.err).toContain('was confirmed by Pia Bech');
    const shown = await json('orders', 'show', '1');
    expect(shown.confirmation).toMatchObject({ confirmed_by: 'Pia Bech', version: 2 });
    expect(shown.wording).toEqual(done.wording);
    expect(shown.confirmation.order_ids).toEqual(done.order_ids);
    const [first, last] = done.order_ids;
    const { out } = await takst('orders', 'show', '1');
    expect(out).toContain('Draft 1, version 2: customer acme');
    expect(out).toContain(`Orders ${first} to ${last}, declared from 2026-09-01`);
  });

  it('for all ends with 3 where somebody’s own licence has another class', async () => {
    const drafted = await takst('orders', 'draft', 'acme', ...domain, '--licence', 'Enterprise E5');
    expect(drafted.code).toBe(0);
    const done = await takst('orders', 'confirm', '2', '--by', 'Pia Bech', '--agree');
    expect(done.code).toBe(3);
    expect(done.out).toContain('Draft 2 of customer acme is confirmed');
    expect(done.out).toMatch(/acme +bo +K1 \(Business\)/);
    // The two orders of draft 1 came before, and this one has one licence.
    const last = (await orderIds()).at(-1);
    expect((await json('orders', 'show', '2')).confirmation.order_ids).toEqual([last]);
    expect(done.out).toContain(`1 licence, order ${last}, 1 declaration`);
  });

  it('takes its licences from a file, whose faults are all told with their lines', async () => {
    const file = join(folder, 'licences.csv');
    await writeFile(file, 'employee_id;licence\nanna;Enterprise E3\nbo;\nanna;K1\n');
    const faulty = await takst('orders', 'draft', 'acme', ...domain, '--licences', file);
    expect(faulty.code).toBe(1);
    expect(faulty.err).toContain('licences.csv:3 licence ""');
    expect(faulty.err).toContain('licences.csv:4 employee_id "anna": an employee has one row');
    await writeFile(file, 'employee_id,licence\nanna,Enterprise E3\nbo,Business Premium | K1\n');
    const drafted = await json('orders', 'draft', 'acme', ...domain, '--licences', file);
    expect(drafted).toMatchObject({ code: 0, id: 3, same_for_all: false });
    expect(drafted.lines).toHaveLength(2);
  });

  it('is withdrawn with a reason, and listed by its state', async () => {
    const withdrawn = await json('orders', 'withdraw', '3', '--reason', 'a mistake');
    expect(withdrawn).toEqual({ code: 0, id: 3, state: 'withdrawn', reason: 'a mistake' });
    expect((await takst('orders', 'show', '3')).out).toContain('a mistake');
    const listed = JSON.parse((await takst('orders', 'list', '--json')).out);
    const states = listed.map((it: { id: number; state: string }) => `${it.id} ${it.state}`);
    expect(states).toEqual(['1 confirmed', '2 confirmed', '3 withdrawn']);
    const some = await takst('orders', 'list', '--state', 'withdrawn', '--customer', 'acme');
    expect(some.out).toMatch(/ 3 .*acme .*withdrawn/);
    expect((await takst('orders', 'list', '--state', 'draft')).out).toBe(
      'There are no orders drafted in Takst that are still drafts; 0 came in by file.\n',
    );
  });

  it('that came by file is not in the list, which says how many there are', async () => {
    const row = 'bolt,,Enterprise E3,Medarbejder erik,2026-09-03T07:00:00+02:00,';
    const head = 'customer_id,employee_id,licence,confirmed_by,confirmed_at,fee_accepted_by';
    const file = join(folder, 'orders.csv');
    await writeFile(file, `${head}\n${row}\n`);
    expect((await takst('import', file)).code).toBe(0);
    expect((await takst('orders', 'list', '--customer', 'bolt')).out).toBe(
      'There are no orders drafted in Takst; 1 came in by file.\n',
    );
    expect((await takst('orders', 'list', '--state', 'draft')).out).toMatch(
      / 1 came in by file\.\n$/,
    );
    expect((await takst('orders', 'list', '--help')).out).toContain('Only orders drafted in Takst');
  });

  it('written wrongly is wrong usage, and costs nothing', async () => {
    const wrong = [
      ['draft', 'acme', ...domain],
      ['draft', 'acme', ...domain, '--licence', 'K1', '--employee', 'bo=K1'],
      ['draft', 'acme', '--licence', 'K1'],
      ['draft', 'acme', ...domain, '--employee', 'bo'],
      ['edit', '1'],
      ['show', 'one'],
      ['confirm', '1', '--agree'],
      ['confirm', '1', '--by', 'Pia Bech', '--version', 'two'],
      ['withdraw', '1'],
      ['list', '--state', 'lost'],
    ];
    for (const words of wrong) {
      expect([words, (await takst('orders', ...words)).code]).toEqual([words, 2]);
    }
    expect((await takst('orders', 'show', '99')).err).toContain(
      'no draft of an order with number 99',
    );
  });
});

describe('a settlement by command', () => {
  it('shows who counts now, as known then, and the change between', async () => {
    await world.take('2026-09-20', {
      activations: ['anna,2026-09-10T08:00:00+02:00,', 'bo,2026-09-10T08:00:00+02:00,'],
    });
    today = '2026-11-02T08:00:00Z';
    const before = '2026-09-20T12:00:00+02:00';
    await world.take('2026-10-05', { declarations: ['acme,anna,Business Premium,2026-09-12'] });
    const { code, out } = await takst('settlement', '2026-09', '--known-at', before);
    expect(code).toBe(0);
    expect(out).toMatch(/Business +Business Premium +1 +30\.00 +30\.00/);
    expect(out).toContain('2 employees, 60.00 kr ex VAT.');
    expect(out).toMatch(/acme +anna +Enterprise: Enterprise E3 +Business: Business Premium/);
    const listed = await json('settlement', '2026-09', '--known-at', before, '--reseller', 'R1');
    expect(listed).toMatchObject({ month: '2026-09', reseller_id: 'R1', known_at: before });
    expect(listed.now).toMatchObject({ employees: 2, amount: '60.00' });
    expect(listed.moved).toMatchObject([{ customer_id: 'acme', employee_id: 'anna' }]);
    const plain = await json('settlement', '2026-09');
    expect(plain).toMatchObject({ before: null, changes: [], moved: [] });
    expect(plain.now.rows).toEqual([
      {
        class: 'Business',
        licence: 'Business Premium',
        price: '30.00',
        employees: 1,
        amount: '30.00',
      },
      { class: 'Business', licence: 'K1', price: '30.00', employees: 1, amount: '30.00' },
    ]);
  });

  it('of a month to come is refused, and of no month wrong usage', async () => {
    expect((await takst('settlement', '2026-12')).code).toBe(1);
    expect((await takst('settlement', 'december')).code).toBe(2);
    expect((await takst('settlement', '2026-09', '--reseller', 'R9')).err).toContain(
      'no reseller R9',
    );
  });
});
