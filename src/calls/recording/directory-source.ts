/**
 * The directory as the register and the decks are known now: every customer, who had which numbers
 * and an active integration when, and the newest deck of each plan that a customer is on (R15). Read
 * once a batch.
 */
import type { Tx } from '../../db/index.ts';
import { buildPrefixTable, listDecks, loadDeck } from '../../rating/index.ts';
import {
  homeIn,
  listActivations,
  listCustomers,
  listRecordedNumbers,
} from '../../register/index.ts';
import { type Activity, activityOf } from '../mediation/callers.ts';
import { buildDirectory, type Directory, type RatingDeck } from '../mediation/directory.ts';
import { listSealedMonths } from './sealed-store.ts';

/** Reads register and decks. */
export async function loadDirectory(tx: Tx): Promise<Directory> {
  const customers = [...(await listCustomers(tx)).values()];
  const numbers = await listRecordedNumbers(tx);
  const sealed = await listSealedMonths(tx);
  const decks = await loadDecks(tx, new Set(customers.map(({ pricePlan }) => pricePlan)));
  return buildDirectory(
    customers.map((customer) => ({
      customerId: customer.customerId,
      pricePlan: customer.pricePlan,
      billedFrom: customer.billedFrom,
      sealed: sealed.get(customer.customerId),
      resellerIn: (month) => homeIn(customer, month).resellerId,
    })),
    numbers.map((it) => ({ ...it, recordedAt: it.recordedAt.getTime() })),
    decks,
    await loadActivities(tx),
  );
}

async function loadActivities(tx: Tx): Promise<Map<string, Activity>> {
  const activations = await listActivations(tx);
  return new Map([...activations].map(([employee, list]) => [employee, activityOf(list)]));
}

async function loadDecks(tx: Tx, plans: ReadonlySet<string>): Promise<Map<string, RatingDeck>> {
  const decks = new Map<string, RatingDeck>();
  for (const { plan, deckId } of await listDecks(tx)) {
    if (!plans.has(plan)) continue;
    decks.set(plan, { deckId, table: buildPrefixTable(await loadDeck(tx, deckId)) });
  }
  return decks;
}
