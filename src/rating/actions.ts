/**
 * Loading a rates file as a plan's new deck, and pricing one number by it. A file with any fault
 * changes nothing (R44); the same bytes as the plan's newest deck change nothing either and say so.
 */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { type Actor, advisoryXactLock, type Database, openBatch, type Tx } from '../db/index.ts';
import { type Fault, type Instant, localDateOf } from '../kernel/index.ts';
import { dayNumber, ratingLimits } from './deck.ts';
import { readDeck } from './deck-file.ts';
import { readDeckText } from './deck-text.ts';
import { explainPrice, type PriceExplanation } from './explain.ts';
import { type DialledNumber, normaliseNumber } from './number.ts';
import { buildPrefixTable, findShortCode, findTariff, type PrefixTable } from './prefix-table.ts';
import { refusal } from './refusals.ts';
import { findDeck, insertDeck, loadDeck } from './store.ts';

export interface LoadOptions {
  readonly plan: string;
  /** Calls on it are rated, but no integration may be ordered on it (R11). */
  readonly legacy?: boolean;
  /** Reads and checks, and changes nothing. */
  readonly dryRun?: boolean;
}

export interface DeckReport {
  /** `checked` is what a dry run says of a file that would be loaded. */
  readonly status: 'loaded' | 'checked' | 'unchanged' | 'refused';
  readonly plan: string;
  readonly fileName: string;
  /** The new deck, or where nothing changed the one that holds these bytes already. */
  readonly deckId: bigint | undefined;
  readonly rows: number;
  readonly faults: readonly Fault[];
}

/** Loads a rates file as the newest deck of a plan (R15). */
export async function loadDeckFile(
  database: Database,
  path: string,
  options: LoadOptions,
  actor: Actor,
): Promise<DeckReport> {
  const { plan, legacy = false, dryRun = false } = options;
  if (!/^\S(?:.{0,62}\S)?$/u.test(plan)) throw refusal('plan-name', { plan });
  const bytes = await readFile(path);
  const fileName = basename(path);
  const sha256 = createHash('sha256').update(bytes).digest();
  const text = readDeckText(bytes, fileName);
  const { rows, faults } = readDeck(text.records, fileName);
  const all = text.faults.length > 0 ? [...text.faults, ...faults.filter(isOfRow)] : faults;
  const report = { plan, fileName, deckId: undefined, rows: rows.length, faults: all };
  if (all.length > 0) return { ...report, status: 'refused' };
  return database.transaction('writer', async (tx) => {
    await advisoryXactLock(tx, 'rates', 'exclusive');
    const newest = await findDeck(tx, plan);
    if (newest?.sha256.equals(sha256) && newest.legacy === legacy) {
      return { ...report, status: 'unchanged', deckId: newest.deckId };
    }
    if (dryRun) return { ...report, status: 'checked' };
    const batchId = await openBatch(tx, actor, {
      kind: 'rates',
      sourceName: fileName,
      sha256,
      reason: `plan ${plan}`,
    });
    const deck = { plan, legacy, sourceName: fileName, sha256, rows };
    return { ...report, status: 'loaded', deckId: await insertDeck(tx, batchId, deck) };
  });
}

/** An empty deck is the consequence of a file that cannot be read, not a fault beside it. */
const isOfRow = (fault: Fault) => fault.line > 0;

/** The newest deck of a plan, ready for rating; undefined where none is loaded. */
async function findRatingTable(
  tx: Tx,
  plan: string,
): Promise<{ deckId: bigint; table: PrefixTable } | undefined> {
  const version = await findDeck(tx, plan);
  if (!version) return undefined;
  return {
    deckId: version.deckId,
    table: buildPrefixTable(await loadDeck(tx, version.deckId)),
  };
}

export interface PriceRequest {
  readonly plan: string;
  /** As dialled. */
  readonly to: string;
  readonly seconds: number;
  /** Start of the call; its local date chooses the rows (R15). */
  readonly at: Instant;
}

/** What a call would cost by the newest deck of a plan, step by step (R20). */
export async function priceNumber(tx: Tx, request: PriceRequest): Promise<PriceExplanation> {
  const { plan, to, seconds, at } = request;
  const limit = ratingLimits.callSeconds;
  if (!(Number.isInteger(seconds) && seconds >= 0 && seconds <= limit)) {
    throw refusal('seconds-range', { seconds, limit });
  }
  const found = await findRatingTable(tx, plan);
  if (!found) throw refusal('deck-missing', { plan });
  const dialled = callable(to, normaliseNumber(to));
  const date = localDateOf(at);
  const isShort = dialled.kind === 'short';
  const day = dayNumber(date);
  const index = isShort
    ? findShortCode(found.table, dialled.code, day)
    : findTariff(found.table, dialled.digits, day);
  const tariff = found.table.tariffs[index];
  if (!tariff) throw refusal('rate-missing', { plan, to, date });
  return explainPrice(found.table, tariff, isShort ? `45${dialled.code}` : dialled.digits, seconds);
}

function callable(to: string, dialled: DialledNumber) {
  if (dialled.kind === 'e164' || dialled.kind === 'short') return dialled;
  if (dialled.kind === 'unreadable') throw refusal('number-unreadable', { to });
  throw refusal('number-free', {
    to,
    why: dialled.kind === 'sip' ? 'a SIP address' : 'a feature code',
  });
}
