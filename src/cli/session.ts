/**
 * One command with its database: opened, found up to date, closed whatever happens. An embedded
 * database belongs to Takst and is brought up to date by itself; a server of the operator's is
 * changed only by `takst migrate`, which an operator runs when it suits.
 */

import { pino } from 'pino';
import { type Config, loadConfig } from '../config.ts';
import { type Actor, type Database, openDatabase, pendingMigrations } from '../db/index.ts';
import { refusals } from '../kernel/index.ts';
import { migrationsFolder, prepareDatabase } from '../shipped/index.ts';
import type { Caller } from './caller.ts';
import { openProgress, type Progress } from './terminal/progress.ts';

export interface Session {
  readonly caller: Caller;
  readonly config: Config;
  readonly database: Database;
  /** Who acts, at this instant (R43). */
  actor(): Actor;
  readonly progress: Progress;
}

export interface SessionOptions {
  /** The command as others see it while it holds a lock: `takst bill 2026-10`. */
  readonly command: string;
  readonly silent: boolean;
  /** `takst migrate` takes the schema as it finds it. */
  readonly anySchema?: boolean;
  /** `takst serve` finishes what it has begun after it was told to stop. */
  readonly finishes?: boolean;
}

const refusal = refusals('schema', {
  pending: {
    status: 503,
    say: (f) => `The database is not up to date (${f.pending} has not run): run takst migrate.`,
  },
});

/** Opens the database for some work and closes it afterwards. */
export async function withSession<T>(
  caller: Caller,
  options: SessionOptions,
  work: (session: Session) => Promise<T>,
): Promise<T> {
  const config = loadConfig(caller.environment);
  const { databaseUrl, dataDir } = config;
  caller.stop.throwIfAborted();
  const log = pino({ level: config.logLevel, base: { user: config.user } }, caller.err);
  log.info({ command: options.command, embedded: !databaseUrl }, 'started');
  const opened = await openDatabase({ databaseUrl, dataDir, applicationName: options.command });
  const progress = openProgress(caller, { silent: options.silent });
  const actor = (): Actor => ({ now: caller.now(), by: config.user, channel: 'command line' });
  const database = options.finishes ? opened : stoppable(opened, caller.stop);
  try {
    if (!options.anySchema) await ensureSchema(database, config, actor());
    return await work({ caller, config, database, actor, progress });
  } finally {
    progress.close();
    await opened.close();
    log.info({ command: options.command }, 'ended');
  }
}

async function ensureSchema(database: Database, config: Config, actor: Actor): Promise<void> {
  if (!config.databaseUrl) {
    await prepareDatabase(database, actor);
    return;
  }
  const pending = await pendingMigrations(database, migrationsFolder);
  if (pending.length > 0) throw refusal('pending', { pending: pending.join(', ') });
}

/** The same database, which begins nothing new once the caller wants to stop. */
function stoppable(database: Database, stop: AbortSignal): Database {
  return {
    ...database,
    transaction: async (role, work, how) => {
      stop.throwIfAborted();
      return database.transaction(role, work, how);
    },
  };
}
