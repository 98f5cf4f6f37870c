/**
 * What a version of a record costs, where its source names a call that other records tell of too: the
 * price is that of the whole call with this version in it (R12, R16), since a part has none of its own.
 * Whoever decides between two versions sees the kroner that the decision is about.
 */
import type { Tx } from '../../db/index.ts';
import { callsOf, type Part, sharesOf } from '../corrections/gathering/share.ts';
import { findPartKeys, listResellersOf } from '../corrections/part-store.ts';
import type { StandingCall } from '../corrections/standing.ts';
import { findStanding } from '../corrections/store.ts';
import type { Caller } from '../mediation/directory.ts';
import type { CallPrice } from '../mediation/mediate.ts';
import { wholeCalls } from '../pricing/rerating/whole-calls.ts';
import type { LocalPlace } from '../record/call-time.ts';

/** A price, and how many records it is for. */
export interface WholePrice {
  readonly price: CallPrice | undefined;
  readonly records: number;
}

/** The rows that stand of a customer's calls with a name; none where records name no call. */
export async function listOfCall(
  tx: Tx,
  { source, callId, customerId }: Pick<StandingCall, 'source' | 'callId' | 'customerId'>,
): Promise<StandingCall[]> {
  if (callId === '') return [];
  const resellers = (await listResellersOf(tx, [customerId])).get(customerId) ?? new Set();
  const names = [...resellers].map((resellerId) => ({ resellerId, source, callId, customerId }));
  return findStanding(tx, await findPartKeys(tx, names));
}

/** The price of a stored call, among the rows of its name. */
export function storedPrice(call: StandingCall, named: readonly StandingCall[]): WholePrice {
  const rows = wholeCalls(named.filter(({ serviceMonth }) => serviceMonth === call.serviceMonth));
  const whole = rows.find((parts) => parts.some((part) => isRow(part, call))) ?? [call];
  return { price: whole[0]?.price, records: whole.length };
}

/** The price of a part among those that it would be a call with. */
export function pricedAmong<P extends Part>(
  part: P,
  others: readonly P[],
  caller: Caller,
  placeOf: (ms: number) => LocalPlace,
): WholePrice {
  const call = callsOf([...others, part]).find((parts) => parts.includes(part)) ?? [];
  let found: { price: CallPrice | undefined; records: number; own: boolean } | undefined;
  // In order: each part that carries a price begins a call, and those after it belong to it.
  for (const [it, { calls, price }] of sharesOf(call, caller, placeOf)) {
    if (calls === 1 && found?.own) break;
    if (calls === 1 || !found) found = { price, records: 0, own: false };
    found.records += 1;
    found.own ||= it === part;
  }
  return { price: found?.price, records: found?.records ?? 1 };
}

export const isRow = (a: StandingCall, b: StandingCall): boolean =>
  a.batchId === b.batchId && a.line === b.line;
