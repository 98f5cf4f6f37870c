/**
 * SQL that only the check of sealed payments asks: what batches recorded, texts that nobody erased
 * and are gone, and whether the ledger holds what was matched. Reads only.
 */
import { sql, type Tx } from '../../db/index.ts';
import { type LocalDate, ore } from '../../kernel/index.ts';
import type { MadeRefund, NewRefund } from './by-hand/refund-store.ts';
import type { NewUnmatch } from './by-hand/undo-store.ts';
import type { ErasedText } from './erase-store.ts';
import type { How, Wait } from './match.ts';

interface PaymentRow {
  reseller_id: string;
  payment_no: bigint;
  paid_on: string;
  amount_ore: bigint;
  reference: string;
  text_commitment: Buffer;
  waits_for: Wait;
  identity: Buffer | null;
  batch_id: bigint;
  salt: Buffer | null;
  text: string | null;
}

/** Payments that came in with these batches; the bank's text where it is not erased. */
export async function listRecorded(tx: Tx, batchIds: readonly bigint[]) {
  const { rows } = await sql<PaymentRow>`
    select p.*, i.identity, t.salt, t.text
    from takst.incoming_payment p left join takst.taken_payment i using (payment_no)
    left join takst.incoming_payment_text t
      on t.reseller_id = p.reseller_id and t.payment_no = p.payment_no
    where p.batch_id = any(${batchIds.map(String)}::bigint[]) order by p.payment_no`.execute(tx.db);
  return rows.map((r) => ({
    resellerId: r.reseller_id,
    no: r.payment_no,
    paidOn: r.paid_on as LocalDate,
    amount: ore(r.amount_ore),
    reference: r.reference,
    textCommitment: r.text_commitment,
    waitsFor: r.waits_for,
    // Without one it comes to another seal than was made of it.
    identity: r.identity ?? Buffer.alloc(0),
    batchId: r.batch_id,
    said: r.salt && { salt: r.salt, text: r.text ?? '' },
  }));
}

interface MatchRow {
  reseller_id: string;
  payment_no: bigint;
  number: number;
  amount_ore: bigint;
  accounting_date: string;
  how: How;
  batch_id: bigint;
}

/** Matches that these batches made. */
export async function listRecordedMatches(tx: Tx, batchIds: readonly bigint[]) {
  const { rows } = await sql<MatchRow>`
    select * from takst.payment_match where batch_id = any(${batchIds.map(String)}::bigint[])
    order by payment_no, number`.execute(tx.db);
  return rows.map((r) => ({
    resellerId: r.reseller_id,
    no: r.payment_no,
    number: r.number,
    amount: ore(r.amount_ore),
    accountingDate: r.accounting_date as LocalDate,
    how: r.how,
    batchId: r.batch_id,
  }));
}

type Recorded<T> = T & { readonly batchId: bigint };

/** Matches that these batches took back. */
export async function listRecordedUnmatches(
  tx: Tx,
  batchIds: readonly bigint[],
): Promise<Recorded<NewUnmatch>[]> {
  const { rows } = await sql<Omit<MatchRow, 'how'> & { match_batch_id: bigint }>`
    select u.*, m.amount_ore from takst.payment_unmatch u join takst.payment_match m
      on m.reseller_id = u.reseller_id and m.payment_no = u.payment_no and m.number = u.number
      and m.batch_id = u.match_batch_id
    where u.batch_id = any(${batchIds.map(String)}::bigint[])
    order by u.payment_no, u.number`.execute(tx.db);
  return rows.map((r) => ({
    resellerId: r.reseller_id,
    no: r.payment_no,
    number: r.number,
    amount: ore(r.amount_ore),
    accountingDate: r.accounting_date as LocalDate,
    matchBatchId: r.match_batch_id,
    batchId: r.batch_id,
  }));
}

