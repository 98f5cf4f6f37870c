import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { localPlaces, readInstant } from '../../../src/calls/record/call-time.ts';
import { localDateOf, monthOf, parseInstant } from '../../../src/kernel/index.ts';
import { dayNumber } from '../../../src/rating/index.ts';

const milliseconds = fc.integer({ min: Date.UTC(2000, 0, 1), max: Date.UTC(2099, 11, 31) });

describe('instants of call records', () => {
  it('are read as the kernel reads them, however they are spelled', () => {
    const two = (max: number) => fc.integer({ min: 0, max }).map((n) => String(n).padStart(2, '0'));
    const spelled = fc
      .tuple(
        fc.integer({ min: 1999, max: 2101 }),
        fc.tuple(two(13), two(32), two(25), two(61), two(61)),
        fc.constantFrom('Z', '+01:00', '-05:30', '+0200', '+24:00', '', '+01:60', 'z'),
        fc.constantFrom('T', ' ', 't'),
      )
      .map(
        ([year, [month, day, hour, minute, second], zone, letter]) =>
          `${year}-${month}-${day}${letter}${hour}:${minute}:${second}${zone}`,
      );
    fc.assert(
      fc.property(spelled, (text) => {
        expect(readInstant(text)).toBe(parseInstant(text)?.getTime() ?? Number.NaN);
      }),
      { numRuns: 3000 },
    );
  });

  it.each([
    '',
    'yesterday',
    '2026-11-01',
    '2026-11-01T10:00:00',
    '1762000000',
    '2026-1a-01T10:00:00Z',
  ])('"%s" is none', (text) => expect(readInstant(text)).toBeNaN());

  it('lie on the local day and month that the kernel finds', () => {
    const placeOf = localPlaces();
    fc.assert(
      fc.property(milliseconds, (ms) => {
        const at = new Date(ms);
        expect(placeOf(ms)).toEqual({ day: dayNumber(localDateOf(at)), month: monthOf(at) });
      }),
      { numRuns: 2000 },
    );
  });
});
