/**
 * One row of a mapped CSV as a call record, or as what keeps it from being one. Each value is read as
 * the mapping says and in no other way. Knows nothing of files, headers or rows of totals.
 */
import { dialledKey, type Reading } from '../../record/call-record.ts';
import type { SourceSettings } from '../../sources/settings.ts';
import { decimalSeconds, units } from '../text/decimal-seconds.ts';
import {
  checked,
  type NoStart,
  readClockSeconds,
  type Start,
  unreadable,
  wallClock,
  withoutOutsidePrefix,
} from '../text/fields.ts';
import { timeReader } from './date-pattern.ts';
import type { Layout } from './layout.ts';
import type { MappedOptions } from './options.ts';

export interface RowReader {
  /** Reads the cells of a row; `contentId` is its identity where the row has none of its own. */
  read(cells: readonly string[], contentId: string): Reading;
  /** Whether a row tells when and whom somebody called, whatever its other cells say. */
  isCall(cells: readonly string[]): boolean;
}

/** What the cells of one row say, by the places of a layout. */
type Say = (places: readonly number[]) => string;

export function rowReader(
  layout: Layout,
  options: MappedOptions,
  settings: SourceSettings,
): RowReader {
  const { source } = settings;
  const nothing = new Set(options.null_texts);
  const timeOf = instantReader(options, settings);
  const numberIn = numberReader(options.number_pattern);
  const oneOf = (cells: readonly string[]) => (place: number) => {
    const cell = cells[place]?.trim() ?? '';
    return nothing.has(cell) ? '' : cell;
  };
  const sayOf = (one: (place: number) => string): Say => {
    return (places) => places.map(one).join(' ').trim();
  };
  const isCall = (cells: readonly string[]) => {
    const say = sayOf(oneOf(cells));
    return !('why' in timeOf(say(layout.startedAt))) && say(layout.to) !== '';
  };
  const read = (cells: readonly string[], contentId: string): Reading => {
    const one = oneOf(cells);
    const say = sayOf(one);
    const recordId = contentId || layout.recordId.map(one).join('|').replace(/^\|+$/, '');
    const seconds = talkSeconds(say, layout, options, timeOf);
    const refuse = (column: string, why: string) =>
      unreadable(column, why, { source, recordId, seconds: Math.max(seconds, 0) });
    const start = timeOf(say(layout.startedAt));
    if ('why' in start) return refuse('started_at', `"${say(layout.startedAt)}" ${start.why}`);
    if (seconds < 0) {
      return refuse('billable_seconds', `${lengthSaid(say, layout)} is no ${lengthRule(options)}`);
    }
    const direction = directionOf(say(layout.direction), options);
    if (direction === 'unknown') {
      return refuse('direction', `"${say(layout.direction)}" is none of direction_values`);
    }
    const outgoing = direction === undefined ? undefined : direction !== 'in';
    const called = numberIn(say(layout.to));
    const to = outgoing === false ? called : withoutOutsidePrefix(called, settings);
    const callId = say(layout.callId);
    return checked({
      source,
      recordId,
      customerId: '',
      accountCode: say(layout.account),
      outgoing,
      from: numberIn(say(layout.from)),
      to,
      startedAt: start.startedAt,
      clock: start.clock,
      seconds,
      answeredAt: callId === '' ? undefined : answerOf(say, layout, timeOf),
      forwardedBy: numberIn(say(layout.forwardedBy)),
      onNet: direction === 'internal',
      notBilled: layout.billable.every(([place, texts]) => texts.includes(one(place))) ? '' : 'leg',
      callId: callId === '' ? '' : `${callId}>${dialledKey(to)}`,
    });
  };
  return { read, isCall };
}

type TimeOf = (text: string) => Start | NoStart;

/** A time with its own offset is sure; any other is the source's wall clock. */
function instantReader({ date_pattern }: MappedOptions, settings: SourceSettings): TimeOf {
  const read = timeReader(date_pattern);
  const clock = wallClock(settings);
  return (text) => {
    const time = read(text);
    if (!time) return { why: `is no time as ${date_pattern} writes it` };
    return time.sure ? { startedAt: time.ms, clock: '' } : clock(time.ms);
  };
}

function numberReader(pattern: string | undefined): (text: string) => string {
  if (pattern === undefined) return (text) => text;
  const number = new RegExp(pattern, 'u');
  return (text) => number.exec(text)?.[1] ?? text;
}

function directionOf(
  text: string,
  { direction_values: values }: MappedOptions,
): 'out' | 'in' | 'internal' | 'unknown' | undefined {
  if (!values) return undefined;
  if (values.out.includes(text)) return 'out';
  if (values.in.includes(text)) return 'in';
  return values.internal.includes(text) ? 'internal' : 'unknown';
}

/** What rounding, and the clocks of two machines, may put between two tellings of one length. */
const SLACK_SECONDS = 2;

/** Seconds of talk, 0 where nobody answered; -1 where the row does not tell them exactly. */
function talkSeconds(say: Say, layout: Layout, options: MappedOptions, timeOf: TimeOf): number {
  const { answeredAt } = layout;
  const { answered_values: answered, duration_unit: unit, rounding } = options;
  if (answered && !answered.includes(say(layout.disposition))) return 0;
  if (answeredAt.length > 0 && say(answeredAt) === '') return 0;
  if (layout.seconds.length > 0) {
    const text = say(layout.seconds);
    const seconds =
      unit === 'HH:MM:SS' ? readClockSeconds(text) : decimalSeconds(text, units[unit], rounding);
    // More than the talk can have lasted is time of ringing: the mapping names the wrong column.
    const most = (talkMs(say, layout, timeOf) ?? Number.POSITIVE_INFINITY) / 1000;
    return unit !== 'min' && seconds > most + SLACK_SECONDS ? -1 : seconds;
  }
  const ms = talkMs(say, layout, timeOf) ?? -1;
  return ms < 0 ? -1 : decimalSeconds(`${ms}`, units.ms, rounding);
}

/** When the talk began, as far as the row tells it for sure. */
function answerOf(say: Say, { answeredAt }: Layout, timeOf: TimeOf): number | undefined {
  const answer = timeOf(say(answeredAt));
  return 'why' in answer || answer.clock !== '' ? undefined : answer.startedAt;
}

/** From answer to end; undefined where the row does not tell both for sure. */
function talkMs(say: Say, { answeredAt, endedAt }: Layout, timeOf: TimeOf): number | undefined {
  if (answeredAt.length === 0 || endedAt.length === 0) return undefined;
  const from = timeOf(say(answeredAt));
  const to = timeOf(say(endedAt));
  if ('why' in from || 'why' in to || from.clock !== '' || to.clock !== '') return undefined;
  return to.startedAt - from.startedAt;
}

const lengthSaid = (say: Say, { seconds, answeredAt, endedAt }: Layout): string => {
  const between = endedAt.length > 0 ? `"${say(answeredAt)}" to "${say(endedAt)}"` : '';
  if (seconds.length === 0) return between;
  return between === '' ? `"${say(seconds)}"` : `"${say(seconds)}" of ${between}`;
};

const lengthRule = ({ duration_unit: unit, rounding }: MappedOptions): string =>
  `length up to a day${rounding === 'exact' ? ' in whole seconds' : ''}, written as ${unit}`;
