/**
 * Denmark's arithmetic once more, from denmark.md alone and in whole øre, so that tests have somebody
 * to ask who is not the code. Imports nothing of ours on purpose: what is wrong there must not be
 * wrong here for the same reason.
 */

/** 25 % of whole øre, once on the sum, half away from zero (1.3). */
export function vatOf(net: bigint): bigint {
  const away = net < 0n ? -1n : 1n;
  return away * ((away * net + 2n) / 4n);
}

/** Whole øre of millionths of a krone, half away from zero. */
export function oreOf(micro: bigint): bigint {
  const away = micro < 0n ? -1n : 1n;
  return away * ((away * micro + 5_000n) / 10_000n);
}

/** A payment id of type 71: 14 digits and the check digit, weights 1 2 1 2 … from the left (3.1). */
export function fikId(number: number): string {
  const digits = String(number).padStart(14, '0');
  let sum = 0;
  for (let place = 0; place < 14; place += 1) {
    const weighed = Number(digits[place]) * (place % 2 === 0 ? 1 : 2);
    sum += weighed >= 10 ? 1 + (weighed - 10) : weighed;
  }
  return digits + ((10 - (sum % 10)) % 10);
}

/** Whether the digit that the first twelve ask for stands last (GS1: 1 3 1 3 …). */
export function isGln(text: string): boolean {
  let sum = 0;
  for (let place = 0; place < 12; place += 1) sum += Number(text[place]) * (place % 2 ? 3 : 1);
  return text.length === 13 && (sum + Number(text[12])) % 10 === 0;
}

/** `1230.00` of 123000. */
export function kroner(ore: bigint): string {
  const digits = `${ore < 0n ? -ore : ore}`.padStart(3, '0');
  return `${ore < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/** 123000 of `1230.00`. */
export function oreIn(text: string): bigint {
  if (!/^-?\d+\.\d\d$/.test(text)) throw new Error(`no amount: ${text}`);
  return BigInt(text.replace('.', ''));
}

/** The first instant of a local day of August to November 2026; clocks go back on 25 October. */
export function dayBegins(date: string): number {
  const hours = date <= '2026-10-25' ? 2 : 1;
  return Date.parse(`${date}T00:00:00Z`) - hours * 3_600_000;
}

/** The days of a month of 2026, each with when it begins and ends. */
export function daysOf(month: string): { date: string; from: number; to: number }[] {
  const at = Date.parse(`${month}-01T00:00:00Z`);
  const dates = Array.from({ length: 32 }, (_, day) =>
    new Date(at + day * 86_400_000).toISOString().slice(0, 10),
  );
  return dates.slice(0, -1).flatMap((date, index) => {
    if (!date.startsWith(month)) return [];
    return [{ date, from: dayBegins(date), to: dayBegins(dates[index + 1] ?? '') }];
  });
}
