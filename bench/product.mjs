/**
 * The product as the bench uses it: the same functions that the commands call, from the built
 * program. Every import from it stands here, so that a measurement reads as what it measures.
 */
import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { importCallsFile } from '../dist/calls/index.js';
import { openDatabase } from '../dist/db/index.js';
import { findMasterFiles, importMaster } from '../dist/intake/index.js';
import { endOfMonth } from '../dist/kernel/index.js';
import { crosscheckCustomer } from '../dist/licensing/index.js';
import { billMonth } from '../dist/month.js';
import { loadDeckFile } from '../dist/rating/index.js';
import { prepareDatabase, shippedRates } from '../dist/shipped/index.js';

export { writeWorld } from '../dist/cli/demo/world/index.js';
export {
  documentFormats,
  exportDocuments,
  findUnsealed,
  listDocuments,
} from '../dist/documents/index.js';
export * as kernel from '../dist/kernel/index.js';
export { openChains, postingsOf, verifyChains } from '../dist/ledger/index.js';

const seller = {
  name: 'Målestok Telefoni A/S',
  address: 'Ravnsøvej 12',
  postcode: '8240',
  city: 'Risskov',
  country: 'DK',
  cvr: '12345674',
  gln: '',
  email: 'bogholderi@maalestok.example',
  bankRegistration: '1234',
  bankAccount: '0001234567',
  fikCreditor: '88888888',
};

const actorAt = (now) => ({ now, by: 'bench', channel: 'bench' });
const DAY_MS = 86_400_000;

/** Opens a database of the bench for some work and closes it again, so that it can be cloned. */
export async function inDatabase({ url }, work) {
  const database = await openDatabase({
    databaseUrl: url,
    dataDir: '',
    applicationName: 'takst bench',
  });
  try {
    return await work(database);
  } finally {
    await database.close();
  }
}

/** Schema, catalogue, chart and the shipped deck as the plan that the world's customers are on. */
export async function prepare(database, firstMonth) {
  const actor = actorAt(new Date(endOfMonth(firstMonth).getTime() - 20 * DAY_MS));
  await prepareDatabase(database, actor);
  const [deck] = await shippedRates('deck-');
  await loadDeckFile(database, deck, { plan: 'standard' }, actor);
}

/** Takes in the master data of a month's folder; throws where the world has a fault. */
export async function importRegister(database, { directory, month }) {
  const actor = actorAt(endOfMonth(month));
  const files = await findMasterFiles(directory);
  const report = await importMaster(database, files, actor, { skipBad: false });
  if (report.outcome === 'refused') {
    throw new Error(`the register was refused: ${JSON.stringify(report.faults.slice(0, 3))}`);
  }
}

export async function importCalls(database, path, month) {
  return importCallsFile(database, path, actorAt(endOfMonth(month)));
}

/** Bills a month two days after it ended. */
export async function bill(database, month) {
  const actor = actorAt(new Date(endOfMonth(month).getTime() + 2 * DAY_MS));
  return billMonth(database, { month, issueDate: undefined, dryRun: false, seller, actor });
}

/** Cross-checks a customer with one export, as the command does it. */
export async function crosscheck(database, customerId, path) {
  const files = [{ name: basename(path), bytes: await readFile(path) }];
  const actor = actorAt(new Date('2026-11-02T08:00:00Z'));
  const report = await crosscheckCustomer(database, { customerId, files }, actor);
  if (report.outcome === 'refused') throw new Error(JSON.stringify(report.faults.slice(0, 3)));
  return report;
}

/** The calls file of a month's folder. */
export async function callsFileOf(directory) {
  const name = (await readdir(directory)).find((file) => file.startsWith('calls'));
  return join(directory, name);
}
