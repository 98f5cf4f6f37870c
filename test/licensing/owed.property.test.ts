import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Interval, LocalDate, Month } from '../../src/kernel/index.ts';
import {
  addDays,
  firstDay,
  instant,
  lastDay,
  maxInstant,
  minInstant,
  month,
  startOfDay,
} from '../../src/kernel/index.ts';
import type { Declaration, LicenceClass, Owed } from '../../src/licensing/index.ts';
import { declarationsOf, owed } from '../../src/licensing/index.ts';
import { mergeIntervals } from './merged-intervals.ts';
import { anna, catalogueOf, declare } from './samples.ts';

const { catalogue } = catalogueOf(
  'Small,Business,30.00,2020-01-01',
  'Large,Business,45.00,2020-01-01',
  'Suite,Enterprise,0.00,2020-01-01',
);
const october = month('2026-10');
const licences = ['Small', 'Large', 'Suite', 'Nobody knows', 'none', 'as-customer'];
const startMs = instant('2026-09-20T00:00:00Z').getTime();
const quarterHour = 900_000;

const declarations = fc
  .array(
    fc.record({
      day: fc.integer({ min: 0, max: 50 }),
      licence: fc.constantFrom(...licences),
      forAll: fc.boolean(),
    }),
    { maxLength: 8 },
  )
  .map((drawn) =>
    drawn.map(({ day, licence, forAll }) =>
      declare(
        addDays('2026-09-20' as LocalDate, day),
        forAll && licence === 'as-customer' ? 'none' : licence,
        {
          employeeId: forAll ? undefined : anna,
        },
      ),
    ),
  );

/** Quarters of an hour from 20 September to 10 November, so that midnights are often hit. */
const activations = fc.array(
  fc
    .tuple(fc.integer({ min: 0, max: 4_900 }), fc.option(fc.integer({ min: 0, max: 1_200 })))
    .map(([start, length]): Interval => {
      const from = startMs + start * quarterHour;
      const end = length === null ? undefined : new Date(from + length * quarterHour);
      return { start: new Date(from), end };
    }),
  { maxLength: 4 },
);

const owes = (active: readonly Interval[], declared: readonly Declaration[]): Owed =>
  owed({
    month: october,
    activations: active,
    declarations: declarationsOf(declared, anna),
    catalogue,
  });

const dueOre = (result: Owed): bigint => (result.decision === 'business' ? result.price : 0n);

describe('what is owed for a month', () => {
  it('is the same for any order of the same declarations recorded in the same sequence', () => {
    fc.assert(
      fc.property(
        activations,
        declarations.chain((all) =>
          fc.tuple(
            fc.constant(all),
            fc.shuffledSubarray(all, { minLength: all.length, maxLength: all.length }),
          ),
        ),
        (active, [recorded, shuffled]) => {
          expect(owes(active, shuffled)).toEqual(owes(active, recorded));
        },
      ),
      { numRuns: 500 },
    );
  });

  it('is the same for any order, split or overlap of the same active time', () => {
    fc.assert(
      fc.property(activations, declarations, (active, declared) => {
        const expected = owes(active, declared);
        expect(owes([...active].reverse(), declared)).toEqual(expected);
        expect(owes([...active, ...active], declared)).toEqual(expected);
        expect(owes(mergeIntervals(active), declared)).toEqual(expected);
      }),
      { numRuns: 300 },
    );
  });

  it('agrees with reading the rules one day at a time', () => {
    fc.assert(
      fc.property(activations, declarations, (active, declared) => {
        const { decision, ore } = dayByDay(october, active, declared);
        const result = owes(active, declared);
        expect([result.decision, dueOre(result)]).toEqual([decision, ore]);
      }),
      { numRuns: 1_000 },
    );
  });

  it('never rises by declaring an Enterprise licence from any date on', () => {
    fc.assert(
      fc.property(
        activations,
        declarations,
        fc.integer({ min: 0, max: 50 }),
        (active, some, day) => {
          const upgrade = declare(addDays('2026-09-20' as LocalDate, day), 'Suite');
          expect(dueOre(owes(active, [...some, upgrade]))).toBeLessThanOrEqual(
            Number(dueOre(owes(active, some))),
          );
        },
      ),
      { numRuns: 300 },
    );
  });

  it('never falls by being active for longer', () => {
    fc.assert(
      fc.property(activations, activations, declarations, (active, more, declared) => {
        expect(dueOre(owes([...active, ...more], declared))).toBeGreaterThanOrEqual(
          Number(dueOre(owes(active, declared))),
        );
      }),
      { numRuns: 300 },
    );
  });

  it('as known at a sequence is what the declarations up to it owe', () => {
    fc.assert(
      fc.property(activations, declarations, fc.nat({ max: 7 }), (active, declared, index) => {
        const cut = declared[index]?.sequence ?? 0n;
        const known = declared.filter(({ sequence }) => sequence <= cut);
        const split = declarationsOf(declared, anna);
        expect(
          owed({
            month: october,
            activations: active,
            declarations: split,
            catalogue,
            asKnownAt: cut,
          }),
        ).toEqual(owes(active, known));
      }),
      { numRuns: 200 },
    );
  });
});

/** R6, R7 and R8 read literally and slowly: each day, each declaration, each interval. */
function dayByDay(billed: Month, active: readonly Interval[], declared: readonly Declaration[]) {
  const seen = new Set<LicenceClass>();
  let ore = 0n;
  for (let day = firstDay(billed); day <= lastDay(billed); day = addDays(day, 1)) {
    const [dawn, dusk] = [startOfDay(day), startOfDay(addDays(day, 1))];
    const isActive = active.some(({ start, end }) => {
      const from = maxInstant(start, dawn);
      const to = end ? minInstant(end, dusk) : dusk;
      return from < to && (!end || start < end);
    });
    if (!isActive) continue;
    const licence = licenceOn(day, declared);
    if (licence === 'Small' || licence === 'Large') {
      seen.add('Business');
      const price = licence === 'Large' ? 4500n : 3000n;
      ore = price > ore ? price : ore;
    } else if (licence === 'Suite') seen.add('Enterprise');
    else seen.add('UNKNOWN');
  }
  if (seen.has('Business')) return { decision: 'business', ore };
  if (seen.has('UNKNOWN')) return { decision: 'pending', ore };
  return { decision: seen.has('Enterprise') ? 'free' : 'not-active', ore };
}

function licenceOn(day: LocalDate, declared: readonly Declaration[]): string | undefined {
  const last = (some: readonly Declaration[]) => {
    const past = some.filter(({ validFrom }) => validFrom <= day);
    const latest = past
      .map(({ validFrom }) => validFrom)
      .sort()
      .at(-1);
    const ofThatDay = past.filter(({ validFrom }) => validFrom === latest);
    return ofThatDay.sort((a, b) => Number(a.sequence - b.sequence)).at(-1)?.licence;
  };
  const own = last(declared.filter(({ employeeId }) => employeeId === anna));
  if (own !== undefined && own !== 'as-customer') return own;
  return last(declared.filter(({ employeeId }) => employeeId === undefined));
}
