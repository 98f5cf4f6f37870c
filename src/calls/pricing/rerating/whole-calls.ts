/**
 * Rows put together to the calls that they are parts of (R12). The earliest part carries the price and
 * is the one that counts as a call, so each row belongs to the last such row before it; one call id
 * may stand for several calls.
 */
import type { Tx } from '../../../db/index.ts';
import { type CallName, findPartKeys } from '../../corrections/part-store.ts';
import type { CallKey, StandingCall } from '../../corrections/standing.ts';
import { findStanding } from '../../corrections/store.ts';

/** What names the call of a row. */
export interface NamedRow extends Pick<CallName, 'source' | 'callId' | 'customerId'> {
  readonly recordId: string;
  /** Milliseconds since 1970, UTC. */
  readonly startedAt: number;
  readonly calls: number;
}

/** The calls that rows make up; of each, the row that carries the price comes first. */
export function wholeCalls<Row extends NamedRow>(rows: readonly Row[]): Row[][] {
  const calls: Row[][] = [];
  let name = '';
  for (const row of [...rows].sort(inOrder)) {
    const last = calls.at(-1);
    if (last && row.calls === 0 && name === nameOf(row)) last.push(row);
    else calls.push([row]);
    name = nameOf(row);
  }
  return calls;
}

const nameOf = ({ source, callId, customerId }: NamedRow) => `${customerId}\0${source}\0${callId}`;

function inOrder(a: NamedRow, b: NamedRow): number {
  const [x, y] = [nameOf(a), nameOf(b)];
  if (x !== y) return x < y ? -1 : 1;
  if (a.startedAt !== b.startedAt) return a.startedAt - b.startedAt;
  return a.recordId < b.recordId ? -1 : a.recordId > b.recordId ? 1 : 0;
}

/** The standing rows, in one month, of calls as their sources name them; other calls' among them. */
export async function findNamed(
  tx: Tx,
  names: readonly CallName[],
  serviceMonth: CallKey['serviceMonth'],
): Promise<StandingCall[]> {
  const distinct = new Map(names.map((name) => [`${name.resellerId}\0${nameOfCall(name)}`, name]));
  const keys = await findPartKeys(tx, [...distinct.values()]);
  return findStanding(
    tx,
    keys.filter((key) => key.serviceMonth === serviceMonth),
  );
}

const nameOfCall = ({ source, callId, customerId }: CallName) =>
  `${customerId}\0${source}\0${callId}`;
