/**
 * What one segment of a 3CX call says: two participants, one of which may be an outside line. Such a line
 * is paid for while it talks if the system called it, on whichever side of the segment it stands; it may
 * stand on either, since a transfer turns who was called into who calls.
 */
import { dialledKey, type Reading } from '../../record/call-record.ts';
import type { SourceSettings } from '../../sources/settings.ts';
import {
  checked,
  type NoStart,
  readWallTime,
  type Start,
  unreadable,
  type WallClock,
  wallClock,
  withoutOutsidePrefix,
} from '../text/fields.ts';

/** Columns of cdroutput that are read. */
export const columns = {
  cdr_id: 'needed',
  call_history_id: 'needed',
  main_call_history_id: 'optional',
  source_entity_type: 'needed',
  source_dn_number: 'needed',
  source_participant_id: 'optional',
  source_participant_phone_number: 'needed',
  source_participant_trunk_did: 'optional',
  source_participant_is_incoming: 'needed',
  source_participant_group_name: 'optional',
  destination_entity_type: 'needed',
  destination_dn_number: 'needed',
  destination_participant_id: 'optional',
  destination_participant_phone_number: 'needed',
  destination_participant_trunk_did: 'optional',
  destination_participant_is_incoming: 'needed',
  destination_participant_group_name: 'optional',
  creation_method: 'optional',
  cdr_started_at: 'needed',
  cdr_answered_at: 'needed',
  cdr_ended_at: 'needed',
} as const;

export type Column = keyof typeof columns;
export type ColumnOf = (column: Column) => string;
export const isNeeded = (column: string) => columns[column as Column] === 'needed';

export interface SegmentOptions {
  readonly gather: 'call' | 'participant';
  readonly account: 'none' | 'group';
}

interface Participant {
  readonly type: string;
  /** undefined where the column says neither yes nor no. */
  readonly incoming: boolean | undefined;
  readonly number: string;
  readonly did: string;
  readonly id: string;
  readonly group: string;
}

/** Makes the reader of one segment's columns. */
export function segmentReader(settings: SourceSettings, { gather, account }: SegmentOptions) {
  const clock = wallClock(settings);
  return (cell: ColumnOf): Reading => {
    const recordId = cell('cdr_id');
    const refuse = (column: string, why: string, seconds = 0) =>
      unreadable(column, why, { source: settings.source, recordId, seconds });
    const talked = secondsOf(cell, clock);
    if ('why' in talked) return refuse(talked.column, talked.why);
    const { seconds, answeredAt } = talked;
    const start = readStamp(cell('cdr_started_at'), clock);
    if ('why' in start) {
      return refuse('started_at', `"${cell('cdr_started_at')}" ${start.why}`, seconds);
    }
    const source = participant(cell, 'source');
    const target = participant(cell, 'destination');
    for (const [side, { type, incoming }] of Object.entries({ source, destination: target })) {
      if (type === '') return refuse(`${side}_entity_type`, 'no kind of party is told', seconds);
      if (type === 'external_line' && incoming === undefined) {
        const told = cell(`${side as 'source' | 'destination'}_participant_is_incoming`);
        return refuse(`${side}_participant_is_incoming`, `"${told}" is neither t nor f`, seconds);
      }
    }
    const paid = [target, source].filter(isPaid);
    if (paid.length === 2 && seconds > 0) return refuse('row', twoLines(target, source), seconds);
    const [line] = paid;
    const notBilled = line && isBargeIn(cell) ? 'barge-in' : line ? '' : whyInside(source, target);
    const outgoing = line !== undefined || notBilled !== '';
    // A line that was called is spoken to; one that called speaks first, wherever they stand.
    const forwards = line ? line === target : isOutside(source) || !isOutside(target);
    const [from, to] = forwards ? [source, target] : [target, source];
    const dialled = line ? withoutOutsidePrefix(to.number, settings) : to.number || from.did;
    const call = cell('main_call_history_id') || cell('call_history_id');
    const inside = isOutside(source) ? target : source;
    return checked({
      source: settings.source,
      recordId,
      customerId: '',
      accountCode: account === 'group' ? inside.group : '',
      outgoing,
      from: from.number,
      to: dialled,
      seconds,
      answeredAt,
      notBilled,
      callId: line && notBilled === '' ? partOf(line, call, dialled, gather) : '',
      ...start,
    });
  };
}

