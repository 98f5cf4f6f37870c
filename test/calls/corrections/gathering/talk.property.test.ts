import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { repeatedSeconds, type Talk } from '../../../../src/calls/corrections/gathering/talk.ts';

const TEN = Date.UTC(2026, 10, 10, 9);
const outside = '+4533112233';

/** Talk from so many seconds after ten o'clock. */
const talk = (after: number, seconds: number, changes: Partial<Talk> = {}): Talk => ({
  to: outside,
  seconds,
  answeredAt: TEN + after * 1000,
  outerLeg: '',
  ...changes,
});

/** What the parts come to. */
const counted = (...parts: Talk[]) =>
  parts.reduce((sum, part) => sum + part.seconds, 0) -
  repeatedSeconds(parts).reduce((sum, seconds) => sum + seconds, 0);

const anyTalk = fc.record({
  to: fc.constantFrom(outside, '33112233', '004533112233', '+46812345678'),
  seconds: fc.oneof(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 90 })),
  answeredAt: fc.option(
    fc.integer({ min: 0, max: 120_000 }).map((after) => TEN + after),
    { nil: undefined, freq: 6 },
  ),
  outerLeg: fc.constantFrom('', '', 'PJSIP/carrier-1', 'PJSIP/carrier-2'),
});

/** R12 second by second: on each leg a second of talk is there or not. */
function secondsTold(parts: readonly Talk[]): number {
  const told = new Set<string>();
  let unsure = 0;
  for (const { to, seconds, answeredAt, outerLeg } of parts) {
    if (answeredAt === undefined) {
      unsure += seconds;
      continue;
    }
    const number = to.endsWith('33112233') ? 'Denmark' : 'Sweden';
    const first = (answeredAt - (answeredAt % 1000)) / 1000;
    for (let at = first; at < first + seconds; at++) told.add(`${number} ${outerLeg} ${at}`);
  }
  return told.size + unsure;
}

describe('the talk that records of a call tell of', () => {
  it('is what a set of its seconds holds, in whatever order they stand (R12)', () => {
    const shuffled = fc
      .array(anyTalk, { minLength: 1, maxLength: 12 })
      .chain((parts) =>
        fc.tuple(fc.constant(parts), fc.shuffledSubarray(parts, { minLength: parts.length })),
      );
    fc.assert(
      fc.property(shuffled, ([parts, order]) => {
        expect(counted(...parts)).toBe(secondsTold(parts));
        expect(counted(...order)).toBe(counted(...parts));
        for (const [at, repeated] of repeatedSeconds(parts).entries()) {
          expect(repeated).toBeGreaterThanOrEqual(0);
          expect(repeated).toBeLessThanOrEqual(parts[at]?.seconds ?? 0);
        }
      }),
      { numRuns: 2_000 },
    );
  });

  it('adds up where one row follows the other, as after a transfer', () => {
    expect(counted(talk(0, 61), talk(61, 120))).toBe(181);
    expect(counted(talk(61, 120), talk(0, 61))).toBe(181);
  });

  it('counts a second once that both rows tell of by rounding', () => {
    expect(counted(talk(0, 62), talk(61, 120))).toBe(181);
  });

  it('counts a talk within another not at all, and one over a gap for the gap', () => {
    expect(repeatedSeconds([talk(0, 60), talk(10, 20)])).toEqual([0, 20]);
    expect(repeatedSeconds([talk(0, 10), talk(20, 10), talk(5, 20)])).toEqual([0, 0, 10]);
  });

  it('to two outer numbers at once is paid for twice', () => {
    expect(counted(talk(0, 60), talk(0, 60, { to: '+4533112244' }))).toBe(120);
  });

  it('on two outer legs to one number at once is paid for twice', () => {
    const [one, other] = ['PJSIP/carrier-1', 'PJSIP/carrier-2'].map((outerLeg) =>
      talk(0, 60, { outerLeg }),
    ) as [Talk, Talk];
    expect(counted(one, other)).toBe(120);
    expect(counted(one, other, talk(30, 40, { outerLeg: one.outerLeg }))).toBe(130);
  });

  it('counts in full where its answer is not told', () => {
    expect(counted(talk(0, 60), talk(0, 60, { answeredAt: undefined }))).toBe(120);
  });

  it('is found in no time where a PBX gives all its calls one id', () => {
    const many = Array.from({ length: 100_000 }, (_, at) => talk(at * 10, 5));
    expect(counted(...many)).toBe(500_000);
  });
});
