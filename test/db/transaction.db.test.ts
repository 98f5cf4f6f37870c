import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openDatabase, sql, type Tx, violatedConstraint } from '../../src/db/index.ts';
import { Refusal } from '../../src/kernel/index.ts';
import { dropDatabase, freshDatabase, type TestDatabase } from '../support/database.ts';
import { asAdministrator } from '../support/database-server.ts';

let database: TestDatabase;

beforeAll(async () => {
  database = await freshDatabase();
  await asAdministrator(database.url, (client) =>
    client.query(`
      create table takst.parcel (
        id int8 constraint parcel_key primary key,
        weight numeric constraint parcel_weight_positive check (weight > 0),
        constraint parcel_once unique (weight) deferrable initially deferred
      );
      grant select, insert, delete on takst.parcel to takst_writer, takst_door`),
  );
});
beforeEach(async () => {
  await database.transaction('writer', (tx) => sql`delete from parcel`.execute(tx.db));
});
afterAll(() => dropDatabase(database));

async function ids(): Promise<bigint[]> {
  const { rows } = await database.transaction('writer', (tx) =>
    sql<{ id: bigint }>`select id from parcel order by id`.execute(tx.db),
  );
  return rows.map((row) => row.id);
}

const insert = (tx: Tx, id: number, weight = id) =>
  sql`insert into parcel values (${id}, ${weight})`.execute(tx.db);

describe('a transaction', () => {
  it('keeps what it did when it returns, and nothing when it throws', async () => {
    await database.transaction('writer', (tx) => insert(tx, 1));
    const failing = database.transaction('writer', async (tx) => {
      await insert(tx, 2);
      throw new Error('changed my mind');
    });
    await expect(failing).rejects.toThrow('changed my mind');
    expect(await ids()).toEqual([1n]);
  });

  it('is taken back when a failed statement was swallowed, and says so', async () => {
    const careless = database.transaction('writer', async (tx) => {
      await insert(tx, 1);
      await insert(tx, 1).catch(() => undefined);
    });
    await expect(careless).rejects.toThrow('swallowed');
    expect(await ids()).toEqual([]);
  });

  it('fails at its end when a deferred constraint does not hold', async () => {
    const clash = database.transaction('writer', async (tx) => {
      await insert(tx, 1, 7);
      await insert(tx, 2, 7);
    });
    const error = await clash.catch((caught: unknown) => caught);
    expect(violatedConstraint(error)).toBe('parcel_once');
    expect(await ids()).toEqual([]);
  });

  it('cannot be used after its end', async () => {
    const kept = await database.transaction('writer', async (tx) => tx);
    await expect(insert(kept, 1)).rejects.toThrow('after its end');
    expect(() => kept.copyIn('copy parcel from stdin')).toThrow('after its end');
    await expect(kept.savepoint(async () => 1)).rejects.toThrow('after its end');
  });

  it('cannot be ended or begun again by a statement of its own', async () => {
    const nested = database.transaction('writer', (tx) =>
      tx.db.transaction().execute(async () => 1),
    );
    await expect(nested).rejects.toThrow('inside a transaction');
    const ended = database.transaction('writer', (tx) => sql`commit`.execute(tx.db));
    await expect(ended).rejects.toThrow('inside a transaction');
  });

  it('runs statements asked for at once one after the other', async () => {
    await database.transaction('writer', (tx) =>
      Promise.all([insert(tx, 1), insert(tx, 2), insert(tx, 3)]),
    );
    expect(await ids()).toEqual([1n, 2n, 3n]);
  });

  it('reads but does not write when it is read only', async () => {
    const write = database.transaction('writer', (tx) => insert(tx, 1), { readOnly: true });
    await expect(write).rejects.toThrow('read-only transaction');
  });

  it('sees one moment throughout when its reads must repeat', async () => {
    const seen = await database.transaction(
      'writer',
      async (tx) => {
        await sql`select count(*) from parcel`.execute(tx.db);
        await database.transaction('writer', (other) => insert(other, 1));
        return (await sql<{ n: bigint }>`select count(*) as n from parcel`.execute(tx.db)).rows[0];
      },
      { isolation: 'repeatable read' },
    );
    expect(seen?.n).toBe(0n);
  });
});

