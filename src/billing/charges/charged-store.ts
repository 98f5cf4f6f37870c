/**
 * SQL of what was billed for licences, as others ask for it: per employee and month, with the
 * document that says so and its hash. Reads only; usage is not its business.
 */
import { sql, type Tx } from '../../db/index.ts';
import {
  type CustomerId,
  type EmployeeId,
  type LocalDate,
  type Money,
  type Month,
  month,
  ore,
} from '../../kernel/index.ts';
import type { OfCustomers } from '../../register/index.ts';

/** One posted difference for one employee's licence in one month. */
export interface ChargedLicence {
  readonly customerId: CustomerId;
  readonly employeeId: EmployeeId;
  readonly serviceMonth: Month;
  /** Ex VAT; below 0 on a credit note. */
  readonly amount: Money;
  readonly cause: string;
  readonly number: number;
  readonly documentKind: 'invoice' | 'credit-note';
  readonly issueDate: LocalDate;
  /** Of the document's text, as the ledger seals it (R22). */
  readonly documentSha256: Buffer;
}

interface ChargedRow {
  customer_id: string;
  key: string;
  month: string;
  amount_ore: bigint;
  cause: string;
  number: number;
  kind: ChargedLicence['documentKind'];
  issue_date: string;
  body_sha256: Buffer;
}

/** What was charged for licences and credited again as known at the cut-off, by customer, employee and month. */
export async function listChargedLicences(
  tx: Tx,
  { customerIds, upTo, resellerId }: OfCustomers = {},
): Promise<ChargedLicence[]> {
  const { rows } = await sql<ChargedRow>`
    select c.customer_id, c.key, to_char(c.service_month, 'YYYY-MM') as month, c.amount_ore,
      c.cause, c.number, d.kind, d.issue_date, d.body_sha256
    from takst.charge c
    join takst.document d on d.reseller_id = c.reseller_id and d.number = c.number
    left join takst.credit_note n on n.reseller_id = c.reseller_id and n.number = c.number
    where c.kind = 'licence'
      and (${customerIds ?? null}::text[] is null or c.customer_id = any(${customerIds ?? null}::text[]))
      and (${resellerId ?? null}::text is null or c.reseller_id = ${resellerId ?? null}::text)
      and coalesce(n.batch_id, 0) <= coalesce(${upTo?.toString() ?? null}::bigint, n.batch_id, 0)
      and not exists (select from takst.billing_run_result r
        where r.run_id = c.run_id and r.batch_id > ${upTo?.toString() ?? null}::bigint)
    order by c.customer_id, c.key, c.service_month, c.number`.execute(tx.db);
  return rows.map((row) => ({
    customerId: row.customer_id as CustomerId,
    employeeId: row.key as EmployeeId,
    serviceMonth: month(row.month),
    amount: ore(row.amount_ore),
    cause: row.cause,
    number: row.number,
    documentKind: row.kind,
    issueDate: row.issue_date as LocalDate,
    documentSha256: row.body_sha256,
  }));
}
