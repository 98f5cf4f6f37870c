/**
 * The end of a run: what was proposed, left over and found is recorded in the same transaction as
 * the documents, and the totals are compared before it commits (R26, R27).
 */
import { callCounts, quarantineMovement } from '../../calls/index.ts';
import { type Actor, advisoryXactLock, markStale, openBatch, type Tx } from '../../db/index.ts';
import { addMoney, type Money, sumMoney } from '../../kernel/index.ts';
import { homeIn } from '../../register/index.ts';
import { findWithdrawnAmong } from '../claims/store.ts';
import { sealRecorded } from '../credits/recorded.ts';
import { sumCreditNotes } from '../credits/store.ts';
import { type Pair, pairKey } from '../due/account.ts';
import { HELD_BACK, STILL_PENDING } from '../due/cause.ts';
import type { Difference } from '../due/difference.ts';
import { type ProposalPlan, planProposals } from '../due/proposal.ts';
import type { RunException } from '../exception.ts';
import * as drafts from '../issue/draft-store.ts';
import { issueDocuments } from '../issue/issue.ts';
import { insertProposalStates, insertProposals } from '../issue/proposal-store.ts';
import { reconcile, reconcileIssued } from '../issue/reconcile.ts';
import { billingRefusal } from '../refusal.ts';
import { type RunReport, runListing } from '../requested/request.ts';
import * as store from '../store.ts';
import type { RunFacts } from './gather.ts';
import type { StartedRun } from './start.ts';

/** What all portions of a run came to, beside the drafts that they wrote. */
export interface Computed {
  readonly proposed: readonly Difference[];
  readonly exceptions: readonly RunException[];
  /** Pairs with an employee whose licence nobody can judge yet (R5). */
  readonly pending: readonly Pair[];
  /** Pairs whose account could not be sent a document (R34). */
  readonly heldBack: readonly Pair[];
}

export interface Reconciled extends Pick<RunReport, 'records' | 'quarantine'> {
  readonly drafts: drafts.DraftTotals;
}

/** Compares the totals of records, quarantine, charges and documents; refuses where they differ. */
export async function reconcileRun(
  tx: Tx,
  { run }: StartedRun,
  facts: RunFacts,
): Promise<Reconciled> {
  const range = { after: facts.after, upTo: facts.upTo };
  const records = await callCounts(tx, range);
  const quarantine = await quarantineMovement(tx, range);
  const totals = await drafts.sumDrafts(tx, run.runId);
  reconcile({ records, quarantine, charges: totals.charges, documents: totals.net });
  return { records, quarantine, drafts: totals };
}

/** Issues the drafts and records the run's result; all of it or nothing. */
export async function finishRun(
  tx: Tx,
  started: StartedRun,
  facts: RunFacts,
  computed: Computed,
  reconciled: Reconciled,
  request: { dryRun: boolean; actor: Actor; onIssued: (done: number) => void },
): Promise<RunReport> {
  const { run } = started;
  const { actor } = request;
  await refuseWithdrawnClaims(tx);
  const batchId = await openBatch(tx, actor, { kind: 'run', sourceName: `bill ${run.month}` });
  const resellers = [...facts.context.resellers.keys()];
  const issued = await issueDocuments(tx, run, resellers, actor.now, request.onIssued);
  reconcileIssued(await drafts.sumIssued(tx, run.runId));
  const plan = planProposals(computed.proposed, facts.proposals);
  await recordProposals(tx, run.runId, batchId, facts, plan);
  await drafts.insertExceptions(tx, run.runId, computed.exceptions);
  await carryOver(tx, batchId, facts, computed);
  const { net, vat } = reconciled.drafts;
  const report: RunReport = {
    month: run.month,
    runId: run.runId,
    cutOff: run.cutOffAt,
    issueDate: run.issueDate,
    dryRun: request.dryRun,
    resumed: started.resumed,
    documents: issued.count,
    firstNumber: issued.firstNumber,
    lastNumber: issued.lastNumber,
    net,
    vat,
    total: addMoney(net, vat),
    proposedCredit: sumMoney(plan.standing, (p) => p.amount as Money),
    proposals: plan.standing.length,
    credited: await sumCreditNotes(tx, started.before?.runId),
    records: reconciled.records,
    quarantine: reconciled.quarantine,
    exceptions: computed.exceptions,
  };
  const summary = JSON.stringify(runListing(report));
  await store.insertResult(tx, { runId: run.runId, batchId, finishedAt: actor.now, summary });
  await drafts.deleteDrafts(tx, run.runId);
  await sealRecorded(tx, batchId);
  return report;
}

/** A claim may be taken back while a run is computing; the lock keeps it from going on till the end. */
async function refuseWithdrawnClaims(tx: Tx): Promise<void> {
  await advisoryXactLock(tx, 'compliance', 'shared');
  const id = await findWithdrawnAmong(tx, 'draft_charge');
  if (id !== undefined) throw billingRefusal('claim-withdrawn-meanwhile', { id: id.toString() });
}

async function recordProposals(
  tx: Tx,
  runId: bigint,
  batchId: bigint,
  facts: RunFacts,
  plan: ProposalPlan,
): Promise<void> {
  const numbers = await store.listNumbers(tx, plan.raised);
  const raised = plan.raised.map((difference) => {
    const customer = facts.context.customers.get(difference.customerId);
    const resellerId = customer ? homeIn(customer, difference.serviceMonth).resellerId : '';
    const charged = numbers.get(`${pairKey(difference)} ${difference.kind}`) ?? [];
    return { ...difference, resellerId, numbers: charged };
  });
  await insertProposals(tx, runId, batchId, raised);
  await insertProposalStates(tx, batchId, plan.withdrawn);
}

/**
 * Marks what is pending or held back, with its causes, so that the next run looks again (R9). The
 * run's own month may have no cause yet, so each gets one that says why it is carried over.
 */
async function carryOver(
  tx: Tx,
  batchId: bigint,
  facts: RunFacts,
  { pending, heldBack }: Pick<Computed, 'pending' | 'heldBack'>,
): Promise<void> {
  const causesOf = (pair: Pair) => facts.work.causes.get(pairKey(pair)) ?? [];
  const carried = [
    ...pending.map((pair) => ({ pair, causes: [STILL_PENDING, ...causesOf(pair)] })),
    ...heldBack.map((pair) => ({ pair, causes: [HELD_BACK, ...causesOf(pair)] })),
  ];
  const marks = carried.flatMap(({ pair, causes }) => {
    const customer = facts.context.customers.get(pair.customerId);
    if (!customer) return [];
    const { resellerId } = homeIn(customer, pair.serviceMonth);
    const { customerId, serviceMonth: fromMonth } = pair;
    return causes.map(({ kind, text: cause }) => {
      return { resellerId, customerId, fromMonth, toMonth: fromMonth, kind, cause };
    });
  });
  await markStale(tx, batchId, marks);
}
