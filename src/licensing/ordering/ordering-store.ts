/**
 * SQL that only the audit of orders asks: what each batch recorded of drafts, versions, states and
 * confirmations laid side by side, also where one of them is missing.
 */
import { sql, type Tx } from '../../db/index.ts';
import type { CustomerId, Instant, ResellerId } from '../../kernel/index.ts';
import { employeeId } from '../../kernel/index.ts';
import {
  type Confirmation,
  type DraftContent,
  type DraftState,
  listConfirmations,
} from '../../register/index.ts';

/** What one batch recorded of one draft. */
export interface DraftStep {
  readonly resellerId: ResellerId;
  readonly customerId: CustomerId;
  readonly draftId: bigint;
  readonly batchId: bigint;
  /** The version that the state speaks of. */
  readonly version: number;
  /** It recorded a version. */
  readonly drafted: boolean;
  readonly state: DraftState | undefined;
  readonly said: Said;
  readonly batch: Said;
  /** Of the version that the state speaks of. */
  readonly content: DraftContent;
  readonly confirmation: Confirmation | undefined;
}

/** By whom, when and why. */
interface Said {
  readonly by: string;
  readonly at: Instant | undefined;
  readonly reason: string;
}

interface StepRow {
  reseller_id: ResellerId;
  customer_id: CustomerId;
  draft_id: bigint;
  batch_id: bigint;
  version: number;
  drafted: boolean;
  state: DraftState | null;
  said_by: string | null;
  said_at: Instant | null;
  reason: string | null;
  recorded_by: string;
  recorded_at: Instant;
  batch_reason: string;
  domain: string | null;
  same_for_all: boolean | null;
  employees: string[];
  licences: string[];
}

/** Steps of these batches, in the order of drafts and batches. */
export async function listDraftSteps(tx: Tx, batchIds: readonly bigint[]): Promise<DraftStep[]> {
  const among = sql`batch_id = any(${batchIds.map(String)}::bigint[])`;
  const key = sql`reseller_id, customer_id, draft_id, batch_id`;
  const { rows } = await sql<StepRow>`
    select k.*, coalesce(s.version, d.version, c.version) as version, d.version is not null as drafted,
      s.state, s.said_by, s.said_at, s.reason,
      b.recorded_by, b.recorded_at, b.reason as batch_reason,
      v.domain, v.same_for_all, l.employees, l.licences
    from (select ${key} from takst.order_draft where ${among}
      union select ${key} from takst.order_draft_state where ${among}
      union select ${key} from takst.order_confirmation where ${among}) k
    join takst.batch b using (batch_id)
    left join takst.order_draft d using (${key})
    left join takst.order_draft_state s using (${key})
    left join takst.order_confirmation c using (${key})
    left join takst.order_draft v on v.reseller_id = k.reseller_id
      and v.customer_id = k.customer_id and v.draft_id = k.draft_id
      and v.version = coalesce(s.version, d.version, c.version)
    cross join lateral (
      select coalesce(array_agg(employee_id order by employee_id), '{}') as employees,
        coalesce(array_agg(licence order by employee_id), '{}') as licences
      from takst.order_draft_line o
      where o.reseller_id = k.reseller_id and o.customer_id = k.customer_id
        and o.draft_id = k.draft_id and o.version = coalesce(s.version, d.version, c.version)
    ) l
    order by k.draft_id, k.batch_id`.execute(tx.db);
  const confirmations = await confirmationsOf(tx, rows);
  return rows.map((row) => {
    const { reseller_id: resellerId, draft_id: draftId, batch_id: batchId } = row;
    return stepOf(row, confirmations.get(keyOf({ resellerId, draftId, batchId })));
  });
}

const keyOf = (it: Pick<DraftStep, 'resellerId' | 'draftId' | 'batchId'>): string =>
  `${it.draftId} ${it.batchId} ${it.resellerId}`;

async function confirmationsOf(tx: Tx, rows: readonly StepRow[]) {
  const draftIds = [...new Set(rows.map((row) => row.draft_id))];
  const confirmations = await listConfirmations(tx, { draftIds });
  return new Map(confirmations.map((it) => [keyOf(it), it]));
}

function stepOf(row: StepRow, confirmation: Confirmation | undefined): DraftStep {
  const lines = row.licences.map((licence, at) => {
    const whose = row.employees[at] ?? '';
    return { licence, employeeId: whose === '' ? undefined : employeeId(whose) };
  });
  return {
    resellerId: row.reseller_id,
    customerId: row.customer_id,
    draftId: row.draft_id,
    batchId: row.batch_id,
    version: row.version,
    drafted: row.drafted,
    state: row.state ?? undefined,
    said: { by: row.said_by ?? '', at: row.said_at ?? undefined, reason: row.reason ?? '' },
    batch: { by: row.recorded_by, at: row.recorded_at, reason: row.batch_reason },
    content: { domain: row.domain ?? '', sameForAll: row.same_for_all === true, lines },
    confirmation,
  };
}
