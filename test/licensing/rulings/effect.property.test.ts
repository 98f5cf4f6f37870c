/**
 * Laws of what a ruling moves. The kroner are counted by days here, one at a time, as the rules read;
 * the code looks at months and periods.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addDays,
  customerId,
  employeeId,
  type LocalDate,
  localDate,
  month,
  monthOfDate,
  startOfDay,
} from '../../../src/kernel/index.ts';
import { addEffects, type Holdings, rulingEffect } from '../../../src/licensing/rulings/effect.ts';
import { declareForAll } from '../samples.ts';
import { rulebook, ruling, SPB, UNHEARD } from './samples.ts';

const undecided = rulebook().catalogue;
const business = rulebook([ruling(SPB, 'Business')]).catalogue;
const enterprise = rulebook([ruling(SPB, 'Enterprise')]).catalogue;
const span = { from: month('2026-01'), to: month('2026-11') };
const first = localDate('2026-01-01');

/** Days of 2026 counted from 1 January; an activation has whole days, the last excluded. */
const day = fc.integer({ min: 0, max: 333 });
const stay = fc.tuple(day, fc.option(fc.integer({ min: 1, max: 200 }), { nil: undefined }));
const people = fc.array(fc.array(stay, { minLength: 1, maxLength: 3 }), {
  minLength: 1,
  maxLength: 3,
});
const world = fc.record({
  people,
  declared: day,
  billed: fc.option(fc.integer({ min: 1, max: 11 }), { nil: undefined }),
});
type World = typeof world extends fc.Arbitrary<infer T> ? T : never;

const monthNo = (number: number) => month(`2026-${String(number).padStart(2, '0')}`);

function holdings(
  { people: staff, declared, billed }: World,
  licence = 'SPB',
  id = 'acme',
): Holdings {
  const activations = staff.map((stays, person) => {
    const intervals = stays.map(([from, days]) => ({
      start: startOfDay(addDays(first, from)),
      end: days === undefined ? undefined : startOfDay(addDays(first, from + days)),
    }));
    return [employeeId(`e${person}`), intervals] as const;
  });
  return {
    customerId: customerId(id),
    billedFrom: billed === undefined ? undefined : monthNo(billed),
    activations: new Map(activations),
    declarations: [declareForAll(addDays(first, declared), licence)],
  };
}

/** The months that each person has a day in, active and declared, by reading every day. */
function monthsHeld({ people: staff, declared, billed }: World): string[][] {
  return staff.map((stays) => {
    const months = new Set<string>();
    for (let n = declared; n <= 333; n += 1) {
      const active = stays.some(
        ([from, days]) => from <= n && (days === undefined || n < from + days),
      );
      const date: LocalDate = addDays(first, n);
      if (active && monthOfDate(date) >= monthNo(billed ?? 1)) months.add(monthOfDate(date));
    }
    return [...months].sort();
  });
}

describe('what a ruling moves', () => {
  it('is 30 kr for each month with a day on which somebody held the licence and was active', () => {
    fc.assert(
      fc.property(world, (given) => {
        const held = monthsHeld(given);
        const moved = held.filter((months) => months.length > 0);
        const effect = rulingEffect([holdings(given)], undecided, business, span);
        expect(effect).toEqual({
          employees: moved.length,
          customers: moved.length > 0 ? 1 : 0,
          perMonth: 3000n * BigInt(held.filter((months) => months.includes('2026-11')).length),
          total: 3000n * BigInt(held.flat().length),
          since: held.flat().sort()[0],
        });
      }),
    );
  });

  it('counts the same people at no kroner where the ruling says Enterprise', () => {
    fc.assert(
      fc.property(world, (drawn) => {
        // Declared from the first day on: a day without any licence keeps its month open (R5).
        const given = { ...drawn, declared: 0 };
        const dear = rulingEffect([holdings(given)], undecided, business, span);
        const free = rulingEffect([holdings(given)], undecided, enterprise, span);
        expect(free).toEqual({ ...dear, perMonth: 0n, total: 0n });
      }),
    );
  });

  it('is taken back exactly by the ruling the other way', () => {
    fc.assert(
      fc.property(world, (given) => {
        const there = rulingEffect([holdings(given)], enterprise, business, span);
        const back = rulingEffect([holdings(given)], business, enterprise, span);
        expect(back).toEqual({ ...there, perMonth: -there.perMonth, total: -there.total });
      }),
    );
  });

  it('is nothing where nobody declared the licence, and for a ruling on another one', () => {
    fc.assert(
      fc.property(world, (given) => {
        const nothing = { employees: 0, customers: 0, perMonth: 0n, total: 0n, since: undefined };
        const other = rulebook([ruling(UNHEARD, 'Business')]).catalogue;
        const others = [holdings(given, 'Enterprise E1')];
        expect(rulingEffect(others, undecided, business, span)).toEqual(nothing);
        expect(rulingEffect([holdings(given)], undecided, other, span)).toEqual(nothing);
      }),
    );
  });

  it('adds up over customers, in any portions', () => {
    fc.assert(
      fc.property(fc.array(world, { maxLength: 4 }), fc.nat(4), (worlds, cut) => {
        const all = worlds.map((given, index) => holdings(given, 'SPB', `k${index}`));
        const effectOf = (part: Holdings[]) => rulingEffect(part, undecided, business, span);
        const parts = addEffects(effectOf(all.slice(0, cut)), effectOf(all.slice(cut)));
        expect(parts).toEqual(effectOf(all));
      }),
    );
  });
});
