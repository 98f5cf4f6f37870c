/**
 * The SQL that tells what changed last of all that can end a customer's findings: declarations,
 * rulings and the catalogue, exports, the register. One row for each employee, never one for each
 * finding. It writes nothing.
 */
import { sql } from 'kysely';
import type { Tx } from '../../../db/index.ts';
import { type CustomerId, type EmployeeId, employeeId } from '../../../kernel/index.ts';
import type { Change, Changes } from './reconcile.ts';

interface ChangeColumns {
  sort: 'declaration' | 'ruling' | 'catalogue' | 'evidence' | 'register' | 'activation';
  employee_id: string;
  batch_id: bigint;
  no: bigint;
}

/** As known now. */
export async function loadChanges(tx: Tx, customer: CustomerId): Promise<Changes> {
  const { rows } = await sql<ChangeColumns>`
    select 'declaration' as sort, employee_id, max(batch_id) as batch_id,
      max(declaration_id) as no
    from takst.declaration where customer_id = ${customer} group by employee_id
    union all
    select 'register', employee_id, max(batch_id), max(batch_id) from (
      select employee_id, batch_id from takst.employee where customer_id = ${customer}
      union all
      select '', batch_id from takst.customer where customer_id = ${customer}
    ) as changed group by employee_id
    union all
    select 'activation', employee_id, max(batch_id), max(batch_id)
    from takst.activation where customer_id = ${customer} group by employee_id
    union all
    select 'evidence', '', max(batch_id), max(file_id) from takst.evidence_file
    where customer_id = ${customer} having count(*) > 0
    union all
    select 'ruling', '', max(batch_id), max(ruling_id) from takst.licence_ruling
    having count(*) > 0
    union all
    select 'catalogue', '', max(batch_id), max(batch_id) from takst.licence_term
    having count(*) > 0`.execute(tx.db);
  const declarations = new Map<EmployeeId | '', Change>();
  const register = new Map<EmployeeId | '', Change>();
  const activations = new Map<EmployeeId | '', Change>();
  let evidence: Change | undefined;
  let ruling: Change | undefined;
  for (const row of rows) {
    const whose = row.employee_id === '' ? '' : employeeId(row.employee_id);
    const change = { batchId: row.batch_id, reference: `${words[row.sort]} ${row.no}` };
    if (row.sort === 'declaration') declarations.set(whose, change);
    else if (row.sort === 'register') register.set(whose, change);
    else if (row.sort === 'activation') activations.set(whose, change);
    else if (row.sort === 'evidence') evidence = change;
    else if (!ruling || change.batchId > ruling.batchId) ruling = change;
  }
  return { declarations, ruling, evidence, register, activations };
}

/** How a person finds it again. */
const words: Readonly<Record<ChangeColumns['sort'], string>> = {
  declaration: 'declaration',
  ruling: 'ruling',
  catalogue: 'catalogue, batch',
  evidence: 'export',
  register: 'register, batch',
  activation: 'register, batch',
};
