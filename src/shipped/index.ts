/**
 * What the package brings along beside its code, and where: migrations, rates and reports. Taking
 * them in is the same for `takst migrate` and for the first command on a fresh embedded database.
 */
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  type Actor,
  type Database,
  findImportedFile,
  type MigrationOutcome,
  migrate,
  type Tx,
} from '../db/index.ts';
import { faultText, refusals } from '../kernel/index.ts';
import { loadChart } from '../ledger/index.ts';
import { loadCatalogueFile } from '../licensing/index.ts';

const refusal = refusals('shipped', {
  'catalogue-faulty': {
    status: 500,
    say: (f) => `The licence catalogue ${f.file} has faults: ${[f.faults].flat().join('; ')}`,
  },
});

// Both src/shipped and dist/shipped lie two folders below the package.
const root = new URL('../../', import.meta.url);

export const migrationsFolder = fileURLToPath(new URL('migrations/', root));
export const reportsFolder = fileURLToPath(new URL('reports/', root));
const ratesFolder = fileURLToPath(new URL('rates/', root));

/** Absolute paths of the shipped rate files whose name begins so, oldest first. */
export async function shippedRates(
  prefix: 'licences-' | 'chart-' | 'deck-' | 'reference-rates-',
): Promise<string[]> {
  const names = await readdir(ratesFolder);
  const wanted = names.filter((name) => name.startsWith(prefix) && name.endsWith('.csv'));
  return wanted.sort().map((name) => `${ratesFolder}${name}`);
}

export interface Preparation extends MigrationOutcome {
  /** Catalogue rows and accounts that were not known before. */
  readonly licenceTerms: number;
  readonly accounts: number;
}

/**
 * Brings the schema up to date and takes in the shipped catalogue and chart; repeating is harmless.
 * Waits for nobody where there is nothing to do.
 */
export async function prepareDatabase(database: Database, actor: Actor): Promise<Preparation> {
  const outcome = await migrate(database, migrationsFolder);
  let licenceTerms = 0;
  let accounts = 0;
  for (const path of await shippedRates('licences-')) {
    licenceTerms += await loadLicences(database, path, actor);
  }
  for (const path of await shippedRates('chart-')) {
    const file = { name: basename(path), text: await readFile(path, 'utf8') };
    accounts += await loadChart(database, file, actor);
  }
  return { ...outcome, licenceTerms, accounts };
}

/** Loading waits for imports of the register, so a file that is in already is not loaded again. */
async function loadLicences(database: Database, path: string, actor: Actor): Promise<number> {
  const sha256 = createHash('sha256')
    .update(await readFile(path))
    .digest();
  const find = (tx: Tx) => findImportedFile(tx, sha256, 'catalogue');
  if (await database.transaction('writer', find, { readOnly: true })) return 0;
  const { added, faults } = await loadCatalogueFile(database, path, actor);
  if (faults.length > 0) {
    throw refusal('catalogue-faulty', { file: basename(path), faults: faults.map(faultText) });
  }
  return added;
}
