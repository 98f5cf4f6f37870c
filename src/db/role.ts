/**
 * As whom a transaction acts, and its beginning and end. The role is set for the transaction alone,
 * so that a pooled connection never keeps the last one's rights or reseller (R42); and it is always
 * set, since policies and withheld rights mean nothing to an owner.
 */
import pg from 'pg';
import { invariant } from '../kernel/index.ts';
import { openTransaction, type Tx } from './transaction/transaction.ts';

/** `owner` is for migrations alone; `writer` is what commands are, `door` what requests are. */
export type Role = 'owner' | 'writer' | 'door';

export interface TransactionOptions {
  readonly isolation?: 'read committed' | 'repeatable read';
  readonly readOnly?: boolean;
  /** Whose rows the door may see; without it a door sees no reseller's rows. */
  readonly reseller?: string;
}

function beginStatement(role: Role, options: TransactionOptions): string {
  const { isolation = 'read committed', readOnly = false, reseller } = options;
  invariant(reseller === undefined || role === 'door', 'only a door is narrowed to a reseller');
  const begin = `begin isolation level ${isolation} ${readOnly ? 'read only' : 'read write'};
    set local timezone = 'UTC'; set local search_path = takst;`;
  if (role === 'owner') return begin;
  const whose = pg.escapeLiteral(reseller ?? '');
  const scope = `select set_config('takst.reseller_id', ${whose}, true);`;
  return `${begin} set local role takst_${role}; ${role === 'door' ? scope : ''}`;
}

/** Takes a connection, does the work on it in one transaction as the role, and gives it back. */
export async function runTransaction<T>(
  pool: pg.Pool,
  role: Role,
  work: (tx: Tx) => Promise<T>,
  options: TransactionOptions,
): Promise<T> {
  const begin = beginStatement(role, options);
  const client = await pool.connect();
  // While it is out of the pool nobody else listens, and an unheard error ends the process.
  const unheard = (): void => undefined;
  client.on('error', unheard);
  const transaction = openTransaction(client);
  let reusable = true;
  try {
    await client.query(begin);
    const result = await work(transaction.tx);
    await transaction.commit();
    return result;
  } catch (error) {
    reusable = await transaction.rollback();
    throw error;
  } finally {
    client.off('error', unheard);
    client.release(!reusable);
  }
}
