/**
 * What the package brings along beside its code, and where: migrations, rates and reports. Taking
 * them in is the same for `takst migrate` and for the first command on a fresh embedded database.
 */
import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { type Actor, type Database, type MigrationOutcome, migrate } from '../db/index.ts';
import { loadChart } from '../ledger/index.ts';
import { loadCatalogueFile } from '../licensing/index.ts';

// Both src/cli and dist/cli lie two folders below the package.
const root = new URL('../../', import.meta.url);

export const migrationsFolder = fileURLToPath(new URL('migrations/', root));
export const reportsFolder = fileURLToPath(new URL('reports/', root));
const ratesFolder = fileURLToPath(new URL('rates/', root));

/** Absolute paths of the shipped rate files whose name begins so, oldest first. */
export async function shippedRates(prefix: 'licences-' | 'chart-' | 'deck-'): Promise<string[]> {
  const names = await readdir(ratesFolder);
  const wanted = names.filter((name) => name.startsWith(prefix) && name.endsWith('.csv'));
  return wanted.sort().map((name) => `${ratesFolder}${name}`);
}

export interface Preparation extends MigrationOutcome {
  /** Catalogue rows and accounts that were not known before. */
  readonly licenceTerms: number;
  readonly accounts: number;
}

/** Brings the schema up to date and takes in the shipped catalogue and chart; repeating is harmless. */
export async function prepareDatabase(database: Database, actor: Actor): Promise<Preparation> {
  const outcome = await migrate(database, migrationsFolder);
  let licenceTerms = 0;
  let accounts = 0;
  for (const path of await shippedRates('licences-')) {
    licenceTerms += (await loadCatalogueFile(database, path, actor)).added;
  }
  for (const path of await shippedRates('chart-')) {
    const name = path.slice(ratesFolder.length);
    accounts += await loadChart(database, { name, text: await readFile(path, 'utf8') }, actor);
  }
  return { ...outcome, licenceTerms, accounts };
}
