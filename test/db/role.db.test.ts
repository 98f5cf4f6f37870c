import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { advisoryXactLock, openDatabase, type Role, sql } from '../../src/db/index.ts';
import { dropDatabase, freshDatabase, type TestDatabase } from '../support/database.ts';

let database: TestDatabase;

beforeAll(async () => {
  database = await freshDatabase();
});
afterAll(() => dropDatabase(database));

describe.each<Role>(['writer', 'door'])('a transaction as the %s', (role) => {
  it('is neither superuser nor owner of any table, and passes no policy by', async () => {
    const { rows } = await database.transaction(role, (tx) =>
      sql<{ me: string; free: boolean; owned: bigint }>`
        select current_user as me, r.rolsuper or r.rolbypassrls or r.rolcreaterole as free,
          (select count(*) from pg_class c join pg_namespace n on n.oid = c.relnamespace
           where n.nspname = 'takst' and pg_has_role(current_user, c.relowner, 'usage')) as owned
        from pg_roles r where r.rolname = current_user`.execute(tx.db),
    );
    expect(rows).toEqual([{ me: `takst_${role}`, free: false, owned: 0n }]);
  });

  it('leaves no role and no reseller behind on its connection', async () => {
    const one = await openDatabase({ databaseUrl: database.url, dataDir: '', maxConnections: 1 });
    try {
      const whoIs = (as: Role) =>
        one.transaction(
          as,
          async (tx) =>
            (
              await sql<{ me: string; whose: string }>`
                select current_user as me, current_setting('takst.reseller_id', true) as whose
              `.execute(tx.db)
            ).rows[0],
          as === 'door' ? { reseller: "O'Neill" } : {},
        );
      await whoIs(role);
      expect(await whoIs('door')).toEqual({ me: 'takst_door', whose: "O'Neill" });
      const owner = await whoIs('owner');
      expect(owner?.me).not.toMatch(/^takst_(door|writer)$/);
      expect(owner?.whose ?? '').toBe('');
    } finally {
      await one.close();
    }
  });
});

describe('a named lock', () => {
  it('is refused while another holds it, who is named, and is free again afterwards', async () => {
    const databaseUrl = database.url;
    const applicationName = 'takst bill 2026-10';
    const holder = await openDatabase({ databaseUrl, dataDir: '', applicationName });
    const held = await holder.tryLock('bill');
    expect('release' in held).toBe(true);
    const refused = await database.tryLock('bill');
    expect(refused).toEqual({
      heldBy: expect.stringMatching(
        new RegExp(
          `^takst bill 2026-10, process ${process.pid} on .*` +
            String.raw`\(database session \d+, since \d{4}-\d\d-\d\dT[\d:.]+\+0[12]:00\)$`,
        ),
      ),
    });
    const other = await database.tryLock('import');
    if ('release' in other) await other.release();
    else expect.fail('another name is another lock');
    if ('release' in held) await held.release();
    const again = await database.tryLock('bill');
    expect('release' in again).toBe(true);
    await holder.close();
  });

  it('ends with the program that held it', async () => {
    const holder = await openDatabase({ databaseUrl: database.url, dataDir: '' });
    await holder.tryLock('close');
    await holder.close();
    expect('release' in (await database.tryLock('close'))).toBe(true);
  });

  it('is shared by those who only read, and waited for by one who writes', async () => {
    const order: string[] = [];
    let writing: Promise<unknown> | undefined;
    await database.transaction('writer', async (first) => {
      await advisoryXactLock(first, 'intake', 'shared');
      await database.transaction('writer', (second) =>
        advisoryXactLock(second, 'intake', 'shared'),
      );
      writing = database.transaction('writer', async (third) => {
        await advisoryXactLock(third, 'intake', 'exclusive');
        order.push('writes');
      });
      await new Promise((resolve) => setTimeout(resolve, 100));
      order.push('has read');
    });
    await writing;
    expect(order).toEqual(['has read', 'writes']);
  });
});
