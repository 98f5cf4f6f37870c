/**
 * SQL of what is on file already when a bank's file comes: payments by their identity, and payments of
 * one amount for one document within days of each other, as two files tell of one.
 */
import { sql, type Tx, unfold } from '../../../db/index.ts';
import { type LocalDate, type Money, ore } from '../../../kernel/index.ts';
import type { OnFile } from './newness.ts';

/** Payments on file with these identities, by identity in hexadecimal. */
export async function listOnFile(
  tx: Tx,
  identities: readonly Buffer[],
): Promise<Map<string, OnFile>> {
  const { rows } = await sql<{
    identity: string;
    paid_on: string;
    amount_ore: bigint;
    reference: string;
    text: string | null;
  }>`
    select encode(i.identity, 'hex') as identity, p.paid_on, p.amount_ore, p.reference, t.text
    from ${unfold(
      { identity: 'bytea' },
      identities.map((it) => [it]),
    )} as asked(identity)
    join takst.taken_payment i using (identity)
    join takst.incoming_payment p using (payment_no)
    left join takst.incoming_payment_text t
      on t.reseller_id = p.reseller_id and t.payment_no = p.payment_no`.execute(tx.db);
  return new Map(
    rows.map((r) => [
      r.identity,
      {
        paidOn: r.paid_on as LocalDate,
        amount: ore(r.amount_ore),
        reference: r.reference,
        text: r.text ?? undefined,
      },
    ]),
  );
}

/** A whole payment that stands on one document. */
export interface PaidBefore {
  readonly number: number;
  readonly amount: Money;
  readonly paidOn: LocalDate;
}

/** Payments that went as a whole to one of these documents, and are on it still. */
export async function listPaidBefore(
  tx: Tx,
  documents: readonly { readonly resellerId: string; readonly number: number }[],
): Promise<PaidBefore[]> {
  const keys = documents.map((it) => [it.resellerId, it.number]);
  const { rows } = await sql<{ number: number; amount_ore: bigint; paid_on: string }>`
    select m.number, p.amount_ore, p.paid_on
    from ${unfold({ reseller_id: 'text', number: 'integer' }, keys)} as asked(reseller_id, number)
    join takst.payment_match m using (reseller_id, number)
    join takst.incoming_payment p on p.payment_no = m.payment_no and p.amount_ore = m.amount_ore
    where not exists (select from takst.payment_unmatch u
        where u.reseller_id = m.reseller_id and u.payment_no = m.payment_no
          and u.number = m.number and u.match_batch_id = m.batch_id)
    order by p.payment_no`.execute(tx.db);
  return rows.map((r) => ({
    number: r.number,
    amount: ore(r.amount_ore),
    paidOn: r.paid_on as LocalDate,
  }));
}
