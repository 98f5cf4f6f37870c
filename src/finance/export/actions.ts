/**
 * What finance's exports do: make a numbered batch of all documents that are in none, and hand a
 * batch's files out again byte for byte. A batch and its files are one transaction with its seal, so
 * a kill or a refusal leaves nothing of it. Nobody is kept from issuing meanwhile.
 */
import { type Actor, type Database, openBatch, sealFacts, type Tx } from '../../db/index.ts';
import { invariant, type LocalDate, lastDay, type Month, monthOf } from '../../kernel/index.ts';
import { financeRefusal } from '../refusal.ts';
import { type Debtors, debtorsOf, differencesOf, settingsFor } from './files/made-with.ts';
import { renderFile } from './files/rendering.ts';
import { type ExportFile, findFiles, insertFile } from './files/store.ts';
import { type FinanceFormat, plainSettings, type Settings } from './formats/format.ts';
import { financeFormats } from './formats/index.ts';
import { HLEDGER } from './ledger-journal.ts';
import { exportSeal, fileSeal } from './seal.ts';
import * as store from './store.ts';

/** The format with a name; refuses an unknown one. */
export function financeFormatNamed(name: string): FinanceFormat {
  const format = financeFormats.find(name);
  if (format) return format;
  const known = [...financeFormats.names, HLEDGER].join(', ');
  throw financeRefusal('format-unknown', { format: name, known });
}

export interface ExportWish {
  readonly formats: readonly FinanceFormat[];
  /**
   * Debtor numbers in the accounting system, by our account id, where they differ; undefined: those
   * that the batch has been made with, if any.
   */
  readonly debtors: Debtors | undefined;
  /** What was said; what was not is as the batch has it, or plain. */
  readonly settings: Partial<Settings>;
}

export interface HandedOut {
  readonly made: store.FinanceExport;
  readonly files: readonly HandedFile[];
}

export interface HandedFile {
  readonly format: FinanceFormat;
  readonly file: ExportFile;
}

/** Whether a month has not ended: what is still issued in it comes into a later batch. */
export const isUnfinished = (month: Month, now: Actor['now']): boolean => month >= monthOf(now);

/** A batch of every document dated up to the end of a month that is in none; refuses where none is. */
export async function makeExport(
  database: Database,
  wish: ExportWish & { readonly month: Month },
  actor: Actor,
): Promise<HandedOut> {
  const { month } = wish;
  const current = monthOf(actor.now);
  if (month > current) throw financeRefusal('month-ahead', { month, current });
  return database.transaction('writer', async (tx) => {
    // Takes the lock of exports, and not the ledger's: rendering takes its time.
    const batchId = await openBatch(tx, actor, { kind: 'export', sourceName: month });
    const now = { recordedAt: actor.now, recordedBy: actor.by };
    const made = await store.insertExport(tx, batchId, { month, upTo: lastDay(month), ...now });
    if (!made) throw await nothingNew(tx, lastDay(month));
    const sealed = (await store.listSealed(tx, [made.no])).get(made.no);
    invariant(sealed, `export ${made.no} was not recorded`);
    const { files, fresh } = await keepFiles(tx, batchId, made.no, { ...wish, anew: false });
    await sealFacts(tx, batchId, [exportSeal(made, sealed), ...fresh.map(fileSeal)]);
    return { made, files };
  });
}

async function nothingNew(tx: Tx, date: LocalDate) {
  const last = (await store.listExports(tx)).at(-1);
  const which = last ? `; batch ${last.no} was the last` : '';
  return financeRefusal('nothing-new', { date, last: which });
}

export interface RepeatWish extends ExportWish {
  /** Why the files are made anew, as further versions; undefined: those that are there are kept. */
  readonly anew?: string | undefined;
}

/**
 * A batch's files again, the last version of each: the stored bytes, or the first of a format that it
 * was not made in. Refuses where something else is wished than they were made with, unless anew.
 */
