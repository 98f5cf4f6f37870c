/** SQL of matches that are undone: which there are of a payment, and taking one back. */
import { insertRows, sql, type Tx } from '../../../db/index.ts';
import { type LocalDate, type Money, ore } from '../../../kernel/index.ts';

export interface NewUnmatch {
  readonly resellerId: string;
  readonly no: bigint;
  readonly number: number;
  /** What the match was of, above 0: a match is undone as a whole. */
  readonly amount: Money;
  readonly accountingDate: LocalDate;
  /** The batch that the match was made in. */
  readonly matchBatchId: bigint;
}

export interface MadeMatch extends NewUnmatch {
  readonly isUndone: boolean;
}

/** Every match of a payment, those undone included, in order of their batches. */
export async function listMatches(tx: Tx, no: bigint): Promise<MadeMatch[]> {
  const { rows } = await sql<{
    reseller_id: string;
    number: number;
    amount_ore: bigint;
    accounting_date: string;
    batch_id: bigint;
    is_undone: boolean;
  }>`
    select m.*, u.batch_id is not null as is_undone
    from takst.payment_match m left join takst.payment_unmatch u
      on u.reseller_id = m.reseller_id and u.payment_no = m.payment_no and u.number = m.number
      and u.match_batch_id = m.batch_id
    where m.payment_no = ${no} order by m.batch_id, m.number`.execute(tx.db);
  return rows.map((r) => ({
    resellerId: r.reseller_id,
    no,
    number: r.number,
    amount: ore(r.amount_ore),
    accountingDate: r.accounting_date as LocalDate,
    matchBatchId: r.batch_id,
    isUndone: r.is_undone,
  }));
}

export async function insertUnmatch(tx: Tx, batchId: bigint, it: NewUnmatch): Promise<void> {
  const columns = {
    reseller_id: 'text',
    payment_no: 'bigint',
    number: 'integer',
    match_batch_id: 'bigint',
    accounting_date: 'date',
    batch_id: 'bigint',
  };
  const row = [it.resellerId, it.no, it.number, it.matchBatchId, it.accountingDate, batchId];
  await insertRows(tx, 'payment_unmatch', columns, [row]);
}

/** The last day on which something of a payment was taken off a document. */
export async function findLastUndone(tx: Tx, no: bigint): Promise<LocalDate | undefined> {
  const { rows } = await sql<{ last: string | null }>`
    select max(accounting_date) as last from takst.payment_unmatch
    where payment_no = ${no}`.execute(tx.db);
  return (rows[0]?.last ?? undefined) as LocalDate | undefined;
}
