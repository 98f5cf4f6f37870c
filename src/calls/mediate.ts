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
  type Tariff,
} from '../rating/index.ts';
import { type CallRecord, dialledKey, keyOf, type Reading } from './call-record.ts';
import type { LocalPlace } from './call-time.ts';
import type { Account, Caller, Directory } from './directory.ts';

/** Whether (source, record id) was met before, with the same content or another (R18). */
export type Identity = 'new' | 'duplicate' | 'conflict';

interface Placed {
  readonly record: CallRecord;
  readonly account: Account;
  readonly employeeId: string | undefined;
}

export interface RatedCall extends Placed {
  readonly outcome: 'rated';
  readonly reason: '';
  readonly deckId: bigint;
  readonly destination: string;
  /** Seconds after minimum and increments. */
  readonly billedSeconds: number;
  /** Millionths of a krone. */
  readonly priceMicro: number;
}

/** A record that is stored without a price; the reason says why it has none. */
export interface UnpricedCall extends Placed {
  readonly outcome: 'free' | 'excluded';
  readonly reason: string;
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

export type Verdict = RatedCall | UnpricedCall | DuplicateCall | QuarantinedCall;

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
  const caller = directory.find(reading.customerId);
  if (!caller) {
    return quarantined('unknown-customer', `no customer ${reading.customerId} is registered`);
  }
  const place = placeOf(reading.startedAt);
  const account = caller.account(place.month);
  const dialled = normaliseNumber(reading.to);
  const unpriced = whyUnpriced(reading, dialled, account, caller, place.day);
  const employeeId = employeeOf(reading, caller);
  if (unpriced) {
    const { outcome, reason } = unpriced;
    return { outcome, reason, record: reading, account, employeeId };
  }
  const found = findRate(reading, dialled, caller, place.day);
  if ('outcome' in found) return found;
  const { seconds } = reading;
  return {
    outcome: 'rated',
    reason: '',
    record: reading,
    account,
    employeeId,
    deckId: found.deckId,
    destination: found.tariff.destination,
    billedSeconds: billedSeconds(found.tariff, seconds),
    priceMicro: priceMicro(found.tariff, seconds),
  };
}

/** The customer's employee at this end; R12 knows no other, so a forwarder does not stand in. */
function employeeOf(record: CallRecord, caller: Caller): string | undefined {
  return caller.employees.get(dialledKey(record.outgoing ? record.from : record.to));
}

interface Unpriced {
  readonly outcome: 'free' | 'excluded';
  readonly reason: string;
}

const free = (reason: string): Unpriced => ({ outcome: 'free', reason });
const excluded = (reason: string): Unpriced => ({ outcome: 'excluded', reason });

const INCOMING = free('incoming');
const UNANSWERED = free('unanswered');
const ON_NET = free('on-net');
const SIP_URI = free('sip-uri');
const FEATURE_CODE = free('feature-code');
const OWN = { extension: free('extension'), 'client-number': free('client-number') };

function whyUnpriced(
  record: CallRecord,
  dialled: DialledNumber,
  account: Account,
  caller: Caller,
  day: number,
): Unpriced | undefined {
  if (account.beforeBilling) return excluded('before-billed-from');
  if (record.notBilled !== '') return excluded(record.notBilled);
  if (!record.outgoing) return INCOMING;
  if (record.seconds === 0) return UNANSWERED;
  if (record.onNet) return ON_NET;
  if (dialled.kind === 'sip') return SIP_URI;
  if (dialled.kind === 'feature') return FEATURE_CODE;
  const own = caller.own.get(keyOf(dialled, record.to));
  if (!own || (dialled.kind === 'short' && isServiceCode(caller, dialled.code, day))) {
    return undefined;
  }
  return OWN[own];
}

/** A short code that the deck prices goes before an extension spelled like it (R14). */
function isServiceCode(caller: Caller, code: string, day: number): boolean {
  return caller.deck !== undefined && findShortCode(caller.deck.table, code, day) >= 0;
}

function findRate(
  record: CallRecord,
  dialled: DialledNumber,
  { deck, pricePlan }: Caller,
  day: number,
): { readonly deckId: bigint; readonly tariff: Tariff } | QuarantinedCall {
  if (dialled.kind !== 'e164' && dialled.kind !== 'short') {
    return quarantined('number', `"${record.to}" is no number that can be called (R14)`);
  }
  if (!deck) return quarantined('no-deck', `no rate deck is loaded as plan ${pricePlan} (R15)`);
  const index =
    dialled.kind === 'e164'
      ? findTariff(deck.table, dialled.digits, day)
      : findShortCode(deck.table, dialled.code, day);
  const tariff = deck.table.tariffs[index];
  if (tariff) return { deckId: deck.deckId, tariff };
  return quarantined('no-rate', `no row of deck ${deck.deckId} matches "${record.to}" (R15)`);
}

function quarantined(reason: string, detail: string): QuarantinedCall {
  return { outcome: 'quarantined', reason, detail };
}
