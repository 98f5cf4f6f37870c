/**
 * Who is billed for what. An account is a customer or a reseller (R29) in one reseller's chain; the
 * account of a service month is the one in force on its last day. Accounts are computed in the order
 * in which the drafts' store later gives them numbers.
 */
import type { BillTo } from '../../documents/index.ts';
import type { CustomerId, Month } from '../../kernel/index.ts';
import { type Customer, homeIn } from '../../register/index.ts';
import type { OpenCost } from '../claims/store.ts';

export interface Account {
  readonly resellerId: string;
  readonly billTo: BillTo;
  /** The customer_id or reseller_id billed. */
  readonly accountId: string;
}

/** A customer and a service month: what is computed again as one (R9). */
export interface Pair {
  readonly customerId: CustomerId;
  readonly serviceMonth: Month;
}

/** An account with the pairs that are to be computed for it, and each of its customers. */
export interface AccountWork {
  readonly account: Account;
  readonly pairs: readonly Pair[];
  /** What is passed on to it (R40); a reseller's account alone has any. */
  readonly costs: readonly OpenCost[];
}

const SEPARATOR = '\u0000';

export const accountKey = (account: Account): string =>
  [account.resellerId, account.accountId, account.billTo].join(SEPARATOR);

export const pairKey = (pair: Pair): string => `${pair.customerId}${SEPARATOR}${pair.serviceMonth}`;

/** The account that a customer's service month is billed to (R29). */
export function accountOf(customer: Customer, serviceMonth: Month): Account {
  const { resellerId, billTo } = homeIn(customer, serviceMonth);
  const accountId = billTo === 'reseller' ? resellerId : customer.customerId;
  return { resellerId, billTo, accountId };
}

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** The reseller's own account: costs are billed to it also where its customers are billed (R40). */
const resellerAccount = ({ resellerId }: OpenCost): Account => {
  return { resellerId, billTo: 'reseller', accountId: resellerId };
};

/** Pairs and costs by account, in the order in which accounts are numbered (R26). */
export function workByAccount(
  pairs: readonly Pair[],
  customers: ReadonlyMap<string, Customer>,
  costs: readonly OpenCost[] = [],
): AccountWork[] {
  const work = new Map<string, { account: Account; pairs: Pair[]; costs: OpenCost[] }>();
  for (const pair of pairs) {
    const customer = customers.get(pair.customerId);
    if (!customer) continue;
    const account = accountOf(customer, pair.serviceMonth);
    const key = accountKey(account);
    const entry = work.get(key);
    if (entry) entry.pairs.push(pair);
    else work.set(key, { account, pairs: [pair], costs: [] });
  }
  for (const cost of costs) {
    const account = resellerAccount(cost);
    const entry = work.get(accountKey(account));
    if (entry) entry.costs.push(cost);
    else work.set(accountKey(account), { account, pairs: [], costs: [cost] });
  }
  const sorted = [...work].sort(([a], [b]) => byText(a, b)).map(([, entry]) => entry);
  for (const entry of sorted) {
    entry.pairs.sort(
      (a, b) => byText(a.customerId, b.customerId) || byText(a.serviceMonth, b.serviceMonth),
    );
  }
  return sorted;
}

/** Accounts in portions of about so many pairs; one account is never split, however large it is. */
export function portions(work: readonly AccountWork[], pairsEach: number): AccountWork[][] {
  const result: AccountWork[][] = [];
  let current: AccountWork[] = [];
  let size = 0;
  for (const entry of work) {
    current.push(entry);
    size += entry.pairs.length + entry.costs.length;
    if (size >= pairsEach) {
      result.push(current);
      current = [];
      size = 0;
    }
  }
  if (current.length > 0) result.push(current);
  return result;
}
