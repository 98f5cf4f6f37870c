/**
 * Drafts of orders: made, edited, withdrawn and looked at. Each change is a new version or a new
 * state under a batch of its own, sealed in the journal; what was confirmed or withdrawn stays as it
 * is. Confirming is next door.
 */
import {
  type Actor,
  advisoryXactLock,
  type Database,
  openBatch,
  sealFacts,
  type Tx,
} from '../../db/index.ts';
import type { CustomerId, ResellerId } from '../../kernel/index.ts';
import { localDateOf, shownInstant } from '../../kernel/index.ts';
import {
  type Confirmation,
  type Customer,
  type DraftContent,
  findDraft,
  insertDraft,
  insertDraftState,
  insertDraftVersion,
  listConfirmations,
  listCustomers,
  listEmployees,
  listOrders,
  type OrderDraft,
  type OrderLine,
  ordersTheSame,
  withLines,
} from '../../register/index.ts';
import { loadCatalogue } from '../catalogue/load.ts';
import { type Assessment, assessOrder, type OrderingFacts } from './assess.ts';
import { requireContent, requireText } from './content.ts';
import { orderRefusal } from './refusal.ts';

/** Plans with a current deck: rating's `listCurrentPlans`, handed in by the door. */
export type CurrentPlansOf = (tx: Tx) => Promise<ReadonlySet<string>>;

/** What is known of a draft's customer. */
export async function loadOrderingFacts(
  tx: Tx,
  customerId: CustomerId,
  currentPlansOf: CurrentPlansOf,
): Promise<OrderingFacts> {
  const customer = await loadCustomer(tx, customerId);
  return {
    customer,
    employees: await listEmployees(tx, { customerIds: [customerId] }),
    catalogue: await loadCatalogue(tx),
    currentPlans: await currentPlansOf(tx),
  };
}

async function loadCustomer(tx: Tx, customerId: CustomerId): Promise<Customer> {
  const customer = (await listCustomers(tx, { customerIds: [customerId] })).get(customerId);
  if (!customer) throw orderRefusal('customer-unknown', { customer: customerId });
  return customer;
}

/** A draft by its number; refuses one that nobody made. */
export async function loadDraft(tx: Tx, draftId: bigint): Promise<OrderDraft> {
  const draft = await findDraft(tx, draftId);
  if (!draft) throw orderRefusal('unknown', { draft: draftId.toString() });
  return draft;
}

/** Refuses a draft that is confirmed or withdrawn: it stays as it is. */
export function requireOpenDraft(draft: OrderDraft): void {
  const { state, saidBy: by, saidAt, reason } = draft;
  if (state === 'draft') return;
  throw orderRefusal(state, { draft: `${draft.draftId}`, by, at: shownInstant(saidAt), reason });
}

export interface NewDraft extends DraftContent {
  readonly customerId: CustomerId;
}

/** Makes a draft and returns its number. Refuses a domain that is not the customer's. */
export async function draftOrder(
  database: Database,
  { customerId, ...said }: NewDraft,
  actor: Actor,
): Promise<bigint> {
  return database.transaction('writer', async (tx) => {
    await advisoryXactLock(tx, 'register', 'exclusive');
    const customer = await loadCustomer(tx, customerId);
    const employees = await listEmployees(tx, { customerIds: [customerId] });
    const content = requireContent(said, customer, employees);
    const { resellerId } = customer;
    const batchId = await openBatch(tx, actor, { kind: 'order', sourceName: 'draft of an order' });
    const draftId = await insertDraft(tx, batchId, { resellerId, customerId }, content);
    const draft = { resellerId, customerId, draftId, version: 1 };
    await insertDraftState(tx, batchId, draft, stateBy(actor, 'draft'));
    await sealFacts(tx, batchId, [sealOf('order.drafted', draft, content)]);
    return draftId;
  });
}

export interface DraftEdit {
  readonly domain?: string | undefined;
  /** Licences said anew: one for all takes the place of everything, others of their own line. */
  readonly lines?: readonly OrderLine[] | undefined;
}

