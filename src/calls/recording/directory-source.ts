/**
 * The directory as the register and the decks stand now: every customer with its employees, and the
 * newest deck of each plan that a customer is on (R15). Read once a batch.
 */
import type { Tx } from '../../db/index.ts';
import { buildPrefixTable, listDecks, loadDeck } from '../../rating/index.ts';
import { homeIn, listCustomers, listEmployees } from '../../register/index.ts';
import { buildDirectory, type Directory, type RatingDeck } from '../directory.ts';
import { listSealedMonths } from './sealed-store.ts';

/** Reads register and decks. */
export async function loadDirectory(tx: Tx): Promise<Directory> {
  const customers = [...(await listCustomers(tx)).values()];
  const employees = await listEmployees(tx);
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
    employees,
    decks,
  );
}

async function loadDecks(tx: Tx, plans: ReadonlySet<string>): Promise<Map<string, RatingDeck>> {
  const decks = new Map<string, RatingDeck>();
  for (const { plan, deckId } of await listDecks(tx)) {
    if (!plans.has(plan)) continue;
    decks.set(plan, { deckId, table: buildPrefixTable(await loadDeck(tx, deckId)) });
  }
  return decks;
}
