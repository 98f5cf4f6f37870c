/**
 * How numbers, dates and months are written for a reader, in Danish and in English. Written out by
 * hand, since the locale data of the machine may change a document that must never change (R32).
 * It takes exact values and gives text; nothing is ever computed from that text.
 */
import {
  dateName,
  dayName,
  firstDay,
  type LocalDate,
  lastDay,
  type Money,
  type Month,
  moneyText,
  monthName,
} from '../../kernel/index.ts';
import type { Language } from '../document.ts';

export interface Notation {
  /** `1.234,56`, with a true minus sign before what is taken back. */
  money(value: Money): string;
  /** Decimal text as `0,125`, with at least `decimals` of them. */
  price(decimalText: string, decimals: number): string;
  count(value: number): string;
  /** Seconds as `1.234:05`, whole minutes and the seconds left: a minute price meets minutes. */
  minutes(seconds: number): string;
  /** `38 %`; below half a per cent `< 1 %`. */
  percent(share: number): string;
  /** `1. november 2026` */
  date(date: LocalDate): string;
  /** `november 2026` */
  month(month: Month): string;
  /** `1.-31. oktober 2026`: the days of a month. */
  period(month: Month): string;
}

const MINUS = '\u2212';
const DASH = '\u2013';
const NO_BREAK = '\u00a0';

const grouped = (digits: string, mark: string) => digits.replace(/\B(?=(\d{3})+$)/g, mark);

/** Decimals a price needs to be shown whole: trailing zeros are not counted. */
export function decimalsNeeded(decimalText: string): number {
  return /\.(\d*?)0*$/.exec(decimalText)?.[1]?.length ?? 0;
}

function decimal(text: string, thousands: string, point: string): string {
  const [whole = '0', fraction] = text.replace('-', '').split('.');
  const tail = fraction === undefined ? '' : `${point}${fraction}`;
  return `${text.startsWith('-') ? MINUS : ''}${grouped(whole, thousands)}${tail}`;
}

function withDecimals(text: string, decimals: number): string {
  const [whole = '0', fraction = ''] = text.split('.');
  const kept = fraction.slice(0, Math.max(decimals, decimalsNeeded(text))).padEnd(decimals, '0');
  return kept ? `${whole}.${kept}` : whole;
}

function notation(language: Language, thousands: string, point: string): Notation {
  const unbroken = (text: string) => text.replaceAll(' ', NO_BREAK);
  const count = (value: number) => decimal(String(value), thousands, point);
  return {
    money: (value) => decimal(moneyText(value), thousands, point),
    price: (text, decimals) => decimal(withDecimals(text, decimals), thousands, point),
    count,
    minutes: (seconds) => {
      const whole = Math.floor(Math.abs(seconds) / 60);
      const rest = String(Math.abs(seconds) % 60).padStart(2, '0');
      return `${seconds < 0 ? MINUS : ''}${count(whole)}:${rest}`;
    },
    percent: (share) => {
      const rounded = Math.round(share * 100);
      return rounded === 0 && share > 0 ? `<${NO_BREAK}1${NO_BREAK}%` : `${rounded}${NO_BREAK}%`;
    },
    date: (date) => unbroken(dateName(date, language)),
    month: (month) => unbroken(monthName(month, language)),
    period: (month) => {
      const first = dayName(firstDay(month), language);
      return `${first}${DASH}${unbroken(dateName(lastDay(month), language))}`;
    },
  };
}

export const notations: Readonly<Record<Language, Notation>> = {
  da: notation('da', '.', ','),
  en: notation('en', ',', '.'),
};
