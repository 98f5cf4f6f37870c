/**
 * All SQL of drafts of orders and of their confirmations. Versions and states are only added; the
 * latest of each is read, as known at a cut-off or now. What a draft must be like, and who may
 * confirm it, is decided elsewhere.
 */
import { insertRows, sql, type Tx } from '../../db/index.ts';
import type { CustomerId, Instant, LocalDate, ResellerId } from '../../kernel/index.ts';
import { customerId, employeeId, resellerId } from '../../kernel/index.ts';
import { type AsKnown, chosen, type OfCustomers } from '../store.ts';
import type {
  Confirmation,
  DraftContent,
  DraftHead,
  DraftState,
  OrderDraft,
  OrderLine,
} from './draft.ts';

/** Under whom and for whom a draft is filed. */
type Whose = Pick<DraftHead, 'resellerId' | 'customerId'>;
type DraftVersion = Whose & Pick<DraftHead, 'draftId' | 'version'>;

/** Records the first version of a draft, and returns its number. */
export async function insertDraft(
  tx: Tx,
  batchId: bigint,
  whose: Whose,
  content: DraftContent,
): Promise<bigint> {
  const { rows } = await sql<{ draft_id: bigint }>`
    insert into takst.order_draft (reseller_id, customer_id, version, domain, same_for_all, batch_id)
    values (${whose.resellerId}, ${whose.customerId}, 1, ${content.domain}, ${content.sameForAll},
      ${batchId.toString()}::bigint)
    returning draft_id`.execute(tx.db);
  const draftId = rows[0]?.draft_id ?? 0n;
  await insertLines(tx, { ...whose, draftId, version: 1 }, content.lines);
  return draftId;
}

/** Records a later version beside those before it. */
export async function insertDraftVersion(
  tx: Tx,
  batchId: bigint,
  draft: DraftVersion,
  content: DraftContent,
): Promise<void> {
  await sql`
    insert into takst.order_draft (reseller_id, customer_id, draft_id, version, domain,
      same_for_all, batch_id)
    values (${draft.resellerId}, ${draft.customerId}, ${draft.draftId.toString()}::bigint,
      ${draft.version}, ${content.domain}, ${content.sameForAll}, ${batchId.toString()}::bigint)
    `.execute(tx.db);
  await insertLines(tx, draft, content.lines);
}

async function insertLines(tx: Tx, draft: DraftVersion, lines: readonly OrderLine[]) {
  const columns = {
    reseller_id: 'text',
    customer_id: 'text',
    draft_id: 'bigint',
    version: 'integer',
    employee_id: 'text',
    licence: 'text',
  };
  const cells = lines.map((line) => [
    draft.resellerId,
    draft.customerId,
    draft.draftId,
    draft.version,
    line.employeeId ?? '',
    line.licence,
  ]);
  await insertRows(tx, 'order_draft_line', columns, cells);
}

export interface NewDraftState {
  readonly state: DraftState;
  readonly saidBy: string;
  readonly saidAt: Instant;
  readonly reason: string;
}

export async function insertDraftState(
  tx: Tx,
  batchId: bigint,
  draft: DraftVersion,
  { state, saidBy, saidAt, reason }: NewDraftState,
): Promise<void> {
  await sql`
    insert into takst.order_draft_state (reseller_id, customer_id, draft_id, version, state,
      said_by, said_at, reason, batch_id)
    values (${draft.resellerId}, ${draft.customerId}, ${draft.draftId.toString()}::bigint,
      ${draft.version}, ${state}, ${saidBy}, ${saidAt}, ${reason}, ${batchId.toString()}::bigint)
    `.execute(tx.db);
}

interface DraftColumns {
  draft_id: bigint;
  reseller_id: string;
  customer_id: string;
  version: number;
  domain: string;
  same_for_all: boolean;
  state: DraftState;
  said_by: string;
  said_at: Instant;
  reason: string;
}

const headOf = (row: DraftColumns): DraftHead => ({
  draftId: row.draft_id,
  resellerId: resellerId(row.reseller_id),
  customerId: customerId(row.customer_id),
  version: row.version,
  domain: row.domain,
  sameForAll: row.same_for_all,
  state: row.state,
  saidBy: row.said_by,
  saidAt: row.said_at,
  reason: row.reason,
});

export interface DraftFilter extends AsKnown {
  readonly draftId?: bigint | undefined;
  readonly customerId?: CustomerId | undefined;
  readonly state?: DraftState | undefined;
  /** Only drafts after this one, in the order of their numbers. */
  readonly after?: bigint | undefined;
  readonly limit?: number | undefined;
}

