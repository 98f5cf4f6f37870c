/**
 * A database with catalogue and deck, and imports into it by short words: what an operator has at
 * hand on any day. The clock is an argument, as everywhere.
 */
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Actor, sql, type Tx } from '../../src/db/index.ts';
import { importMaster, type MasterKindName } from '../../src/intake/index.ts';
import { instant } from '../../src/kernel/index.ts';
import { loadCatalogueFile } from '../../src/licensing/index.ts';
import { loadDeckFile } from '../../src/rating/index.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';
import { sources } from './sources.ts';

export const shippedCatalogueFile = fileURLToPath(
  new URL('../../rates/licences-2026-01.csv', import.meta.url),
);

export const actorAt = (now: string): Actor => ({ now: instant(now), by: 'pia', channel: 'file' });

export type Office = Awaited<ReturnType<typeof openOffice>>;

export async function openOffice() {
  const database: TestDatabase = await freshDatabase();
  const actor = actorAt('2026-01-02T08:00:00+01:00');
  await loadCatalogueFile(database, shippedCatalogueFile, actor);
  const folder = await mkdtemp(join(tmpdir(), 'takst-office-'));
  const loadDeck = async (options: { plan: string; legacy?: boolean }) => {
    const deck = join(folder, `deck-${options.legacy ? 'legacy' : 'current'}.csv`);
    const price = options.legacy ? '0.20' : '0.10';
    await writeFile(deck, `prefix,destination,per_minute\n45,Danmark,${price}\n`);
    return loadDeckFile(database, deck, options, actor);
  };
  await loadDeck({ plan: 'standard' });
  const read = <T>(work: (tx: Tx) => Promise<T>) => database.transaction('writer', work);
  return {
    database,
    read,
    loadDeck,
    /** Imports files given as text, at an instant; good rows alone where `skipBad` is set. */
    take: (
      texts: Partial<Record<MasterKindName, string>>,
      now = '2026-10-05T10:00:00+02:00',
      skipBad = false,
    ) => importMaster(database, sources(texts), actorAt(now), { skipBad }),
    /** All rows of a query whose every column is cast to text by the caller. */
    rows: (query: string) =>
      read(async (tx) => {
        const { rows } = await sql.raw<Record<string, string | null>>(query).execute(tx.db);
        return rows.map((row) => Object.values(row).map(String).join(' '));
      }),
    /** How many batches and facts there are: equal before and after means nothing changed. */
    size: () =>
      read(async (tx) => {
        const tables = [
          'batch',
          'imported_file',
          'kept_fault',
          'stale_mark',
          'reseller',
          'customer',
        ];
        const facts = ['customer_home', 'employee', 'customer_order', 'activation', 'declaration'];
        const counts = [...tables, ...facts].map(
          (t) => `(select count(*) from takst.${t})::int as ${t}`,
        );
        const { rows } = await sql.raw<object>(`select ${counts.join(', ')}`).execute(tx.db);
        return rows[0];
      }),
  };
}

export const resellers = 'reseller_id,name\nF01,Brevdue Telefoni ApS\nF02,Røgsignal & Søn A/S\n';
const customerHead = 'customer_id,reseller_id,name,domain,price_plan,bill_to,billed_from\n';
export const customerRows = (...rows: string[]) => `${customerHead}${rows.join('\n')}\n`;
export const customers = customerRows(
  'K1,F01,Kærvang VVS ApS,kaervang.example,standard,,',
  'K2,F01,Ålekvabbe Bogtryk A/S,aale.example,standard,,',
);
export const employeeRows = (...rows: string[]) =>
  `employee_id,customer_id,name,extension,number\n${rows.join('\n')}\n`;
export const employees = employeeRows(
  'M1,K1,Søs Ågård,201,72000001',
  'M2,K1,Jens Bæk,202,',
  'M3,K2,Anne Lund,201,',
);
export const base = { resellers, customers, employees };
export const declarationRows = (...rows: string[]) =>
  `customer_id,employee_id,licence,valid_from\n${rows.join('\n')}\n`;
export const activationRows = (...rows: string[]) =>
  `employee_id,activated_at,deactivated_at\n${rows.join('\n')}\n`;
export const orderRows = (...rows: string[]) =>
  `customer_id,employee_id,licence,confirmed_by,confirmed_at,fee_accepted_by\n${rows.join('\n')}\n`;
