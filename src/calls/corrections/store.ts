/**
 * SQL that finds standing calls. A call is looked up by its whole key, month
 * included, so that the cost follows what is corrected and not the calls of earlier years; the limits
 * insist on it.
 */
import { type Cell, type Columns, sql, type Tx, unfold } from '../../db/index.ts';
import { month } from '../../kernel/index.ts';
import type { CallKey, StandingCall } from './standing.ts';

export const keyColumns = {
  reseller_id: 'text',
  customer_id: 'text',
  service_month: 'date',
  batch_id: 'bigint',
  line_no: 'bigint',
} as const satisfies Columns;

export const keyCells = (key: CallKey): Cell[] => [
  key.resellerId,
  key.customerId,
  `${key.serviceMonth}-01`,
  key.batchId,
  key.line,
];

/** The row of `call` that a key `k` names, as `c`. */
export const rowOfKey = sql`cross join lateral (
  select * from takst.call where reseller_id = k.reseller_id and customer_id = k.customer_id
    and service_month = k.service_month and batch_id = k.batch_id and line_no = k.line_no
  limit 1) c`;

/** Whether the row `c` was taken back, as `gone.taken`; null where it was not. */
const whetherTakenBack = sql`left join lateral (
  select true as taken from takst.call b where b.reseller_id = c.reseller_id
    and b.customer_id = c.customer_id and b.service_month = c.service_month
    and b.of_batch = c.batch_id and b.of_line = c.line_no and b.sign = -1
  limit 1) gone on true`;

const standingColumns = sql`c.reseller_id, c.customer_id, c.service_month::text, c.batch_id,
  c.line_no, c.source, c.record_id, c.call_id, c.outgoing, c.from_text, c.to_text, c.started_at,
  c.billable_seconds, c.employee_id, c.outcome, c.reason, c.deck_id, c.destination,
  c.billed_seconds, c.price_micro, c.calls, c.gathered_seconds, c.repeated_seconds, c.answered_at,
  c.outer_leg`;

interface StandingRow {
  reseller_id: string;
  customer_id: string;
  service_month: string;
  batch_id: bigint;
  line_no: bigint;
  source: string;
  record_id: string;
  call_id: string | null;
  outgoing: boolean;
  from_text: string;
  to_text: string;
  started_at: Date;
  billable_seconds: number;
  employee_id: string | null;
  outcome: StandingCall['outcome'];
  reason: string;
  deck_id: bigint | null;
  destination: string | null;
  billed_seconds: number | null;
  price_micro: bigint | null;
  calls: number;
  gathered_seconds: number | null;
  repeated_seconds: number | null;
  answered_at: Date | null;
  outer_leg: string | null;
}

const standingOf = (row: StandingRow): StandingCall => ({
  resellerId: row.reseller_id,
  customerId: row.customer_id,
  serviceMonth: month(row.service_month.slice(0, 7)),
  batchId: row.batch_id,
  line: Number(row.line_no),
  source: row.source,
  recordId: row.record_id,
  callId: row.call_id ?? '',
  outgoing: row.outgoing,
  from: row.from_text,
  to: row.to_text,
  startedAt: row.started_at.getTime(),
  seconds: row.billable_seconds,
  answeredAt: row.answered_at?.getTime(),
  outerLeg: row.outer_leg ?? '',
  employeeId: row.employee_id ?? undefined,
  outcome: row.outcome,
  reason: row.reason,
  calls: row.calls === 0 ? 0 : 1,
  gatheredSeconds: row.gathered_seconds ?? undefined,
  repeatedSeconds: row.repeated_seconds ?? 0,
  price:
    row.deck_id === null
      ? undefined
      : {
          deckId: row.deck_id,
          destination: row.destination ?? '',
          billedSeconds: row.billed_seconds ?? 0,
          micro: Number(row.price_micro ?? 0n),
        },
});

/** Those of the keys whose calls stand, in no certain order. */
export async function findStanding(tx: Tx, keys: readonly CallKey[]): Promise<StandingCall[]> {
  if (keys.length === 0) return [];
  const { rows } = await sql<StandingRow>`
    select ${standingColumns}
    from ${unfold(keyColumns, keys.map(keyCells))}
      as k (reseller_id, customer_id, service_month, batch_id, line_no)
    ${rowOfKey} ${whetherTakenBack}
    where c.sign = 1 and gone.taken is null`.execute(tx.db);
  return rows.map(standingOf);
}