export async function repeatExport(
  database: Database,
  no: number,
  wish: RepeatWish,
  actor: Actor,
): Promise<HandedOut> {
  const find = async (tx: Tx) => {
    const [made] = await store.listExports(tx, { no });
    if (!made) throw financeRefusal('export-unknown', { no });
    const known = await findFiles(tx, no);
    const isComplete = wish.formats.every(({ name }) => known.has(name));
    return { made, isComplete: isComplete && wish.anew === undefined };
  };
  const { isComplete } = await database.transaction('writer', find, { readOnly: true });
  return database.transaction('writer', async (tx) => {
    // Handing out what is there already is no change of state, and leaves no batch behind.
    const reason = wish.anew ?? 'further formats';
    const batchId = isComplete
      ? 0n
      : await openBatch(tx, actor, { kind: 'export', sourceName: `export ${no}`, reason });
    const { made } = await find(tx);
    const anew = wish.anew !== undefined;
    const { files, fresh } = await keepFiles(tx, batchId, no, { ...wish, anew });
    if (fresh.length > 0) await sealFacts(tx, batchId, fresh.map(fileSeal));
    return { made, files };
  });
}

/** The accounts billed by documents that are in no batch yet, or by those of a batch. */
export const listBilled = (database: Database, no: number | undefined): Promise<string[]> =>
  database.transaction(
    'writer',
    async (tx) => {
      const isKnown = no === undefined || (await store.listExports(tx, { no })).length > 0;
      if (!isKnown) throw financeRefusal('export-unknown', { no });
      return store.listBilledAccounts(tx, no);
    },
    { readOnly: true },
  );

/** Files in the order asked for; those that are not there, or are wished anew, are made and kept. */
async function keepFiles(
  tx: Tx,
  batchId: bigint,
  no: number,
  wish: ExportWish & { readonly anew: boolean },
): Promise<{ files: HandedFile[]; fresh: ExportFile[] }> {
  const known = await findFiles(tx, no);
  const isMade = ({ name }: FinanceFormat) => wish.anew || !known.has(name);
  const debtors = wish.debtors && debtorsOf(await store.listBilledAccounts(tx, no), wish.debtors);
  refuseOther(
    { ...wish, debtors },
    known,
    new Set(wish.formats.filter(isMade).map((it) => it.name)),
  );
  const kept = [...known.values()].find((it) => it.format !== HLEDGER && it.madeWith);
  const files: HandedFile[] = [];
  const fresh: ExportFile[] = [];
  for (const format of wish.formats) {
    const before = known.get(format.name);
    if (before && !isMade(format)) files.push({ format, file: before });
    else {
      const given = { ...plainSettings, ...before?.madeWith?.settings, ...wish.settings };
      const madeWith = {
        settings: settingsFor(format, given),
        debtors: debtors ?? kept?.madeWith?.debtors ?? new Map<string, string>(),
      };
      const key = { no, format: format.name, version: (before?.version ?? 0) + 1 };
      const file = await renderFile(tx, key, format, madeWith);
      const isSame = before?.madeWith && differencesOf(before.madeWith, madeWith).length === 0;
      if (isSame && before.sha256.equals(file.sha256)) {
        throw financeRefusal('export-same', { no, format: format.name });
      }
      await insertFile(tx, batchId, file);
      files.push({ format, file });
      fresh.push(file);
    }
  }
  return { files, fresh };
}

/**
 * What a file was made with belongs to it, and a batch has one list of debtors: refuses a wish that
 * says otherwise of a file that is kept, whether or not that one is asked for.
 */
function refuseOther(
  wish: ExportWish,
  known: ReadonlyMap<string, ExportFile>,
  made: ReadonlySet<string>,
): void {
  for (const [name, file] of known) {
    const format = financeFormats.find(name);
    if (!format || made.has(name)) continue;
    const isAsked = wish.formats.includes(format);
    const settings = isAsked ? settingsFor(format, wish.settings) : {};
    const differences = file.madeWith
      ? differencesOf(file.madeWith, { settings, debtors: wish.debtors })
      : isAsked && (wish.debtors || Object.keys(settings).length > 0)
        ? ['debtors and settings that were not kept then']
        : [];
    if (differences.length === 0) continue;
    throw financeRefusal('export-differs', { no: file.no, format: name, differences });
  }
}
