/**
 * Dates and times as an exporter writes them, told by a pattern such as `D/M/YYYY HH:mm:ss`. Nothing
 * about a date is guessed, least of all which of two numbers is the month: a pattern says it, and
 * what does not match is no date.
 *
 * `YYYY` `YY` (of 2000) `MM` `M` `MMM` (Jan, in English) `DD` `D` `HH` `H` `hh` `h` (with `A`: AM, PM)
 * `mm` `ss` `S` (a fraction of a second, any length) `Z` (Z, +01:00, +0100); `T` and all that is no
 * letter stand for themselves, and a word in 'quotes' too. `epoch-s` and `epoch-ms` count from 1970.
 */
import { wallMs } from '../text/fields.ts';

/** A time as the pattern reads it. */
export interface PatternTime {
  /** Milliseconds since 1970: UTC where `sure`, else wall-clock time as if it were UTC. */
  readonly ms: number;
  /** Whether the text itself tells the instant. */
  readonly sure: boolean;
}

/** Reads one text; undefined where it is no such time. */
export type ReadTime = (text: string) => PatternTime | undefined;

const expressions = {
  YYYY: '(\\d{4})',
  YY: '(\\d{2})',
  MMM: '(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)',
  MM: '(\\d{2})',
  M: '(\\d{1,2})',
  DD: '(\\d{2})',
  D: '(\\d{1,2})',
  HH: '(\\d{2})',
  H: '(\\d{1,2})',
  hh: '(\\d{2})',
  h: '(\\d{1,2})',
  mm: '(\\d{2})',
  ss: '(\\d{2})',
  S: '(\\d{1,9})',
  A: '([ap])\\.?m\\.?',
  Z: '(Z|[+-]\\d{2}:?\\d{2})',
} as const;
type Token = keyof typeof expressions;

const tokens = /'[^']*'|YYYY|YY|MMM|MM|M|DD|D|HH|H|hh|h|mm|ss|S|A|Z|\s+|./gu;
const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** What keeps a pattern from telling every time, as a sentence; undefined where nothing does. */
export function patternFault(pattern: string): string | undefined {
  if (pattern === 'epoch-s' || pattern === 'epoch-ms') return undefined;
  const parts = partsOf(pattern);
  const used = parts.filter(isToken);
  const odd = parts.find((part) => /^[^\W\dT_]$/u.test(part) && !isToken(part));
  if (odd) return `"${odd}" in "${pattern}" is no part of a date; words stand in 'quotes'`;
  const kinds = used.map((token) => token.charAt(0));
  const twice = kinds.find((kind, at) => kinds.indexOf(kind) !== at);
  if (twice) return `"${pattern}" has ${twice} twice`;
  for (const kind of ['Y', 'M', 'D', 'm']) {
    if (!kinds.includes(kind)) return `"${pattern}" lacks ${kind === 'Y' ? 'YYYY' : kind}`;
  }
  if (kinds.includes('H') === kinds.includes('h')) return `"${pattern}" lacks HH, or hh with A`;
  return kinds.includes('h') === kinds.includes('A') ? undefined : `in "${pattern}" hh goes with A`;
}

/** Makes the reader of a pattern that has no fault. */
export function timeReader(pattern: string): ReadTime {
  if (pattern === 'epoch-s') return epoch(1000);
  if (pattern === 'epoch-ms') return epoch(1);
  const parts = partsOf(pattern);
  const used = parts.filter(isToken);
  const whole = new RegExp(`^${parts.map(expressionOf).join('')}$`, 'iu');
  return (text) => {
    const match = whole.exec(text);
    if (!match) return undefined;
    const found: Partial<Record<Token, string>> = {};
    for (const [at, token] of used.entries()) found[token] = match[at + 1] ?? '';
    return timeOf(found);
  };
}

const partsOf = (pattern: string): string[] => pattern.trim().match(tokens) ?? [];
const isToken = (part: string): part is Token => Object.hasOwn(expressions, part);

function expressionOf(part: string): string {
  if (isToken(part)) return expressions[part];
  if (/^\s+$/.test(part)) return '\\s+';
  const literal = part.startsWith("'") ? part.slice(1, -1) : part;
  return literal.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
}

function epoch(unit: number): ReadTime {
  return (text) => (/^\d{1,13}$/.test(text) ? { ms: Number(text) * unit, sure: true } : undefined);
}

function timeOf(found: Partial<Record<Token, string>>): PatternTime | undefined {
  const number = (text: string | undefined) => Number(text ?? 0);
  const year = found.YYYY === undefined ? 2000 + number(found.YY) : number(found.YYYY);
  const month =
    found.MMM === undefined
      ? number(found.MM ?? found.M)
      : months.indexOf(found.MMM.toLowerCase()) + 1;
  const day = number(found.DD ?? found.D);
  const hours = hoursOf(found);
  const fraction = number((found.S ?? '').slice(0, 3).padEnd(3, '0'));
  const ms = wallMs(year, month, day, hours, number(found.mm), number(found.ss), fraction);
  if (Number.isNaN(ms)) return undefined;
  const { Z: zone } = found;
  return zone === undefined ? { ms, sure: false } : { ms: ms - offsetOf(zone), sure: true };
}

/** Twelve-hour clocks call midnight 12 AM and noon 12 PM. */
function hoursOf({ HH, H, hh, h, A }: Partial<Record<Token, string>>): number {
  if (A === undefined) return Number(HH ?? H ?? 0);
  const hours = Number(hh ?? h ?? 0);
  if (hours < 1 || hours > 12) return Number.NaN;
  return (hours % 12) + (A.toLowerCase() === 'p' ? 12 : 0);
}

function offsetOf(zone: string): number {
  if (zone.toUpperCase() === 'Z') return 0;
  const hours = Number(zone.slice(1, 3));
  const minutes = Number(zone.slice(-2));
  return (zone.startsWith('-') ? -1 : 1) * (hours * 60 + minutes) * 60_000;
}
