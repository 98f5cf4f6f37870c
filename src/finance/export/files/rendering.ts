/**
 * An export's files made, kept and handed out, a piece at a time: a page of documents is rendered, its
 * text kept in parts of bounded size, and the hash is over all of them. No file is ever whole here.
 */
import { createHash } from 'node:crypto';
import type { Database, Tx } from '../../../db/index.ts';
import { listChart } from '../../../ledger/index.ts';
import { financeRefusal } from '../../refusal.ts';
import { type FinanceFormat, plainSettings } from '../formats/format.ts';
import { readExportedDocuments } from '../store.ts';
import { type Voucher, voucherOf } from '../voucher.ts';
import type { Debtors, MadeWith } from './made-with.ts';
import * as store from './store.ts';

/** Characters; at most four times as many bytes. */
const PART = 1024 * 1024;

/** Renders a format of a batch and keeps it, as a file that still has to be recorded. */
export async function renderFile(
  tx: Tx,
  key: store.FileKey,
  format: FinanceFormat,
  madeWith: MadeWith,
): Promise<store.ExportFile> {
  const digest = createHash('sha256');
  let part = 0;
  let text = '';
  const keep = async () => {
    const bytes = Buffer.from(text, 'utf8');
    digest.update(bytes);
    part += 1;
    text = '';
    await store.insertPart(tx, key, part, bytes);
  };
  const pages = readVouchers(tx, key.no, madeWith.debtors);
  for await (const piece of format.render(pages, { ...plainSettings, ...madeWith.settings })) {
    text += piece;
    if (text.length >= PART) await keep();
  }
  if (text !== '') await keep();
  return { ...key, rendererVersion: format.version, sha256: digest.digest(), madeWith };
}

async function* readVouchers(
  tx: Tx,
  no: number,
  debtors: Debtors,
): AsyncGenerator<readonly Voucher[]> {
  const chart = new Map((await listChart(tx)).map((account) => [account.account, account]));
  for await (const page of readExportedDocuments(tx, no)) {
    yield page.map((document) => voucherOf(document, { chart, debtors }));
  }
}

/** Hands a file out part by part; refuses at its end where it is not what its hash says. */
export async function writeFile(
  database: Database,
  file: store.ExportFile,
  take: (piece: Buffer) => void | Promise<void>,
): Promise<void> {
  const isSound = await database.transaction('writer', (tx) => isIntact(tx, file, take), {
    isolation: 'repeatable read',
    readOnly: true,
  });
  if (!isSound) throw financeRefusal('export-damaged', { no: file.no, format: file.format });
}

export async function isIntact(
  tx: Tx,
  file: store.ExportFile,
  take: (piece: Buffer) => void | Promise<void> = () => undefined,
): Promise<boolean> {
  const digest = createHash('sha256');
  for await (const piece of store.readParts(tx, file)) {
    digest.update(piece);
    await take(piece);
  }
  return digest.digest().equals(file.sha256);
}
