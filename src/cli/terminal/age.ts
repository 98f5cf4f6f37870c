/** How long something has been waiting, in days of the calendar; what waits is not known here. */
import type { LocalDate } from '../../kernel/index.ts';
import { counted } from './figures.ts';

const MS_PER_DAY = 86_400_000;

/** Whole days from a date to today; -1 where no date is known, so that it sorts last. */
export function ageDays(since: LocalDate | undefined, today: LocalDate): number {
  if (since === undefined) return -1;
  return Math.max(0, Math.round((Date.parse(today) - Date.parse(since)) / MS_PER_DAY));
}

/** `1 day`, `40 days`; empty where no date is known. */
export function ageText(since: LocalDate | undefined, today: LocalDate): string {
  return since === undefined ? '' : counted(ageDays(since, today), 'day');
}
