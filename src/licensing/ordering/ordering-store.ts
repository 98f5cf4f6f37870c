/** SQL that only the audit of orders asks: what was sealed of a confirmation, beside what it says. */
import { sql, type Tx } from '../../db/index.ts';
import { employeeId } from '../../kernel/index.ts';
import { type Confirmation, type DraftContent, listConfirmations } from '../../register/index.ts';

export interface SealedConfirmation {
  readonly confirmation: Confirmation;
  readonly content: DraftContent;
  /** As the journal holds it; undefined where nothing was sealed. */
  readonly sealed: string | undefined;
}

/** Confirmations in the order of their drafts' numbers, some at a time. */
export async function listSealedConfirmations(
  tx: Tx,
  page: { readonly after: bigint; readonly limit: number },
): Promise<SealedConfirmation[]> {
  const { rows } = await sql<{
    draft_id: bigint;
    domain: string;
    same_for_all: boolean;
    employees: string[];
    licences: string[];
    sealed: string | null;
  }>`
    select c.draft_id, d.domain, d.same_for_all, l.employees, l.licences, j.content as sealed
    from takst.order_confirmation c
    join takst.order_draft d using (reseller_id, customer_id, draft_id, version)
    cross join lateral (
      select coalesce(array_agg(employee_id order by employee_id), '{}') as employees,
        coalesce(array_agg(licence order by employee_id), '{}') as licences
      from takst.order_draft_line o
      where o.reseller_id = c.reseller_id and o.customer_id = c.customer_id
        and o.draft_id = c.draft_id and o.version = c.version
    ) l
    left join takst.journal_entry j on j.reseller_id = c.reseller_id and j.batch_id = c.batch_id
      and j.kind = 'order.confirmed'
    where c.draft_id > ${page.after} order by c.draft_id limit ${page.limit}`.execute(tx.db);
  const draftIds = rows.map((row) => row.draft_id);
  const confirmations = await listConfirmations(tx, { draftIds });
  return rows.flatMap((row, index) => {
    const confirmation = confirmations[index];
    if (!confirmation) return [];
    const lines = row.licences.map((licence, at) => {
      const whose = row.employees[at] ?? '';
      return { licence, employeeId: whose === '' ? undefined : employeeId(whose) };
    });
    const content = { domain: row.domain, sameForAll: row.same_for_all, lines };
    return [{ confirmation, content, sealed: row.sealed ?? undefined }];
  });
}
