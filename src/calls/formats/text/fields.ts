/**
 * What the cells of a PBX's record mean, as far as it is the same for every format: wall-clock times
 * in the source's zone, whole seconds, and the limits that each record must keep. A format decides
 * which cell is which; it never throws for what a cell says.
 */
import { invariant, zoneClock } from '../../../kernel/index.ts';
import {
  type CallRecord,
  callLimits,
  callRecord,
  type KnownRecord,
  type Reading,
  type SourceRecord,
} from '../../record/call-record.ts';
import type { SourceSettings } from '../../sources/settings.ts';
import type { FormatFile } from '../format.ts';

/** An instant that a local time stands for, and which of two it was taken for. */
export interface Start {
  readonly startedAt: number;
  readonly clock: CallRecord['clock'];
}

/** Why a local time stands for no one instant. */
export interface NoStart {
  readonly why: string;
}

export type WallClock = (localMs: number) => Start | NoStart;

/** Reads wall-clock time of the source's zone, given as if it were UTC in milliseconds since 1970. */
export function wallClock({ zone, ambiguous }: SourceSettings): WallClock {
  const offsetsAt = zoneClock(zone);
  return (localMs) => {
    if (!Number.isFinite(localMs)) return { why: 'is no time of day of a day that exists' };
    const [first, second] = offsetsAt(localMs);
    if (first === undefined)
      return { why: `never happened in ${zone}: clocks went forward over it` };
    if (second === undefined) return { startedAt: localMs - first, clock: '' };
    if (ambiguous === 'quarantine')
      return { why: `happened twice in ${zone}: clocks went back over it` };
    return { startedAt: localMs - (ambiguous === 'earlier' ? first : second), clock: ambiguous };
  };
}

