/**
 * What finance decides about credits (R10): proposals are released or rejected with a reason, and an
 * invoice is credited in full so that the next run bills anew what is due. Each takes the billing lock
 * and is one transaction: all of it happened, or none.
 */
import { type Actor, type Database, openBatch, sealFacts, type Tx } from '../../db/index.ts';
import { refuseBackdating, refuseFutureDate } from '../../documents/index.ts';
import {
  instantText,
  type LocalDate,
  localDateOf,
  type Money,
  moneyText,
} from '../../kernel/index.ts';
import { refuseClosedMonth } from '../../ledger/index.ts';
import {
  insertProposalStates,
  insertProposals,
  type ProposalState,
} from '../issue/proposal-store.ts';
import { billingRefusal } from '../refusal.ts';
import { withBillingLock } from '../run/pieces.ts';
import { findLastRun, findOpenRun, listProposals, type Proposal, type Run } from '../store.ts';
import { type IssuedNote, issueCreditNotes } from './issue.ts';
import { type Release, shareOut } from './left.ts';
import { sealRecorded } from './recorded.ts';
import { decisionSeal, noteSeal } from './seal.ts';
import { insertReleases, listLeftOfPairs, loadCorrected, type Released } from './store.ts';

export interface ReleaseRequest {
  readonly proposalIds: readonly bigint[];
  /** Stands on the credit note. */
  readonly reason: string;
  /** How much of the one proposal is released, above 0; absent: all of each. */
  readonly amount: Money | undefined;
  /** Absent: today. */
  readonly issueDate: LocalDate | undefined;
}

export interface ReleaseReport {
  readonly notes: readonly IssuedNote[];
  readonly released: readonly Released[];
  /** The proposal of what is left, where a part was released. */
  readonly rest: { readonly proposalId: bigint; readonly amount: Money } | undefined;
}

/**
 * Releases proposals as credit notes. Of a part released the rest is at once a proposal of its own, so
 * that each proposal is either open or settled. Refuses a proposal that is not open.
 */
export async function releaseCredits(
  database: Database,
  request: ReleaseRequest,
  actor: Actor,
): Promise<ReleaseReport> {
  const { reason } = request;
  refuseSilence(reason);
  return withBillingLock(database, () =>
    database.transaction('writer', async (tx) => {
      const run = await settledRun(tx);
      const proposals = await openProposals(tx, request.proposalIds);
      const releases = proposals.map((it) => releaseOf(it, request.amount));
      const { parts, beyond } = shareOut(releases, await listLeftOfPairs(tx, proposals));
      if (beyond) {
        const { release, left } = beyond;
        const amounts = { asked: moneyText(release.amount), left: moneyText(left) };
        throw billingRefusal('credit-beyond', { id: release.proposalId.toString(), ...amounts });
      }
      const invoices = parts.map((part) => part.invoice);
      const issueDate = await issueDateOf(tx, request.issueDate, invoices, actor);
      const batchId = await openBatch(tx, actor, {
        kind: 'credit',
        sourceName: `release of ${request.proposalIds.join(', ')}`,
        reason,
      });
      const recordedAt = actor.now;
      const facts = { batchId, run, issueDate, reason, recordedAt };
      const notes = await issueCreditNotes(tx, parts, facts);
      const released = releasedBy(notes, proposals);
      await insertProposalStates(tx, batchId, proposals.map(stateOf('released', reason)));
      await insertReleases(tx, batchId, released);
      const rest = await proposeRest(tx, batchId, proposals, request.amount);
      const decisions = proposals.map((it) => {
        const own = released.filter(({ proposalId }) => proposalId === it.proposalId);
        return decisionSeal({ ...it, state: 'released', released: own });
      });
      await sealFacts(tx, batchId, [...decisions, ...notes.map(noteSeal)]);
      await sealRecorded(tx, batchId);
      return { notes, released, rest };
    }),
  );
}

/** Rejects proposals: each counts as settled until another amount is found (R10). */
export async function rejectCredits(
  database: Database,
  request: { readonly proposalIds: readonly bigint[]; readonly reason: string },
  actor: Actor,
): Promise<readonly Proposal[]> {
  const { proposalIds, reason } = request;
  refuseSilence(reason);
  return withBillingLock(database, () =>
    database.transaction('writer', async (tx) => {
      await settledRun(tx);
      const proposals = await openProposals(tx, proposalIds);
      const sourceName = `rejection of ${proposalIds.join(', ')}`;
      const batchId = await openBatch(tx, actor, { kind: 'credit', sourceName, reason });
      await insertProposalStates(tx, batchId, proposals.map(stateOf('rejected', reason)));
      const facts = proposals.map((it) => decisionSeal({ ...it, state: 'rejected', released: [] }));
      await sealFacts(tx, batchId, facts);
      await sealRecorded(tx, batchId);
      return proposals;
    }),
  );
}

