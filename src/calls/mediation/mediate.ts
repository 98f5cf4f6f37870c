/**
 * What becomes of one call record: the five outcomes of R12, in its order, the first that applies
 * deciding. A pure function of the record, of whether its identity is known, and of the directory.
 * The price comes from the deck of the customer's plan; nothing is guessed.
 */
import {
  billedSeconds,
  type DialledNumber,
  findShortCode,
  findTariff,
  normaliseNumber,
  priceMicro,
} from '../../rating/index.ts';
import { type CallRecord, dialledKey, keyOf, type Reading } from '../record/call-record.ts';
import type { LocalPlace } from '../record/call-time.ts';
import { attribute } from './attribution.ts';
import { isActive } from './callers.ts';
import {
  type Caller,
  type Directory,
  employeeAt,
  type MonthTotals,
  ownNumberAt,
} from './directory.ts';

/** Whether (source, record id) was met before, with the same content or another (R18). */
export type Identity = 'new' | 'duplicate' | 'conflict';

/** What a deck makes of a call (R15, R16). */
export interface CallPrice {
  readonly deckId: bigint;
  readonly destination: string;
  /** Seconds after minimum and increments. */
  readonly billedSeconds: number;
  /** Millionths of a krone. */
  readonly micro: number;
}

/** A record that is stored as a call of its customer's month. */
export interface StoredCall {
  readonly outcome: 'rated' | 'free' | 'excluded';
  /** Why it is free or excluded; '' where it is rated. */
  readonly reason: string;
  readonly record: CallRecord;
  /** Whether the customer called, as the record or its numbers tell. */
  readonly outgoing: boolean;
  readonly totals: MonthTotals;
  /** The customer's employee at its end; R12 knows no other, so a forwarder does not stand in. */
  readonly employeeId: string | undefined;
  /** Whether it is rated although that employee had no active integration when it began. */
  readonly inactive: boolean;
  /** Every rated call has one, and an excluded one that only `billed_from` keeps from being rated. */
  readonly price: CallPrice | undefined;
}

export interface DuplicateCall {
  readonly outcome: 'duplicate';
  readonly reason: '';
}

/** A record that waits for a person; `reason` is its code. */
export interface QuarantinedCall {
  readonly outcome: 'quarantined';
  readonly reason: string;
  readonly detail: string;
}

export type Verdict = StoredCall | DuplicateCall | QuarantinedCall;

/** Codes that a fix of the register or of a deck can settle (R19). */
export const retriedCodes = ['unknown-customer', 'number', 'no-deck', 'no-rate'] as const;

const DUPLICATE: DuplicateCall = { outcome: 'duplicate', reason: '' };
const CONFLICT = quarantined(
  'conflict',
  'another record of this source with this record_id says something else (R18)',
);

/** Decides for one record; `placeOf` gives the local day and month of an instant (R17). */
export function mediate(
  reading: Reading,
  identity: Identity,
  directory: Directory,
  placeOf: (ms: number) => LocalPlace,
): Verdict {
  if ('unreadable' in reading) {
    return quarantined(`unreadable.${reading.unreadable}`, reading.why);
  }
  if (identity === 'duplicate') return DUPLICATE;
  if (identity === 'conflict') return CONFLICT;
  const whose = attribute(reading, directory);
  if ('why' in whose) return quarantined('unknown-customer', whose.why);
  const { caller, outgoing } = whose;
  const { day, month } = placeOf(reading.startedAt);
  const totals = caller.totalsOf(month);
  if (totals.sealed) {
    return quarantined('sealed-month', `the calls of ${month} were purged by retention (R9)`);
  }
  const dialled = normaliseNumber(reading.to);
  const found =
    whyUnpriced(reading, outgoing, dialled, caller, day) ?? priceOf(reading, dialled, caller, day);
  const price = 'outcome' in found ? undefined : found;
  const decided = totals.beforeBilling ? BEFORE_BILLING : 'outcome' in found ? found : RATED;
  if (decided.outcome === 'quarantined') return decided;
  const { outcome, reason } = decided;
  const { startedAt } = reading;
  const person = employeeAt(caller, dialledKey(outgoing ? reading.from : reading.to), startedAt);
  const employeeId = person?.employeeId;
  const inactive = outcome === 'rated' && !!person && !isActive(person.activity, startedAt);
  return { outcome, reason, record: reading, outgoing, totals, employeeId, inactive, price };
}

interface Unpriced {
  readonly outcome: 'free' | 'excluded';
  readonly reason: string;
}

const RATED = { outcome: 'rated', reason: '' } as const;

const free = (reason: string): Unpriced => ({ outcome: 'free', reason });
const excluded = (reason: string): Unpriced => ({ outcome: 'excluded', reason });

/**
 * Such a call keeps the price that it would have, since `billed_from` can move to an earlier month
 * and the call must be owed then (R9, R10a). One that cannot be priced stays excluded without a
 * price: it owes nobody anything today, so nobody is asked to see to it.
 */
const BEFORE_BILLING = excluded('before-billed-from');
const INCOMING = free('incoming');
const UNANSWERED = free('unanswered');
const ON_NET = free('on-net');
const SIP_URI = free('sip-uri');
const FEATURE_CODE = free('feature-code');
const OWN = { extension: free('extension'), 'client-number': free('client-number') };

function whyUnpriced(
  record: CallRecord,
  outgoing: boolean,
  dialled: DialledNumber,
  caller: Caller,
  day: number,
): Unpriced | undefined {
  if (record.notBilled !== '') return excluded(record.notBilled);
  if (!outgoing) return INCOMING;
  if (record.seconds === 0) return UNANSWERED;
  if (record.onNet) return ON_NET;
  if (dialled.kind === 'sip') return SIP_URI;
  if (dialled.kind === 'feature') return FEATURE_CODE;
  const own = ownNumberAt(caller, keyOf(dialled, record.to), record.startedAt);
  if (!own || (dialled.kind === 'short' && isServiceCode(caller, dialled.code, day))) {
    return undefined;
  }
  return OWN[own];
}

/** A short code that the deck prices goes before an extension spelled like it (R14). */
function isServiceCode(caller: Caller, code: string, day: number): boolean {
  return caller.deck !== undefined && findShortCode(caller.deck.table, code, day) >= 0;
}

function priceOf(
  record: CallRecord,
  dialled: DialledNumber,
  { deck, pricePlan }: Caller,
  day: number,
): CallPrice | QuarantinedCall {
  if (dialled.kind !== 'e164' && dialled.kind !== 'short') {
    return quarantined('number', `"${record.to}" is no number that can be called (R14)`);
  }
  if (!deck) return quarantined('no-deck', `no rate deck is loaded as plan ${pricePlan} (R15)`);
  const index =
    dialled.kind === 'e164'
      ? findTariff(deck.table, dialled.digits, day)
      : findShortCode(deck.table, dialled.code, day);
  const tariff = deck.table.tariffs[index];
  if (!tariff) {
    return quarantined('no-rate', `no row of deck ${deck.deckId} matches "${record.to}" (R15)`);
  }
  return {
    deckId: deck.deckId,
    destination: tariff.destination,
    billedSeconds: billedSeconds(tariff, record.seconds),
    micro: priceMicro(tariff, record.seconds),
  };
}

function quarantined(reason: string, detail: string): QuarantinedCall {
  return { outcome: 'quarantined', reason, detail };
}
