/**
 * SQL that finds corrections and parts of calls that do not fit together (R9, R12, R22). Every call is
 * read, so it is a question for an audit. Rows of a month that retention has purged went with it: what
 * was written before a purge is not missed where it could have been in that month.
 */
import { sql, type Tx } from '../../db/index.ts';

/** The first of them, as a sentence. */
export async function findCorrectionFault(tx: Tx): Promise<string | undefined> {
  return (await findTakenBackFault(tx)) ?? (await findInsteadFault(tx));
}

interface FaultyRow {
  customer_id: string;
  month: string;
  batch: string;
  line: string;
}

const place = sql`customer_id, to_char(service_month, 'YYYY-MM') as month, batch_id::text as batch,
  line_no::text as line`;
const said = ({ customer_id, month, batch, line }: FaultyRow) => ({
  row: `row ${line} of batch ${batch}`,
  call: `a call of customer ${customer_id} in ${month}`,
});

/** A row that takes back a call that is not there, or was taken back before, or with other figures. */
async function findTakenBackFault(tx: Tx): Promise<string | undefined> {
  const { rows } = await sql<FaultyRow>`
    select ${place} from (
      select b.*, b.times > 1 or (-b.calls, -b.billable_seconds, -b.billed_seconds, -b.price_micro,
          -b.gathered_seconds, -b.repeated_seconds, b.answered_at, b.outer_leg, b.deck_id, b.destination, b.source, b.record_id, b.call_id, b.outcome,
          b.employee_id)
        is distinct from (c.calls, c.billable_seconds, c.billed_seconds, c.price_micro,
          c.gathered_seconds, c.repeated_seconds, c.answered_at, c.outer_leg, c.deck_id, c.destination, c.source, c.record_id, c.call_id, c.outcome,
          c.employee_id) as faulty
      from (select *, count(*) over (partition by reseller_id, customer_id, service_month, of_batch,
          of_line) as times from takst.call where sign = -1) b
      left join takst.call c on c.reseller_id = b.reseller_id and c.customer_id = b.customer_id
        and c.service_month = b.service_month and c.batch_id = b.of_batch and c.line_no = b.of_line
        and c.sign = 1) taken_back
    where faulty order by batch_id, line_no desc limit 1`.execute(tx.db);
  const [row] = rows;
  return row && `${said(row).row} takes back ${said(row).call} that does not stand as it says (R9)`;
}

/** A row that stands instead of one that its batch did not take back. */
async function findInsteadFault(tx: Tx): Promise<string | undefined> {
  const { rows } = await sql<FaultyRow>`
    select ${place} from takst.call c where sign = 1 and of_batch is not null
      and not exists (select from takst.call b where b.sign = -1 and b.batch_id = c.batch_id
        and b.of_batch = c.of_batch and b.of_line = c.of_line)
      and not exists (select from takst.sealed_month s where s.batch_id > c.batch_id)
    order by batch_id, line_no desc limit 1`.execute(tx.db);
  const [row] = rows;
  return row && `${said(row).row}, ${said(row).call}, stands instead of one that still stands (R9)`;
}

/** A part of a call that a late part would not find, or would find where there is none. */
export async function findPartFault(tx: Tx): Promise<string | undefined> {
  const { rows } = await sql<FaultyRow & { known: boolean }>`
    select ${place}, p.call_id is not null as known
    from (select reseller_id, source, call_id, customer_id, service_month, batch_id, line_no
      from takst.call where sign = 1 and call_id is not null and price_micro is not null) c
    full join takst.call_part p
      using (reseller_id, source, call_id, customer_id, service_month, batch_id, line_no)
    where c is null or p is null
    order by batch_id, line_no limit 1`.execute(tx.db);
  const [row] = rows;
  if (!row) return undefined;
  const { call, row: name } = said(row);
  return row.known
    ? `${name} is known as a part of ${call}, which is not stored (R12)`
    : `${name}, ${call}, is a part of one and not known as that (R12)`;
}