function partOf(
  line: Participant,
  call: string,
  dialled: string,
  gather: SegmentOptions['gather'],
): string {
  if (gather === 'participant' && line.id !== '') return line.id;
  return call === '' ? '' : `${call}>${dialledKey(dialled)}`;
}

function participant(cell: ColumnOf, side: 'source' | 'destination'): Participant {
  const type = cell(`${side}_entity_type`).toLowerCase();
  const told = cell(`${side}_participant_is_incoming`).toLowerCase();
  const yes = ['t', 'true', '1'].includes(told);
  const phone = cell(`${side}_participant_phone_number`);
  const dn = cell(`${side}_dn_number`);
  return {
    type,
    incoming: yes || (['f', 'false', '0'].includes(told) ? false : undefined),
    // The directory number of an outside line is its trunk's.
    number: type === 'external_line' ? phone : dn || phone,
    did: cell(`${side}_participant_trunk_did`),
    id: cell(`${side}_participant_id`),
    group: cell(`${side}_participant_group_name`),
  };
}

const isOutside = ({ type }: Participant) => type === 'external_line';
const isPaid = (it: Participant) => isOutside(it) && it.incoming === false;
/** Who barges in hears a talk that its own segments tell already. */
const isBargeIn = (cell: ColumnOf) => cell('creation_method').toLowerCase().startsWith('barge_in');

const routing = ['outbound_rule', 'inbound_routing'];

/** Why a segment without a called line costs nothing; '' where a caller from outside makes it incoming. */
function whyInside(source: Participant, target: Participant): string {
  if (isOutside(source) || isOutside(target)) return '';
  return [source, target].some(({ type }) => routing.includes(type)) ? 'routing' : 'internal';
}

const twoLines = (one: Participant, other: Participant) =>
  `two outside lines that the system called talk here (${one.number} and ${other.number}); both cost money, and a record is one call`;

type Talked =
  | { readonly seconds: number; readonly answeredAt: number | undefined }
  | { readonly column: string; readonly why: string };

/** From answer to end; what is begun of a second does not count. 0 where nobody answered. */
function secondsOf(cell: ColumnOf, clock: WallClock): Talked {
  const answered = cell('cdr_answered_at');
  if (answered === '') return { seconds: 0, answeredAt: undefined };
  const from = readStamp(answered, clock);
  if ('why' in from) return { column: 'cdr_answered_at', why: `"${answered}" ${from.why}` };
  const ended = cell('cdr_ended_at');
  const until = readStamp(ended, clock);
  if ('why' in until) return { column: 'cdr_ended_at', why: `"${ended}" ${until.why}` };
  const between = until.startedAt - from.startedAt;
  if (between < 0) return { column: 'cdr_ended_at', why: `"${ended}" is before "${answered}"` };
  return { seconds: Math.floor(between / 1000), answeredAt: from.startedAt };
}

const stamp = /^(\S+[ T][\d:.,]+)\s?(?:(Z)|([+-])(\d\d):?(\d\d)?)?$/;

/** `2025-12-08 21:32:26.70634+00`; without its offset it is local time of the source's zone. */
function readStamp(text: string, clock: WallClock): Start | NoStart {
  const match = stamp.exec(text);
  const local = readWallTime(match?.[1] ?? '');
  if (!match || Number.isNaN(local)) return { why: 'is no time of a day that exists' };
  const [, , zulu, sign, hours = '0', minutes = '0'] = match;
  if (!zulu && !sign) return clock(local);
  const offset = (Number(hours) * 60 + Number(minutes)) * 60_000;
  return { startedAt: sign === '-' ? local + offset : local - offset, clock: '' };
}
