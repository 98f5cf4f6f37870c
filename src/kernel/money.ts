/**
 * Two kinds of money and the only way between them. An `Amount` is an exact decimal in kroner, used
 * for prices and unrounded sums; `Money` is a whole number of øre, used on documents and in the
 * ledger. Rounding is therefore a change of type, which the compiler sees. Nothing here formats for
 * a reader: that belongs to the renderings.
 */
import { Decimal as BaseDecimal } from 'decimal.js';
import { invariant } from './fault.ts';

/** decimal.js with room for any sum we can meet; rounds half away from zero (R30). */
export const Decimal = BaseDecimal.clone({ precision: 60, rounding: BaseDecimal.ROUND_HALF_UP });

/** Exact kroner, any number of decimals. */
export type Amount = InstanceType<typeof Decimal>;

declare const moneyBrand: unique symbol;
/** Whole øre. */
export type Money = bigint & { readonly [moneyBrand]: true };

/** Millionths of a krone in one krone: the unit of the rating loop (R16). */
export const MICRO_PER_KRONE = 1_000_000;

export const zeroMoney = 0n as Money;

/** Øre as they come out of the database (bigint or digits) become Money. */
export function ore(value: bigint | string | number): Money {
  return BigInt(value) as Money;
}

/** Kroner as text, with a decimal point, become an exact Amount; throws on anything else. */
export function amount(value: string): Amount {
  invariant(/^-?\d+(\.\d+)?$/.test(value), `not an amount: ${value}`);
  return new Decimal(value);
}

/** Millionths of a krone, as the rating loop and the database hold them, become an exact Amount. */
export function amountOfMicro(micro: bigint | string): Amount {
  return new Decimal(micro.toString()).div(MICRO_PER_KRONE);
}

/** Exact kroner as text with a decimal point: so many decimals, or, left out, as many as there are. */
export function amountText(value: Amount, decimals?: number): string {
  return decimals === undefined ? value.toFixed() : value.toFixed(decimals);
}

/** The one rounding in the system: kroner to whole øre, half away from zero (R30). */
export function roundToOre(value: Amount): Money {
  return BigInt(value.times(100).toFixed(0, BaseDecimal.ROUND_HALF_UP)) as Money;
}

export function addMoney(...parts: readonly Money[]): Money {
  return parts.reduce((sum, part) => (sum + part) as Money, zeroMoney);
}

export function sumMoney<T>(items: Iterable<T>, of: (item: T) => Money): Money {
  let sum = 0n;
  for (const item of items) sum += of(item);
  return sum as Money;
}

/** VAT on a net sum, half away from zero (EN 16931 BR-CO-17); rate in whole per cent. */
export function vatOn(net: Money, ratePercent: number): Money {
  return roundToOre(new Decimal(net.toString()).times(ratePercent).div(10_000));
}

/** `123000n` → `"1230.00"`: the form of money in JSON and CSV (SPEC 10). */
export function moneyText(value: Money): string {
  const digits = (value < 0n ? -value : value).toString().padStart(3, '0');
  return `${value < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/** `"1230.00"` → `123000n`; the inverse of {@link moneyText}. Throws on more than two decimals. */
export function moneyOf(text: string): Money {
  const match = /^(-?)(\d+)\.(\d{2})$/.exec(text);
  invariant(match, `not money with two decimals: ${text}`);
  const [, sign, kroner, oreDigits] = match;
  return BigInt(`${sign}${kroner}${oreDigits}`) as Money;
}