/** Records a new version of an open draft and returns its number. */
export async function editOrder(
  database: Database,
  draftId: bigint,
  edit: DraftEdit,
  actor: Actor,
): Promise<number> {
  return database.transaction('writer', async (tx) => {
    await advisoryXactLock(tx, 'register', 'exclusive');
    const before = await loadDraft(tx, draftId);
    requireOpenDraft(before);
    const { customerId, resellerId } = before;
    const customer = await loadCustomer(tx, customerId);
    requireSameReseller(before, customer);
    const employees = await listEmployees(tx, { customerIds: [customerId] });
    const edited = { ...before, domain: edit.domain ?? before.domain };
    const said = edit.lines ? withLines(edited, edit.lines) : edited;
    const content = requireContent(said, customer, employees);
    if (ordersTheSame(before, content)) {
      throw orderRefusal('unchanged', { draft: `${draftId}`, version: before.version });
    }
    const sourceName = `draft ${draftId} of an order`;
    const batchId = await openBatch(tx, actor, { kind: 'order', sourceName });
    const draft = { resellerId, customerId, draftId, version: before.version + 1 };
    await insertDraftVersion(tx, batchId, draft, content);
    await insertDraftState(tx, batchId, draft, stateBy(actor, 'draft'));
    await sealFacts(tx, batchId, [sealOf('order.drafted', draft, content)]);
    return draft.version;
  });
}

function requireSameReseller(draft: OrderDraft, { customerId, resellerId }: Customer): void {
  if (draft.resellerId === resellerId) return;
  const facts = { draft: `${draft.draftId}`, customer: customerId };
  throw orderRefusal('customer-moved', { ...facts, before: draft.resellerId, now: resellerId });
}

/** Takes an open draft back, with the reason. */
export async function withdrawOrder(
  database: Database,
  draftId: bigint,
  reason: string,
  actor: Actor,
): Promise<void> {
  const why = requireText('A reason', reason);
  await database.transaction('writer', async (tx) => {
    await advisoryXactLock(tx, 'register', 'exclusive');
    const draft = await loadDraft(tx, draftId);
    requireOpenDraft(draft);
    const sourceName = `draft ${draftId} of an order`;
    const batchId = await openBatch(tx, actor, { kind: 'order', sourceName, reason: why });
    const state = { ...stateBy(actor, 'withdrawn'), reason: why };
    await insertDraftState(tx, batchId, draft, state);
    await sealFacts(tx, batchId, [sealOf('order.withdrawn', draft)]);
  });
}

const stateBy = (actor: Actor, state: 'draft' | 'withdrawn') => ({
  state,
  saidBy: actor.by,
  saidAt: actor.now,
  reason: '',
});

/** What the journal seals of a draft: ids and licences, no names; in whichever order they came. */
export function sealOf(
  kind: string,
  draft: Pick<OrderDraft, 'resellerId' | 'customerId' | 'draftId' | 'version'>,
  content?: DraftContent,
) {
  const { resellerId, customerId, draftId, version } = draft;
  const lines = content?.lines.map(
    ({ employeeId, licence }) => [employeeId ?? '', licence] as const,
  );
  const licences = lines?.sort(([a], [b]) => (a < b ? -1 : 1));
  const { domain, sameForAll: same_for_all } = content ?? {};
  const ordered = content && { domain, same_for_all, licences };
  const about = { draft: draftId.toString(), version, customer: customerId };
  return { resellerId: resellerId as ResellerId, kind, content: { ...about, ...ordered } };
}

/** The numbers of the orders that a confirmation made. */
export async function orderIdsOf(
  tx: Tx,
  { customerId, batchId }: Pick<Confirmation, 'customerId' | 'batchId'>,
): Promise<bigint[]> {
  const orders = await listOrders(tx, { customerIds: [customerId], upTo: batchId });
  return orders.filter((it) => it.batchId === batchId).map(({ orderId }) => orderId);
}

export interface OrderView {
  readonly draft: OrderDraft;
  /** Of a confirmed draft. */
  readonly confirmation: Confirmation | undefined;
  /** Of a confirmed draft: the orders that came of it, one for each licence. */
  readonly orderIds: readonly bigint[];
  /** As the draft would be judged now; of a confirmed one, what its licences are today. */
  readonly assessment: Assessment;
  readonly facts: OrderingFacts;
}

/** A draft with everything that stands in the way of confirming it now. */
export async function viewOrder(
  database: Database,
  draftId: bigint,
  now: Actor['now'],
  currentPlansOf: CurrentPlansOf,
): Promise<OrderView> {
  const view = async (tx: Tx): Promise<OrderView> => {
    const draft = await loadDraft(tx, draftId);
    const [confirmation] = await listConfirmations(tx, { draftIds: [draftId] });
    const facts = await loadOrderingFacts(tx, draft.customerId, currentPlansOf);
    const moment = { on: localDateOf(confirmation?.confirmedAt ?? now), writtenAt: now };
    const assessment = assessOrder(draft, confirmation?.feeAcceptedBy ?? '', facts, moment);
    const orderIds = confirmation ? await orderIdsOf(tx, confirmation) : [];
    return { draft, confirmation, orderIds, assessment, facts };
  };
  return database.transaction('writer', view, { isolation: 'repeatable read', readOnly: true });
}