/** The last version of each draft with its latest state, in the order of their numbers. */
export async function listDrafts(tx: Tx, filter: DraftFilter = {}): Promise<DraftHead[]> {
  const { upTo, draftId, state, after, limit } = filter;
  const known = chosen({ upTo, customerIds: filter.customerId && [filter.customerId] });
  const knownState = upTo === undefined ? sql`true` : sql`s.batch_id <= ${upTo}::bigint`;
  const only = draftId === undefined ? sql`true` : sql`draft_id = ${draftId}::bigint`;
  const { rows } = await sql<DraftColumns>`
    select d.draft_id, d.reseller_id, d.customer_id, d.version, d.domain, d.same_for_all,
      l.state, l.said_by, l.said_at, l.reason
    from (
      select distinct on (draft_id) * from takst.order_draft
      where ${known} and ${only} and draft_id > ${after ?? 0n}::bigint
      order by draft_id, version desc
    ) d
    cross join lateral (
      select s.* from takst.order_draft_state s
      where s.reseller_id = d.reseller_id and s.customer_id = d.customer_id
        and s.draft_id = d.draft_id and ${knownState}
      order by s.batch_id desc limit 1
    ) l
    where ${state ?? null}::text is null or l.state = ${state ?? null}::text
    order by d.draft_id limit ${limit ?? null}::bigint`.execute(tx.db);
  return rows.map(headOf);
}

/** One draft with its lines, the one for all or those of employees in the order of their ids. */
export async function findDraft(
  tx: Tx,
  draftId: bigint,
  known: AsKnown = {},
): Promise<OrderDraft | undefined> {
  const [head] = await listDrafts(tx, { ...known, draftId });
  if (!head) return undefined;
  const { rows } = await sql<{ employee_id: string; licence: string }>`
    select employee_id, licence from takst.order_draft_line
    where reseller_id = ${head.resellerId} and customer_id = ${head.customerId}
      and draft_id = ${draftId}::bigint and version = ${head.version}
    order by employee_id`.execute(tx.db);
  const lines = rows.map((row) => ({
    employeeId: row.employee_id === '' ? undefined : employeeId(row.employee_id),
    licence: row.licence,
  }));
  return { ...head, lines };
}

export async function insertConfirmation(
  tx: Tx,
  batchId: bigint,
  made: Omit<Confirmation, 'batchId'>,
): Promise<void> {
  const { wording } = made;
  await sql`
    insert into takst.order_confirmation (reseller_id, customer_id, draft_id, version,
      confirmed_by, confirmed_at, fee_accepted_by, valid_from, wording_version, wording_language,
      wording_text, wording_sha256, salt, batch_id)
    values (${made.resellerId}, ${made.customerId}, ${made.draftId.toString()}::bigint,
      ${made.version}, ${made.confirmedBy}, ${made.confirmedAt}, ${made.feeAcceptedBy},
      ${made.validFrom}::date, ${wording.version}, ${wording.language}, ${wording.text},
      ${wording.sha256}, ${made.salt}, ${batchId.toString()}::bigint)`.execute(tx.db);
}

interface ConfirmationColumns {
  draft_id: bigint;
  reseller_id: string;
  customer_id: string;
  version: number;
  confirmed_by: string;
  confirmed_at: Instant;
  fee_accepted_by: string;
  valid_from: string;
  wording_version: string;
  wording_language: 'da' | 'en';
  wording_text: string;
  wording_sha256: Buffer;
  salt: Buffer;
  batch_id: bigint;
}

/** Confirmations in the order of their drafts' numbers. */
export async function listConfirmations(
  tx: Tx,
  asked: OfCustomers & { readonly draftIds?: readonly bigint[] | undefined } = {},
): Promise<Confirmation[]> {
  const { upTo, customerIds, resellerId, draftIds } = asked;
  const only = draftIds ? sql`draft_id = any(${draftIds.map(String)}::bigint[])` : sql`true`;
  const { rows } = await sql<ConfirmationColumns>`
    select draft_id, reseller_id, customer_id, version, confirmed_by, confirmed_at,
      fee_accepted_by, valid_from, wording_version, wording_language, wording_text,
      wording_sha256, salt, batch_id
    from takst.order_confirmation where ${chosen({ upTo, customerIds, resellerId })} and ${only}
    order by draft_id`.execute(tx.db);
  return rows.map((row) => ({
    draftId: row.draft_id,
    resellerId: row.reseller_id as ResellerId,
    customerId: row.customer_id as CustomerId,
    version: row.version,
    confirmedBy: row.confirmed_by,
    confirmedAt: row.confirmed_at,
    feeAcceptedBy: row.fee_accepted_by,
    validFrom: row.valid_from as LocalDate,
    wording: {
      version: row.wording_version,
      language: row.wording_language,
      text: row.wording_text,
      sha256: row.wording_sha256,
    },
    salt: row.salt,
    batchId: row.batch_id,
  }));
}
