/**
 * What a principal may read, as a transaction that shows no more (R42). A reseller reads as
 * `takst_door`, to whom the database shows that reseller's rows alone, whatever the query says.
 * What is to be changed is looked up through here first: what cannot be seen cannot be named.
 */
import type { Database, Tx } from '../db/index.ts';
import type { ResellerId } from '../kernel/index.ts';
import type { Principal } from './principal.ts';
import { refusal } from './refusal.ts';

/** Reads as the principal. Auditors and Microsoft read through {@link readAs} instead, request by request. */
export async function readFor<T>(
  database: Database,
  principal: Principal,
  work: (tx: Tx) => Promise<T>,
): Promise<T> {
  if (principal.role === 'reseller') return readAs(database, principal.resellerId, work);
  if (principal.role === 'auditor' || principal.role === 'microsoft') throw refusal('not-found');
  return database.transaction('writer', work, { readOnly: true });
}

/** Reads what the database shows of one reseller; without one, of nobody. */
export function readAs<T>(
  database: Database,
  reseller: ResellerId | undefined,
  work: (tx: Tx) => Promise<T>,
): Promise<T> {
  const narrowed = reseller === undefined ? {} : { reseller };
  return database.transaction('door', work, { ...narrowed, readOnly: true });
}
