/**
 * A confirmed order (R7, R11): the draft, who confirmed it and when, the words agreed to, and the
 * declarations that come of it, all in one transaction. The register is locked, so that of two who
 * confirm at once the second finds it done.
 */
import { randomBytes } from 'node:crypto';
import {
  type Actor,
  advisoryXactLock,
  commitment,
  type Database,
  openBatch,
  sealFacts,
  type Tx,
} from '../../db/index.ts';
import type { Instant, LocalDate } from '../../kernel/index.ts';
import { localDateOf, shownInstant } from '../../kernel/index.ts';
import {
  type Confirmation,
  type DraftContent,
  type FromLine,
  insertConfirmation,
  insertDraftState,
  type OrderDetails,
  type OrderDraft,
  recordOrders,
} from '../../register/index.ts';
import { recordDeclarations } from '../actions.ts';
import type { Declaration } from '../declaration.ts';
import type { Language } from '../owed/verdict.ts';
import { listDeclarations } from '../store.ts';
import { assessOrder } from './assess.ts';
import { requireText } from './content.ts';
import { declarationRecorder, orderedDeclaration } from './declared.ts';
import {
  type CurrentPlansOf,
  loadDraft,
  loadOrderingFacts,
  orderIdsOf,
  requireOpenDraft,
  sealOf,
} from './drafts.ts';
import { type KeptIndividually, keptIndividually } from './kept-individually.ts';
import { orderRefusal } from './refusal.ts';
import { findRepeated } from './repeated.ts';
import { wordingOn } from './wording.ts';

export interface ConfirmationRequest {
  readonly draftId: bigint;
  /** Of the draft that was shown; may be left out only while the draft has no other. */
  readonly version: number | undefined;
  /** The person who confirms on the reseller's behalf. */
  readonly confirmedBy: string;
  /** When the reseller confirmed, where it is recorded afterwards; now when absent. */
  readonly confirmedAt: Instant | undefined;
  /** From when the licences are declared; the local day of the confirmation when absent. */
  readonly validFrom: LocalDate | undefined;
  /** Empty where nobody has accepted it. */
  readonly feeAcceptedBy: string;
  /** Of the wording that was agreed to. */
  readonly language: Language;
}

export interface ConfirmedOrder {
  readonly draft: OrderDraft;
  readonly confirmation: Confirmation;
  /** The orders that came of it, one for each licence. */
  readonly orderIds: readonly bigint[];
  /** Those recorded; what was declared already as it stands is not said again. */
  readonly declarations: readonly Declaration[];
  /** R7: employees whom a licence for all does not reach. */
  readonly keptIndividually: readonly KeptIndividually[];
  /** It had been confirmed before, word for word, and nothing was changed now. */
  readonly wasOnFile: boolean;
}

/**
 * Confirms an open draft. The caller vouches that the wording was shown and agreed to. Whoever says
 * the same again is answered with the order on file.
 */
