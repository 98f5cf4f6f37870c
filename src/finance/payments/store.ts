/** SQL of payments: what came in, what it was matched to, and the documents it could be for. */
import { insertRows, sql, type Tx } from '../../db/index.ts';
import { type LocalDate, type Money, ore } from '../../kernel/index.ts';
import type { How, OpenDocument, Wait } from './match.ts';

export interface NewPayment {
  /** That of the document matched at once, '' where none was. */
  readonly resellerId: string;
  readonly no: bigint;
  readonly paidOn: LocalDate;
  readonly amount: Money;
  /** The payment id that was told, as it was told; empty where none was. */
  readonly reference: string;
  readonly textCommitment: Buffer;
  readonly waitsFor: Wait;
  readonly identity: Buffer;
}

export interface NewMatch {
  readonly resellerId: string;
  readonly no: bigint;
  readonly number: number;
  readonly amount: Money;
  readonly accountingDate: LocalDate;
  readonly how: How;
}

export async function loadLastNo(tx: Tx): Promise<bigint> {
  const { rows } = await sql<{ last: bigint }>`
    select coalesce(max(payment_no), 0)::bigint as last from takst.taken_payment`.execute(tx.db);
  return rows[0]?.last ?? 0n;
}

export interface SaltedText {
  readonly salt: Buffer;
  readonly text: string;
}

export async function insertPayments(
  tx: Tx,
  batchId: bigint,
  payments: readonly (NewPayment & SaltedText)[],
): Promise<void> {
  const taken = { identity: 'bytea', payment_no: 'bigint' };
  await insertRows(
    tx,
    'taken_payment',
    taken,
    payments.map((p) => [p.identity, p.no]),
  );
  const columns = {
    reseller_id: 'text',
    payment_no: 'bigint',
    paid_on: 'date',
    amount_ore: 'bigint',
    reference: 'text',
    text_commitment: 'bytea',
    waits_for: 'text',
    batch_id: 'bigint',
  };
  const rows = payments.map((p) => [
    ...[p.resellerId, p.no, p.paidOn, p.amount, p.reference, p.textCommitment, p.waitsFor],
    batchId,
  ]);
  await insertRows(tx, 'incoming_payment', columns, rows);
  const words = {
    reseller_id: 'text',
    payment_no: 'bigint',
    salt: 'bytea',
    text: 'text',
    batch_id: 'bigint',
  };
  const texts = payments.map((p) => [p.resellerId, p.no, p.salt, p.text, batchId]);
  await insertRows(tx, 'incoming_payment_text', words, texts);
}

export async function insertMatches(tx: Tx, batchId: bigint, matches: readonly NewMatch[]) {
  const columns = {
    reseller_id: 'text',
    payment_no: 'bigint',
    number: 'integer',
    amount_ore: 'bigint',
    accounting_date: 'date',
    how: 'text',
    batch_id: 'bigint',
  };
  const rows = matches.map((m) => [
    ...[m.resellerId, m.no, m.number, m.amount, m.accountingDate, m.how, batchId],
  ]);
  await insertRows(tx, 'payment_match', columns, rows);
}

/** The documents with these payment ids or numbers, with what is open of them on a day. */
export async function listOpen(
  tx: Tx,
  on: LocalDate,
  wanted: { readonly paymentIds: readonly string[]; readonly numbers: readonly number[] },
): Promise<OpenDocument[]> {
  const numbers = wanted.numbers.filter((number) => number <= 999_999_999);
  const { rows } = await sql<{
    reseller_id: string;
    number: number;
    kind: OpenDocument['kind'];
    payment_id: string | null;
    issue_date: string;
    open_ore: bigint;
  }>`
    select d.reseller_id, d.number, d.kind, d.payment_id, d.issue_date,
      coalesce(o.open_ore, 0) as open_ore
    from takst.document d left join takst.open_documents(${on}::date) o
      on o.reseller_id = d.reseller_id and o.number = d.number
    where d.number = any(${numbers}::int[])
      or d.payment_id = any(${[...wanted.paymentIds]}::text[])
    order by d.number`.execute(tx.db);
  return rows.map((r) => ({
    resellerId: r.reseller_id,
    number: r.number,
    kind: r.kind,
    paymentId: r.payment_id ?? '',
    issueDate: r.issue_date as LocalDate,
    open: ore(r.open_ore),
  }));
}

