/**
 * A row of every table for each of some resellers, where a world has none: made from the columns' types,
 * past keys and checks, since who may see a row rests on nothing but its reseller_id. What the row
 * would mean is not known here.
 */
import type pg from 'pg';
import { asAdministrator } from './database-server.ts';

/** A value of each type; a day and an instant lie in a month of which there are partitions. */
const exampleOf = (type: string, day: string): string => {
  if (type.endsWith('[]')) return "'{}'";
  const values: Readonly<Record<string, string>> = {
    text: "'x'",
    integer: '1',
    smallint: '1',
    bigint: '1',
    numeric: '1',
    boolean: 'false',
    uuid: "'00000000-0000-4000-8000-000000000000'",
    date: `'${day}'`,
    'timestamp with time zone': `'${day} 12:00Z'`,
    bytea: "decode(repeat('00', 32), 'hex')",
  };
  const value = values[type];
  if (value === undefined) throw new Error(`there is no example of the type ${type}`);
  return value;
};

/** Fills the tables; no check of theirs holds afterwards, so the database is for nothing else. */
export async function fillTables(
  url: string,
  tables: readonly string[],
  { resellers, day }: { readonly resellers: readonly string[]; readonly day: string },
): Promise<void> {
  await asAdministrator(url, async (client) => {
    await client.query('set search_path = takst; set session_replication_role = replica');
    await dropChecks(client, tables);
    for (const table of tables) {
      for (const reseller of resellers) await fill(client, table, reseller, day);
    }
  });
}

async function dropChecks(client: pg.Client, tables: readonly string[]): Promise<void> {
  const { rows } = await client.query<{ name: string; of: string }>(
    `select conname as name, conrelid::regclass::text as of from pg_constraint
      where contype = 'c' and conislocal and conrelid = any($1::regclass[])`,
    [tables],
  );
  for (const { name, of } of rows) {
    await client.query(`alter table ${of} drop constraint ${name}`);
  }
}

async function fill(client: pg.Client, table: string, reseller: string, day: string) {
  const found = await client.query(`select from ${table} where reseller_id = $1 limit 1`, [
    reseller,
  ]);
  if (found.rowCount) return;
  // A column with a value of its own takes that.
  const { rows } = await client.query<{ name: string; type: string }>(
    `select attname as name, format_type(atttypid, null) as type from pg_attribute
      where attrelid = $1::regclass and attnum > 0 and not attisdropped and attnotnull
        and not atthasdef and attidentity = '' and attname <> 'reseller_id'`,
    [table],
  );
  const names = rows.map(({ name }) => `, ${name}`).join('');
  const values = rows.map(({ type }) => `, ${exampleOf(type, day)}`).join('');
  await client.query(`insert into ${table} (reseller_id${names}) values ($1${values})`, [reseller]);
}
