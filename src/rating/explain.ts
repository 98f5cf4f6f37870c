/**
 * Why a call costs what it costs (R20): the row that matched, each band with its seconds and its
 * arithmetic, and the one rounding at the end, as values and as sentences. It walks the bands once
 * more in exact decimals and insists on the price that the rating loop found.
 */

import type { Amount } from '../kernel/index.ts';
import { amountOfMicro, amountText, Decimal, invariant } from '../kernel/index.ts';
import type { PrefixTable } from './prefix-table.ts';
import { billedSeconds, priceMicro } from './price-call.ts';
import type { Band, Tariff } from './tariff.ts';

export interface PriceStep {
  readonly kind: 'match' | 'minimum' | 'setup-fee' | 'band' | 'rounding';
  /** Line of the deck's file that the step rests on. */
  readonly row: number;
  /** The step as a sentence for a person. */
  readonly text: string;
  readonly from_second?: number;
  readonly billed_seconds?: number;
  /** Kroner per minute. */
  readonly per_minute?: string;
  /** Kroner that the step adds, to 9 decimals; exact only where `text` does not end it with …. */
  readonly amount?: string;
}

/** The shape and names of `rates price --json` (SPEC 10). Prices in kroner ex VAT. */
export interface PriceExplanation {
  readonly plan: string;
  /** Number of the deck, as `rates load` told it. */
  readonly deck: string;
  readonly destination: string;
  readonly prefix: string;
  readonly seconds: number;
  readonly billed_seconds: number;
  /** To 6 decimals. */
  readonly price: string;
  readonly steps: readonly PriceStep[];
}

/** Explains the price of `seconds` to `digits` (E.164, or 45 + a short code) by one tariff. */
export function explainPrice(
  table: Pick<PrefixTable, 'plan' | 'version'>,
  tariff: Tariff,
  digits: string,
  seconds: number,
): PriceExplanation {
  const [firstBand] = tariff.bands;
  invariant(firstBand, 'a tariff without bands');
  const row = firstBand.row.row;
  const match = `${digits} matches prefix ${tariff.prefix}, ${tariff.destination}`;
  const place = `row ${row} of deck ${table.version} (plan ${table.plan})`;
  const steps: PriceStep[] = [
    {
      kind: 'match',
      row,
      text: `${match}, ${place}${validityText(firstBand)}.`,
    },
  ];
  const sum = seconds > 0 ? addUp(tariff, seconds, steps) : new Decimal(0);
  const price = amountText(sum, 6);
  const found = amountOfMicro(BigInt(priceMicro(tariff, seconds)));
  invariant(amountText(found, 6) === price, `${digits}: explained as ${price}, rated as ${found}`);
  const billed = billedSeconds(tariff, seconds);
  const lastText =
    seconds > 0
      ? `The sum, ${kroner(sum)}, is rounded once, half away from zero, to ${price} kr.`
      : 'A call of 0 s is free.';
  steps.push({ kind: 'rounding', row, text: lastText, amount: price });
  return {
    plan: table.plan,
    deck: String(table.version),
    destination: tariff.destination,
    prefix: tariff.prefix,
    seconds,
    billed_seconds: billed,
    price,
    steps,
  };
}

/** The unrounded sum in kroner; adds a step for each of its parts. */
function addUp(tariff: Tariff, seconds: number, steps: PriceStep[]): Amount {
  const row = tariff.bands[0]?.row.row ?? 0;
  const minimum = tariff.minimumSeconds;
  if (seconds < minimum) {
    const text = `${seconds} s are raised to the minimum of ${minimum} s.`;
    steps.push({ kind: 'minimum', row, text });
  }
  const setupFee = amountOfMicro(BigInt(tariff.setupFeeMicro));
  if (!setupFee.isZero()) {
    const amount = amountText(setupFee, 6);
    steps.push({ kind: 'setup-fee', row, text: `The set-up fee is ${kroner(setupFee)}.`, amount });
  }
  const until = Math.max(seconds, minimum);
  let position = 0;
  // Kroner a minute times seconds, which is exact; divided once, so thirds add up to a half again.
  let minuteSeconds = setupFee.times(60);
  for (const band of tariff.bands) {
    const end = Math.min(until, band.toSecond);
    if (end <= position) continue;
    const { step, product, billed } = bandStep(band, position, end);
    steps.push(step);
    minuteSeconds = minuteSeconds.plus(product);
    position += billed;
  }
  return minuteSeconds.div(60);
}

function bandStep(band: Band, begin: number, end: number) {
  const { incrementSeconds: increment, row } = band;
  const increments = new Decimal(end - begin).div(increment).ceil().toNumber();
  const billed = increments * increment;
  const perMinute = amountOfMicro(BigInt(row.perMinuteMicro));
  const product = perMinute.times(billed);
  const price = product.div(60);
  const late = begin > band.fromSecond ? ` (not ${band.fromSecond}, already billed)` : '';
  const counted = increment === 1 ? '' : `, ${increments} x ${increment} s = ${billed} s`;
  const span = `From second ${begin}${late} to ${end}: ${end - begin} s${counted}`;
  const sum = `${billed} s x ${kroner(perMinute)} a minute / 60 = ${kroner(price)}`;
  const text = `${span}; ${sum} (row ${row.row}).`;
  const step: PriceStep = {
    kind: 'band',
    row: row.row,
    text,
    from_second: begin,
    billed_seconds: billed,
    per_minute: amountText(perMinute, 6),
    amount: amountText(price, 9),
  };
  return { step, product, billed };
}

/** `0.18 kr`; a fraction that does not end is cut after nine decimals and says so. */
function kroner(value: Amount): string {
  const shown = value.toDecimalPlaces(9, Decimal.ROUND_DOWN);
  const text = amountText(shown, shown.decimalPlaces() < 2 ? 2 : undefined);
  return shown.eq(value) ? `${text} kr` : `${text}… kr`;
}

function validityText({ row }: Band): string {
  const from = row.validFrom ? ` from ${row.validFrom}` : '';
  const to = row.validTo ? ` until before ${row.validTo}` : '';
  return from || to ? `, valid${from}${to}` : '';
}