const wallTime =
  /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})[ T](\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?$/;

/** `YYYY-MM-DD HH:MM:SS` (`/` or `.` too, a fraction too) as if it were UTC; NaN where it is not that. */
export function readWallTime(text: string): number {
  const match = wallTime.exec(text);
  if (!match) return Number.NaN;
  const [year, month, day, hours, minutes, seconds] = match
    .slice(1, 7)
    .map((it) => Number(it ?? 0));
  const fraction = Number((match[7] ?? '').slice(0, 3).padEnd(3, '0'));
  return wallMs(year ?? 0, month ?? 0, day ?? 0, hours ?? 0, minutes ?? 0, seconds ?? 0, fraction);
}

/** The parts of a wall-clock time as if they were UTC; NaN where there is no such day or time. */
export function wallMs(
  year: number,
  month: number,
  day: number,
  hours: number,
  minutes: number,
  seconds: number,
  milliseconds = 0,
): number {
  const ms = Date.UTC(year, month - 1, day, hours, minutes, seconds, milliseconds);
  const date = new Date(ms);
  const real = date.getUTCMonth() === month - 1 && date.getUTCDate() === day && hours <= 23;
  return real && minutes <= 59 && seconds <= 59 ? ms : Number.NaN;
}

/** Whole seconds from digits, at most a day; -1 where it is not that. */
export function readWholeSeconds(text: string): number {
  const value = /^\d{1,9}$/.test(text) ? Number(text) : -1;
  return value <= callLimits.seconds ? value : -1;
}

/** `HH:MM:SS` as seconds, at most a day; -1 where it is not that. */
export function readClockSeconds(text: string): number {
  const match = /^(\d{1,3}):([0-5]\d):([0-5]\d)$/.exec(text);
  if (!match) return -1;
  const value = Number(match[1]) * 3600 + Number(match[2]) * 60 + Number(match[3]);
  return value <= callLimits.seconds ? value : -1;
}

/** A cell without the blanks around it; '' where it says that there is nothing, as `NULL` does. */
export function cellText(cell: string | undefined): string {
  const text = cell?.trim() ?? '';
  return text === 'NULL' || text === '\\N' ? '' : text;
}

/** What is known of a record that cannot be read, or its whole reading. */
interface Known {
  readonly source: string;
  readonly recordId?: string;
  readonly customerId?: string;
  readonly seconds?: number;
}

/**
 * A record of which one column cannot be read; `row` where its cells cannot be told apart. Every format
 * makes it here, so that no id is longer than what a database can look up: the rest is in its text.
 */
export function unreadable(column: string, why: string, known: Known): Reading {
  const { source, recordId = '', customerId = '', seconds = 0 } = known;
  return {
    unreadable: column,
    why,
    source: startOfId(source),
    recordId: startOfId(recordId),
    customerId: startOfId(customerId),
    seconds: Math.max(seconds, 0),
  };
}

/** As much of an id as is kept, in whole letters. */
const startOfId = (id: string): string =>
  id.length <= callLimits.identityCharacters
    ? id
    : id.slice(0, callLimits.identityCharacters).replace(/\p{Surrogate}$/u, '');

/** The record, or what keeps it from being one: its identity, its start or its seconds (R12, R18). */
export function checked(known: KnownRecord): Reading {
  const record = callRecord(known);
  const { source, recordId, startedAt, seconds } = record;
  const { identityCharacters: longest, firstStart, lastStart } = callLimits;
  const refuse = (column: string, why: string) =>
    unreadable(column, why, { source, recordId, seconds });
  if (recordId === '' || recordId.length > longest) {
    return refuse('record_id', `a record id of 1 to ${longest} characters is wanted (R18)`);
  }
  if (record.callId.length > longest) {
    return refuse('call_id', `a call id of at most ${longest} characters is wanted (R18)`);
  }
  if (!(startedAt >= firstStart && startedAt < lastStart)) {
    return refuse('started_at', 'the call starts outside the years 2000 to 2099');
  }
  if (!Number.isInteger(seconds) || seconds < 0 || seconds > callLimits.seconds) {
    return refuse('billable_seconds', `${seconds} is not from 0 to ${callLimits.seconds} seconds`);
  }
  return record;
}

const NUL_SHOWN = '\u2400';
/** Stands behind what there is of a row that its file ended within. */
const END_SHOWN = '\u2403';

/** A text as the database can hold it and a person can see it: a NUL is shown as U+2400. */
export const shownText = (text: string): string => text.replaceAll('\0', NUL_SHOWN);

/** Whether a row holds a NUL, or shows one because it was kept so. */
export const holdsNul = (raw: string): boolean => raw.includes('\0') || raw.includes(NUL_SHOWN);

/**
 * A line as a record. One with a NUL is unreadable, whatever it says, and is kept with the NUL shown as
 * U+2400; one that was cut off (`ended` false) with U+2403 at its end. Each shows so what it was, and is
 * as unreadable when its kept text is read again (R19).
 */
export function readableLine(
  line: number,
  raw: string,
  read: (text: string) => Reading,
  ended = true,
): SourceRecord {
  const cutOff = !ended || raw.endsWith(END_SHOWN);
  if (!cutOff && !holdsNul(raw)) return { line, raw, reading: read(raw) };
  const shown = shownText(raw);
  const told = read(shown);
  if (!cutOff) {
    const why = `the row holds a NUL, shown here as ${NUL_SHOWN}`;
    return { line, raw: shown, reading: unreadable('row', why, told) };
  }
  const kept = shown.endsWith(END_SHOWN) ? shown : shown + END_SHOWN;
  const why = `the file ends within this row, at ${END_SHOWN}: it may have been written on since`;
  // What else it tells may be half of an id or of a number.
  return { line, raw: kept, reading: unreadable('row', why, { source: told.source }) };
}

/** A dialled number without what was dialled for an outside line. */
export function withoutOutsidePrefix(dialled: string, { outsidePrefix }: SourceSettings): string {
  const outside = outsidePrefix !== '' && dialled.startsWith(outsidePrefix);
  return outside && dialled.length > outsidePrefix.length
    ? dialled.slice(outsidePrefix.length)
    : dialled;
}

/** The settings that a PBX's file is read by; the caller has chosen them before it opens the file. */
export function settingsOf({ source, fileName }: FormatFile): SourceSettings {
  invariant(source, `${fileName} is read without the settings of its source`);
  return source;
}

/** Whether a name is one of these; `from-trunk*` is every name that begins with `from-trunk`. */
export function nameMatcher(names: readonly string[]): (name: string) => boolean {
  const exact = new Set(names.filter((name) => !name.endsWith('*')));
  const starts = names.filter((name) => name.endsWith('*')).map((name) => name.slice(0, -1));
  return (name) => exact.has(name) || starts.some((start) => name.startsWith(start));
}
