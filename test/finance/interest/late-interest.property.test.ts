/** Interest against the same thing counted day by day, in fractions kept apart by the year's length. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lateInterest } from '../../../src/finance/interest/late-interest.ts';
import { addDays, type LocalDate, localDate, ore } from '../../../src/kernel/index.ts';

const start = localDate('2026-01-01');
const halfYears = [
  '2026-01-01',
  '2026-07-01',
  '2027-01-01',
  '2027-07-01',
  '2028-01-01',
  '2028-07-01',
];

const aTable = fc
  .array(fc.integer({ min: -75, max: 500 }), { minLength: 6, maxLength: 6 })
  .map((rates) => new Map(halfYears.map((day, i) => [localDate(day), BigInt(rates[i] ?? 0)])));
const aPart = fc
  .tuple(fc.integer({ min: 1, max: 10_000_000 }), fc.nat(700), fc.nat(380))
  .map(([amount, from, days]) => {
    const due = addDays(start, from);
    return { amount: ore(amount), due, until: addDays(due, days) };
  });

/** Twice the interest times 10,000 x 365 x 366, from one addition a day. */
function daily(
  part: { amount: bigint; due: LocalDate; until: LocalDate },
  table: Map<string, bigint>,
) {
  let sum = 0n;
  for (let day = addDays(part.due, 1); day <= part.until; day = addDays(day, 1)) {
    const first = halfYears.filter((it) => it <= day).at(-1) ?? '';
    const daysOfYear = day.startsWith('2028') ? 366n : 365n;
    sum += (part.amount * ((table.get(first) ?? 0n) + 800n) * 365n * 366n) / daysOfYear;
  }
  return sum;
}

describe('interest', () => {
  it('is the sum of its days, to half an øre', () => {
    fc.assert(
      fc.property(aTable, fc.array(aPart, { minLength: 1, maxLength: 4 }), (table, parts) => {
        const whole = 10_000n * 365n * 366n;
        const exact = parts.reduce((sum, part) => sum + daily(part, table), 0n);
        const off = 2n * (lateInterest(parts, table) * whole - exact);
        expect(off <= whole && off >= -whole).toBe(true);
      }),
    );
  });
});