export async function confirmOrder(
  database: Database,
  asked: ConfirmationRequest,
  actor: Actor,
  currentPlansOf: CurrentPlansOf,
): Promise<ConfirmedOrder> {
  const request = {
    ...asked,
    confirmedBy: requireText('The name of whoever confirms', asked.confirmedBy),
    feeAcceptedBy:
      asked.feeAcceptedBy.trim() &&
      requireText('The name of whoever accepts the fee', asked.feeAcceptedBy),
  };
  const { confirmedAt = actor.now, feeAcceptedBy } = request;
  const validFrom = requireDates(confirmedAt, request.validFrom, actor.now);
  return database.transaction('writer', async (tx) => {
    await advisoryXactLock(tx, 'register', 'exclusive');
    const draft = await loadDraft(tx, request.draftId);
    const repeated = await findRepeated(tx, draft, request, actor.now);
    if (repeated) return repeated;
    requireOpenDraft(draft);
    requireVersion(draft, request.version);
    const facts = await loadOrderingFacts(tx, draft.customerId, currentPlansOf);
    const moment = { on: localDateOf(confirmedAt), writtenAt: actor.now };
    const { obstacles } = assessOrder(draft, feeAcceptedBy, facts, moment);
    if (obstacles.length > 0) {
      const reasons = obstacles.map(({ reason }) => reason);
      throw orderRefusal('preconditions', { draft: `${draft.draftId}`, reasons });
    }
    const wording = wordingOn(moment.on, request.language, facts.catalogue);
    const { draftId, version, customerId, resellerId } = draft;
    const whose = { draftId, version, customerId, resellerId };
    const said = { confirmedBy: request.confirmedBy, confirmedAt, feeAcceptedBy, validFrom };
    const confirmation = { ...whose, ...said, wording, salt: randomBytes(16) };
    const declared = await listDeclarations(tx, { customerIds: [customerId] });
    const record = declarationRecorder(declared, actor, 'order');
    const orders = ordersOf(draft, confirmation);
    const fresh = orders.flatMap(
      (order) => record(facts.customer, orderedDeclaration(order, validFrom), 0) ?? [],
    );
    const sourceName = `draft ${draftId} of an order`;
    const batchId = await openBatch(tx, actor, { kind: 'order', sourceName });
    await recordConfirmation(tx, batchId, draft, confirmation);
    await recordOrders(tx, batchId, () => resellerId, orders);
    const declarations = await recordDeclarations(tx, batchId, fresh);
    await sealFacts(tx, batchId, [confirmationSeal(draft, confirmation)]);
    return {
      draft,
      confirmation: { ...confirmation, batchId },
      orderIds: await orderIdsOf(tx, { customerId, batchId }),
      declarations,
      keptIndividually: keptIndividually(declared, facts.catalogue, fresh),
      wasOnFile: false,
    };
  });
}

/** R11: what is confirmed is what was shown, so a draft that was edited is confirmed by version. */
export function requireVersion(draft: OrderDraft, version: number | undefined): void {
  const facts = { draft: `${draft.draftId}`, now: draft.version };
  if (version === undefined && draft.version > 1) throw orderRefusal('version-needed', facts);
  if (version !== undefined && version !== draft.version) {
    throw orderRefusal('version-other', { ...facts, version });
  }
}

/** From when the licences hold; refuses a confirmation to come, and licences after it. */
function requireDates(
  confirmedAt: Instant,
  validFrom: LocalDate | undefined,
  now: Instant,
): LocalDate {
  if (confirmedAt > now) {
    throw orderRefusal('confirmed-later', {
      at: shownInstant(confirmedAt),
      now: shownInstant(now),
    });
  }
  const on = localDateOf(confirmedAt);
  if (validFrom && validFrom > on) throw orderRefusal('valid-later', { validFrom, on });
  return validFrom ?? on;
}

type NewConfirmation = Omit<Confirmation, 'batchId'>;

function ordersOf(draft: OrderDraft, confirmation: NewConfirmation): FromLine<OrderDetails>[] {
  const { customerId, confirmedBy, confirmedAt, feeAcceptedBy } = confirmation;
  const base = { customerId, confirmedBy, confirmedAt, feeAcceptedBy, line: 0 };
  return draft.lines.map(({ employeeId, licence }) => ({ ...base, employeeId, licence }));
}

async function recordConfirmation(
  tx: Tx,
  batchId: bigint,
  draft: OrderDraft,
  confirmation: NewConfirmation,
): Promise<void> {
  await insertConfirmation(tx, batchId, confirmation);
  await insertDraftState(tx, batchId, draft, {
    state: 'confirmed',
    saidBy: confirmation.confirmedBy,
    saidAt: confirmation.confirmedAt,
    reason: '',
  });
}

/** What the journal seals: what was ordered and agreed to; of the names a commitment. */
export function confirmationSeal(content: DraftContent, confirmation: NewConfirmation) {
  const { salt, wording, confirmedAt, validFrom } = confirmation;
  const seal = sealOf('order.confirmed', confirmation, content);
  const committed = (name: string) => commitment(salt, name).toString('hex');
  const sealed = {
    ...seal.content,
    confirmed_at: confirmedAt.toISOString(),
    valid_from: validFrom,
    confirmed_by: committed(confirmation.confirmedBy),
    fee_accepted_by: confirmation.feeAcceptedBy && committed(confirmation.feeAcceptedBy),
    wording_version: wording.version,
    wording_language: wording.language,
    wording_sha256: wording.sha256.toString('hex'),
  };
  return { ...seal, content: sealed };
}
