/**
 * SQL that compares documents with what the ledger sealed (R22): one transaction each, the same
 * hash, the same total, and columns that say what the text says. Reads only. Asked in steps, since
 * only a text whose hash holds is known to be one that can be taken apart.
 */
import { sql, type Tx } from '../db/index.ts';

export interface Unsealed {
  readonly number: number;
  /** The rest of a sentence that begins with the document's number. */
  readonly why: string;
}

/** The first document that does not agree with the ledger, or with itself. */
export async function findUnsealed(tx: Tx): Promise<Unsealed | undefined> {
  return (
    (await findDoubled(tx)) ??
    (await findBroken(tx)) ??
    (await findDeviating(tx)) ??
    (await findGap(tx)) ??
    (await findDamaged(tx))
  );
}

async function findDoubled(tx: Tx): Promise<Unsealed | undefined> {
  const { rows } = await sql<{ number: number; times: bigint }>`
    select document_number as number, count(*) as times from takst.ledger_transaction
    where document_number is not null
    group by reseller_id, document_number having count(*) > 1
    order by 1 limit 1`.execute(tx.db);
  const [row] = rows;
  return row && { number: row.number, why: `has ${row.times} transactions in the ledger` };
}

/** A document without its transaction or the other way round; another hash, text or total. */
async function findBroken(tx: Tx): Promise<Unsealed | undefined> {
  const { rows } = await sql<Unsealed>`
    select number, why from (
      select coalesce(d.number, t.document_number) as number,
        case when d.number is null then 'stands in the ledger but not among the documents'
          when t.document_number is null then 'has no transaction in the ledger'
          when t.document_sha256 is distinct from d.body_sha256
            then 'has another hash than the ledger sealed'
          when sha256(convert_to(d.body, 'UTF8')) <> d.body_sha256
            then 'has another text than its hash says'
          when coalesce(p.debtors, 0) <> case d.kind when 'invoice' then 1 else -1 end * d.total_ore
            then 'totals ' || d.total_ore || ' øre but ' || coalesce(p.debtors, 0) || ' were posted'
          end as why
      from takst.document d
      full join (select * from takst.ledger_transaction where document_number is not null) t
        on t.reseller_id = d.reseller_id and t.document_number = d.number
      left join lateral (
        select sum(case when debit = 'debtors' then amount_ore when credit = 'debtors'
          then -amount_ore else 0 end) as debtors
        from takst.posting p where p.reseller_id = t.reseller_id and p.seq = t.seq) p on true
    ) compared
    where why is not null order by number limit 1`.execute(tx.db);
  return rows[0];
}

/** A document whose columns say something else than its text. */
async function findDeviating(tx: Tx): Promise<Unsealed | undefined> {
  const { rows } = await sql<{ number: number }>`
    select d.number from takst.document d
    cross join lateral json_to_record(d.body::json) as b(number integer, kind text, month text,
      "issueDate" date, "dueDate" date, net numeric, vat numeric, total numeric, buyer json,
      payment json)
    where (d.number, d.kind, to_char(d.run_month, 'YYYY-MM'), d.issue_date, d.due_date, d.net_ore,
        d.vat_ore, d.total_ore, d.bill_to, d.account_id, d.payment_id)
      is distinct from (b.number, b.kind, b.month, b."issueDate", b."dueDate", b.net * 100,
        b.vat * 100, b.total * 100, b.buyer ->> 'billTo', b.buyer ->> 'account',
        b.payment ->> 'paymentId')
    order by d.number limit 1`.execute(tx.db);
  const [row] = rows;
  return row && { number: row.number, why: 'says something else in its text than beside it' };
}

/** The first number that a series has given and no document bears, or the other way round (R31). */
async function findGap(tx: Tx): Promise<Unsealed | undefined> {
  const { rows } = await sql<{ number: number }>`
    with given as (
      select s.series, generate_series(s.first_number, s.last_number) as number
      from takst.series s)
    select number from given
    full join (select kind as series, number from takst.document) d using (series, number)
    full join takst.taken_number t using (series, number)
    where given.number is null or d.number is null or t.number is null
    order by number limit 1`.execute(tx.db);
  const [row] = rows;
  return row && { number: row.number, why: 'and what its series has given do not agree (R31)' };
}

/** A rendering whose bytes are not those that were made first (R32). */
async function findDamaged(tx: Tx): Promise<Unsealed | undefined> {
  const { rows } = await sql<{ number: number; format: string }>`
    select number, format from takst.rendering where sha256(bytes) <> sha256
    order by number, format limit 1`.execute(tx.db);
  const [row] = rows;
  return row && { number: row.number, why: `has a stored ${row.format} that its hash disowns` };
}
