/**
 * One connection inside one transaction: what every store is handed. Queries of the query builder
 * and COPY share the connection, a handle that outlives its transaction is refused, and so is a
 * statement that would end the transaction behind our back. It knows no roles and no tables.
 */
import { finished, type Readable, type Writable } from 'node:stream';
import { Kysely, PostgresDialect, type PostgresPoolClient } from 'kysely';
import type pg from 'pg';
import { from, to } from 'pg-copy-streams';
import { invariant } from '../../kernel/index.ts';
import type { Schema } from '../rows.ts';
import { readyCopy } from './ready-copy.ts';

export interface Tx {
  /** The query builder, bound to this transaction's connection. */
  readonly db: Kysely<Schema>;
  /** `COPY … FROM STDIN`, text or binary as the SQL says; errors of the server surface on it. */
  copyIn(statement: string): Writable;
  /** A COPY of which all data is at hand: the one of `statement`, text or binary as that says. */
  copyBytes(statement: string, bytes: Buffer): Promise<void>;
  /** The same, and where it fails nothing of it is done and the transaction goes on. */
  tryCopyBytes(statement: string, bytes: Buffer): Promise<void>;
  /** `COPY … TO STDOUT`. */
  copyOut(statement: string): Readable;
  /** Does the work; if it throws, what it did is taken back and the error is thrown again. */
  savepoint<T>(work: () => Promise<T>): Promise<T>;
}

/** A transaction as its opener sees it: the handle for others, and the two ways to end it. */
export interface OpenTransaction {
  readonly tx: Tx;
  commit(): Promise<void>;
  /** True when the connection can be used again; otherwise the caller must close it. */
  rollback(): Promise<boolean>;
}

const COPY_BUFFER_BYTES = 256 * 1024;
const endsTransaction = /^\s*(begin|start\s+transaction|commit|end|rollback|abort)\s*(;|$)/i;

/** Lets one at a time through, in the order of asking; the answer is the way out. */
function turnstile(): () => Promise<() => void> {
  let last: Promise<void> = Promise.resolve();
  return async () => {
    const before = last;
    let leave = (): void => undefined;
    last = new Promise((resolve) => {
      leave = resolve;
    });
    await before;
    return leave;
  };
}

class ConnectionInTransaction implements OpenTransaction {
  readonly tx: Tx;
  readonly #client: pg.ClientBase;
  readonly #enter = turnstile();
  readonly #copies = new Set<Readable | Writable>();
  #ended = false;
  #savepoints = 0;

  constructor(client: pg.ClientBase) {
    this.#client = client;
    this.tx = {
      db: new Kysely<Schema>({ dialect: new PostgresDialect({ pool: this.#pool() }) }),
      copyIn: (text) => this.#copy(from(text, { highWaterMark: COPY_BUFFER_BYTES })),
      copyBytes: (text, bytes) => this.#copyBytes(text, bytes),
      tryCopyBytes: (text, bytes) => this.#tryCopyBytes(text, bytes),
      copyOut: (text) => this.#copy(to(text, { highWaterMark: COPY_BUFFER_BYTES })),
      savepoint: (work) => this.#savepoint(work),
    };
  }

  async commit(): Promise<void> {
    invariant(this.#copies.size === 0, 'a COPY was still open when its transaction committed');
    const { command } = await this.#run('commit');
    this.#ended = true;
    invariant(
      command === 'COMMIT',
      'a failed statement was swallowed, and its transaction committed',
    );
  }

  async rollback(): Promise<boolean> {
    const wasEnded = this.#ended;
    this.#ended = true;
    // A rollback would wait behind the COPY for ever; closing the connection ends both.
    if (this.#copies.size > 0) return false;
    if (wasEnded) return true;
    return this.#run('rollback').then(
      () => true,
      () => false,
    );
  }

  #pool() {
    const connect = async (): Promise<PostgresPoolClient> => {
      const leave = await this.#enter();
      return { query: this.#query as unknown as PostgresPoolClient['query'], release: leave };
    };
    return { connect, end: async () => undefined };
  }

  #query = (text: string, values: unknown[]): Promise<pg.QueryResult> => {
    this.#assertOpen();
    invariant(!endsTransaction.test(text), `"${text.slice(0, 40)}" inside a transaction`);
    return this.#client.query(text, values);
  };

  async #run(text: string): Promise<pg.QueryResult> {
    const leave = await this.#enter();
    try {
      return await this.#client.query(text);
    } finally {
      leave();
    }
  }

  #copy<S extends pg.Submittable & (Readable | Writable)>(stream: S): S {
    this.#assertOpen();
    this.#copies.add(stream);
    finished(stream, () => this.#copies.delete(stream));
    return this.#client.query(stream);
  }

  async #copyBytes(statement: string, bytes: Buffer): Promise<void> {
    this.#assertOpen();
    const leave = await this.#enter();
    try {
      await readyCopy(this.#client, statement, bytes);
    } finally {
      leave();
    }
  }

  /** The savepoint travels with the COPY: at its price a chunk of calls would wait three times. */
  async #tryCopyBytes(statement: string, bytes: Buffer): Promise<void> {
    const name = this.#nextSavepoint();
    const guarded = `savepoint ${name}; ${statement}; release savepoint ${name}`;
    try {
      await this.#copyBytes(guarded, bytes);
    } catch (error) {
      await this.#undo(name);
      throw error;
    }
  }

  #nextSavepoint(): string {
    this.#savepoints += 1;
    return `takst_${this.#savepoints}`;
  }

  async #undo(name: string): Promise<void> {
    // Where this fails the connection is lost, and with it the transaction; the cause says more.
    const undo = `rollback to savepoint ${name}; release savepoint ${name}`;
    if (this.#copies.size === 0) await this.#run(undo).catch(() => undefined);
  }

  async #savepoint<T>(work: () => Promise<T>): Promise<T> {
    this.#assertOpen();
    const name = this.#nextSavepoint();
    await this.#run(`savepoint ${name}`);
    try {
      const result = await work();
      await this.#run(`release savepoint ${name}`);
      return result;
    } catch (error) {
      await this.#undo(name);
      throw error;
    }
  }

  #assertOpen(): void {
    invariant(!this.#ended, 'a transaction was used after its end');
  }
}

/** Wraps a connection on which BEGIN has been sent. */
export function openTransaction(client: pg.ClientBase): OpenTransaction {
  return new ConnectionInTransaction(client);
}
