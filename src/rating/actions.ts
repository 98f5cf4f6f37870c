/**
 * Pricing one number by the newest deck of a plan (R20): what a customer asks on the telephone. It
 * changes nothing; decks are loaded in loading/.
 */
import type { Tx } from '../db/index.ts';
import { type Instant, localDateOf } from '../kernel/index.ts';
import { dayNumber, ratingLimits } from './deck.ts';
import { explainPrice, type PriceExplanation } from './explain.ts';
import { type DialledNumber, normaliseNumber } from './number.ts';
import { buildPrefixTable, findShortCode, findTariff, type PrefixTable } from './prefix-table.ts';
import { refusal } from './refusals.ts';
import { findDeck, loadDeck } from './store.ts';

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
