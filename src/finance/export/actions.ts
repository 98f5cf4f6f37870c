/**
 * What finance's exports do: make a numbered batch of all documents that are in none, hand a batch's
 * files out again byte for byte, and write the whole ledger for hledger. A batch and its files are
 * one transaction with its seal, so a kill leaves either all of it or nothing.
 */
import { createHash, hash } from 'node:crypto';
import {
  type Actor,
  advisoryXactLock,
  type Database,
  openBatch,
  sealFacts,
  type Tx,
} from '../../db/index.ts';
import { invariant, type LocalDate, lastDay, type Month } from '../../kernel/index.ts';
import { listChart } from '../../ledger/index.ts';
import { financeRefusal } from '../refusal.ts';
import type { FinanceFormat, Settings } from './formats/format.ts';
import { financeFormats } from './formats/index.ts';
import { hledgerBalances, hledgerHead, hledgerNames, hledgerTransaction } from './hledger.ts';
import { listBalancesAt, readLedger } from './ledger-store.ts';
import { exportSeal, fileSeal } from './seal.ts';
import * as store from './store.ts';
import { type Voucher, voucherOf } from './voucher.ts';

/** The format with a name; refuses an unknown one. */
export function financeFormatNamed(name: string): FinanceFormat {
  const format = financeFormats.find(name);
  if (format) return format;
  const known = [...financeFormats.names, HLEDGER].join(', ');
  throw financeRefusal('format-unknown', { format: name, known });
}

export const HLEDGER = 'hledger';
const HLEDGER_VERSION = 'hledger/1';

export interface ExportWish {
  readonly formats: readonly FinanceFormat[];
  /** Debtor numbers in the accounting system, by our account id, where they differ. */
  readonly debtors: ReadonlyMap<string, string>;
  readonly settings: Settings;
}

export interface HandedOut {
  readonly made: store.FinanceExport;
  readonly files: readonly HandedFile[];
}

export interface HandedFile {
  readonly format: FinanceFormat;
  readonly sha256: Buffer;
  readonly bytes: Buffer;
}

/** A batch of every document dated up to the end of a month that is in none; refuses where none is. */
export async function makeExport(
  database: Database,
  wish: ExportWish & { readonly month: Month },
  actor: Actor,
): Promise<HandedOut> {
  const { month } = wish;
  return database.transaction('writer', async (tx) => {
    const batchId = await openBatch(tx, actor, { kind: 'export', sourceName: month });
    // No document may be issued between the choice of documents and that of the chains' heads.
    await advisoryXactLock(tx, 'ledger', 'exclusive');
    const now = { recordedAt: actor.now, recordedBy: actor.by };
    const made = await store.insertExport(tx, batchId, { month, upTo: lastDay(month), ...now });
    if (!made) throw await nothingNew(tx, month);
    const sealed = (await store.listSealed(tx, [made.no])).get(made.no);
    invariant(sealed, `export ${made.no} was not recorded`);
    const { files, fresh } = await renderedFiles(tx, batchId, made, wish);
    await sealFacts(tx, batchId, [exportSeal(made, sealed), ...fresh.map(fileSeal)]);
    return { made, files };
  });
}

async function nothingNew(tx: Tx, month: Month) {
  const last = (await store.listExports(tx)).at(-1);
  const which = last ? `; batch ${last.no} was the last` : '';
  return financeRefusal('nothing-new', { date: lastDay(month), last: which });
}

/** A batch's files again: the stored bytes, or the first of a format that it was not made in. */
export async function repeatExport(
  database: Database,
  no: number,
  wish: ExportWish,
  actor: Actor,
): Promise<HandedOut> {
  const find = async (tx: Tx) => {
    const [made] = await store.listExports(tx, { no });
    if (!made) throw financeRefusal('export-unknown', { no });
    const found = await Promise.all(wish.formats.map((it) => store.findFile(tx, no, it.name)));
    return { made, isComplete: found.every((file) => file !== undefined) };
  };
  const { isComplete } = await database.transaction('writer', find, { readOnly: true });
  return database.transaction('writer', async (tx) => {
    // Handing out what is there already is no change of state, and leaves no batch behind.
    const reason = 'further formats';
    const batchId = isComplete
      ? 0n
      : await openBatch(tx, actor, { kind: 'export', sourceName: `export ${no}`, reason });
    const { made } = await find(tx);
    const { files, fresh } = await renderedFiles(tx, batchId, made, wish);
    if (fresh.length > 0) await sealFacts(tx, batchId, fresh.map(fileSeal));
    return { made, files };
  });
}

/** Files in the order asked for; those that were not there are made and kept. */
async function renderedFiles(
  tx: Tx,
  batchId: bigint,
  made: store.FinanceExport,
  wish: ExportWish,
): Promise<{ files: HandedFile[]; fresh: store.ExportFile[] }> {
  const files: HandedFile[] = [];
  const fresh: store.ExportFile[] = [];
  let vouchers: readonly Voucher[] | undefined;
  for (const format of wish.formats) {
    let file = await store.findFile(tx, made.no, format.name);
    if (!file) {
      vouchers ??= await vouchersOf(tx, made.no, wish.debtors);
      const bytes = format.render(vouchers, wish.settings);
      const sha256 = hash('sha256', bytes, 'buffer');
      file = { no: made.no, format: format.name, rendererVersion: format.version, sha256, bytes };
      fresh.push(file);
    }
    files.push({ format, sha256: file.sha256, bytes: intact(file) });
  }
  await store.insertFiles(tx, batchId, fresh);
  return { files, fresh };
}

function intact({ no, format, bytes, sha256 }: store.ExportFile): Buffer {
  if (bytes && hash('sha256', bytes, 'buffer').equals(sha256)) return bytes;
  throw financeRefusal('export-damaged', { no, format });
}

async function vouchersOf(
  tx: Tx,
  no: number,
  debtors: ReadonlyMap<string, string>,
): Promise<Voucher[]> {
  const chart = new Map((await listChart(tx)).map((account) => [account.account, account]));
  const documents = await store.listExportedDocuments(tx, no);
  return documents.map((document) => voucherOf(document, { chart, debtors }));
}

/**
 * The whole ledger as a journal of hledger, piece by piece: as it is now, or as it was at a batch.
 * Of a batch's the hash is kept when it is first written; refuses where it comes out otherwise.
 */
export async function writeLedger(
  database: Database,
  no: number | undefined,
  actor: Actor,
  take: (piece: string) => void | Promise<void>,
): Promise<Buffer> {
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
  if (no !== undefined) await keepHash(database, no, sha256, actor);
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

async function keepHash(database: Database, no: number, sha256: Buffer, actor: Actor) {
  await database.transaction('writer', async (tx) => {
    const known = await store.findFile(tx, no, HLEDGER);
    if (known?.sha256.equals(sha256)) return;
    if (known) {
      const [before, now] = [known.sha256, sha256].map((it) => it.toString('hex').slice(0, 12));
      throw financeRefusal('ledger-changed', { no, before: before ?? '', now: now ?? '' });
    }
    const sourceName = `export ${no}`;
    const batchId = await openBatch(tx, actor, { kind: 'export', sourceName, reason: HLEDGER });
    const version = { format: HLEDGER, rendererVersion: HLEDGER_VERSION };
    const file = { no, ...version, sha256, bytes: undefined };
    await store.insertFiles(tx, batchId, [file]);
    await sealFacts(tx, batchId, [fileSeal(file)]);
  });
}
