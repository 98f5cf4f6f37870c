/**
 * `ledger verify --full`: recomputes every service month of every customer from declarations,
 * activations and call totals as known at the last cut-off, and compares it with what was posted
 * (R9, R22). Whatever differs must be a standing or rejected proposal, of an account that the last run
 * held back, or of an invoice that was credited since, to be billed anew.
 */
import { findTotalsFault } from '../../calls/index.ts';
import type { Database, Tx } from '../../db/index.ts';
import { moneyText } from '../../kernel/index.ts';
import { loadCatalogue } from '../../licensing/index.ts';
import { listCustomers } from '../../register/index.ts';
import { chargeKinds, monthlyKinds } from '../charges/index.ts';
import { openCosts } from '../claims/open.ts';
import { costKey, findWithdrawnAmong } from '../claims/store.ts';
import { listReopened } from '../credits/store.ts';
import { type AccountWork, type Pair, pairKey, portions } from '../due/account.ts';
import { type Difference, differencesOf, settle } from '../due/difference.ts';
import { monthFacts } from '../due/facts.ts';
import * as store from '../store.ts';
import { findLineFault } from './audit-store.ts';
import { gatherPortion, type KnownFacts } from './gather.ts';
import { PAIRS_PER_PORTION } from './portion.ts';
import { planWork } from './work.ts';

export interface ChargeReport {
  readonly pairs: number;
  /** The first disagreement as a sentence; undefined when all agrees. */
  readonly fault: string | undefined;
}

/** Recomputes all that was ever due. Its cost is the whole history: it is an audit, not a step. */
export async function verifyCharges(
  database: Database,
  onProgress: (done: number, total: number) => void = () => {},
): Promise<ChargeReport> {
  return database.transaction(
    'writer',
    async (tx) => {
      const fault = await findTotalsFault(tx);
      const run = await store.findLastRun(tx);
      if (fault || !run) return { pairs: 0, fault };
      const facts = await everything(tx, run);
      const reopened = await listReopened(tx, run.cutOffBatch);
      const excused = await excusedPairs(tx, run.runId, facts.proposals, reopened.pairs);
      const { accounts, pairs } = facts.work;
      let done = 0;
      for (const portion of portions(accounts, PAIRS_PER_PORTION)) {
        const different = await firstDifference(tx, portion, facts, excused);
        if (different) return { pairs: done, fault: sentence(different) };
        done += portion.reduce((sum, work) => sum + work.pairs.length, 0);
        onProgress(done, pairs);
      }
      const costs = await firstOpenCost(tx, run, reopened.costs);
      return { pairs: done, fault: costs ?? (await findLineFault(tx, chargeKinds.names)) };
    },
    { isolation: 'repeatable read', readOnly: true },
  );
}

interface AuditFacts extends KnownFacts {
  readonly proposals: readonly store.Proposal[];
}

async function everything(tx: Tx, run: store.Run): Promise<AuditFacts> {
  const upTo = run.cutOffBatch;
  const customers = await listCustomers(tx, { upTo });
  const pairs = await store.listAllPairs(tx, upTo, run.month);
  return {
    context: { customers },
    catalogue: await loadCatalogue(tx, { upTo }),
    work: planWork(run.month, customers, pairs, []),
    proposals: await store.listProposals(tx, false),
    upTo,
    lastCutOffAt: undefined,
  };
}

const excuseKey = (pair: Pair, kind: string, key: string): string =>
  `${pairKey(pair)} ${kind} ${key}`;

/**
 * Differences that stand on purpose, by key, and pairs whose account got no document or whose invoice
 * was credited to be billed anew by the next run.
 */
async function excusedPairs(
  tx: Tx,
  runId: bigint,
  proposals: readonly store.Proposal[],
  reopened: readonly Pair[],
) {
  const standing = proposals.filter((p) => p.state === 'proposed' || p.state === 'rejected');
  const carried = await store.listHeldBack(tx, runId);
  return new Set([
    ...standing.map((p) => `${excuseKey(p, p.kind, p.key)} ${p.amount}`),
    ...[...carried, ...reopened].map(pairKey),
  ]);
}

async function firstDifference(
  tx: Tx,
  portion: readonly AccountWork[],
  facts: AuditFacts,
  excused: ReadonlySet<string>,
): Promise<Difference | undefined> {
  const known = await gatherPortion(tx, portion, facts);
  for (const pair of portion.flatMap((work) => work.pairs)) {
    const customer = known.facts.get(pair.customerId);
    if (!customer || excused.has(pairKey(pair))) continue;
    const month = monthFacts(customer, pair.serviceMonth);
    for (const kind of monthlyKinds.all) {
      const posted = (known.posted.get(pairKey(pair)) ?? []).filter((p) => p.kind === kind.name);
      const place = { kind: kind.name, ...pair };
      // The language is of no consequence: only texts are written in it.
      const { invoiced, proposed } = settle(
        differencesOf(place, kind.dues(month, 'da'), posted),
        kind.netted,
      );
      const left = proposed.filter(
        (d) => !excused.has(`${excuseKey(pair, d.kind, d.key)} ${d.amount}`),
      );
      const first = invoiced.find((d) => d.amount !== 0n) ?? left[0];
      if (first) return first;
    }
  }
  return undefined;
}

/** A claim's cost that the last run knew and that was not billed as it stands (R40). */
async function firstOpenCost(
  tx: Tx,
  run: store.Run,
  reopened: ReadonlySet<string>,
): Promise<string | undefined> {
  const withdrawn = await findWithdrawnAmong(tx, 'charge');
  if (withdrawn !== undefined) return `claim ${withdrawn} was withdrawn and is billed (R40)`;
  const heldBack = await store.listHeldBackResellers(tx, run.runId);
  const open = (await openCosts(tx, run.cutOffBatch)).due.find(
    (cost) =>
      !reopened.has(costKey(cost.claimId, cost.cost)) &&
      (!heldBack.has(cost.resellerId) || cost.billed > 0n),
  );
  return (
    open &&
    `the ${open.cost} cost of claim ${open.claimId} is ${moneyText(open.amount)} and ` +
      `${moneyText(open.billed)} of it was billed (R40)`
  );
}

const sentence = (d: Difference): string =>
  `${d.kind} of customer ${d.customerId} for ${d.serviceMonth}, ${d.key || 'all destinations'}: ` +
  `${moneyText(d.amount)} is due beyond what was posted, and nothing marked it (R9)`;
