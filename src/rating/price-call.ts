/**
 * The price of one answered call (R16), the innermost loop of an import: integers only, exact to a
 * sixtieth of a millionth of a krone and rounded once. Knows neither numbers nor dates; which calls
 * are free, and why, is decided before anything is priced.
 */
import type { Tariff } from './tariff.ts';

/**
 * Millionths of a krone for `seconds` (whole, at most `ratingLimits.callSeconds`): the set-up fee,
 * and for each band its billed seconds at its price, rounded half away from zero. 0 seconds cost
 * nothing (R13).
 */
export function priceMicro(tariff: Tariff, seconds: number): number {
  if (seconds <= 0) return 0;
  const { bands } = tariff;
  const until = Math.max(seconds, tariff.minimumSeconds);
  let micro = tariff.setupFeeMicro;
  let sixtieths = 0;
  let billed = 0;
  for (let index = 0; index < bands.length && billed < until; index++) {
    const band = bands[index] as Tariff['bands'][number];
    const end = Math.min(until, band.toSecond);
    if (end <= billed) continue;
    const share = roundUp(end - billed, band.incrementSeconds);
    micro += share * band.perSecondMicro;
    sixtieths += share * band.perSecondSixtieths;
    billed += share;
  }
  return micro + Math.floor((sixtieths + 30) / 60);
}

/** Seconds billed for a call of `seconds`: raised to the minimum, each band in whole increments. */
export function billedSeconds(tariff: Tariff, seconds: number): number {
  if (seconds <= 0) return 0;
  const { bands } = tariff;
  const until = Math.max(seconds, tariff.minimumSeconds);
  let billed = 0;
  for (let index = 0; index < bands.length && billed < until; index++) {
    const band = bands[index] as Tariff['bands'][number];
    const end = Math.min(until, band.toSecond);
    if (end > billed) billed += roundUp(end - billed, band.incrementSeconds);
  }
  return billed;
}

/** Up to whole increments. Exact: both are far below 2^26, where a quotient can mislead ceil. */
function roundUp(seconds: number, increment: number): number {
  return increment === 1 ? seconds : Math.ceil(seconds / increment) * increment;
}
