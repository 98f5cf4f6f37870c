/**
 * The version of a record that counts (R18): the one stored first, or the one that a person accepted
 * since. It is a call that stands, or waits itself, or nobody can say any more, since retention has
 * purged its month.
 */
import type { Tx } from '../../db/index.ts';
import type { StandingCall } from '../corrections/standing.ts';
import { findStanding } from '../corrections/store.ts';
import { listRecordRows } from '../pricing/proof/call-store.ts';
import { compareIdentities, type IdentityKey } from '../recording/identity/store.ts';
import { isUnreadable } from './judgement.ts';
import { listOfIdentity, type QuarantinedRecord } from './store.ts';

export type DueVersion =
  | { readonly is: 'call'; readonly call: StandingCall }
  | { readonly is: 'waiting'; readonly record: QuarantinedRecord }
  /** Nothing of it is due: a person let it go. */
  | { readonly is: 'dismissed' }
  | { readonly is: 'purged' }
  /** No record with this identity was ever taken in. */
  | { readonly is: 'unknown' };

export async function findDueVersion(tx: Tx, key: IdentityKey): Promise<DueVersion> {
  const question = { ...key, place: 0, content: '' };
  if (!(await compareIdentities(tx, [question])).has(0)) return { is: 'unknown' };
  const rows = (await listRecordRows(tx, key)).filter(({ sign }) => sign === 1);
  const keys = rows.map((row) => ({ ...row, line: Number(row.line) }));
  const [call] = await findStanding(tx, keys);
  if (call) return { is: 'call', call };
  const first = (await listOfIdentity(tx, key)).find(
    ({ code }) => code !== 'conflict' && !isUnreadable(code),
  );
  if (!first) return { is: 'purged' };
  if (!first.settled) return { is: 'waiting', record: first };
  return { is: first.settled.outcome === 'dismissed' ? 'dismissed' : 'purged' };
}
