import { Decimal } from 'decimal.js';
import { describe, expect, it } from 'vitest';
import { callsOf, type Part, sharesOf } from '../../../../src/calls/corrections/gathering/share.ts';
import { localPlaces } from '../../../../src/calls/record/call-time.ts';
import { instant } from '../../../../src/kernel/index.ts';
import { directory } from '../../samples.ts';

const part = (recordId: string, at: string, seconds: number, to = '20123456'): Part => ({
  recordId,
  to,
  startedAt: instant(`2026-11-${at}+01:00`).getTime(),
  seconds,
  answeredAt: undefined,
  outerLeg: '',
});

/** A part whose talk begins as it does. */
const talk = (...said: Parameters<typeof part>): Part => {
  const told = part(...said);
  return { ...told, answeredAt: told.startedAt };
};

function shares(...parts: Part[]) {
  const caller = directory().find('ACME');
  if (!caller) throw new Error('ACME is missing');
  return callsOf(parts).flatMap((call) =>
    [...sharesOf(call, caller, localPlaces())].map(([{ recordId }, share]) => ({
      recordId,
      ...share,
    })),
  );
}

describe('the parts of a call (R12)', () => {
  it('are in order of start, whatever order they came in', () => {
    const [a, b, c] = [
      part('b', '10T10:00:00', 1),
      part('a', '10T10:00:01', 1),
      part('c', '10T10:00:01', 1),
    ];
    for (const order of [
      [a, b, c],
      [c, b, a],
      [b, a, c],
    ] as Part[][]) {
      expect(callsOf(order)).toEqual([[a, b, c]]);
    }
  });

  it('are another call after more than a day, and not after a day', () => {
    const first = part('a', '10T10:00:00', 1);
    expect(callsOf([first, part('b', '11T10:00:00', 1)])).toHaveLength(1);
    expect(callsOf([first, part('b', '11T10:00:01', 1)])).toHaveLength(2);
  });

  it('share one price, which the earliest carries (R16)', () => {
    const all = shares(part('b', '10T10:05:00', 7), part('a', '10T10:00:00', 61));
    // 68 s at 0.60 a minute.
    const kroner = new Decimal('0.60').times(68).div(60).toDecimalPlaces(6);
    expect(all).toMatchObject([
      {
        recordId: 'a',
        calls: 1,
        gatheredSeconds: 68,
        serviceMonth: '2026-11',
        price: { billedSeconds: 68, micro: kroner.times(1_000_000).toNumber() },
      },
      {
        recordId: 'b',
        calls: 0,
        gatheredSeconds: undefined,
        price: { billedSeconds: 0, micro: 0 },
      },
    ]);
  });

  it('have the destination of the earliest one', () => {
    const all = shares(part('b', '10T10:05:00', 7), part('a', '10T10:00:00', 61, '+46812345678'));
    expect(all.map(({ price }) => price?.destination)).toEqual(['Sverige', 'Sverige']);
  });

  it('have that of the next where the deck has none for the earliest any more', () => {
    const all = shares(part('b', '10T10:05:00', 7), part('a', '10T10:00:00', 61, '+4915112345678'));
    expect(all).toMatchObject([
      { recordId: 'a', calls: 1, price: { destination: 'Danmark, mobil', billedSeconds: 68 } },
      { recordId: 'b', calls: 0 },
    ]);
  });

  it('that is alone is a call like any other', () => {
    const [alone] = shares(part('a', '10T10:00:00', 60));
    expect(alone).toMatchObject({
      calls: 1,
      gatheredSeconds: undefined,
      price: { micro: 600_000 },
    });
  });

  it('that tell of the same talk have it priced once, and the later one is told so', () => {
    const all = shares(talk('a', '10T10:00:00', 60), talk('b', '10T10:00:45', 45));
    expect(all).toMatchObject([
      { recordId: 'a', calls: 1, gatheredSeconds: 90, repeatedSeconds: 0 },
      { recordId: 'b', calls: 0, repeatedSeconds: 15 },
    ]);
    expect(all.map(({ price }) => price?.billedSeconds)).toEqual([90, 0]);
  });

  it('are no endless call where a PBX gives all its calls one id', () => {
    const days = Array.from({ length: 800 }, (_, at) => ({
      ...part(String(at).padStart(4, '0'), '01T00:00:00', 86_400),
      startedAt: instant('2026-11-01T00:00:00Z').getTime() + at * 60_000,
    }));
    const all = shares(...days);
    // 366 days of seconds are the longest that is priced (ratingLimits).
    expect(all.filter(({ calls }) => calls === 1).map((it) => it.gatheredSeconds)).toEqual([
      366 * 86_400,
      366 * 86_400,
      68 * 86_400,
    ]);
  });

  it('are one call of a year at the most also where they tell of the same talk', () => {
    // 800 rows of a day's talk, each half a day after the one before: 400 and a half days in all.
    const half = 43_200_000;
    const days = Array.from({ length: 800 }, (_, at) => {
      const startedAt = instant('2026-11-01T00:00:00Z').getTime() + at * half;
      return { ...talk(String(at).padStart(4, '0'), '01T00:00:00', 86_400), startedAt };
    }).map((day) => ({ ...day, answeredAt: day.startedAt }));
    const all = shares(...days);
    expect(all.filter(({ calls }) => calls === 1).map((it) => it.gatheredSeconds)).toEqual([
      366 * 86_400,
      34.5 * 86_400,
    ]);
  });
});
