/**
 * Reads what a run needs, as known at its cut-off, from the stages before: once for the whole run,
 * then per portion of accounts, so that memory does not follow the number of customers. Nothing is
 * decided here.
 */
import { listSealedPairs, listUsage } from '../../calls/index.ts';
import type { Tx } from '../../db/index.ts';
import {
  addMonths,
  type EmployeeId,
  groupBy,
  type Instant,
  type Interval,
  type Month,
} from '../../kernel/index.ts';
import { type Catalogue, listDeclarations, loadCatalogue } from '../../licensing/index.ts';
import { listCurrentPlans, listDestinationPrices } from '../../rating/index.ts';
import {
  type Activation,
  listActivations,
  listBrands,
  listCustomers,
  listEmployees,
  listResellers,
} from '../../register/index.ts';
import { priceRange } from '../charges/price-range.ts';
import { usage as usageKind } from '../charges/usage.ts';
import { openCosts, type WaitingCost } from '../claims/open.ts';
import type { AccountWork, Pair } from '../due/account.ts';
import { pairKey } from '../due/account.ts';
import type { PortionFacts, RunContext } from '../due/compute.ts';
import { beforeBilling, type CustomerFacts, type Usage } from '../due/facts.ts';
import { firstOfTrend } from '../due/trend.ts';
import { listUsageMonths } from '../due/trend-store.ts';
import type { BillingRequest } from '../requested/request.ts';
import * as store from '../store.ts';
import type { StartedRun } from './start.ts';
import { planWork, type Work } from './work.ts';

/** What is needed to look at any customer's month again, in a run or in an audit. */
export interface KnownFacts {
  readonly context: Pick<RunContext, 'customers'>;
  readonly catalogue: Catalogue;
  readonly work: Work;
  readonly upTo: bigint;
  /** The cut-off of the run before; undefined for the first run. */
  readonly lastCutOffAt: Instant | undefined;
}

export interface RunFacts extends KnownFacts {
  /** Costs that rest on a finding that was waived. */
  readonly waitingCosts: readonly WaitingCost[];
  readonly context: RunContext;
  /** Every proposal there was, with its latest state. */
  readonly proposals: readonly store.Proposal[];
  /** The batch up to which the run before has looked; 0 for the first run. */
  readonly after: bigint;
}

/** What is the same for the whole run, and the plan of its work. */
export async function gatherRun(
  tx: Tx,
  { run, before }: StartedRun,
  request: BillingRequest,
): Promise<RunFacts> {
  const upTo = run.cutOffBatch;
  const after = before?.cutOffBatch ?? 0n;
  const customers = await listCustomers(tx, { upTo });
  const stale = await store.listStalePairs(tx, { after, upTo, lastMonth: run.month });
  const proposals = await store.listProposals(tx, false);
  const open = proposals.filter((proposal) => proposal.state === 'proposed');
  const context: RunContext = {
    month: run.month,
    issueDate: run.issueDate,
    seller: request.seller,
    customers,
    resellers: await listResellers(tx, { upTo }),
    currentPlans: await listCurrentPlans(tx, upTo),
    brands: await listBrands(tx, { upTo }),
    invoiced: await store.listInvoiced(tx, run.month),
    invoicedBefore: await store.listInvoiced(tx, addMonths(run.month, -1)),
    usageBefore: await listUsageMonths(tx, { first: firstOfTrend(run.month), last: run.month }),
  };
  const catalogue = await loadCatalogue(tx, { upTo });
  const costs = await openCosts(tx, upTo);
  return {
    context,
    catalogue,
    work: planWork(run.month, customers, stale, open, costs.due),
    proposals,
    upTo,
    lastCutOffAt: before?.cutOffAt,
    waitingCosts: costs.waiting,
    after,
  };
}