describe('a savepoint', () => {
  it('takes back its own work alone when it throws', async () => {
    await database.transaction('writer', async (tx) => {
      await insert(tx, 1);
      await tx
        .savepoint(async () => {
          await insert(tx, 2);
          await insert(tx, 1);
        })
        .catch((error: unknown) => expect(violatedConstraint(error)).toBe('parcel_key'));
      await tx.savepoint(() => insert(tx, 3));
    });
    expect(await ids()).toEqual([1n, 3n]);
  });

  it('stands inside another', async () => {
    await database.transaction('writer', (tx) =>
      tx.savepoint(async () => {
        await insert(tx, 1);
        const inner = tx.savepoint(async () => {
          await insert(tx, 2);
          throw new Error('inner');
        });
        await expect(inner).rejects.toThrow('inner');
      }),
    );
    expect(await ids()).toEqual([1n]);
  });
});

describe('copying', () => {
  it('writes and reads within the transaction of the queries beside it', async () => {
    const out = await database.transaction('writer', async (tx) => {
      await insert(tx, 1);
      await pipeline(Readable.from(['2\t2.50\n3\t', '3\n']), tx.copyIn('copy parcel from stdin'));
      expect((await sql`select from parcel`.execute(tx.db)).rows).toHaveLength(3);
      return text(tx.copyOut('copy (select * from parcel order by id) to stdout'));
    });
    expect(out).toBe('1\t1\n2\t2.50\n3\t3\n');
    expect(await ids()).toEqual([1n, 2n, 3n]);
  });

  it.each([
    ['a value of the wrong type', 'copy parcel from stdin', ['1\tone\n'], 'numeric'],
    ['a statement that is none', 'copy nowhere from stdin', ['1\t1\n'], 'does not exist'],
    ['a broken rule', 'copy parcel from stdin', ['1\t-1\n'], 'parcel_weight_positive'],
  ])('reports %s on the stream, and a savepoint goes on', async (_, statement, data, message) => {
    await database.transaction('writer', async (tx) => {
      await insert(tx, 9);
      const copying = tx.savepoint(() => pipeline(Readable.from(data), tx.copyIn(statement)));
      await expect(copying).rejects.toThrow(message);
      await insert(tx, 10);
    });
    expect(await ids()).toEqual([9n, 10n]);
  });

  it('is taken back when its source fails half way', async () => {
    const source = Readable.from(
      (async function* () {
        yield '1\t1\n';
        await new Promise((resolve) => setTimeout(resolve, 50));
        throw new Error('the file ends');
      })(),
    );
    const copying = database.transaction('writer', (tx) =>
      pipeline(source, tx.copyIn('copy parcel from stdin')),
    );
    await expect(copying).rejects.toThrow('the file ends');
    expect(await ids()).toEqual([]);
  });

  it('that is left open neither hangs nor stays', async () => {
    const leaving = database.transaction('writer', async (tx) => {
      tx.copyIn('copy parcel from stdin').write('1\t1\n');
      throw new Error('gone');
    });
    await expect(leaving).rejects.toThrow('gone');
    expect(await ids()).toEqual([]);
  });
});

/** Far more than a socket holds, so that most of it is still to come when the server says no. */
const manyRows = Array.from({ length: 300_000 }, (_, id) => `${id}\t${id + 1}\n`).join('');

