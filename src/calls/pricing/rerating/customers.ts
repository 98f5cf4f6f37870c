/**
 * Whose calls of a month are rated by another deck: the customers on a plan, or one of them. A month
 * whose calls retention has purged is refused, since its totals stand for good (R9).
 */
import type { Tx } from '../../../db/index.ts';
import type { Month } from '../../../kernel/index.ts';
import { type Customer, listCustomers } from '../../../register/index.ts';
import { refusal } from '../../recording/refusals.ts';
import { listSealedMonths } from '../../recording/sealed-store.ts';

export interface CustomerChoice {
  readonly month: Month;
  /** Customers that are on this plan now, since a plan has no dates (R15); without it, all. */
  readonly plan?: string | undefined;
  readonly customerId?: string | undefined;
}

export interface ChosenCustomers {
  readonly month: Month;
  readonly customerIds: readonly string[];
  /** Those of them that the month is not billed for yet (R10a). */
  readonly unbilled: ReadonlySet<string>;
}

/** Refuses an unknown customer, one on another plan, a plan that nobody is on, and a sealed month. */
export async function chosenCustomers(tx: Tx, choice: CustomerChoice): Promise<ChosenCustomers> {
  const { month } = choice;
  const customers = await listChosen(tx, choice);
  if (customers.length === 0 && choice.plan !== undefined) {
    throw refusal('plan-empty', { plan: choice.plan });
  }
  const sealed = await listSealedMonths(tx);
  if (customers.some(({ customerId }) => sealed.get(customerId)?.has(month))) {
    throw refusal('rerate-sealed', { month });
  }
  const unbilled = customers.filter(({ billedFrom }) => billedFrom && month < billedFrom);
  return {
    month,
    customerIds: customers.map(({ customerId }) => customerId),
    unbilled: new Set(unbilled.map(({ customerId }) => customerId)),
  };
}

async function listChosen(tx: Tx, { plan, customerId }: CustomerChoice): Promise<Customer[]> {
  const all = [...(await listCustomers(tx)).values()];
  if (customerId === undefined) {
    return all.filter(({ pricePlan }) => plan === undefined || pricePlan === plan);
  }
  const customer = all.find((it) => it.customerId === customerId);
  if (!customer) throw refusal('customer-unknown', { customerId });
  if (plan === undefined || customer.pricePlan === plan) return [customer];
  throw refusal('rerate-other-plan', { customerId, plan, is: customer.pricePlan });
}
