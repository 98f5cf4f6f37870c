/** Laws of the settlement (R41): it counts whom `owed` counts, and before plus change is now. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  type CustomerId,
  customerId,
  type EmployeeId,
  employeeId,
  localDate,
  month,
  resellerId,
  sumMoney,
  zeroMoney,
} from '../../src/kernel/index.ts';
import {
  type Declaration,
  declarationsOf,
  owed,
  type SettlementFacts,
  settlement,
} from '../../src/licensing/index.ts';
import { settlementChanges } from '../../src/licensing/owed/settlement.ts';
import { catalogueOf, declare } from './samples.ts';

const { catalogue } = catalogueOf(
  'Small,Business,30.00,2020-01-01',
  'Large,Business,45.00,2020-01-01',
  'Suite,Enterprise,0.00,2020-01-01',
);
const october = month('2026-10');
const licences = ['Small', 'Large', 'Suite', 'Suite | Large', 'Nobody knows', 'none'];
const people = ['a1', 'a2', 'a3', 'b1'];
const homeOf = (id: string) => customerId(id.slice(0, 1));
const dayOf = (day: number) => new Date(Date.UTC(2026, 8, 20 + day, 12));

const said = fc.array(
  fc.record({
    who: fc.constantFrom(...people),
    forAll: fc.boolean(),
    day: fc.integer({ min: 0, max: 50 }),
    licence: fc.constantFrom(...licences),
  }),
  { maxLength: 8 },
);
const activated = fc.array(
  fc.record({
    who: fc.constantFrom(...people),
    day: fc.integer({ min: 0, max: 45 }),
    days: fc.option(fc.integer({ min: 1, max: 30 }), { nil: undefined }),
  }),
  { maxLength: 6 },
);

const facts = fc.tuple(said, activated).map(([statements, starts]): SettlementFacts => {
  const declarations = new Map<CustomerId, Declaration[]>();
  for (const { who, forAll, day, licence } of statements) {
    const home = homeOf(who);
    const from = localDate(dayOf(day).toISOString().slice(0, 10));
    const whose = forAll ? undefined : employeeId(who);
    const made = declare(from, licence, { customerId: home, employeeId: whose });
    declarations.set(home, [...(declarations.get(home) ?? []), made]);
  }
  const activations = new Map<EmployeeId, ReturnType<typeof activationOf>[]>();
  for (const start of starts) {
    const id = employeeId(start.who);
    activations.set(id, [...(activations.get(id) ?? []), activationOf(start)]);
  }
  const customers = new Map(['a', 'b'].map((id) => [customerId(id), customerOf(id)]));
  return { customers, activations, declarations, catalogue };
});

const activationOf = ({
  who,
  day,
  days,
}: {
  who: string;
  day: number;
  days: number | undefined;
}) => ({
  employeeId: employeeId(who),
  customerId: homeOf(who),
  activatedAt: dayOf(day),
  deactivatedAt: days === undefined ? undefined : dayOf(day + days),
  version: 1,
});

const customerOf = (id: string) => {
  const home = { fromMonth: month('2020-01'), resellerId: resellerId('R1'), billTo: 'customer' };
  return { customerId: customerId(id), billedFrom: undefined, homes: [home] } as never;
};

/** R8 for each employee, as the invoices have it. */
const verdicts = ({ activations, declarations }: SettlementFacts) =>
  [...activations].map(([id, list]) => {
    const intervals = list.map((it) => ({ start: it.activatedAt, end: it.deactivatedAt }));
    const about = declarationsOf(declarations.get(homeOf(id)) ?? [], id);
    return owed({ month: october, activations: intervals, declarations: about, catalogue });
  });

it('counts each employee that the month lists once, and sums what they owe', () => {
  fc.assert(
    fc.property(facts, (drawn) => {
      const rows = settlement(drawn, october);
      const active = verdicts(drawn).filter((verdict) => verdict.decision !== 'not-active');
      expect(rows.reduce((sum, row) => sum + row.employees, 0)).toBe(active.length);
      const due = sumMoney(active, (it) => (it.decision === 'business' ? it.price : zeroMoney));
      expect(sumMoney(rows, (row) => row.amount ?? zeroMoney)).toBe(due);
      for (const row of rows) {
        const undecided = row.class === 'UNKNOWN' || row.class === 'NONE';
        expect(row.amount === undefined).toBe(undecided);
      }
    }),
  );
});

it('says as change exactly what is missing from before to now', () => {
  fc.assert(
    fc.property(facts, facts, (one, other) => {
      const [before, now] = [settlement(one, october), settlement(other, october)];
      const key = (row: { class: string; licence: string; price: bigint | undefined }) =>
        `${row.class} ${row.licence} ${row.price}`;
      const counts = new Map(before.map((row): [string, number] => [key(row), row.employees]));
      for (const it of settlementChanges(before, now)) {
        expect(it.employeesNow).not.toBe(it.employeesBefore);
        expect(counts.get(key(it)) ?? 0).toBe(it.employeesBefore);
        if (it.employeesNow === 0) counts.delete(key(it));
        else counts.set(key(it), it.employeesNow);
      }
      expect([...counts].sort()).toEqual(now.map((row) => [key(row), row.employees]).sort());
    }),
  );
});

it('does not depend on the order in which facts are given', () => {
  fc.assert(
    fc.property(facts, (drawn) => {
      const turned = { ...drawn, activations: new Map([...drawn.activations].reverse()) };
      expect(settlement(turned, october)).toEqual(settlement(drawn, october));
    }),
  );
});

it('draws months that are due, free and pending', () => {
  const decisions = fc
    .sample(facts, 300)
    .flatMap((drawn) => verdicts(drawn).map((v) => v.decision));
  expect(new Set(decisions)).toEqual(new Set(['business', 'free', 'pending', 'not-active']));
});
