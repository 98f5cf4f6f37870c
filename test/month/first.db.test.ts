import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { customer, employee, openWorld, resellers, sumsOf, type World } from '../month-world.ts';

/** Who was when active with what: every example of R8, and those of R5. */
const people = {
  employees: [
    ...['anna', 'bo', 'carl', 'dorte', 'erik', 'fie', 'gert', 'hanne', 'ida', 'jens', 'kim'].map(
      (id, index) => employee(id, 'acme', 201 + index),
    ),
  ],
  declarations: [
    ...['anna', 'bo', 'erik', 'fie', 'gert', 'hanne', 'ida'].map(
      (id) => `acme,${id},Business Premium,2026-01-01`,
    ),
    'acme,carl,Enterprise E3,2026-01-01',
    'acme,carl,Enterprise E1,2026-10-31',
    'acme,dorte,Business Essentials,2026-01-01',
    'acme,dorte,Enterprise E3,2026-10-01',
    'acme,kim,Microsoft Teams Essentials,2026-01-01',
  ],
  activations: [
    'anna,2026-01-31T23:30:00Z,2026-03-15T12:00:00Z',
    'bo,2026-08-10T08:00:00+02:00,2026-09-01T00:00:00+02:00',
    'carl,2026-10-01T08:00:00+02:00,',
    'dorte,2026-09-10T08:00:00+02:00,',
    'erik,2026-10-02T08:00:00+02:00,2026-10-03T08:00:00+02:00',
    'erik,2026-10-20T08:00:00+02:00,2026-10-21T08:00:00+02:00',
    'gert,2026-10-31T22:59:59Z,',
    'hanne,2026-10-31T23:00:00Z,',
    'ida,2026-03-31T21:30:00Z,2026-03-31T22:00:00Z',
    'jens,2026-10-10T08:00:00+02:00,',
    'kim,2026-10-11T08:00:00+02:00,',
  ],
};

describe('a first month, from files to an invoice', () => {
  let world: World;
  beforeAll(async () => {
    world = await openWorld();
    await world.take('2026-11-01', { resellers, customers: [customer('acme', 'R1')], ...people });
    await world.bill('2026-10', '2026-11-02');
  });
  afterAll(() => world.close());

  const rowsOf = async (id: string) => {
    const [invoice] = await world.documents();
    return invoice?.employees
      .filter((row) => row.employee_id === id)
      .map((row) => [row.service_month, row.class, row.amount]);
  };

  it.each([
    ['anna', 'activated 31 January 23:30Z is first charged for February', '2026-03 2026-02'],
    ['bo', 'deactivated at local midnight on the 1st is not charged for that month', '2026-08'],
    ['carl', 'with E3 until the 30th and E1 from the 31st is charged', '2026-10'],
    ['erik', 'activated twice in a month is charged once', '2026-10'],
    ['gert', 'active in the last second of the month is charged in full', '2026-10'],
    ['ida', 'active in the last half hour of March, summer time, is charged for March', '2026-03'],
  ])('charges %s: %s (R8)', async (id, _why, months) => {
    const expected = months.split(' ').map((month) => [month, 'Business', '30.00']);
    expect(await rowsOf(id)).toEqual(expected);
  });

  it('charges dorte for September with Business and states 0 kr for October with E3', async () => {
    expect(await rowsOf('dorte')).toEqual([
      ['2026-10', 'Enterprise', '0.00'],
      ['2026-09', 'Business', '30.00'],
    ]);
  });

  it('neither charges nor lists a licence without activation, or one that begins in November', async () => {
    expect(await rowsOf('fie')).toEqual([]);
    expect(await rowsOf('hanne')).toEqual([]);
  });

  it('lists without an amount whoever has no licence on file or one that nobody knows (R5)', async () => {
    expect(await rowsOf('jens')).toEqual([['2026-10', 'NONE', null]]);
    expect(await rowsOf('kim')).toEqual([['2026-10', 'UNKNOWN', null]]);
  });

  it('has one line for each month and class, and adds up', async () => {
    const [invoice, ...others] = await world.documents();
    expect(others).toEqual([]);
    expect(invoice?.lines.map((line) => [line.kind, line.service_month, line.net])).toEqual([
      ['licence', '2026-10', '90.00'],
      ['licence', '2026-10', '0.00'],
      ['licence', '2026-09', '30.00'],
      ['licence', '2026-08', '30.00'],
      ['licence', '2026-03', '60.00'],
      ['licence', '2026-02', '30.00'],
    ]);
    expect(invoice).toMatchObject({
      number: 10000001,
      kind: 'invoice',
      account: 'acme',
      bill_to: 'customer',
      customer_ids: ['acme'],
      month: '2026-10',
      issue_date: '2026-11-02',
      due_date: '2026-11-16',
      net: '240.00',
      vat: '60.00',
      total: '300.00',
    });
  });

  it('names the declaration behind each earlier month (R9)', async () => {
    const [invoice] = await world.documents();
    for (const line of invoice?.lines ?? []) {
      const earlier = line.service_month < '2026-10';
      if (earlier) expect(line.cause).toMatch(/^indberetning \d+: /);
      else expect(line.cause).toBeNull();
    }
  });

  it('posts what it invoices, to the øre', async () => {
    expect(await sumsOf(world.database)).toEqual({
      charges: 24_000n,
      net: 24_000n,
      revenue: 24_000n,
      total: 30_000n,
      debtors: 30_000n,
    });
    expect(await world.verify()).toBeUndefined();
  });
});
