import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isZone, zoneClock } from '../../src/kernel/index.ts';

/** The instants that a wall-clock time stands for, as ISO 8601. */
function instantsOf(zone: string, wall: string): string[] {
  const localMs = Date.parse(`${wall}Z`);
  return zoneClock(zone)(localMs).map((behind) => new Date(localMs - behind).toISOString());
}

describe('the clock of a zone', () => {
  it.each([
    ['Europe/Copenhagen', '2026-07-01T12:00:00', ['2026-07-01T10:00:00.000Z']],
    ['Europe/Copenhagen', '2026-01-01T00:30:00', ['2025-12-31T23:30:00.000Z']],
    ['UTC', '2026-10-25T02:30:00', ['2026-10-25T02:30:00.000Z']],
  ])('in %s %s is one instant', (zone, wall, instants) => {
    expect(instantsOf(zone, wall)).toEqual(instants);
  });

  // Directive 2000/84/EC: clocks change at 01:00 UTC on the last Sunday of March and October.
  it('shows Danish times twice from 02:00 up to 03:00 on the last Sunday of October', () => {
    expect(instantsOf('Europe/Copenhagen', '2026-10-25T01:59:59')).toHaveLength(1);
    expect(instantsOf('Europe/Copenhagen', '2026-10-25T02:00:00')).toEqual([
      '2026-10-25T00:00:00.000Z',
      '2026-10-25T01:00:00.000Z',
    ]);
    expect(instantsOf('Europe/Copenhagen', '2026-10-25T02:59:59')).toHaveLength(2);
    expect(instantsOf('Europe/Copenhagen', '2026-10-25T03:00:00')).toEqual([
      '2026-10-25T02:00:00.000Z',
    ]);
  });

  it('never shows Danish times from 02:00 up to 03:00 on the last Sunday of March', () => {
    expect(instantsOf('Europe/Copenhagen', '2026-03-29T01:59:59')).toHaveLength(1);
    expect(instantsOf('Europe/Copenhagen', '2026-03-29T02:00:00')).toEqual([]);
    expect(instantsOf('Europe/Copenhagen', '2026-03-29T02:59:59')).toEqual([]);
    expect(instantsOf('Europe/Copenhagen', '2026-03-29T03:00:00')).toHaveLength(1);
  });

  it('knows other days, and half an hour on Lord Howe', () => {
    expect(instantsOf('America/New_York', '2026-11-01T01:30:00')).toHaveLength(2);
    expect(instantsOf('Australia/Lord_Howe', '2026-04-05T01:45:00')).toHaveLength(2);
    expect(instantsOf('Australia/Lord_Howe', '2026-04-05T01:29:59')).toHaveLength(1);
  });

  it('finds every instant again by the time that the clock shows then (as Intl has it)', () => {
    const zones = ['Europe/Copenhagen', 'America/New_York', 'Asia/Kolkata', 'Australia/Lord_Howe'];
    const instant = fc.integer({ min: Date.UTC(2001, 0, 2), max: Date.UTC(2099, 0, 1) });
    fc.assert(
      fc.property(fc.constantFrom(...zones), instant, (zone, ms) => {
        const shown = new Intl.DateTimeFormat('sv-SE', {
          timeZone: zone,
          dateStyle: 'short',
          timeStyle: 'medium',
        }).format(ms);
        const whole = new Date(Math.floor(ms / 1000) * 1000).toISOString();
        expect(instantsOf(zone, shown.replace(' ', 'T'))).toContain(whole);
      }),
    );
  });

  it.each([
    ['Europe/Copenhagen', true],
    ['UTC', true],
    ['Europe/Kobenhavn', false],
    ['+01:00', false],
    ['', false],
  ])('%s is a zone: %s', (name, is) => expect(isZone(name)).toBe(is));
});
