/**
 * The whole ledger written for hledger, piece by piece. It repeats the ledger, which never changes, so
 * of a batch's only the hash is kept, with the renderer that wrote it: where it comes out otherwise,
 * it can be said which of the two has changed.
 */
import { createHash } from 'node:crypto';
import { type Actor, type Database, openBatch, sealFacts, type Tx } from '../../db/index.ts';
import type { LocalDate } from '../../kernel/index.ts';
import { listChart } from '../../ledger/index.ts';
import { financeRefusal } from '../refusal.ts';
import * as fileStore from './files/store.ts';
import { hledgerBalances, hledgerHead, hledgerNames, hledgerTransaction } from './hledger.ts';
import { listBalancesAt, readLedger } from './ledger-store.ts';
import { fileSeal } from './seal.ts';
import * as store from './store.ts';

export const HLEDGER = 'hledger';
const HLEDGER_VERSION = 'hledger/1';

export interface LedgerWish {
  /** The batch up to which the ledger is written. */
  readonly no: number;
  /** Why a journal that comes out otherwise is kept as a further version. */
  readonly anew?: string | undefined;
}

/**
 * The whole ledger as a journal of hledger, piece by piece: as it is now, or as it was at a batch.
 * Of a batch's the hash is kept when it is first written; refuses where it comes out otherwise.
 */
export async function writeLedger(
  database: Database,
  wish: LedgerWish | undefined,
  actor: Actor,
  take: (piece: string) => void | Promise<void>,
): Promise<Buffer> {
  const no = wish?.no;
  const digest = createHash('sha256');
  const pass = async (piece: string) => {
    digest.update(piece);
    await take(piece);
  };
  await database.transaction('writer', (tx) => writeJournal(tx, no, pass), {
    isolation: 'repeatable read',
    readOnly: true,
  });
  const sha256 = digest.digest();
  if (no !== undefined) await keepHash(database, { no, anew: wish?.anew, sha256 }, actor);
  return sha256;
}

async function writeJournal(
  tx: Tx,
  no: number | undefined,
  take: (piece: string) => Promise<void>,
): Promise<void> {
  if (no !== undefined && (await store.listExports(tx, { no })).length === 0) {
    throw financeRefusal('export-unknown', { no });
  }
  const heads = await store.listHeads(tx, no);
  const balances = await listBalancesAt(tx, heads);
  // Only accounts in use: one that comes later must not change what was written before it.
  const used = new Set(balances.map(({ account }) => account));
  const chart = (await listChart(tx)).filter(({ account }) => used.has(account));
  const names = hledgerNames(chart);
  await take(hledgerHead(chart));
  let last: LocalDate | undefined;
  for await (const page of readLedger(tx, heads)) {
    await take(page.map((it) => hledgerTransaction(it, names)).join(''));
    last = page.at(-1)?.date;
  }
  if (last && balances.length > 0) await take(hledgerBalances(last, balances, names));
}

async function keepHash(
  database: Database,
  { no, anew, sha256 }: { no: number; anew: string | undefined; sha256: Buffer },
  actor: Actor,
) {
  await database.transaction('writer', async (tx) => {
    const sourceName = `export ${no}`;
    const known = (await fileStore.findFiles(tx, no)).get(HLEDGER);
    if (known?.sha256.equals(sha256)) return;
    // A ledger that has changed is no matter of how it is written, and no reason makes it right.
    if (known && (anew === undefined || known.rendererVersion === HLEDGER_VERSION)) {
      throw changedRefusal(known, sha256);
    }
    const reason = anew ?? HLEDGER;
    const batchId = await openBatch(tx, actor, { kind: 'export', sourceName, reason });
    const key = { no, format: HLEDGER, version: (known?.version ?? 0) + 1 };
    const madeWith = { settings: {}, debtors: new Map<string, string>() };
    const file = { ...key, rendererVersion: HLEDGER_VERSION, sha256, madeWith };
    await fileStore.insertFile(tx, batchId, file);
    await sealFacts(tx, batchId, [fileSeal(file)]);
  });
}

/** The renderer has changed where it is another than wrote it first; else the ledger has. */
function changedRefusal({ no, sha256, rendererVersion }: fileStore.ExportFile, other: Buffer) {
  const [before, now] = [sha256, other].map((it) => it.toString('hex').slice(0, 12));
  const facts = { no, before: before ?? '', now: now ?? '' };
  if (rendererVersion === HLEDGER_VERSION) return financeRefusal('ledger-changed', facts);
  const renderers = { was: rendererVersion, is: HLEDGER_VERSION };
  return financeRefusal('ledger-renderer-changed', { ...facts, ...renderers });
}