/** What is known about the customers of a portion of accounts. */
export async function gatherPortion(
  tx: Tx,
  portion: readonly AccountWork[],
  run: KnownFacts,
): Promise<PortionFacts> {
  const pairs = portion.flatMap((work) => work.pairs);
  const customerIds = [...new Set(pairs.map((pair) => pair.customerId))];
  const asked = { customerIds, upTo: run.upTo };
  const employees = groupBy(await listEmployees(tx, asked), (e) => e.customerId);
  const activations = intervalsOf(await listActivations(tx, asked));
  const declarations = await listDeclarations(tx, asked);
  const sealed = await listSealedPairs(tx, pairs);
  const isSealed = (pair: Pair) => sealed.has(`${pair.customerId} ${pair.serviceMonth}`);
  const usage = await usageByPair(
    tx,
    pairs.filter((pair) => !isSealed(pair)),
    run.upTo,
  );
  const posted = withoutUsage(await store.listPosted(tx, pairs), pairs.filter(isSealed));
  const pairsOf = groupBy(pairs, (pair) => pair.customerId);
  const facts = new Map<string, CustomerFacts>();
  for (const customerId of customerIds) {
    const customer = run.context.customers.get(customerId);
    if (!customer) continue;
    const months = pairsOf.get(customerId) ?? [];
    const billed = months.filter((pair) => !beforeBilling(customer, pair.serviceMonth));
    facts.set(customerId, {
      customer,
      employees: employees.get(customerId) ?? [],
      activations,
      declarations: declarations.get(customerId) ?? [],
      catalogue: run.catalogue,
      usage: byMonth(billed, usage),
      causes: byMonth(months, run.work.causes),
      lastCutOffAt: run.lastCutOffAt,
    });
  }
  const deckIds = [...usage.values()].flatMap((list) => list.flatMap((u) => u.deckIds));
  const prices = await listDestinationPrices(
    tx,
    [...new Set(deckIds)],
    [...new Set(pairs.map((pair) => pair.serviceMonth))],
  );
  const usageOf = (pair: Pair, destination: string) =>
    usage.get(pairKey(pair))?.find((u) => u.destination === destination);
  return {
    facts,
    posted,
    prices: (d) => priceRange(usageOf(d, d.key)?.deckIds ?? [], d.key, d.serviceMonth, prices),
  };
}

/** R9: of a sealed month neither side is looked at, so no difference of usage is computed. */
function withoutUsage(posted: Map<string, store.PostedPlace[]>, sealed: readonly Pair[]) {
  for (const pair of sealed) {
    const places = posted.get(pairKey(pair)) ?? [];
    const others = places.filter((place) => place.kind !== usageKind.name);
    posted.set(pairKey(pair), others);
  }
  return posted;
}

function intervalsOf(
  activations: ReadonlyMap<EmployeeId, readonly Activation[]>,
): Map<EmployeeId, Interval[]> {
  return new Map(
    [...activations].map(([employee, list]) => [
      employee,
      list.map((a) => ({ start: a.activatedAt, end: a.deactivatedAt })),
    ]),
  );
}

function byMonth<T>(pairs: readonly Pair[], of: ReadonlyMap<string, T>): Map<Month, T> {
  const result = new Map<Month, T>();
  for (const pair of pairs) {
    const item = of.get(pairKey(pair));
    if (item !== undefined) result.set(pair.serviceMonth, item);
  }
  return result;
}

/** Exact usage per pair and destination, the decks of one destination gathered. */
async function usageByPair(
  tx: Tx,
  pairs: readonly Pair[],
  upTo: bigint,
): Promise<Map<string, Usage[]>> {
  const result = new Map<string, Map<string, Usage>>();
  for (const row of await listUsage(tx, pairs, upTo)) {
    const key = pairKey(row);
    const month = result.get(key) ?? new Map<string, Usage>();
    result.set(key, month);
    const before = month.get(row.destination);
    month.set(row.destination, {
      destination: row.destination,
      // A deck whose calls were all taken back rated none of them in the end.
      deckIds: [...(before?.deckIds ?? []), ...(row.calls === 0 ? [] : [row.deckId])],
      calls: (before?.calls ?? 0) + row.calls,
      seconds: (before?.seconds ?? 0) + row.seconds,
      priceMicro: (before?.priceMicro ?? 0n) + row.priceMicro,
    });
  }
  return new Map([...result].map(([key, month]) => [key, [...month.values()]]));
}
