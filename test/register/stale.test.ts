/**
 * Months that a change of the register makes worth looking at again (R9): every month in which R8
 * or R10a could answer differently before and after.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Month } from '../../src/kernel/index.ts';
import {
  addMonths,
  customerId,
  employeeId,
  endOfMonth,
  instant,
  resellerId,
  startOfMonth,
} from '../../src/kernel/index.ts';
import {
  type ActivationReport,
  activationMark,
  billedFromMark,
  type Customer,
} from '../../src/register/index.ts';

const customer = { resellerId: resellerId('F1'), customerId: customerId('K1') };
const report = (start: string, end?: string): ActivationReport => ({
  employeeId: employeeId('M1'),
  activatedAt: instant(start),
  deactivatedAt: end === undefined ? undefined : instant(end),
});
const marked = (known: ActivationReport | undefined, next: ActivationReport) => {
  const { fromMonth, toMonth, cause } = activationMark(customer, known, next);
  return [fromMonth, toMonth, cause];
};

describe('an activation marks', () => {
  it('all months from its local start while it is open', () => {
    expect(marked(undefined, report('2026-08-31T22:00:00Z'))).toEqual([
      '2026-09',
      undefined,
      'activation of M1 on 2026-09-01',
    ]);
  });

  it('the months from its start to its end when it comes closed', () => {
    const closed = report('2026-08-31T21:59:59Z', '2026-10-02T08:00:00Z');
    expect(marked(undefined, closed).slice(0, 2)).toEqual(['2026-08', '2026-10']);
  });

  it('all months from its end when it is closed later', () => {
    const start = '2026-07-01T08:00:00Z';
    expect(marked(report(start), report(start, '2026-09-15T08:00:00Z'))).toEqual([
      '2026-09',
      undefined,
      'deactivation of M1 on 2026-09-15',
    ]);
  });

  it('the months between the old and the new end when the end is corrected', () => {
    const start = '2026-05-01T08:00:00Z';
    const later = report(start, '2026-09-15T08:00:00Z');
    const earlier = report(start, '2026-07-15T08:00:00Z');
    expect(marked(later, earlier)).toEqual([
      '2026-07',
      '2026-09',
      'deactivation of M1 corrected from 2026-09-15 to 2026-07-15',
    ]);
    expect(marked(earlier, later).slice(0, 2)).toEqual(['2026-07', '2026-09']);
  });

  it('every month in which being active differs before and after', () => {
    const months = Array.from({ length: 18 }, (_, i) => addMonths('2026-01' as Month, i));
    const day = fc
      .integer({ min: 0, max: 500 })
      .map((d) => new Date(Date.UTC(2026, 0, 1, 23) + d * 86_400_000));
    const activeIn = (a: ActivationReport | undefined, month: Month) =>
      a !== undefined &&
      a.activatedAt < endOfMonth(month) &&
      (a.deactivatedAt === undefined || a.deactivatedAt > startOfMonth(month));
    fc.assert(
      fc.property(
        day,
        fc.option(day, { nil: undefined }),
        day,
        fc.boolean(),
        (start, before, after, isNew) => {
          const make = (end: Date | undefined) => ({
            employeeId: employeeId('M1'),
            activatedAt: start,
            deactivatedAt: end && end > start ? end : undefined,
          });
          const known = isNew ? undefined : make(before);
          const next = make(after);
          fc.pre(isNew || next.deactivatedAt !== undefined);
          const { fromMonth, toMonth } = activationMark(customer, known, next);
          for (const month of months) {
            const inMark = month >= fromMonth && (toMonth === undefined || month <= toMonth);
            if (activeIn(known, month) !== activeIn(next, month)) expect(inMark).toBe(true);
          }
        },
      ),
    );
  });
});

describe('a change of when billing starts marks (R10a)', () => {
  const from = (billedFrom: string | undefined) =>
    ({ ...customer, billedFrom }) as unknown as Customer;
  const months = (before?: string, after?: string, first?: string) => {
    const mark = billedFromMark(from(before), from(after), first as Month | undefined);
    return mark && [mark.fromMonth, mark.toMonth];
  };

  it('the months that are billed now and were not, or the other way round', () => {
    expect(months('2026-09', '2026-06')).toEqual(['2026-06', '2026-08']);
    expect(months('2026-06', '2026-09')).toEqual(['2026-06', '2026-08']);
  });

  it('since the first month with anything in it when one of the two is open', () => {
    expect(months(undefined, '2026-09', '2026-04')).toEqual(['2026-04', '2026-08']);
    expect(months('2026-09', undefined, '2026-04')).toEqual(['2026-04', '2026-08']);
  });

  it('nothing when it stands, or when there is nothing before it', () => {
    expect(months('2026-09', '2026-09')).toBeUndefined();
    expect(months(undefined, '2026-09')).toBeUndefined();
  });
});