export interface ListedPayment {
  readonly no: bigint;
  readonly paidOn: LocalDate;
  readonly amount: Money;
  readonly left: Money;
  readonly reference: string;
  /** Empty when it was erased. */
  readonly text: string;
  readonly waitsFor: Wait;
  /** What of its matches was sent back. */
  readonly refunded: Money;
  /** Those that stand; one that was undone is not among them. */
  readonly matches: readonly {
    readonly number: number;
    readonly amount: Money;
    readonly how: How;
  }[];
  /** Documents of which exactly what is left is open: to look at, never matched by itself. */
  readonly candidates: readonly number[];
}

const CANDIDATES = 5;

/** Payments in order of their numbers: all, one, or those of which something is left. */
export async function listPayments(
  tx: Tx,
  on: LocalDate,
  filter: { readonly no?: bigint; readonly unmatched?: boolean } = {},
): Promise<ListedPayment[]> {
  const no = filter.no?.toString() ?? null;
  const { rows } = await sql<{
    payment_no: bigint;
    paid_on: string;
    amount_ore: bigint;
    left_ore: bigint;
    refunded_ore: bigint;
    reference: string;
    text: string;
    waits_for: Wait;
    matches: { number: number; ore: string; how: How }[];
    candidates: number[];
  }>`
    with matched as (
      select m.payment_no, sum(m.amount_ore)::bigint as ore,
        json_agg(json_build_object('number', m.number, 'ore', m.amount_ore::text, 'how', m.how)
          order by m.number) as matches
      from takst.payment_match m where not exists (select from takst.payment_unmatch u
        where u.reseller_id = m.reseller_id and u.payment_no = m.payment_no
          and u.number = m.number and u.match_batch_id = m.batch_id)
      group by 1),
    refunded as (
      select v.payment_no, -sum(v.amount_ore)::bigint as ore
      from takst.payment_movement v where v.is_refund group by 1),
    waiting as (
      select open_ore, array_agg(number order by number) as numbers from (
        select number, open_ore, row_number() over (partition by open_ore order by number) as rank
        from takst.open_documents(${on}::date) where open_ore > 0) ranked
      where rank <= ${CANDIDATES} group by 1)
    select p.payment_no, p.paid_on, p.amount_ore, p.amount_ore - coalesce(m.ore, 0) as left_ore,
      coalesce(b.ore, 0) as refunded_ore, p.reference, coalesce(t.text, '') as text, p.waits_for,
      coalesce(m.matches, '[]') as matches, coalesce(w.numbers, '{}') as candidates
    from takst.incoming_payment p
    left join takst.incoming_payment_text t using (reseller_id, payment_no)
    left join matched m using (payment_no)
    left join refunded b using (payment_no)
    left join waiting w on w.open_ore = p.amount_ore - coalesce(m.ore, 0)
    where (${no}::bigint is null or p.payment_no = ${no})
      and (not ${filter.unmatched ?? false}::boolean or p.amount_ore > coalesce(m.ore, 0))
    order by p.payment_no`.execute(tx.db);
  return rows.map((r) => ({
    no: r.payment_no,
    paidOn: r.paid_on as LocalDate,
    amount: ore(r.amount_ore),
    left: ore(r.left_ore),
    reference: r.reference,
    text: r.text,
    waitsFor: r.waits_for,
    refunded: ore(r.refunded_ore),
    matches: r.matches.map(({ number, ore: of, how }) => ({ number, amount: ore(of), how })),
    candidates: r.candidates,
  }));
}
