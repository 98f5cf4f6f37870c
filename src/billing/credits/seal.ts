/**
 * What the journal seals of credits (R43): each decision about a proposal with what it came to, and
 * each credit note with the invoice that it corrects; and whether those on file are still the ones
 * that were sealed. Why stands in the batch.
 */
import { compareSealed, type JournalFact, type Tx } from '../../db/index.ts';
import { type Money, moneyText } from '../../kernel/index.ts';
import type { IssuedNote } from './issue.ts';
import { verifyRecorded } from './recorded.ts';
import { listStoredDecisions, listStoredNotes } from './sealed-store.ts';
import type { Released } from './store.ts';

const DECIDED = 'credit.decided';
const ISSUED = 'credit.issued';

export interface Decision {
  readonly resellerId: string;
  readonly proposalId: bigint;
  readonly state: 'released' | 'rejected';
  /** The amount of the proposal, below 0. */
  readonly amount: Money;
  readonly released: readonly Pick<Released, 'number' | 'amount'>[];
}

export function decisionSeal(decision: Decision): JournalFact {
  const { resellerId, proposalId, state, amount, released } = decision;
  const content = {
    credit: proposalId.toString(),
    state,
    amount: moneyText(amount),
    released: released.map((it) => ({ document: `${it.number}`, amount: moneyText(it.amount) })),
  };
  return { resellerId, kind: DECIDED, content };
}

/** What is said of a credit note beside its text, whose hash the ledger seals (R22). */
export interface NoteFigures {
  readonly resellerId: string;
  readonly number: number;
  readonly corrects: number;
  readonly net: Money;
  readonly vat: Money;
}

function figuresSeal({ resellerId, number, corrects, net, vat }: NoteFigures): JournalFact {
  const amounts = { net: moneyText(net), vat: moneyText(vat) };
  const content = { document: `${number}`, corrects: `${corrects}`, ...amounts };
  return { resellerId, kind: ISSUED, content };
}

export const noteSeal = ({ resellerId, document }: IssuedNote): JournalFact => {
  const { number, net, vat, corrects } = document;
  return figuresSeal({ resellerId, number, corrects: corrects?.number ?? 0, net, vat });
};

/** The first decision, credit note or proposal that is not as it was sealed, as a sentence; undefined: none. */
export async function verifyCredits(tx: Tx): Promise<string | undefined> {
  const decisions = await compareSealed(tx, {
    thing: 'credit',
    kinds: [DECIDED],
    tables: ['credit_proposal_state', 'credit_release'],
    rebuild: async (batchIds) => {
      const stored = await listStoredDecisions(tx, batchIds);
      return stored.map(({ batchId, ...it }) => ({ ...decisionSeal(it), batchId }));
    },
  });
  if (decisions) return decisions;
  const notes = await compareSealed(tx, {
    thing: 'document',
    kinds: [ISSUED],
    tables: ['credit_note'],
    rebuild: async (batchIds) => {
      const stored = await listStoredNotes(tx, batchIds);
      return stored.map(({ batchId, ...it }) => ({ ...figuresSeal(it), batchId }));
    },
  });
  return notes ?? verifyRecorded(tx);
}
