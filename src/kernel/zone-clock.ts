/**
 * Wall-clock time of any zone as instants. A local time may have happened twice, when clocks go back,
 * or never, when they go forward; so the answer is a list, and what to make of it is the caller's
 * decision. Knows no formats and no policy.
 */
import { tzOffset } from '@date-fns/tz';

const MS_PER_MINUTE = 60_000;
const MS_PER_DAY = 86_400_000;
/** Clocks change on the quarter hour everywhere, so one answer holds for a quarter. */
const QUARTER = 900_000;
const QUARTERS_KEPT = 50_000;

/** Whether a name such as `Europe/Copenhagen` or `UTC` is a zone of the IANA database. */
export function isZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return /^[A-Za-z]/.test(name);
  } catch {
    return false;
  }
}

/**
 * Makes a lookup from wall-clock time, given as if it were UTC in milliseconds since 1970, to the
 * milliseconds by which true UTC is behind it: one number as a rule, none where the clocks jumped
 * over that time, two where they showed it twice, the one of the earlier instant first.
 */
export function zoneClock(zone: string): (localMs: number) => readonly number[] {
  const known = new Map<number, readonly number[]>();
  return (localMs) => {
    const quarter = Math.floor(localMs / QUARTER);
    const found = known.get(quarter);
    if (found) return found;
    const offsets = offsetsAt(zone, quarter * QUARTER);
    if (known.size === QUARTERS_KEPT) known.clear();
    known.set(quarter, offsets);
    return offsets;
  };
}

function offsetsAt(zone: string, localMs: number): number[] {
  const near = [-MS_PER_DAY, MS_PER_DAY].map((by) => offsetOf(zone, localMs + by));
  const real = [...new Set(near)].filter((by) => offsetOf(zone, localMs - by) === by);
  // The larger offset is the earlier instant.
  return real.sort((a, b) => b - a);
}

const offsetOf = (zone: string, utcMs: number): number =>
  tzOffset(zone, new Date(utcMs)) * MS_PER_MINUTE;
