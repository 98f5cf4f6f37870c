/**
 * SQL of the months that are closed (R24): which they are, and how they stand beside the batches that
 * closed them and the transactions dated in them, for whoever seals and verifies them.
 */
import { type SealBegin, sealedRows, sql, type Tx } from '../db/index.ts';
import { type Instant, type Month, month } from '../kernel/index.ts';

export interface ClosedMonth {
  readonly month: Month;
  readonly closedAt: Instant;
  readonly closedBy: string;
}

export async function listClosedMonths(tx: Tx): Promise<ClosedMonth[]> {
  const { rows } = await sql<{ month: string; closed_at: Date; closed_by: string }>`
    select month, closed_at, closed_by from takst.closed_month order by month`.execute(tx.db);
  return rows.map((r) => ({
    month: month(r.month),
    closedAt: r.closed_at,
    closedBy: r.closed_by,
  }));
}

export async function insertClosedMonth(tx: Tx, batchId: bigint, closed: ClosedMonth) {
  await sql`insert into takst.closed_month (month, closed_at, closed_by, batch_id)
    values (${`${closed.month}-01`}, ${closed.closedAt}, ${closed.closedBy}, ${batchId})`.execute(
    tx.db,
  );
}

/** When the last transaction dated in a month was recorded; undefined: there is none. */
export async function findLastRecorded(tx: Tx, of: Month): Promise<Instant | undefined> {
  const { rows } = await sql<{ last: Date | null }>`
    select max(recorded_at) as last from takst.ledger_transaction
    where accounting_date >= ${`${of}-01`}::date
      and accounting_date < ${`${of}-01`}::date + interval '1 month'`.execute(tx.db);
  return rows[0]?.last ?? undefined;
}

/** A closing as it is sealed: under which batch, and which batch made it. */
export interface SealedClosing extends ClosedMonth {
  readonly resellerId: '';
  readonly batchId: bigint;
  readonly filedIn: bigint;
  readonly transactions: bigint;
}

/** The closings that an open batch has to seal, or all that are sealed, in the order of their seals. */
export async function listClosings(
  tx: Tx,
  begin: SealBegin,
  own?: bigint,
): Promise<SealedClosing[]> {
  const { batch, which } = sealedRows(begin, own);
  const { rows } = await sql<{
    sealed: bigint;
    batch_id: bigint;
    month: string;
    closed_at: Date;
    closed_by: string;
    transactions: bigint;
  }>`
    select ${batch} as sealed, batch_id, to_char(month, 'YYYY-MM') as month, closed_at, closed_by,
      (select count(*) from takst.ledger_transaction t where t.accounting_date >= c.month
        and t.accounting_date < c.month + interval '1 month') as transactions
    from takst.closed_month c where ${which} order by sealed, c.month`.execute(tx.db);
  return rows.map((r) => ({
    resellerId: '',
    batchId: r.sealed,
    filedIn: r.batch_id,
    month: month(r.month),
    closedAt: r.closed_at,
    closedBy: r.closed_by,
    transactions: r.transactions,
  }));
}

/** The first batch that closed a month of which there is no closing, or another; or the other way round. */
export async function findUnclosed(
  tx: Tx,
): Promise<{ batchId: bigint; month: string } | undefined> {
  const { rows } = await sql<{ batch_id: bigint; month: string }>`
    select coalesce(b.batch_id, c.batch_id) as batch_id,
      coalesce(b.source_name, to_char(c.month, 'YYYY-MM')) as month
    from (select * from takst.batch where kind = 'close') b
    full join takst.closed_month c on c.batch_id = b.batch_id
      and to_char(c.month, 'YYYY-MM') = b.source_name and c.closed_by = b.recorded_by
      and c.closed_at >= b.recorded_at
    where b.batch_id is null or c.batch_id is null
    order by 1 limit 1`.execute(tx.db);
  const [row] = rows;
  return row && { batchId: row.batch_id, month: row.month };
}
