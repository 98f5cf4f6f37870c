/** One portion of accounts: facts in, drafts written, the rest handed back for the end of the run. */
import type { Tx } from '../../db/index.ts';
import { documentText } from '../../documents/index.ts';
import type { AccountWork } from '../due/account.ts';
import { type AccountOutcome, computeAccount } from '../due/compute.ts';
import { type AccountDraft, insertDrafts } from '../issue/draft-store.ts';
import type { Computed } from './finish.ts';
import { gatherPortion, type RunFacts } from './gather.ts';

/** Pairs computed at a time: some thousand employees with their declarations in memory. */
export const PAIRS_PER_PORTION = 500;

export async function computePortion(
  tx: Tx,
  runId: bigint,
  accounts: readonly AccountWork[],
  run: RunFacts,
): Promise<Computed> {
  const facts = await gatherPortion(tx, accounts, run);
  const outcomes = accounts.map((work) => computeAccount(work, facts, run.context));
  await insertDrafts(tx, runId, outcomes.flatMap(draftsOf));
  return {
    proposed: outcomes.flatMap((outcome) => outcome.proposed),
    exceptions: outcomes.flatMap((outcome) => outcome.exceptions),
    pending: outcomes.flatMap((outcome) => outcome.pending),
    heldBack: outcomes.flatMap((outcome) => outcome.heldBack),
  };
}

function draftsOf({ account, drafts }: AccountOutcome): AccountDraft[] {
  return drafts.map((draft) => ({ ...draft, account, body: documentText(draft.document) }));
}