describe('copying bytes that are at hand', () => {
  const copy = 'copy parcel from stdin';

  it('writes all of them, in the order of the statements around it', async () => {
    await database.transaction('writer', async (tx) => {
      const before = insert(tx, 1);
      const copied = tx.copyBytes(copy, Buffer.from('2\t2.50\n3\t3\n'));
      const after = sql`select from parcel`.execute(tx.db);
      await Promise.all([before, copied]);
      expect((await after).rows).toHaveLength(3);
      await tx.copyBytes(copy, Buffer.alloc(0));
    });
    expect(await ids()).toEqual([1n, 2n, 3n]);
  });

  it.each([
    ['a value of the wrong type', copy, `x\t1\n${manyRows}`, 'bigint'],
    ['a statement that is none', 'copy nowhere from stdin', manyRows, 'does not exist'],
    ['a row that is there already', copy, `9\t9\n${manyRows}`, 'parcel_key'],
  ])('fails at %s, and goes on where it was only tried', async (_, statement, data, message) => {
    const bytes = Buffer.from(data);
    await database.transaction('writer', async (tx) => {
      await insert(tx, 9);
      await expect(tx.tryCopyBytes(statement, bytes)).rejects.toThrow(message);
      await tx.tryCopyBytes(copy, Buffer.from('10\t10\n'));
    });
    expect(await ids()).toEqual([9n, 10n]);
    const failing = database.transaction('writer', async (tx) => {
      await insert(tx, 11);
      await tx.copyBytes(statement, Buffer.from(`10\t12\nx${data}`));
    });
    await expect(failing).rejects.toThrow();
    expect(await ids()).toEqual([9n, 10n]);
  });

  it('ends when the server goes away', async () => {
    const gone = database.transaction('writer', async (tx) => {
      const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(tx.db);
      const end = asAdministrator(database.url, (client) =>
        client.query('select pg_terminate_backend($1)', [rows[0]?.pid]),
      );
      await Promise.all([tx.copyBytes(copy, Buffer.from(manyRows)), end]);
      await insert(tx, 300_001);
    });
    await expect(gone).rejects.toThrow(/terminat|ECONNRESET|EPIPE/);
    expect(await ids()).toEqual([]);
  });

  it('is refused after the end of its transaction', async () => {
    const kept = await database.transaction('writer', async (tx) => tx);
    await expect(kept.copyBytes(copy, Buffer.alloc(0))).rejects.toThrow('after its end');
  });
});

describe('values', () => {
  it('come as exact numbers, dates as text and instants as instants', async () => {
    const { rows } = await database.transaction('writer', (tx) =>
      sql`select 9007199254740993::int8 as big, 0.10::numeric as exact, '2026-10-25'::date as day,
        '2026-10-25 02:30:00+01'::timestamptz as instant, '2026-10-25 02:30'::timestamp as wall,
        array[1, 9007199254740993]::int8[] as bigs, array[1.10, null]::numeric[] as exacts,
        array['2026-03-29'::date] as days`.execute(tx.db),
    );
    expect(rows[0]).toEqual({
      big: 9007199254740993n,
      exact: '0.10',
      day: '2026-10-25',
      instant: new Date('2026-10-25T01:30:00Z'),
      wall: '2026-10-25 02:30:00',
      bigs: [1n, 9007199254740993n],
      exacts: ['1.10', null],
      days: ['2026-03-29'],
    });
  });
});

describe('opening a database', () => {
  it('refuses a server that is not there, without telling the password', async () => {
    const databaseUrl = 'postgresql://someone:secret@127.0.0.1:1/takst';
    const opening = openDatabase({ databaseUrl, dataDir: '' });
    const error = await opening.catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(Refusal);
    expect((error as Refusal).code).toBe('db.unreachable');
    expect((error as Refusal).message).toContain('takst on 127.0.0.1:1');
    expect((error as Refusal).message).not.toContain('secret');
  });

  it('refuses an address that is none', async () => {
    const opening = openDatabase({ databaseUrl: 'postgresql://[', dataDir: '' });
    await expect(opening).rejects.toMatchObject({ code: 'db.unreachable' });
  });

  it('goes on after the server has ended an idle connection', async () => {
    await ids();
    await asAdministrator(database.url, (client) =>
      client.query(
        `select pg_terminate_backend(pid) from pg_stat_activity
         where datname = current_database() and pid <> pg_backend_pid()`,
      ),
    );
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(await ids()).toEqual([]);
  });
});