/** What is written on a credit note or kept as the reason of a decision cannot be empty. */
export function refuseSilence(reason: string): void {
  if (reason.trim() === '') throw billingRefusal('credit-reason');
}

/** The last run, which has posted what there is to credit. An unfinished one must be finished (R26). */
export async function settledRun(tx: Tx): Promise<Run> {
  const open = await findOpenRun(tx);
  if (open) {
    const startedAt = instantText(open.cutOffAt);
    throw billingRefusal('run-unfinished', { open: open.month, startedAt });
  }
  const run = await findLastRun(tx);
  if (!run) throw billingRefusal('credit-nothing-billed');
  return run;
}

/** The proposals of these numbers, each once; refuses one that is not there or not open. */
async function openProposals(tx: Tx, ids: readonly bigint[]): Promise<Proposal[]> {
  const known = new Map((await listProposals(tx, false)).map((it) => [it.proposalId, it]));
  return [...new Set(ids)]
    .sort((a, b) => (a < b ? -1 : 1))
    .map((proposalId) => {
      const id = proposalId.toString();
      const proposal = known.get(proposalId);
      if (!proposal) throw billingRefusal('credit-unknown', { id });
      const { state } = proposal;
      if (state !== 'proposed') throw billingRefusal('credit-settled', { id, state });
      return proposal;
    });
}

function releaseOf(proposal: Proposal, part: Money | undefined): Release {
  const whole = -proposal.amount as Money;
  const amount = part ?? whole;
  if (amount <= 0n || amount > whole) {
    const facts = { id: proposal.proposalId.toString(), whole: moneyText(whole) };
    throw billingRefusal('credit-amount', { ...facts, asked: moneyText(amount) });
  }
  return { ...proposal, amount };
}

/** The issue date (R31): not in the future, a closed month, before the series' last or the invoice. */
export async function issueDateOf(
  tx: Tx,
  asked: LocalDate | undefined,
  invoices: readonly number[],
  actor: Actor,
): Promise<LocalDate> {
  const today = localDateOf(actor.now);
  const date = asked ?? today;
  refuseFutureDate(date, today);
  await refuseBackdating(tx, 'credit-note', date);
  await refuseClosedMonth(tx, date);
  for (const { invoice } of (await loadCorrected(tx, invoices)).values()) {
    const { number, issueDate } = invoice;
    if (date < issueDate)
      throw billingRefusal('credit-before-invoice', { date, number, issueDate });
  }
  return date;
}

const stateOf =
  (state: ProposalState['state'], reason: string) =>
  ({ resellerId, customerId, proposalId }: Proposal): ProposalState => {
    return { resellerId, customerId, proposalId, state, reason };
  };

function releasedBy(notes: readonly IssuedNote[], proposals: readonly Proposal[]): Released[] {
  const byId = new Map(proposals.map((it) => [it.proposalId, it]));
  return notes.flatMap(({ document, parts }) =>
    parts.flatMap(({ proposalId, amount }): Released[] => {
      const proposal = proposalId === undefined ? undefined : byId.get(proposalId);
      if (!proposal) return [];
      const { resellerId, customerId } = proposal;
      const { number } = document;
      return [{ resellerId, customerId, proposalId: proposal.proposalId, number, amount }];
    }),
  );
}

async function proposeRest(
  tx: Tx,
  batchId: bigint,
  [proposal, another]: readonly Proposal[],
  part: Money | undefined,
): Promise<ReleaseReport['rest']> {
  if (part === undefined || !proposal) return undefined;
  if (another) throw billingRefusal('credit-amount-of-one');
  const amount = (proposal.amount + part) as Money;
  if (amount === 0n) return undefined;
  const counts = { group: proposal.key, calls: 0, seconds: 0 };
  const [proposalId] = await insertProposals(tx, proposal.runId, batchId, [
    { ...proposal, ...counts, amount },
  ]);
  return proposalId === undefined ? undefined : { proposalId, amount };
}
