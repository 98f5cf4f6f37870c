import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  isOverdue,
  type MailEvent,
  mailStates,
  nextAttempt,
  type PastEvent,
  stateOf,
  triesOf,
  undecided,
} from '../../src/outbox/attempt.ts';

const names: readonly MailEvent[] = [
  'sending',
  'sent',
  'failed',
  'refused',
  'unknown',
  'given-up',
  'again',
];
const someEvents = fc
  .array(fc.record({ event: fc.constantFrom(...names), wait: fc.integer({ min: 1, max: 1e9 }) }))
  .map((list) => {
    let at = Date.UTC(2026, 0, 1);
    return list.map(({ event, wait }): PastEvent => {
      at += wait;
      const nextAt = event === 'failed' || event === 'again' ? new Date(at + 60_000) : undefined;
      return { event, at: new Date(at), nextAt };
    });
  });
const someInstant = fc.date({
  min: new Date('2000-01-01T00:00:00Z'),
  max: new Date('2099-12-31T00:00:00Z'),
  noInvalidDate: true,
});
const start = new Date(Date.UTC(2026, 0, 1));

describe('the state of a mail', () => {
  it('is one of the six, and only a person leads out of those that wait for one', () => {
    fc.assert(
      fc.property(someEvents, (events) => {
        const state = stateOf(events);
        expect(mailStates).toContain(state);
        const last = events.at(-1)?.event;
        if (undecided.includes(state)) expect(['refused', 'unknown', 'given-up']).toContain(last);
        if (state === 'waiting') expect([undefined, 'failed', 'again']).toContain(last);
      }),
    );
  });

  it('is known to nobody after a talk that was cut off, until somebody says so', () => {
    expect(stateOf([{ event: 'sending' }])).toBe('sending');
    expect(stateOf([{ event: 'sending' }, { event: 'unknown' }])).toBe('unknown');
    expect(undecided).toContain('unknown');
  });
});

describe('the next attempt', () => {
  it('comes later the more often it failed, at least a minute and at most twelve hours', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 500 }), someInstant, (n, now) => {
        const wait = nextAttempt(n, now).getTime() - now.getTime();
        expect(wait).toBeGreaterThanOrEqual(60_000);
        expect(wait).toBeLessThanOrEqual(12 * 3_600_000);
        expect(nextAttempt(n + 1, now).getTime()).toBeGreaterThanOrEqual(now.getTime() + wait);
      }),
    );
  });

  it('counts anew from a person’s "again"', () => {
    fc.assert(
      fc.property(someEvents, (before) => {
        const at = new Date(Date.UTC(2027, 0, 1));
        const again: PastEvent = { event: 'again', at, nextAt: at };
        expect(triesOf(start, [...before, again])).toEqual({ attempts: 0, since: at, dueAt: at });
      }),
    );
  });

  it('is out of time after five days and not before', () => {
    const since = start;
    expect(isOverdue({ since }, new Date(since.getTime() + 5 * 86_400_000 - 1))).toBe(false);
    expect(isOverdue({ since }, new Date(since.getTime() + 5 * 86_400_000))).toBe(true);
  });
});
