import { describe, expect, it } from 'vitest';
import {
  activityOf,
  isActive,
  noCallers,
  noteCaller,
} from '../../../src/calls/mediation/callers.ts';

const at = (day: number) => new Date(Date.UTC(2026, 9, day));
const active = (start: number, end?: number) => ({
  activatedAt: at(start),
  deactivatedAt: end === undefined ? undefined : at(end),
});

describe('an active integration', () => {
  it('begins with its start and is over at its end (R8)', () => {
    const activity = activityOf([active(3, 5), active(8)]);
    const days = [1, 3, 4, 5, 6, 8, 30].map((day) => isActive(activity, at(day).getTime()));
    expect(days).toEqual([false, true, true, false, false, true, true]);
  });

  it('goes on where intervals overlap, contain or touch each other', () => {
    const activity = activityOf([active(1, 9), active(2, 4), active(9, 12), active(11, 20)]);
    expect(activity).toEqual([at(1).getTime(), at(20).getTime()]);
  });

  it('is none without an activation', () => {
    expect(isActive([], at(1).getTime())).toBe(false);
  });
});

describe('the callers of a month', () => {
  const note = (callers = noCallers()) => ({
    callers,
    of: (outcome: string, employeeId: string | undefined, inactive: boolean, day: number) =>
      noteCaller({
        outcome,
        employeeId,
        inactive,
        record: { startedAt: at(day).getTime() },
        totals: { callers },
      }),
  });

  it('are counted with the first and the last of their calls, if they were not active', () => {
    const { callers, of } = note();
    of('rated', 'anna', true, 7);
    of('rated', 'anna', true, 2);
    of('rated', 'anna', true, 5);
    of('rated', 'bo', false, 1);
    of('rated', undefined, false, 1);
    of('free', 'eva', true, 1);
    expect(callers.records).toBe(5);
    expect([...callers.inactive]).toEqual([
      ['anna', { records: 3, firstAt: at(2).getTime(), lastAt: at(7).getTime() }],
    ]);
  });
});
