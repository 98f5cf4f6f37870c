/**
 * Loading a rates file as a plan's new deck. A file with any fault changes nothing (R44), one with a
 * doubtful price nothing until somebody says that it is meant; the bytes of the plan's newest deck,
 * read the same way, change nothing either and say so.
 */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { type Actor, advisoryXactLock, type Database, openBatch, type Tx } from '../../db/index.ts';
import { type Fault, faultText, type LocalDate, localDateOf } from '../../kernel/index.ts';
import { buildPrefixTable } from '../prefix-table.ts';
import type { NoteRow } from '../reading/carrier-file.ts';
import { type DeckForm, readDeckForm, type SettledForm } from '../reading/form.ts';
import { type DeckReading, readDeckFile } from '../reading/read-deck.ts';
import { refusal } from '../refusals.ts';
import { type DeckVersion, findDeck, insertDeck, loadDeck } from '../store.ts';
import { compareDecks, type DeckComparison } from './comparison.ts';
import { findDoubts, guardText, type PriceGuard, usualGuard } from './price-guard.ts';
import { type DeckValidity, validityOf } from './validity.ts';

export interface LoadOptions {
  readonly plan: string;
  /** Calls on it are rated, but no integration may be ordered on it (R11). */
  readonly legacy?: boolean;
  /** Reads and checks, and changes nothing. */
  readonly dryRun?: boolean;
  /** How a carrier writes; without it the file is in the columns of SPEC 10. */
  readonly form?: DeckForm;
  /** Prices above are doubted; what is left out is as usual. */
  readonly guard?: Partial<PriceGuard>;
  /** Why doubtful prices are meant; without it they hold the file back. */
  readonly acceptOutliers?: string;
  /** The doubts that were seen when they were accepted: others hold the file back again. */
  readonly doubtsSeen?: readonly Fault[];
  /** The day whose prices are compared; left out, the day of loading. */
  readonly on?: LocalDate;
}

export interface DeckReport {
  /** `checked` is what a dry run says of a file that would be loaded. */
  readonly status: 'loaded' | 'checked' | 'unchanged' | 'refused';
  readonly plan: string;
  readonly fileName: string;
  /** The new deck, or where nothing changed the one that holds these bytes already. */
  readonly deckId: bigint | undefined;
  readonly rows: number;
  /** Why the file is refused; only doubts where it could be loaded by accepting them. */
  readonly faults: readonly Fault[];
  /** Prices that look like a slip, accepted or not. */
  readonly doubts: readonly Fault[];
  /** The deck in force before, and what the file changes in it; absent before a plan's first. */
  readonly against: bigint | undefined;
  readonly comparison: DeckComparison | undefined;
  /** On which days the file has prices; absent where it was not compared. */
  readonly validity: DeckValidity | undefined;
  /** How a carrier's file was read, and what of it was not. */
  readonly form: SettledForm | undefined;
  readonly ignored: readonly string[];
  readonly notes: readonly NoteRow[];
}

/** The form in a mapping file; refuses `rating.mapping-file` with all that is wrong in it. */
export async function loadMappingFile(path: string): Promise<DeckForm> {
  const file = basename(path);
  const text = (await readFile(path, 'utf8')).replace(/^\ufeff/, '');
  const { form, faults } = readDeckForm(jsonOf(text), file);
  if (form) return form;
  throw refusal('mapping-file', { file, faults: faults.map(faultText) });
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Loads a rates file as the newest deck of a plan (R15). */
export async function loadDeckFile(
  database: Database,
  path: string,
  options: LoadOptions,
  actor: Actor,
): Promise<DeckReport> {
  const { plan, legacy = false } = options;
  if (!/^\S(?:.{0,62}\S)?$/u.test(plan)) throw refusal('plan-name', { plan });
  if (options.acceptOutliers?.trim() === '') throw refusal('reason-missing');
  const bytes = await readFile(path);
  const fileName = basename(path);
  const sha256 = createHash('sha256').update(bytes).digest();
  const reading = readDeckFile(bytes, fileName, options.form);
  const report = reportOf(reading, plan, fileName);
  if (report.faults.length > 0) return { ...report, status: 'refused' };
  return database.transaction('writer', async (tx) => {
    await advisoryXactLock(tx, 'rates', 'exclusive');
    const newest = await findDeck(tx, plan);
    if (newest && isSameDeck(newest, { sha256, legacy, form: reading.form })) {
      return { ...report, status: 'unchanged', deckId: newest.deckId, against: newest.deckId };
    }
    const judged = { ...report, ...(await judge(tx, newest, reading, fileName, options, actor)) };
    const { doubts } = judged;
    if (doubts.length > 0 && !isAccepted(doubts, options)) {
      return { ...judged, status: 'refused', faults: doubts };
    }
    if (options.dryRun) return { ...judged, status: 'checked' };
    const batchId = await openBatch(tx, actor, {
      kind: 'rates',
      sourceName: fileName,
      sha256,
      reason: reasonOf(doubts, options),
    });
    const { rows, form } = reading;
    const deck = { plan, legacy, sourceName: fileName, sha256, form, rows };
    return { ...judged, status: 'loaded', deckId: await insertDeck(tx, batchId, deck) };
  });
}

const reportOf = (reading: DeckReading, plan: string, fileName: string) => ({
  plan,
  fileName,
  deckId: undefined,
  rows: reading.rows.length,
  faults: reading.faults,
  doubts: [],
  against: undefined,
  comparison: undefined,
  validity: undefined,
  form: reading.form,
  ignored: reading.ignored,
  notes: reading.notes,
});

const isAccepted = (doubts: readonly Fault[], { acceptOutliers, doubtsSeen }: LoadOptions) =>
  acceptOutliers !== undefined && (!doubtsSeen || isDeepStrictEqual(doubts, doubtsSeen));

/** What the journal keeps: the plan, a guard that is not the usual one, and what was accepted why. */
function reasonOf(doubts: readonly Fault[], { plan, guard, acceptOutliers }: LoadOptions): string {
  const prices = doubts.length === 1 ? '1 doubtful price' : `${doubts.length} doubtful prices`;
  return [
    `plan ${plan}`,
    ...guardText({ ...usualGuard, ...guard }),
    ...(doubts.length > 0 ? [`${prices} accepted: ${acceptOutliers}`] : []),
  ].join('; ');
}

const isSameDeck = (
  newest: DeckVersion,
  file: { sha256: Buffer; legacy: boolean; form: SettledForm | undefined },
): boolean =>
  newest.sha256.equals(file.sha256) &&
  newest.legacy === file.legacy &&
  isDeepStrictEqual(newest.form ?? undefined, file.form);

/** What the file changes in the deck in force, and which of its prices are hard to believe. */
async function judge(
  tx: Tx,
  newest: DeckVersion | undefined,
  { rows }: DeckReading,
  fileName: string,
  options: LoadOptions,
  actor: Actor,
): Promise<Pick<DeckReport, 'against' | 'comparison' | 'validity' | 'doubts'>> {
  const today = localDateOf(actor.now);
  const on = options.on ?? today;
  const guard = { ...usualGuard, ...options.guard };
  const before = newest && buildPrefixTable(await loadDeck(tx, newest.deckId));
  // Not on the day that is compared: another day is no way around the guard.
  const doubts = findDoubts(rows, fileName, { guard, before, on: today });
  const after = buildPrefixTable({ version: 'new', plan: options.plan, rows });
  const validity = validityOf(after, on);
  if (!before) return { against: undefined, comparison: undefined, validity, doubts };
  const comparison = compareDecks(before, after, on);
  return { against: newest.deckId, comparison, validity, doubts };
}
