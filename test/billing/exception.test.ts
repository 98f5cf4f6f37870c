import { describe, expect, it } from 'vitest';
import { monthFacts } from '../../src/billing/due/facts.ts';
import { buyerException, largeChange, monthExceptions } from '../../src/billing/exception.ts';
import { localDate, ore } from '../../src/kernel/index.ts';
import type { Ruling } from '../../src/licensing/index.ts';
import type { Customer, Employee } from '../../src/register/index.ts';
import { M365_F1, M365_F1_COMM, rulebook, ruling } from '../licensing/rulings/samples.ts';
import { active, declareForAll } from '../licensing/samples.ts';
import { buyer, customerOf, employeeOf, factsOf, october } from './samples.ts';

const account = { resellerId: 'R1', billTo: 'customer', accountId: 'acme' } as const;
const since = localDate('2026-10-01');

interface Case {
  readonly customer?: Partial<Customer>;
  readonly employee?: Partial<Employee>;
  readonly from?: string;
  readonly licence?: string;
  readonly rulings?: readonly Ruling[];
}

/** The exceptions of October for Anna, active from an instant in it unless told otherwise. */
function raised({
  customer,
  employee,
  from = '2026-10-05T08:00:00Z',
  licence,
  rulings = [],
}: Case) {
  const facts = factsOf({
    catalogue: rulebook(rulings).catalogue,
    customer: customerOf('acme', customer),
    employees: [employeeOf('anna', employee)],
    activations: { anna: [active(from)] },
    declarations: licence === undefined ? [] : [declareForAll('2026-01-01', licence)],
  });
  return monthExceptions(monthFacts(facts, october), 'R1', new Set(['standard']));
}
const codes = (found: readonly { code: string }[]) => found.map(({ code }) => code);

describe('exceptions of an employee (R5, R11)', () => {
  it('are none when all is as it should be', () => {
    expect(raised({ licence: 'Enterprise E3' })).toEqual([]);
  });

  it('name a licence that is not in the catalogue, with owner and since when', () => {
    expect(raised({ licence: 'Power Nonsense' })).toMatchObject([
      {
        code: 'licence-unknown',
        resellerId: 'R1',
        customerId: 'acme',
        employeeId: 'anna',
        since: '2026-10-05',
      },
    ]);
  });

  it.each([
    ['one that a proposal names', 'Microsoft 365 Business Premium', / No ruling yet on SPB\.$/],
    ['one beside a plan that costs', 'K1 | SPB', / No ruling yet on SPB\.$/],
    [
      'two with one name',
      'Microsoft 365 F1',
      new RegExp(
        ` No ruling yet on (?=.*${M365_F1})(?=.*${M365_F1_COMM})[-0-9a-f]+, [-0-9a-f]+\\.$`,
      ),
    ],
    ['one that no table knows', 'Power Nonsense', /October 2026 is billed when it is\.$/],
  ])('name the SKUs that wait for a ruling: %s', (_, licence, said) => {
    expect(raised({ licence })[0]?.detail).toMatch(said);
  });

  it('leave out those of one name that are ruled on already', () => {
    const [found] = raised({ licence: 'Microsoft 365 F1', rulings: [ruling(M365_F1, 'Business')] });
    expect(found?.detail).toMatch(new RegExp(` No ruling yet on ${M365_F1_COMM}\\.$`));
  });

  it('name a missing licence, declared as none or not at all', () => {
    expect(codes(raised({ licence: 'none' }))).toEqual(['licence-none']);
    expect(codes(raised({}))).toEqual(['licence-none']);
  });

  it.each([
    ['activation-price-plan', { customer: { pricePlan: 'gammel' } }],
    ['activation-on-premise', { customer: { hosting: 'on-premise' } }],
    ['activation-no-myfone', { employee: { myfone: false } }],
    ['activation-before-ready', { customer: { readyOn: localDate('2026-10-06') } }],
  ] as const)('name an activation against a precondition: %s', (code, state) => {
    const found = raised({ ...state, licence: 'Enterprise E3' });
    expect(found).toMatchObject([{ code, employeeId: 'anna', since: '2026-10-05' }]);
  });

  it('name all preconditions that failed', () => {
    const customer = { pricePlan: 'gammel', hosting: 'on-premise' } as const;
    expect(codes(raised({ customer, licence: 'Enterprise E3' }))).toEqual([
      'activation-price-plan',
      'activation-on-premise',
    ]);
  });

  it('do not count the ready day itself as too early', () => {
    const customer = { readyOn: localDate('2026-10-05') };
    expect(raised({ customer, licence: 'Enterprise E3' })).toEqual([]);
  });

  it('compare the ready day with the local date of the activation', () => {
    const customer = { readyOn: localDate('2026-10-06') };
    const from = '2026-10-05T22:30:00Z';
    expect(raised({ customer, from, licence: 'Enterprise E3' })).toEqual([]);
  });

  it('are raised in the month in which the activation began, not ever after', () => {
    const from = '2026-09-05T08:00:00Z';
    expect(raised({ employee: { myfone: false }, from, licence: 'Enterprise E3' })).toEqual([]);
  });

  it('are none for an employee who was not active in the month', () => {
    const facts = factsOf({ activations: { anna: [active('2026-11-01T00:00:00Z')] } });
    expect(monthExceptions(monthFacts(facts, october), 'R1', new Set())).toEqual([]);
  });
});

describe('exceptions of a buyer', () => {
  it('are none for one in Denmark with name and address', () => {
    expect(buyerException(account, buyer, since)).toBeUndefined();
  });

  it.each(['name', 'address', 'postcode', 'city', 'country'] as const)(
    'name a missing %s (R34)',
    (field) => {
      const found = buyerException(account, { ...buyer, [field]: ' ' }, since);
      expect(found?.code).toBe('account-incomplete');
      expect(found?.detail).toMatch(new RegExp(`${field}$`));
    },
  );

  it('do not ask for what § 58 does not', () => {
    expect(buyerException(account, { ...buyer, cvr: '', gln: '', email: '' }, since)).toBe(
      undefined,
    );
  });

  it('name a country whose VAT nobody has settled (R30)', () => {
    const found = buyerException(account, { ...buyer, country: 'SE' }, since);
    expect(found).toMatchObject({ code: 'vat-treatment', customerId: 'acme', resellerId: 'R1' });
  });
});

describe('a large change since last month (R27): more than 50 % and more than 500 kr', () => {
  const change = (before: bigint | undefined, now: bigint) =>
    largeChange(account, ore(now), before === undefined ? undefined : ore(before), october)?.code;

  it.each([
    ['500 kr more is not over 500 kr', 1_000n, 51_000n, undefined],
    ['500.01 kr more', 1_000n, 51_001n, 'large-change'],
    ['exactly 50 % more is within ±50 %', 200_000n, 300_000n, undefined],
    ['an øre above 50 % more', 200_000n, 300_001n, 'large-change'],
    ['exactly 50 % less', 200_000n, 100_000n, undefined],
    ['an øre below 50 % less', 200_000n, 99_999n, 'large-change'],
    ['much money but few per cent', 10_000_000n, 11_000_000n, undefined],
    ['many per cent but little money', 1_000n, 20_000n, undefined],
    ['from 0 kr to over 500', 0n, 50_001n, 'large-change'],
    ['to nothing', 60_000n, 0n, 'large-change'],
    ['an account that is new', undefined, 10_000_000n, undefined],
  ] as const)('%s', (_case, before, now, code) => {
    expect(change(before, now)).toBe(code);
  });
});
