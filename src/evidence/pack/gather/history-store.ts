/**
 * SQL that reads what was written about many findings at once: how each looked at every cross-check
 * and what became of it. Reads only; the rows are the cross-check's.
 */
import { sql, type Tx } from '../../../db/index.ts';
import { type Instant, ore } from '../../../kernel/index.ts';
import type { FindingEvent } from '../facts.ts';

interface EventRow {
  finding_id: bigint;
  at: Instant;
  event: string;
  reference: string;
  by: string;
  reason: string;
  per_month_ore: bigint | null;
  total_ore: bigint | null;
}

/** By finding, in the order of recording; within one record the look comes before the state. */
export async function listFindingEvents(
  tx: Tx,
  findingIds: readonly bigint[],
  upTo: bigint,
): Promise<Map<bigint, FindingEvent[]>> {
  const ids = findingIds.map(String);
  const { rows } = await sql<EventRow>`
    select finding_id, at, event, reference, by, reason, per_month_ore, total_ore from (
      select finding_id, batch_id, 1 as place, observed_at as at, 'observed' as event,
        '' as reference, '' as by, '' as reason, per_month_ore, total_ore
      from takst.finding_observation where finding_id = any(${ids}::bigint[])
      union all
      select finding_id, batch_id, 2, at, state, reference, by, reason, null, null
      from takst.finding_state where finding_id = any(${ids}::bigint[])) events
    where batch_id <= ${upTo.toString()}::bigint
    order by finding_id, batch_id, place`.execute(tx.db);
  const byFinding = new Map<bigint, FindingEvent[]>();
  for (const row of rows) {
    const event = eventOf(row);
    const others = byFinding.get(row.finding_id);
    if (others) others.push(event);
    else byFinding.set(row.finding_id, [event]);
  }
  return byFinding;
}

const eventOf = (row: EventRow): FindingEvent => ({
  at: row.at,
  event: row.event,
  reference: row.reference,
  by: row.by,
  reason: row.reason,
  monthly: row.per_month_ore === null ? undefined : ore(row.per_month_ore),
  total: row.total_ore === null ? undefined : ore(row.total_ore),
});
