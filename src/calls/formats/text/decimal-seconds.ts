/**
 * Lengths of calls that are written as decimal fractions, in seconds or another unit. They are read
 * exactly, since a rounding that nobody asked for would be billed; what to do with the rest of a
 * second is said by the caller.
 */
import { callLimits } from '../../record/call-record.ts';

/** A unit as a fraction of seconds: a millisecond is 1 in 1000, a minute 60 in 1. */
export interface Unit {
  readonly seconds: bigint;
  readonly in: bigint;
}

export const units = {
  s: { seconds: 1n, in: 1n },
  ms: { seconds: 1n, in: 1000n },
  min: { seconds: 60n, in: 1n },
} as const satisfies Record<string, Unit>;

/** What becomes of the rest of a second: `exact` takes none. */
export type Rounding = 'exact' | 'up';

const decimal = /^(\d{1,15})(?:[.,](\d{1,15}))?(?:[eE]\+?(\d{1,2}))?$/;

/**
 * Whole seconds from `61`, `61.250`, `1,5` or `3.6e+06` of a unit, at most a day; -1 where it is not
 * that, or has a rest that the rounding does not take.
 */
export function decimalSeconds(text: string, unit: Unit, rounding: Rounding): number {
  const match = decimal.exec(text);
  if (!match) return -1;
  const [, whole = '', fraction = '', exponent = '0'] = match;
  const value = BigInt(whole + fraction) * 10n ** BigInt(exponent) * unit.seconds;
  const scale = 10n ** BigInt(fraction.length) * unit.in;
  const rest = value % scale;
  if (rest !== 0n && rounding === 'exact') return -1;
  const seconds = value / scale + (rest === 0n ? 0n : 1n);
  return seconds <= BigInt(callLimits.seconds) ? Number(seconds) : -1;
}
