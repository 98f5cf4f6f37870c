/**
 * The bulk of a month's calls as CSV text, hour by hour in the order in which they began, so that
 * millions cost no more memory than one busy hour. Busy in office hours, mostly Danish, with the
 * lengths that calls have. Which outcome a call gets is left to mediation.
 */
import type { LocalDate, Month } from '../../../kernel/index.ts';
import {
  addDays,
  firstDay,
  instantText,
  lastDay,
  startOfDay,
  weekday,
} from '../../../kernel/index.ts';
import type { Random } from './random.ts';

/** Somebody who makes calls; the colleagues of one customer stand next to each other. */
export interface Caller {
  readonly customerId: string;
  readonly domain: string;
  readonly source: string;
  readonly extension: string;
  readonly number: string;
  /** Where the customer's callers begin in the list, and how many they are. */
  readonly first: number;
  readonly count: number;
}

export interface Traffic {
  readonly month: Month;
  readonly calls: number;
  /** Number of the first record; the numbers go up by one. */
  readonly firstRecord: number;
  readonly callers: readonly Caller[];
  readonly random: Random;
}

export interface Piece {
  readonly text: string;
  readonly calls: number;
}

/** Share of a working day's calls that begin in each local hour, from midnight. */
const HOUR_WEIGHTS = [
  1, 1, 1, 1, 1, 3, 10, 35, 90, 120, 118, 100, 75, 105, 100, 80, 45, 20, 12, 8, 6, 4, 2, 1,
] as const;
const WEEKEND = 0.1;
const MS_PER_HOUR = 3_600_000;

interface Hour {
  readonly weight: number;
  /** `2026-10-25T02:` and `+02:00`, the same hour as `2026-10-25T00:` and `Z`. */
  readonly local: readonly [string, string];
  readonly utc: readonly [string, string];
}

/** The hours of a day as they pass: 23, 24 or 25 of them. */
function hoursOf(day: LocalDate): Hour[] {
  const end = startOfDay(addDays(day, 1)).getTime();
  const factor = weekday(day) > 5 ? WEEKEND : 1;
  const hours: Hour[] = [];
  for (let ms = startOfDay(day).getTime(); ms < end; ms += MS_PER_HOUR) {
    const text = instantText(new Date(ms));
    hours.push({
      weight: factor * (HOUR_WEIGHTS[Number(text.slice(11, 13))] ?? 1),
      local: [text.slice(0, 14), text.slice(19)],
      utc: [new Date(ms).toISOString().slice(0, 14), 'Z'],
    });
  }
  return hours;
}

function hoursOfMonth(month: Month): Hour[] {
  const hours: Hour[] = [];
  for (let day = firstDay(month); day <= lastDay(month); day = addDays(day, 1)) {
    hours.push(...hoursOf(day));
  }
  return hours;
}

/** Where a call goes: how often in ten thousand, what it begins with, how many digits follow. */
const DESTINATIONS: readonly (readonly [weight: number, prefix: string, digits: number])[] = [
  ...['20', '21', '22', '26', '28', '30', '31', '40', '42', '50', '51', '53', '60', '61', '91'].map(
    (prefix) => [320, prefix, 6] as const,
  ),
  ...['32', '33', '45', '63', '75', '76', '86', '87', '89', '96', '97', '98', '99'].map(
    (prefix) => [250, prefix, 6] as const,
  ),
  [300, '70', 6],
  [120, '80', 6],
  [6, '90', 6],
  [12, '1813', 0],
  [8, '118', 0],
  [2, '112', 0],
  [190, '00468', 7],
  [150, '004670', 7],
  [110, '00472', 7],
  [120, '00474', 7],
  [160, '004930', 7],
  [110, '0049151', 8],
  [110, '004420', 8],
  [60, '00447400', 6],
  [70, '+3120', 7],
  [60, '+331', 8],
  [40, '+346', 8],
  [50, '+4822', 7],
  [40, '+3585', 7],
  [25, '+298', 6],
  [25, '+299', 6],
  [40, '+1212', 7],
  [20, '+90212', 7],
  [15, '+9122', 8],
  [15, '+8610', 8],
  [10, '+612', 8],
  [6, '+662', 7],
  [5, '+5511', 8],
  [4, '+2721', 7],
];

/** One entry per weight unit, so that a pick is a single draw. */
const WHEEL: Uint8Array = Uint8Array.from(
  DESTINATIONS.flatMap(([weight], index) => new Array<number>(weight).fill(index)),
);

function dial(random: Random): string {
  const [, prefix, digits] = DESTINATIONS[WHEEL[random.int(WHEEL.length)] ?? 0] ?? [0, '70', 6];
  return digits === 0 ? prefix : prefix + random.digits(digits);
}

/** Median a minute and a half, now and then an hour; at most four. */
function seconds(random: Random): number {
  return Math.min(14_400, 1 + Math.floor(Math.exp(4.5 + 1.05 * random.normal())));
}

/** From the column `direction` up to and including `to`. */
function parties(random: Random, caller: Caller, callers: readonly Caller[], kind: number): string {
  if (kind < 0.24) return `in,+45${dial45(random)},${caller.extension}`;
  const from = random.chance(0.12) ? caller.number : caller.extension;
  if (kind < 0.31 && caller.count > 1) {
    const colleague = callers[caller.first + random.int(caller.count)];
    return `out,${from},${colleague?.extension ?? caller.extension}`;
  }
  if (kind < 0.315) return `out,${from},sip:moede${random.int(90)}@${caller.domain}`;
  if (kind < 0.32) return `out,${from},${random.chance(0.5) ? '88*' : `8*${caller.extension}`}`;
  return `out,${from},${dial(random)}`;
}

const dial45 = (random: Random): string => `${random.chance(0.6) ? 20 : 33}${random.digits(6)}`;

const two = Array.from({ length: 60 }, (_, value) => String(value).padStart(2, '0'));

function callLine(traffic: Traffic, record: number, hour: Hour, second: number): string {
  const { random, callers } = traffic;
  const caller = callers[random.int(callers.length)] as Caller;
  const kind = random.next();
  const [head, tail] = random.chance(0.25) ? hour.utc : hour.local;
  const start = `${head}${two[Math.floor(second / 60)]}:${two[second % 60]}${tail}`;
  const length = random.chance(0.09) ? 0 : seconds(random);
  const pbx = caller.source === 'pbx-aar' ? 'pbx2-' : 'pbx1-';
  const id = pbx + String(record).padStart(9, '0');
  const who = parties(random, caller, callers, kind);
  return `${caller.source},${id},${caller.customerId},${who},${start},${length},,\n`;
}

/** The month's calls without a header, a piece per hour; exactly as many as asked for. */
export function* trafficPieces(traffic: Traffic): Generator<Piece> {
  const hours = hoursOfMonth(traffic.month);
  const total = hours.reduce((sum, hour) => sum + hour.weight, 0);
  let weight = 0;
  let done = 0;
  for (const hour of hours) {
    weight += hour.weight;
    const upTo = Math.min(traffic.calls, Math.round((traffic.calls * weight) / total));
    const starts = new Uint16Array(Math.max(0, upTo - done));
    for (let i = 0; i < starts.length; i += 1) starts[i] = traffic.random.int(3600);
    let text = '';
    for (const second of starts.sort()) {
      text += callLine(traffic, traffic.firstRecord + done, hour, second);
      done += 1;
    }
    if (text) yield { text, calls: starts.length };
  }
}
