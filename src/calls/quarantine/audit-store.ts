/**
 * SQL that compares what settled the records that waited with the calls that came of them, and the
 * identities of records with how many were met (R18, R19, R22). A question for an audit. What retention
 * has purged since is not missed.
 */
import { sql, type Tx } from '../../db/index.ts';

/** The first record that was settled as something that is not stored, or the other way round. */
export async function findSettlementFault(tx: Tx): Promise<string | undefined> {
  const { rows } = await sql<{
    quarantine_id: bigint;
    outcome: string | null;
    call: string | null;
  }>`
    with stored as (
      select c.line_no as quarantine_id, c.batch_id, c.outcome from takst.call c
      join takst.batch b on b.batch_id = c.batch_id and b.kind in ('retry', 'quarantine')
      where c.line_no > 0),
    settled as (
      select s.quarantine_id, s.batch_id, s.outcome, b.kind from takst.quarantine_settled s
      join takst.batch b using (batch_id))
    select quarantine_id, settled.outcome, stored.outcome as call
    from settled full join stored using (quarantine_id, batch_id)
    where case
      when settled.outcome = 'dismissed' then settled.kind <> 'quarantine' or stored is not null
      when settled.outcome = 'duplicate' then settled.kind <> 'retry' or stored is not null
      when stored is not null then stored.outcome is distinct from settled.outcome
      else settled.kind not in ('retry', 'quarantine')
        or not exists (select from takst.sealed_month m where m.batch_id > settled.batch_id) end
    order by quarantine_id limit 1`.execute(tx.db);
  const [row] = rows;
  if (!row) return undefined;
  const was = row.outcome === null ? 'waits' : `was settled as ${row.outcome}`;
  const call = row.call === null ? 'no call' : `a call that is ${row.call}`;
  return `record ${row.quarantine_id} of quarantine ${was}, and its batch stored ${call} of it (R19)`;
}

/**
 * A file or retry that met more or fewer records for the first time than there are identities of it.
 * A record that could not be read has none, and gets it with its call.
 */
export async function findIdentityFault(tx: Tx): Promise<string | undefined> {
  const { rows } = await sql<{ batch_id: bigint; met: bigint; known: bigint }>`
    with met as (
      select batch_id, sum(n)::bigint as n from (
        select batch_id, rated_count + free_count + excluded_count as n from takst.call_batch
        union all
        select batch_id, count(*) from takst.quarantine
        where code <> 'conflict' and code not like 'unreadable.%' group by batch_id
        union all
        select s.batch_id, count(*) from takst.quarantine_settled s
        join takst.quarantine q using (reseller_id, quarantine_id)
        join takst.batch b on b.batch_id = s.batch_id and b.kind = 'retry'
        join takst.call c on c.batch_id = s.batch_id and c.line_no = s.quarantine_id
        where q.code like 'unreadable.%' or q.source <> c.source or q.record_id <> c.record_id
        group by s.batch_id) as counted
      group by batch_id),
    known as (select batch_id, count(*) as n from takst.call_identity group by batch_id)
    select batch_id, coalesce(met.n, 0) as met, coalesce(known.n, 0) as known
    from met full join known using (batch_id)
    where coalesce(met.n, 0) <> coalesce(known.n, 0)
      and (exists (select from takst.call_batch f where f.batch_id = coalesce(met.batch_id, known.batch_id))
        or not exists (select from takst.sealed_month m
          where m.batch_id > coalesce(met.batch_id, known.batch_id)))
    order by batch_id limit 1`.execute(tx.db);
  const [row] = rows;
  return (
    row &&
    `batch ${row.batch_id} met ${row.met} records for the first time, and ${row.known} are known by ` +
      'their id (R18)'
  );
}
