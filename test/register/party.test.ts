/** Homes of customers (R29) and what counts as an edit of a row (R43). */
import { describe, expect, it } from 'vitest';
import { customerId, type Month, resellerId } from '../../src/kernel/index.ts';
import { type CustomerRow, changeCustomer, homeIn, nextVersion } from '../../src/register/index.ts';

const month = (text: string) => text as Month;

const details = {
  customerId: customerId('K1'),
  name: 'Kærvang VVS ApS',
  cvr: '',
  gln: '',
  address: 'Åvej 1',
  postcode: '6760',
  city: 'Ribe',
  country: 'DK',
  buyerReference: '',
  email: '',
  paymentTermsDays: 14,
  language: 'da' as const,
  domain: 'kaervang.example',
  tenantId: '',
  pricePlan: 'standard',
  hosting: 'cloud' as const,
  readyOn: undefined,
  billedFrom: undefined,
};
const row = (reseller: string, more: Partial<CustomerRow> = {}): CustomerRow => ({
  details,
  resellerId: resellerId(reseller),
  billTo: 'customer',
  homeFrom: undefined,
  ...more,
});

function customerAfter(...steps: readonly (readonly [CustomerRow, string])[]) {
  return steps.reduce<ReturnType<typeof change>>(
    (known, [next, at]) => change(known, next, at),
    undefined,
  );
}
function change(
  known: Parameters<typeof changeCustomer>[0],
  next: CustomerRow,
  at: string,
): Parameters<typeof changeCustomer>[0] {
  return changeCustomer(known, next, month(at))?.customer ?? known;
}

describe('the home of a customer (R29)', () => {
  it('holds since ever for a new customer, whenever it is imported', () => {
    const customer = customerAfter([row('F1'), '2026-10']);
    expect(homeIn(customer!, month('2019-02'))).toMatchObject({
      resellerId: 'F1',
      billTo: 'customer',
    });
  });

  it('changes from the month of the import when the row names none', () => {
    const customer = customerAfter([row('F1'), '2026-08'], [row('F2'), '2026-10']);
    expect(homeIn(customer!, month('2026-09')).resellerId).toBe('F1');
    expect(homeIn(customer!, month('2026-10')).resellerId).toBe('F2');
  });

  it('changes from the month that the row names, backwards and forwards', () => {
    const back = customerAfter(
      [row('F1'), '2026-08'],
      [row('F2', { homeFrom: month('2026-03') }), '2026-10'],
    );
    expect(homeIn(back!, month('2026-02')).resellerId).toBe('F1');
    expect(homeIn(back!, month('2026-03')).resellerId).toBe('F2');
    const planned = customerAfter(
      [row('F1'), '2026-08'],
      [row('F1', { billTo: 'reseller', homeFrom: month('2027-01') }), '2026-10'],
    );
    expect(homeIn(planned!, month('2026-12')).billTo).toBe('customer');
    expect(homeIn(planned!, month('2027-01')).billTo).toBe('reseller');
  });

  it('keeps a move that is planned when the address is edited before it', () => {
    const moved = { ...details, address: 'Åvej 2' };
    const customer = customerAfter(
      [row('F1'), '2026-08'],
      [row('F2', { homeFrom: month('2027-01') }), '2026-09'],
      [row('F1', { details: moved }), '2026-10'],
    );
    expect(customer!.address).toBe('Åvej 2');
    expect(homeIn(customer!, month('2026-12')).resellerId).toBe('F1');
    expect(homeIn(customer!, month('2027-01')).resellerId).toBe('F2');
  });

  it('takes the one recorded last for the same month', () => {
    const customer = customerAfter(
      [row('F1'), '2026-08'],
      [row('F2'), '2026-10'],
      [row('F3'), '2026-10'],
    );
    expect(homeIn(customer!, month('2026-10')).resellerId).toBe('F3');
  });
});

describe('a row of a customer', () => {
  it('changes nothing when it says what is known', () => {
    const known = customerAfter([row('F1'), '2026-08']);
    expect(changeCustomer(known, row('F1'), month('2026-10'))).toBeUndefined();
  });

  it('records a home and no version when only the payer changes', () => {
    const known = customerAfter([row('F1'), '2026-08']);
    const changed = changeCustomer(known, row('F1', { billTo: 'reseller' }), month('2026-10'));
    expect(changed).toMatchObject({ versioned: false, home: { fromMonth: '2026-10' } });
  });

  it('records a version and no home when only a detail changes', () => {
    const known = customerAfter([row('F1'), '2026-08']);
    const edited = row('F1', { details: { ...details, billedFrom: month('2026-09') } });
    const changed = changeCustomer(known, edited, month('2026-10'));
    expect(changed).toMatchObject({ versioned: true, home: undefined, customer: { version: 2 } });
  });
});

describe('a version', () => {
  it('is the first for something new, the next for an edit, and none for a repetition', () => {
    expect(nextVersion<{ name: string }>(undefined, { name: 'a' })).toEqual({
      name: 'a',
      version: 1,
    });
    expect(nextVersion({ name: 'a', version: 3 }, { name: 'b' })).toEqual({
      name: 'b',
      version: 4,
    });
    expect(nextVersion({ name: 'a', version: 3 }, { name: 'a' })).toBeUndefined();
  });
});
