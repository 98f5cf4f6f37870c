/**
 * How amounts and dates are written for accounting systems: as Danes do, or as JSON does. Amounts are
 * whole øre until they are text, so nothing here is ever a floating-point number.
 */
import { type LocalDate, type Money, moneyText } from '../../kernel/index.ts';

/** `2026-11-02` → `02-11-2026` */
export const danishDate = (date: LocalDate): string => date.split('-').reverse().join('-');

/** `-1234.50` kr → `-1234,50` */
export const commaAmount = (value: Money): string => moneyText(value).replace('.', ',');

/** `-1234.50` kr → `-1.234,50` */
export const groupedAmount = (value: Money): string =>
  commaAmount(value).replace(/\d(?=(\d{3})+,)/g, '$&.');

const MARK = '\u0001';

/** JSON, indented by two, in which Money is a number with two decimals, written digit by digit. */
export function moneyJson(value: unknown): string {
  const marked = JSON.stringify(
    value,
    (_key, it: unknown) => (typeof it === 'bigint' ? `${MARK}${moneyText(it as Money)}` : it),
    2,
  );
  return marked.replace(/"\\u0001(-?\d+\.\d{2})"/g, '$1');
}
