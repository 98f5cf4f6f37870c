/**
 * Whose a call is, and at which end of it that customer stands (R12). A record names its customer, or
 * its source's settings do: one customer for all, an account code, or a number that one customer
 * alone had at its start. Nothing is guessed: a record that could be two customers' is nobody's, and waits.
 */
import { type CallRecord, dialledKey } from '../record/call-record.ts';
import { type Caller, type Directory, employeeAt } from './directory.ts';

export interface Attribution {
  readonly caller: Caller;
  readonly outgoing: boolean;
}

/** Why a record is nobody's, as a sentence. */
export interface NoAttribution {
  readonly why: string;
}

/** Finds the customer of a record, and whether it called or was called. */
export function attribute(record: CallRecord, directory: Directory): Attribution | NoAttribution {
  const { customerId } = record;
  const caller = customerId === '' ? callerOf(record, directory) : directory.find(customerId);
  if (!caller) return { why: `no customer ${customerId} is registered` };
  if ('why' in caller) return caller;
  const { outgoing } = record;
  return { caller, outgoing: outgoing ?? isOutgoing(record, caller, directory) };
}

function callerOf(record: CallRecord, directory: Directory): Caller | NoAttribution {
  const { source } = directory;
  if (source && source.customerId !== '') return named(source.customerId, directory);
  const { accountCode } = record;
  if (accountCode !== '') {
    // A code may be spelled like something that every object has.
    const known = source !== undefined && Object.hasOwn(source.accounts, accountCode);
    return named((known ? source.accounts[accountCode] : undefined) ?? accountCode, directory);
  }
  const { outgoing, from, to } = record;
  const found =
    (outgoing === false ? undefined : payerOf(record, directory)) ??
    (outgoing === true ? undefined : holderOf(to, record, directory));
  if (found) return found;
  const ends = outgoing === undefined ? `"${from}" and "${to}"` : `"${outgoing ? from : to}"`;
  return { why: `the record names no customer, and nobody had the number ${ends}` };
}

/** Who called or, where a stranger did, who forwarded him: that part of the call is the forwarder's. */
function payerOf(record: CallRecord, directory: Directory): Caller | NoAttribution | undefined {
  const { from, forwardedBy } = record;
  const caller = holderOf(from, record, directory);
  if (caller || forwardedBy === '') return caller;
  return holderOf(forwardedBy, record, directory);
}

/** The one customer that had this number when the call began; undefined where nobody had. */
function holderOf(
  end: string,
  { startedAt }: CallRecord,
  directory: Directory,
): Caller | NoAttribution | undefined {
  const holders = directory.holdersOf(dialledKey(end), startedAt);
  if (holders.length < 2) return holders[0];
  return { why: `"${end}" was a number of ${holders.length} customers` };
}

function named(customerId: string, directory: Directory): Caller | NoAttribution {
  return directory.find(customerId) ?? { why: `no customer ${customerId} is registered` };
}

/**
 * Where the record does not tell: a call from an own number goes out, any other to an own number
 * comes in, and one between strangers goes out, since a forwarded call is rated too (R12).
 */
function isOutgoing(record: CallRecord, caller: Caller, { isOwnNumber }: Directory): boolean {
  const own = (text: string) => {
    const key = dialledKey(text);
    return employeeAt(caller, key, record.startedAt) !== undefined || isOwnNumber(key);
  };
  return own(record.from) || !own(record.to);
}
