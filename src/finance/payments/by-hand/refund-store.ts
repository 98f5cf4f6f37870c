/** SQL of refunds: what of matches was sent back, and what of that came back again. */
import { insertRows, sql, type Tx } from '../../../db/index.ts';
import { type LocalDate, type Money, ore } from '../../../kernel/index.ts';

export interface NewRefund {
  readonly resellerId: string;
  readonly no: bigint;
  readonly number: number;
  /** The batch of the match of which it is. */
  readonly matchBatchId: bigint;
  readonly amount: Money;
  readonly accountingDate: LocalDate;
}

export interface MadeRefund extends NewRefund {
  /** The batch that it was made in. */
  readonly refundBatchId: bigint;
}

/** Refunds of a payment that stand, in order of their batches. */
export async function listRefunds(tx: Tx, no: bigint): Promise<MadeRefund[]> {
  const { rows } = await sql<{
    reseller_id: string;
    number: number;
    match_batch_id: bigint;
    amount_ore: bigint;
    accounting_date: string;
    batch_id: bigint;
  }>`
    select r.* from takst.payment_refund r
    where r.payment_no = ${no} and not exists (select from takst.payment_refund_undone u
      where u.reseller_id = r.reseller_id and u.payment_no = r.payment_no
        and u.number = r.number and u.refund_batch_id = r.batch_id)
    order by r.batch_id`.execute(tx.db);
  return rows.map((r) => ({
    resellerId: r.reseller_id,
    no,
    number: r.number,
    matchBatchId: r.match_batch_id,
    amount: ore(r.amount_ore),
    accountingDate: r.accounting_date as LocalDate,
    refundBatchId: r.batch_id,
  }));
}

export async function insertRefund(tx: Tx, batchId: bigint, it: NewRefund): Promise<void> {
  const columns = {
    reseller_id: 'text',
    payment_no: 'bigint',
    number: 'integer',
    match_batch_id: 'bigint',
    amount_ore: 'bigint',
    accounting_date: 'date',
    batch_id: 'bigint',
  };
  const { resellerId, no, number, matchBatchId, amount, accountingDate } = it;
  const row = [resellerId, no, number, matchBatchId, amount, accountingDate, batchId];
  await insertRows(tx, 'payment_refund', columns, [row]);
}

export async function insertRefundUndone(tx: Tx, batchId: bigint, it: MadeRefund): Promise<void> {
  const columns = {
    reseller_id: 'text',
    payment_no: 'bigint',
    number: 'integer',
    refund_batch_id: 'bigint',
    accounting_date: 'date',
    batch_id: 'bigint',
  };
  const row = [it.resellerId, it.no, it.number, it.refundBatchId, it.accountingDate, batchId];
  await insertRows(tx, 'payment_refund_undone', columns, [row]);
}
