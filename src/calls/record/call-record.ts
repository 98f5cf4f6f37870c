/**
 * A call record as every format delivers it. Values are already parsed here, so that spelling,
 * delimiter and column order are gone; a record that cannot be parsed says which column is to blame.
 * Knows nothing of customers, prices or files.
 */
import { type DialledNumber, normaliseNumber } from '../../rating/index.ts';

/** One call, all values parsed and trimmed. Texts that the source leaves out are ''. */
export interface CallRecord {
  readonly source: string;
  readonly recordId: string;
  /** '' where the record does not name its customer: its source's settings and numbers then tell. */
  readonly customerId: string;
  /** What the PBX calls the paying account, where it names none of our customers; else ''. */
  readonly accountCode: string;
  /** undefined where the record does not tell: the numbers at its two ends then do. */
  readonly outgoing: boolean | undefined;
  readonly from: string;
  readonly to: string;
  /** Milliseconds since 1970, UTC. */
  readonly startedAt: number;
  readonly seconds: number;
  /** When its talk began; undefined where the source does not tell. Only parts of a call need it. */
  readonly answeredAt: number | undefined;
  /** Which leg to the number `to` the talk was on, where one call can have several; else ''. */
  readonly outerLeg: string;
  readonly forwardedBy: string;
  readonly onNet: boolean;
  /** Why the source itself says that this leg is not billed; '' where it does not (R12). */
  readonly notBilled: string;
  /**
   * The call that this record is a part of: parts of one customer with the same source and callId
   * are priced as one. '' where the record is a call by itself.
   */
  readonly callId: string;
  /** Which of two instants a local time was taken for that the clock shows twice; '' where it is sure. */
  readonly clock: '' | 'earlier' | 'later';
}

/** What most records do not have. */
export const plainRecord = {
  accountCode: '',
  answeredAt: undefined,
  outerLeg: '',
  forwardedBy: '',
  onNet: false,
  notBilled: '',
  callId: '',
  clock: '',
} as const;

/** What a format knows of a record; what it leaves out is as `plainRecord` has it. */
export type KnownRecord = Omit<CallRecord, keyof typeof plainRecord> & Partial<CallRecord>;

/**
 * The whole record. Each field is written out: a spread of `plainRecord` in front of others would cost
 * eighty times as much, and everything that reads the record later would be slower too.
 */
export const callRecord = (known: KnownRecord): CallRecord => ({
  source: known.source,
  recordId: known.recordId,
  customerId: known.customerId,
  accountCode: known.accountCode ?? plainRecord.accountCode,
  outgoing: known.outgoing,
  from: known.from,
  to: known.to,
  startedAt: known.startedAt,
  seconds: known.seconds,
  answeredAt: known.answeredAt,
  outerLeg: known.outerLeg ?? plainRecord.outerLeg,
  forwardedBy: known.forwardedBy ?? plainRecord.forwardedBy,
  onNet: known.onNet ?? plainRecord.onNet,
  notBilled: known.notBilled ?? plainRecord.notBilled,
  callId: known.callId ?? plainRecord.callId,
  clock: known.clock ?? plainRecord.clock,
});

/** A record with a column that cannot be read; the rest as far as it tells. */
export interface UnreadableRecord {
  /** Name of the column, or `row` where the cells themselves cannot be told apart. */
  readonly unreadable: string;
  readonly why: string;
  readonly source: string;
  readonly recordId: string;
  readonly customerId: string;
  /** 0 where the seconds are what cannot be read. */
  readonly seconds: number;
}

export type Reading = CallRecord | UnreadableRecord;

/** A record with where it stands; `raw` is its text as it came, kept with what is quarantined. */
export interface SourceRecord {
  readonly line: number;
  readonly raw: string;
  readonly reading: Reading;
}

export const callLimits = {
  /** A day: longer calls are taken for a stuck record and wait for a person. */
  seconds: 86_400,
  /** Both parts of the identity fit one index entry, four bytes a character. */
  identityCharacters: 255,
  firstStart: Date.UTC(2000, 0, 1),
  lastStart: Date.UTC(2100, 0, 1),
} as const;

/**
 * One spelling for a number, extension or address, so that `+45 20 12 34 56`, `004520123456` and
 * `20123456` are one; what is no number stays as it is.
 */
export function dialledKey(text: string): string {
  return text === '' ? '' : keyOf(normaliseNumber(text), text);
}

/** {@link dialledKey} of a text whose number is known already. */
export function keyOf(number: DialledNumber, text: string): string {
  if (number.kind === 'e164') return `+${number.digits}`;
  return number.kind === 'short' ? number.code : text.trim();
}
