/**
 * Re-rating a month with the newest deck of a plan (R15, R20): calls that cost something else by it
 * are taken back and stand anew, under a batch of their own, and the next run bills the difference
 * (R9). What comes out the same keeps the deck that rated it, so a second re-rating finds nothing.
 */
import {
  type Actor,
  advisoryXactLock,
  type Database,
  openBatch,
  type Tx,
} from '../../../db/index.ts';
import type { Month } from '../../../kernel/index.ts';
import { buildPrefixTable, type DeckVersion, findDeck, loadDeck } from '../../../rating/index.ts';
import { type Corrector, corrector } from '../../corrections/corrector.ts';
import { refusal } from '../../recording/refusals.ts';
import { rerateCause } from './cause.ts';
import { type ChangedCall, compareMonth, type MonthComparison } from './compare.ts';
import { chosenCustomers } from './customers.ts';
import { type ComparedMonth, comparedMonth } from './effect.ts';
import { rewriteCalls } from './rewrite.ts';

export interface RerateRequest {
  readonly month: Month;
  readonly plan: string;
  /** Only this customer of those on the plan. */
  readonly customerId?: string;
  readonly reason?: string;
  /** Calls without a row in the deck keep their price; without this they refuse the whole. */
  readonly keepUnrated?: boolean;
  readonly dryRun?: boolean;
  readonly onProgress?: (done: number, total: number) => void;
}

export interface RerateReport extends ComparedMonth {
  readonly deck: DeckVersion;
  /** The batch of the differences; undefined where there are none, and in a dry run. */
  readonly batchId: bigint | undefined;
}

/** Re-rates a month in one transaction; a dry run only compares. */
export async function rerateMonth(
  database: Database,
  request: RerateRequest,
  actor: Actor,
): Promise<RerateReport> {
  const dry = request.dryRun === true;
  const how = dry ? ({ isolation: 'repeatable read', readOnly: true } as const) : {};
  const work = async (tx: Tx) => {
    // Imports wait, so that no part of a call comes in while the call is taken back.
    if (!dry) await advisoryXactLock(tx, 'calls', 'exclusive');
    return rerate(tx, request, dry ? undefined : actor);
  };
  return database.transaction('writer', work, how);
}

/** Without an actor nothing is written. */
async function rerate(
  tx: Tx,
  request: RerateRequest,
  actor: Actor | undefined,
): Promise<RerateReport> {
  const { month, plan, onProgress } = request;
  const deck = await findDeck(tx, plan);
  if (!deck) throw refusal('rerate-no-deck', { plan });
  const customers = await chosenCustomers(tx, request);
  const table = buildPrefixTable(await loadDeck(tx, deck.deckId));
  // Opened with the first difference, so that no batch stays empty.
  const written: { batchId?: bigint; corrector?: Corrector } = {};
  const rewrite = async (changed: readonly ChangedCall[], by: Actor) => {
    written.batchId ??= await openRerate(tx, by, deck, request);
    written.corrector ??= corrector(tx, written.batchId);
    await rewriteCalls(tx, written.corrector, changed, deck.deckId);
  };
  const comparison = await compareMonth(tx, customers, table, {
    ...(actor ? { onChanged: (changed) => rewrite(changed, actor) } : {}),
    ...(onProgress ? { onProgress } : {}),
  });
  if (actor && request.keepUnrated !== true) refuseUnrated(comparison, deck, month);
  await written.corrector?.finish(rerateCause(deck.deckId));
  return { ...comparedMonth(comparison, customers), deck, batchId: written.batchId };
}

async function openRerate(tx: Tx, actor: Actor, deck: DeckVersion, request: RerateRequest) {
  const why = request.reason ? `: ${request.reason}` : '';
  return openBatch(tx, actor, {
    kind: 'rerate',
    sourceName: `rerate ${request.month}`,
    reason: `plan ${deck.plan}, deck ${deck.deckId} (${deck.sourceName})${why}`,
  });
}

const NAMED = 5;

function refuseUnrated({ unrated }: MonthComparison, deck: DeckVersion, month: Month): void {
  if (unrated.length === 0) return;
  const count = unrated.reduce((sum, { calls }) => sum + calls, 0);
  const named = unrated.slice(0, NAMED).map(({ destination, calls }) => `${destination} ${calls}`);
  const more = unrated.length > NAMED ? [`and ${unrated.length - NAMED} more`] : [];
  throw refusal('rerate-unrated', {
    count,
    deck: deck.deckId.toString(),
    month,
    destinations: [...named, ...more],
  });
}