/** Refunds that these batches made. */
export async function listRecordedRefunds(
  tx: Tx,
  batchIds: readonly bigint[],
): Promise<Recorded<NewRefund>[]> {
  const { rows } = await sql<Omit<MatchRow, 'how'> & { match_batch_id: bigint }>`
    select * from takst.payment_refund where batch_id = any(${batchIds.map(String)}::bigint[])
    order by payment_no, number`.execute(tx.db);
  return rows.map((r) => ({
    ...moved(r),
    matchBatchId: r.match_batch_id,
    batchId: r.batch_id,
  }));
}

/** Refunds that these batches took back. */
export async function listRecordedRefundsUndone(
  tx: Tx,
  batchIds: readonly bigint[],
): Promise<Recorded<Omit<MadeRefund, 'matchBatchId'>>[]> {
  const { rows } = await sql<Omit<MatchRow, 'how'> & { refund_batch_id: bigint }>`
    select u.*, r.amount_ore from takst.payment_refund_undone u join takst.payment_refund r
      on r.reseller_id = u.reseller_id and r.payment_no = u.payment_no and r.number = u.number
      and r.batch_id = u.refund_batch_id
    where u.batch_id = any(${batchIds.map(String)}::bigint[])
    order by u.payment_no, u.number`.execute(tx.db);
  return rows.map((r) => ({
    ...moved(r),
    refundBatchId: r.refund_batch_id,
    batchId: r.batch_id,
  }));
}

const moved = (r: Omit<MatchRow, 'how'>) => ({
  resellerId: r.reseller_id,
  no: r.payment_no,
  number: r.number,
  amount: ore(r.amount_ore),
  accountingDate: r.accounting_date as LocalDate,
});

/** Texts that retention erased under these batches. */
export async function listRecordedErasures(
  tx: Tx,
  batchIds: readonly bigint[],
): Promise<Recorded<ErasedText>[]> {
  const { rows } = await sql<{ reseller_id: string; payment_no: bigint; batch_id: bigint }>`
    select * from takst.payment_text_erased
    where batch_id = any(${batchIds.map(String)}::bigint[]) order by payment_no`.execute(tx.db);
  return rows.map((r) => ({ resellerId: r.reseller_id, no: r.payment_no, batchId: r.batch_id }));
}

/** The first payment that is known as taken and never came: what really comes would be passed over. */
export async function findNeverCame(tx: Tx): Promise<bigint | undefined> {
  const { rows } = await sql<{ payment_no: bigint }>`
    select i.payment_no from takst.taken_payment i
    where not exists (select from takst.incoming_payment p where p.payment_no = i.payment_no)
    order by i.payment_no limit 1`.execute(tx.db);
  return rows[0]?.payment_no;
}

/** The first payment whose text is gone without retention having erased it. */
export async function findTextGone(tx: Tx): Promise<bigint | undefined> {
  const { rows } = await sql<{ payment_no: bigint }>`
    select p.payment_no from takst.incoming_payment p
    where not exists (select from takst.incoming_payment_text t
        where t.reseller_id = p.reseller_id and t.payment_no = p.payment_no)
      and not exists (select from takst.payment_text_erased e
        where e.reseller_id = p.reseller_id and e.payment_no = p.payment_no)
    order by p.payment_no limit 1`.execute(tx.db);
  return rows[0]?.payment_no;
}

/** The first day and reseller for which the ledger booked other payments than were matched. */
export async function findUnbooked(
  tx: Tx,
): Promise<{ resellerId: string; date: LocalDate } | undefined> {
  const { rows } = await sql<{ reseller_id: string; date: string }>`
    select reseller_id, date from (
      select reseller_id, accounting_date as date, amount_ore as ore from takst.payment_movement
      union all
      select t.reseller_id, t.accounting_date,
        case when p.debit = 'bank' then -p.amount_ore else p.amount_ore end
      from takst.posting p join takst.ledger_transaction t using (reseller_id, seq)
      where p.kind = 'payment') moved
    group by reseller_id, date having sum(ore) <> 0
    order by date, reseller_id limit 1`.execute(tx.db);
  return rows[0] && { resellerId: rows[0].reseller_id, date: rows[0].date as LocalDate };
}
