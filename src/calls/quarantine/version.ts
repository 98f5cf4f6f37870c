/**
 * Two versions of one record, side by side (R18): what each says, and what of it differs. Numbers are
 * compared as numbers and not as they are spelled. A pure function; which of two is right is for a
 * person to decide.
 */
import { instantText } from '../../kernel/index.ts';
import type { Part } from '../corrections/gathering/share.ts';
import type { StandingCall } from '../corrections/standing.ts';
import { attribute } from '../mediation/attribution.ts';
import type { Directory } from '../mediation/directory.ts';
import { type CallPrice, mediate } from '../mediation/mediate.ts';
import { type CallRecord, dialledKey } from '../record/call-record.ts';
import type { LocalPlace } from '../record/call-time.ts';
import { pricedAmong, storedPrice, type WholePrice } from './whole-price.ts';

/** What a version says; '' for what it leaves out. */
export interface RecordVersion {
  readonly customerId: string;
  readonly direction: string;
  readonly from: string;
  readonly to: string;
  /** With offset, local time. */
  readonly startedAt: string;
  readonly seconds: number;
  readonly callId: string;
  /** `rated`, `free unanswered`, `quarantined no-rate`: what it is, or would become. */
  readonly becomes: string;
  /** Of the whole call, where several records tell of it. */
  readonly price: CallPrice | undefined;
  /** Records that tell of the call, this one among them. */
  readonly records: number;
}

export type VersionField = Exclude<keyof RecordVersion, 'records'>;

const directionOf = (outgoing: boolean | undefined) =>
  outgoing === undefined ? '' : outgoing ? 'out' : 'in';
const outcomeText = (outcome: string, reason: string) => `${outcome} ${reason}`.trim();

/** The version that is stored as a call; `named` are the rows of calls of its name. */
export function storedVersion(call: StandingCall, named: readonly StandingCall[]): RecordVersion {
  return {
    customerId: call.customerId,
    direction: directionOf(call.outgoing),
    from: call.from,
    to: call.to,
    startedAt: instantText(new Date(call.startedAt)),
    seconds: call.seconds,
    callId: call.callId,
    becomes: outcomeText(call.outcome, call.reason),
    ...storedPrice(call, named),
  };
}

/** A version that waits, with what would become of it now; `others` are the other parts of its call. */
export function waitingVersion(
  record: CallRecord,
  others: readonly Part[],
  directory: Directory,
  placeOf: (ms: number) => LocalPlace,
): RecordVersion {
  const whose = attribute(record, directory);
  const verdict = mediate(record, 'new', directory, placeOf);
  const waitingPrice = (alone: CallPrice | undefined): WholePrice =>
    'why' in whose || !alone || others.length === 0
      ? { price: alone, records: 1 }
      : pricedAmong<Part>(record, others, whose.caller, placeOf);
  return {
    customerId: 'why' in whose ? record.customerId : whose.caller.customerId,
    direction: directionOf('why' in whose ? record.outgoing : whose.outgoing),
    from: record.from,
    to: record.to,
    startedAt: instantText(new Date(record.startedAt)),
    seconds: record.seconds,
    callId: record.callId,
    becomes: outcomeText(verdict.outcome, verdict.reason),
    ...waitingPrice('price' in verdict ? verdict.price : undefined),
  };
}

/** The fields in which two versions differ, in the order in which they are shown. */
export function differingFields(a: RecordVersion, b: RecordVersion): VersionField[] {
  const fields: VersionField[] = [];
  const plain = ['customerId', 'direction'] as const;
  for (const field of plain) if (a[field] !== b[field]) fields.push(field);
  for (const field of ['from', 'to'] as const) {
    if (dialledKey(a[field]) !== dialledKey(b[field])) fields.push(field);
  }
  for (const field of ['startedAt', 'seconds', 'callId', 'becomes'] as const) {
    if (a[field] !== b[field]) fields.push(field);
  }
  if (a.price?.micro !== b.price?.micro || a.price?.destination !== b.price?.destination) {
    fields.push('price');
  }
  return fields;
}
