/**
 * Full credit and re-invoice (R9, R10): all that is left of an invoice is credited, so that what was
 * posted falls back as if it had never been issued, and its months are marked for the next run, which
 * bills what is due, to whom it is due. Needs no proposal: nothing is given back but by that run.
 */
import { listSealedPairs } from '../../calls/index.ts';
import {
  type Actor,
  type Database,
  markStale,
  openBatch,
  type StaleMark,
  sealFacts,
  type Tx,
} from '../../db/index.ts';
import { type LocalDate, sumMoney } from '../../kernel/index.ts';
import { listCustomers } from '../../register/index.ts';
import { usage } from '../charges/usage.ts';
import { creditedCause } from '../due/cause.ts';
import { insertProposalStates, type ProposalState } from '../issue/proposal-store.ts';
import { billingRefusal } from '../refusal.ts';
import { withBillingLock } from '../run/pieces.ts';
import { listProposals } from '../store.ts';
import { issueDateOf, refuseSilence, settledRun } from './actions.ts';
import { type IssuedNote, issueCreditNotes } from './issue.ts';
import { allThatIsLeft, type CreditPart, placeOf } from './left.ts';
import { sealRecorded } from './recorded.ts';
import { noteSeal } from './seal.ts';
import { listLeftOfInvoice, loadCorrected } from './store.ts';

export interface ReissueRequest {
  /** The invoice's. */
  readonly number: number;
  /** Stands on the credit note. */
  readonly reason: string;
  /** Absent: today. */
  readonly issueDate: LocalDate | undefined;
}

/** Credits what is left of an invoice; the next run bills anew what is due of it. */
export async function reissueInvoice(
  database: Database,
  request: ReissueRequest,
  actor: Actor,
): Promise<IssuedNote> {
  const { number, reason } = request;
  refuseSilence(reason);
  return withBillingLock(database, () =>
    database.transaction('writer', async (tx) => {
      const run = await settledRun(tx);
      if (!(await loadCorrected(tx, [number])).has(number)) {
        throw billingRefusal('credit-no-invoice', { number });
      }
      const parts = allThatIsLeft(await listLeftOfInvoice(tx, number));
      if (sumMoney(parts, (part) => part.amount) <= 0n) {
        throw billingRefusal('credit-nothing-left', { number });
      }
      await refusePurged(tx, number, parts);
      const issueDate = await issueDateOf(tx, request.issueDate, [number], actor);
      const sourceName = `credit of ${number}`;
      const batchId = await openBatch(tx, actor, { kind: 'credit', sourceName, reason });
      const facts = { batchId, run, issueDate, reason, recordedAt: actor.now };
      const [note] = await issueCreditNotes(tx, parts, facts);
      await insertProposalStates(tx, batchId, await overtaken(tx, number, parts));
      await markStale(tx, batchId, await marksOf(tx, parts, number));
      await sealFacts(tx, batchId, note ? [noteSeal(note)] : []);
      await sealRecorded(tx, batchId);
      return note as IssuedNote;
    }),
  );
}

/** Of a month whose calls are gone nothing could be billed anew (R9). */
async function refusePurged(tx: Tx, number: number, parts: readonly CreditPart[]): Promise<void> {
  const used = parts.filter((part) => part.kind === usage.name);
  const sealed = await listSealedPairs(tx, used);
  const gone = used.find((part) => sealed.has(`${part.customerId} ${part.serviceMonth}`));
  if (!gone) return;
  const { customerId, serviceMonth } = gone;
  throw billingRefusal('credit-purged', { number, customerId, serviceMonth });
}

/** Open proposals about what is credited: they rest on what was posted, and no longer hold. */
async function overtaken(
  tx: Tx,
  number: number,
  parts: readonly CreditPart[],
): Promise<ProposalState[]> {
  const places = new Set(parts.map(placeOf));
  const open = await listProposals(tx, true);
  return open
    .filter((proposal) => places.has(placeOf(proposal)))
    .map(({ resellerId, customerId, proposalId }) => {
      const reason = `invoice ${number} was credited in full`;
      return { resellerId, customerId, proposalId, state: 'withdrawn', reason };
    });
}

/** Costs passed on have no customer, and a run looks at what is left of them by itself (R40). */
async function marksOf(tx: Tx, parts: readonly CreditPart[], number: number): Promise<StaleMark[]> {
  const customers = await listCustomers(tx, {
    customerIds: [...new Set(parts.map((part) => part.customerId))],
  });
  return parts.flatMap(({ customerId, serviceMonth }): StaleMark[] => {
    const customer = customers.get(customerId);
    if (!customer) return [];
    const months = { fromMonth: serviceMonth, toMonth: serviceMonth };
    const { kind, text: cause } = creditedCause(number);
    return [{ resellerId: customer.resellerId, customerId, ...months, kind, cause }];
  });
}
