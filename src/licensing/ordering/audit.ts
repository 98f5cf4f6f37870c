/**
 * Whether drafts, confirmations and the orders that came of them, or of files, are the ones that were
 * sealed (R22, R43): the words agreed to against their hash, and what each batch recorded of a draft
 * against its entry in the journal. The journal itself is verified by whoever owns it.
 */
import { compareSealed, type RebuiltEntry, type Tx } from '../../db/index.ts';
import { verifyOrderRows } from '../../register/index.ts';
import { confirmationSeal } from './confirm.ts';
import { sealOf } from './drafts.ts';
import { type DraftStep, listDraftSteps } from './ordering-store.ts';
import { sha256 } from './wording.ts';

/** The first order or draft that is not as it was sealed, as a sentence; undefined: none. */
export async function verifyOrders(tx: Tx): Promise<string | undefined> {
  let inconsistent: string | undefined;
  const fault = await compareSealed(tx, {
    thing: 'draft',
    kinds: ['order.drafted', 'order.confirmed', 'order.withdrawn'],
    tables: ['order_draft', 'order_draft_state', 'order_confirmation'],
    rebuild: async (batchIds) => {
      const steps = await listDraftSteps(tx, batchIds);
      for (const step of steps) inconsistent ??= faultOf(step);
      return steps.map(rebuilt);
    },
  });
  return inconsistent ?? fault ?? (await verifyOrderRows(tx));
}

/** What the rows of a batch say of a draft must fit together before anything is compared. */
function faultOf(step: DraftStep): string | undefined {
  const { draftId, batchId, state, drafted, confirmation } = step;
  const wording = confirmation?.wording;
  if (wording && !wording.sha256.equals(sha256(wording.text))) {
    return `the wording of draft ${draftId} is not what its SHA-256 says (R43)`;
  }
  const fits =
    drafted === (state === 'draft') && (state === 'confirmed') === (confirmation !== undefined);
  return fits && saysTheSame(step)
    ? undefined
    : `the state of draft ${draftId} is not what batch ${batchId} recorded (R43)`;
}

/** A draft is made and withdrawn by whoever records it, and confirmed by whoever is named. */
function saysTheSame({ said, batch, confirmation }: DraftStep): boolean {
  const whoever = confirmation
    ? { by: confirmation.confirmedBy, at: confirmation.confirmedAt, reason: '' }
    : batch;
  const { by, at, reason } = whoever;
  return said.by === by && said.at?.getTime() === at?.getTime() && said.reason === reason;
}

function rebuilt(step: DraftStep): RebuiltEntry {
  const { batchId, state, content, confirmation } = step;
  if (confirmation) return { ...confirmationSeal(content, confirmation), batchId };
  if (state === 'withdrawn') return { ...sealOf('order.withdrawn', step), batchId };
  return { ...sealOf('order.drafted', step, content), batchId };
}
