/**
 * The one way to the database: a server of the operator's (DATABASE_URL) or the embedded one, and
 * from there the same driver and the same path. Every transaction names its role, since policies
 * and withheld rights mean nothing to an owner (R42). Knows no tables.
 */
import { hostname } from 'node:os';
import pg from 'pg';
import { type LockAttempt, trySessionLock } from './advisory-lock.ts';
import { columnTypes } from './column-types.ts';
import { joinServer } from './embedded/server.ts';
import { refusal } from './refusals.ts';
import { type Role, runTransaction, type TransactionOptions } from './role.ts';
import type { Tx } from './transaction/transaction.ts';

export { advisoryXactLock, type LockAttempt } from './advisory-lock.ts';
export { violatedConstraint } from './refusals.ts';
export type { Role, TransactionOptions } from './role.ts';
export type { Tx } from './transaction/transaction.ts';

export interface Database {
  /** Does the work in one transaction as the role; commits when it returns, else takes it back. */
  transaction<T>(
    role: Role,
    work: (tx: Tx) => Promise<T>,
    options?: TransactionOptions,
  ): Promise<T>;
  /** A named lock until released, or, without waiting, who holds it. */
  tryLock(name: string): Promise<LockAttempt>;
  /** Ends the connections and, for the last user of an embedded server, the server. */
  close(): Promise<void>;
}

export interface DatabaseOptions {
  /** Absent: the embedded server under `dataDir`. */
  readonly databaseUrl: string | undefined;
  readonly dataDir: string;
  /** What other commands are told when this one holds a lock, such as `takst bill 2026-10`. */
  readonly applicationName?: string;
  readonly maxConnections?: number;
}

const OLDEST_VERSION = 150_000;

// A client that was killed must not keep its locks until its statement ends (R26); where a platform
// cannot watch for that, it is done without.
const SESSION = `
  set search_path = takst; set timezone = 'UTC'; set datestyle = 'ISO, YMD';
  set client_min_messages = warning;
  do $$ begin
    perform set_config('client_connection_check_interval', '2s', false);
  exception when others then null;
  end $$`;

/** Opens the database. Refuses what is unreachable or older than PostgreSQL 15. */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  const embedded = options.databaseUrl ? undefined : await joinServer(options.dataDir);
  try {
    return await connect(options.databaseUrl ?? embedded?.url ?? '', options, embedded?.leave);
  } catch (error) {
    await embedded?.leave();
    throw error;
  }
}

async function connect(
  url: string,
  options: DatabaseOptions,
  leave: () => Promise<void> = async () => undefined,
): Promise<Database> {
  const program = options.applicationName ?? 'takst';
  const config: pg.ClientConfig = {
    connectionString: url,
    // The server cuts names at 63 bytes, and the process is what an operator looks for.
    application_name: `${program.slice(0, 36)}, process ${process.pid} on ${hostname()}`,
    connectionTimeoutMillis: 15_000,
    keepAlive: true,
    types: columnTypes,
  };
  const pool = new pg.Pool({
    ...config,
    max: options.maxConnections ?? 8,
    // Awaited by the pool before it hands the client out.
    onConnect: async (client) => {
      await client.query(SESSION);
    },
  });
  // A connection lost while idle is replaced by the next one; lost in use, its query fails.
  pool.on('error', () => undefined);
  const locks = new Set<pg.Client>();
  let closing: Promise<void> | undefined;
  const close = async () => {
    await Promise.all([pool.end(), ...[...locks].map((client) => client.end())]);
    await leave();
  };
  await assertUsable(pool, config).catch(async (error: unknown) => {
    await pool.end();
    throw error;
  });
  return {
    transaction: (role, work, how) => runTransaction(pool, role, work, how ?? {}),
    tryLock: (name) => lockOnOwnConnection(config, locks, name),
    close: () => {
      closing ??= close();
      return closing;
    },
  };
}

async function assertUsable(pool: pg.Pool, config: pg.ClientConfig): Promise<void> {
  const { host, port, database } = describe(config);
  const server = `${database} on ${host}:${port}`;
  const result = await pool
    .query('select current_setting($1)::int as number, current_setting($2) as version', [
      'server_version_num',
      'server_version',
    ])
    .catch((error: unknown) => {
      throw refusal('unreachable', { server, reason: connectionProblem(error) });
    });
  const { number, version } = result.rows[0];
  if (number < OLDEST_VERSION) throw refusal('server-too-old', { server, version });
}

function describe(config: pg.ClientConfig): { host: string; port: number; database: string } {
  try {
    const { host, port, database } = new pg.Client(config);
    return { host, port, database: database ?? '' };
  } catch {
    throw refusal('unreachable', { server: 'of DATABASE_URL', reason: 'it is not an address' });
  }
}

function connectionProblem(error: unknown): string {
  // A name with several addresses fails with one error for each, and an empty message of its own.
  const first = error instanceof AggregateError ? error.errors[0] : error;
  return first instanceof Error ? first.message : String(first);
}

async function lockOnOwnConnection(
  config: pg.ClientConfig,
  locks: Set<pg.Client>,
  name: string,
): Promise<LockAttempt> {
  const client = new pg.Client(config);
  client.on('error', () => undefined);
  client.once('end', () => locks.delete(client));
  locks.add(client);
  await client.connect();
  return trySessionLock(client, name);
}
