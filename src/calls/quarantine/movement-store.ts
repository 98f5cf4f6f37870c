/** SQL of what entered and left quarantine, and of what waits, as a run asks for it (R27). */
import { sql, type Tx } from '../../db/index.ts';
import { type LocalDate, localDateOf, type ResellerId, resellerId } from '../../kernel/index.ts';
import type { BatchRange } from '../store.ts';

type Movement = Readonly<Record<'opening' | 'entered' | 'settled' | 'closing', number>>;

/** What entered and left quarantine between two batches; opening + entered - settled = closing. */
export interface QuarantineMovement extends Movement {
  readonly seconds: Movement;
}

export async function quarantineMovement(
  tx: Tx,
  { after, upTo }: BatchRange,
): Promise<QuarantineMovement> {
  const phases = ['opening', 'entered', 'settled', 'closing'] as const;
  const sums = phases.flatMap((phase) => [
    sql`count(*) filter (where ${sql.ref(phase)}) as ${sql.ref(phase)}`,
    sql`coalesce(sum(seconds) filter (where ${sql.ref(phase)}), 0)::bigint
      as ${sql.ref(`${phase}_seconds`)}`,
  ]);
  const { rows } = await sql<Record<string, bigint>>`
    select ${sql.join(sums)} from (
      select q.billable_seconds as seconds,
        q.batch_id <= ${after} and (s.batch_id is null or s.batch_id > ${after}) as opening,
        q.batch_id > ${after} as entered,
        s.batch_id > ${after} and s.batch_id <= ${upTo} as settled,
        s.batch_id is null or s.batch_id > ${upTo} as closing
      from takst.quarantine q
      left join takst.quarantine_settled s using (reseller_id, quarantine_id)
      where q.batch_id <= ${upTo}
    ) as moved`.execute(tx.db);
  const by = (suffix: string) =>
    Object.fromEntries(
      phases.map((phase) => [phase, Number(rows[0]?.[`${phase}${suffix}`] ?? 0)]),
    ) as unknown as Movement;
  return { ...by(''), seconds: by('_seconds') };
}

/** Open records of one reseller and code, for the exceptions of a run (R27). */
export interface QuarantineCode {
  /** '' where the records do not tell whose they are. */
  readonly resellerId: ResellerId;
  readonly code: string;
  readonly count: number;
  readonly seconds: number;
  /** Local date on which the oldest of them entered. */
  readonly since: LocalDate;
}

/** Open records grouped by reseller and code, as known at a batch. */
export async function listQuarantineCodes(tx: Tx, upTo: bigint): Promise<QuarantineCode[]> {
  const { rows } = await sql<{
    reseller_id: string;
    code: string;
    count: bigint;
    seconds: bigint;
    since: Date;
  }>`
    select q.reseller_id, q.code, count(*) as count, sum(q.billable_seconds)::bigint as seconds,
      min(q.entered_at) as since
    from takst.quarantine q
    left join takst.quarantine_settled s on s.reseller_id = q.reseller_id
      and s.quarantine_id = q.quarantine_id and s.batch_id <= ${upTo}
    where q.batch_id <= ${upTo} and s.quarantine_id is null
    group by q.reseller_id, q.code order by q.reseller_id, q.code`.execute(tx.db);
  return rows.map((row) => ({
    resellerId: resellerId(row.reseller_id),
    code: row.code,
    count: Number(row.count),
    seconds: Number(row.seconds),
    since: localDateOf(row.since),
  }));
}
