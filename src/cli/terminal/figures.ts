/**
 * Figures as a person reads them on a terminal, in English: thousands apart, two decimals for
 * kroner. Machines get the plain forms of SPEC 10 instead; nothing is computed from these texts.
 */
import { type Money, moneyText } from '../../kernel/index.ts';

const grouped = (digits: string): string => digits.replace(/\B(?=(\d{3})+$)/g, ',');

/** `1234567` → `1,234,567` */
export function countFigure(count: number | bigint): string {
  const text = count.toString();
  return text.startsWith('-') ? `-${grouped(text.slice(1))}` : grouped(text);
}

/** Øre → `-1,230.00`, kroner without their sign. */
export function moneyFigure(value: Money): string {
  return decimalFigure(moneyText(value));
}

/** Decimal text with its thousands apart: `1230.00` → `1,230.00`. */
export function decimalFigure(text: string): string {
  const match = /^(-?)(\d+)(\.\d+)?$/.exec(text);
  return match ? `${match[1]}${grouped(match[2] ?? '')}${match[3] ?? ''}` : text;
}

/** Seconds → `4 s`, `2 min 5 s`, `3 h 20 min`. */
export function durationFigure(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  if (whole < 60) return `${whole} s`;
  if (whole < 3_600) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  return `${Math.floor(whole / 3_600)} h ${Math.floor((whole % 3_600) / 60)} min`;
}

/** `1 document`, `2 documents`: the plural in s unless another is given. */
export function counted(count: number | bigint, noun: string, plural = `${noun}s`): string {
  return `${countFigure(count)} ${count.toString() === '1' ? noun : plural}`;
}
