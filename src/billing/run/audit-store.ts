/**
 * SQL that compares charges with the documents they stand on (R22, R27): every line's amount and calls
 * with the charges posted for it. Reads only, and the whole history: a question for an audit.
 */
import { sql, type Tx } from '../../db/index.ts';

/** The first line whose charges do not come to it, or charge without a line, as a sentence. */
export async function findLineFault(tx: Tx, kinds: readonly string[]): Promise<string | undefined> {
  const { rows } = await sql<{
    number: number;
    line_no: number;
    charged: string | null;
    stated: string | null;
  }>`
    with line as (
      select d.reseller_id, d.number, (l ->> 'no')::int as line_no, l ->> 'customerId' as customer_id,
        l ->> 'serviceMonth' as month, l ->> 'kind' as kind,
        sign * (l ->> 'net')::numeric * 100 as amount,
        sign * coalesce((l -> 'usage' ->> 'calls')::bigint, 0) as calls,
        sign * coalesce((l -> 'usage' ->> 'seconds')::bigint, 0) as seconds
      from takst.document d
      cross join lateral (select case d.kind when 'invoice' then 1 else -1 end as sign) k
      cross join json_array_elements(d.body::json -> 'sections') s
      cross join json_array_elements(s -> 'lines') l),
    posted as (
      select reseller_id, number, line_no, customer_id, to_char(service_month, 'YYYY-MM') as month,
        kind, sum(amount_ore) as amount, sum(calls) as calls, sum(seconds) as seconds
      from takst.charge
      group by reseller_id, number, line_no, customer_id, service_month, kind)
    select number, line_no, posted.amount::text as charged, line.amount::text as stated
    from line full join posted using (reseller_id, number, line_no, customer_id, month, kind)
    where (coalesce(line.amount, 0), coalesce(line.calls, 0), coalesce(line.seconds, 0))
        is distinct from
        (coalesce(posted.amount, 0), coalesce(posted.calls, 0), coalesce(posted.seconds, 0))
      or line.number is null or not kind = any(${[...kinds]}::text[])
    order by number, line_no limit 1`.execute(tx.db);
  const [row] = rows;
  return (
    row &&
    `line ${row.line_no} of document ${row.number} states ${row.stated ?? 'nothing'} øre and its ` +
      `calls, its charges come to ${row.charged ?? 'nothing'} øre and theirs (R27)`
  );
}
