import { parse } from 'csv-parse/sync';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { rerateMonth } from '../../src/calls/index.ts';
import { sql } from '../../src/db/index.ts';
import { month } from '../../src/kernel/index.ts';
import { takst } from '../cli/caller.ts';
import { actorOn, call, customer, openWorld, resellers, type World } from '../month-world.ts';

let world: World;
beforeEach(async () => {
  world = await openWorld();
});
afterEach(() => world.close());

const show = (number: number, ...options: string[]) =>
  takst(['documents', 'show', `${number}`, '--calls', ...options], {
    DATABASE_URL: world.database.url,
  });
const csvRows = async (number: number): Promise<Record<string, string>[]> => {
  const { code, out } = await show(number, '--csv');
  expect(code).toBe(0);
  return parse(out, { columns: true });
};
const numbers = async () => (await world.documents()).map(({ number }) => number);

/** Denmark 0.30 and Norway 1.20 a minute: 7 s are 0.035 and 0.14. */
const october = {
  resellers,
  customers: [customer('acme', 'R1')],
  calls: [
    call('c2', 'acme', '+4733001122', '2026-10-07T10:00:00+02:00', 7),
    call('c1', 'acme', '+4533001122', '2026-10-05T10:00:00+02:00', 7),
    call('c3', 'acme', '+4533001122', '2026-10-04T10:00:00+02:00', 7),
  ],
};

describe('the specification behind a document (R30)', () => {
  it('lists the calls of each usage line in their order, with price to six decimals', async () => {
    await world.take('2026-11-01', october);
    await world.bill('2026-10', '2026-11-02');
    const [number = 0] = await numbers();
    const rows = await csvRows(number);
    expect(rows.map((it) => [it.document_line, it.record_id, it.destination, it.price])).toEqual([
      ['1', 'c3', 'Denmark', '0.035000'],
      ['1', 'c1', 'Denmark', '0.035000'],
      ['2', 'c2', 'Norway', '0.140000'],
    ]);
    // A number would be a formula to a spreadsheet.
    expect(rows[0]).toMatchObject({
      document: `${number}`,
      to: "'+4533001122",
      standing: 'as-it-came',
    });
    const { out } = await show(number);
    expect(out).toContain('2 calls, 0.070000 kr. Rounded to øre: 0.07 kr, the net of the line.');
  });

  it('shows of a correction the calls that are new, and how they come to the line', async () => {
    await world.take('2026-11-01', october);
    await world.bill('2026-10', '2026-11-02');
    const late = call('c4', 'acme', '+4533001122', '2026-10-06T10:00:00+02:00', 7);
    await world.take('2026-11-10', { calls: [late] });
    await world.bill('2026-11', '2026-12-01');
    const [, number = 0] = await numbers();
    expect((await csvRows(number)).map((it) => it.record_id)).toEqual(['c4']);
    const { out } = await show(number);
    // 0.07 was billed; 0.105 rounds to 0.11, so the line is 0.04 though the call is 0.035.
    expect(out).toContain(
      '1 call, 0.035000 kr. Billed before: 0.070000 kr, rounded 0.07 kr.\n' +
        '  With these: 0.105000 kr, rounded 0.11 kr. The difference is the net of the line: 0.04 kr.',
    );
  });

  it('shows of a re-rating what was taken back and what stands instead, with their signs', async () => {
    await world.take('2026-11-01', october);
    await world.bill('2026-10', '2026-11-02');
    await world.loadRates(
      '2026-11-03',
      'prefix,destination,per_minute\n45,DK,0.30\n47,Norway,1.80\n',
    );
    const rerate = { month: month('2026-10'), plan: 'standard' };
    await rerateMonth(world.database, rerate, actorOn('2026-11-04'));
    await world.bill('2026-11', '2026-12-01');
    const [, number = 0] = await numbers();
    const rows = (await csvRows(number)).map((it) => [it.destination, it.record_id, it.price]);
    expect(rows.sort()).toEqual([
      ['DK', 'c1', '0.035000'],
      ['DK', 'c3', '0.035000'],
      ['Denmark', 'c1', '-0.035000'],
      ['Denmark', 'c3', '-0.035000'],
      ['Norway', 'c2', '-0.140000'],
      ['Norway', 'c2', '0.210000'],
    ]);
  });

  it('catches up with calls that made no difference of their own when they came', async () => {
    // 1 s to Denmark is 0.005 kr, and two of them are 0.01 just as one rounds to 0.01.
    const at = '2026-10-05T10:00:00+02:00';
    const one = (id: string) => call(id, 'acme', '+4533001122', at, 1);
    await world.take('2026-11-01', { ...october, calls: [one('a')] });
    await world.bill('2026-10', '2026-11-02');
    await world.take('2026-11-05', { calls: [one('b')] });
    await world.bill('2026-11', '2026-12-01');
    await world.take('2026-12-05', { calls: [one('c')] });
    await world.bill('2026-12', '2027-01-01');
    const last = (await numbers()).at(-1) ?? 0;
    expect((await csvRows(last)).map((it) => it.record_id)).toEqual(['b', 'c']);
  });

  it('is an error where the calls do not come to the line, and says which', async () => {
    await world.take('2026-11-01', october);
    await world.bill('2026-10', '2026-11-02');
    const [number = 0] = await numbers();
    await world.database.transaction('owner', async (tx) => {
      await sql`alter table takst.call_2026_10 disable trigger append_only`.execute(tx.db);
      await sql`update takst.call_2026_10 set price_micro = 34000 where record_id = 'c1'`.execute(
        tx.db,
      );
    });
    const { code, err } = await show(number);
    expect(code).toBe(1);
    expect(err).toContain('Line 1 (customer acme, 2026-10, Denmark) is not what its calls come to');
  });

  it('says so where no line is of calls, and wants --calls for --csv', async () => {
    await world.take('2026-11-01', {
      ...october,
      employees: ['anna,acme,Medarbejder anna,201'],
      declarations: ['acme,,Business Premium,2026-01-01'],
      activations: ['anna,2026-08-01T08:00:00+02:00,'],
      calls: [],
    });
    await world.bill('2026-08', '2026-11-02');
    const [number = 0] = await numbers();
    expect((await show(number)).out).toBe('No line of this document is of calls.\n');
    const environment = { DATABASE_URL: world.database.url };
    const { code } = await takst(['documents', 'show', `${number}`, '--csv'], environment);
    expect(code).toBe(2);
  });
});
