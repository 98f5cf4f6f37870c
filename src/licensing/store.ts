/**
 * All SQL of declarations. They are only ever added to: the order of recording is the order of
 * their ids, and a cut-off is a batch number. What is in force follows from reading them, never from
 * changing them.
 */
import { sql } from 'kysely';
import { type Cell, type Tx, unfold } from '../db/index.ts';
import type { CustomerId, Instant, ResellerId } from '../kernel/index.ts';
import { customerId, employeeId, groupInto, localDate } from '../kernel/index.ts';
import type { OfCustomers } from '../register/index.ts';
import type { Declaration } from './declaration.ts';

/** A declaration before it has its number, with the line of the file it came from. */
export interface NewDeclaration extends Omit<Declaration, 'declarationId' | 'sequence'> {
  readonly resellerId: ResellerId;
  readonly line: number;
}

interface DeclarationColumns {
  declaration_id: bigint;
  customer_id: string;
  employee_id: string;
  licence: string;
  valid_from: string;
  declared_by: string;
  channel: string;
  reason: string;
  recorded_at: Instant;
}

/** Declarations by customer, each list in the order of recording. */
export async function listDeclarations(
  tx: Tx,
  { customerIds, upTo, resellerId }: OfCustomers = {},
): Promise<Map<CustomerId, Declaration[]>> {
  const known = upTo === undefined ? sql`true` : sql`batch_id <= ${upTo.toString()}::bigint`;
  const among = customerIds ? sql`customer_id = any(${customerIds}::text[])` : sql`true`;
  const filed = resellerId === undefined ? sql`true` : sql`reseller_id = ${resellerId}`;
  const { rows } = await sql<DeclarationColumns>`
    select declaration_id, customer_id, employee_id, licence, valid_from, declared_by, channel,
      reason, recorded_at
    from takst.declaration where ${known} and ${among} and ${filed}
    order by declaration_id`.execute(tx.db);
  return groupInto(rows, (row) => customerId(row.customer_id), declarationOf);
}

const declarationOf = (row: DeclarationColumns): Declaration => ({
  declarationId: row.declaration_id,
  sequence: row.declaration_id,
  customerId: customerId(row.customer_id),
  employeeId: row.employee_id === '' ? undefined : employeeId(row.employee_id),
  licence: row.licence,
  validFrom: localDate(row.valid_from),
  recordedAt: row.recorded_at,
  declaredBy: row.declared_by || undefined,
  channel: row.channel,
  reason: row.reason || undefined,
});

const declarationTypes = {
  reseller_id: 'text',
  customer_id: 'text',
  employee_id: 'text',
  licence: 'text',
  valid_from: 'date',
  declared_by: 'text',
  channel: 'text',
  reason: 'text',
  recorded_at: 'timestamptz',
  batch_id: 'bigint',
  line_no: 'bigint',
};
const ROWS_PER_STATEMENT = 20_000;

/** Records declarations in the order given, and returns them with their numbers in that order. */
export async function insertDeclarations(
  tx: Tx,
  batchId: bigint,
  declarations: readonly NewDeclaration[],
): Promise<Declaration[]> {
  const recorded: Declaration[] = [];
  for (let start = 0; start < declarations.length; start += ROWS_PER_STATEMENT) {
    const part = declarations.slice(start, start + ROWS_PER_STATEMENT);
    const names = sql.join(Object.keys(declarationTypes).map((name) => sql.ref(name)));
    const { rows } = await sql<{ declaration_id: bigint }>`
      insert into takst.declaration (${names})
      select ${names} from ${unfold(
        declarationTypes,
        part.map((declaration) => declarationCells(batchId, declaration)),
      )} with ordinality as given (${names}, place) order by place
      returning declaration_id`.execute(tx.db);
    const ids = rows.map((row) => row.declaration_id).sort((a, b) => (a < b ? -1 : 1));
    part.forEach(({ line, resellerId, ...declaration }, index) => {
      const declarationId = ids[index] ?? 0n;
      recorded.push({ ...declaration, declarationId, sequence: declarationId });
    });
  }
  return recorded;
}

const declarationCells = (batchId: bigint, d: NewDeclaration): Cell[] => [
  d.resellerId,
  d.customerId,
  d.employeeId ?? '',
  d.licence,
  d.validFrom,
  d.declaredBy ?? '',
  d.channel,
  d.reason ?? '',
  d.recordedAt,
  batchId,
  d.line,
];

/** A declaration with the batch and the reseller that it is filed under. */
export interface FiledDeclaration extends Declaration {
  readonly batchId: bigint;
  readonly resellerId: string;
}

const PAGE = 20_000;

/** Every declaration since a batch in the order of batch, reseller and id, read page by page. */
export async function* readDeclarationsByBatch(
  tx: Tx,
  since: bigint,
): AsyncGenerator<FiledDeclaration> {
  let after = { batch: since - 1n, reseller: '', id: 0n };
  for (;;) {
    const { rows } = await sql<DeclarationColumns & { batch_id: bigint; reseller_id: string }>`
      select * from takst.declaration
      where (batch_id, reseller_id, declaration_id)
        > (${after.batch.toString()}::bigint, ${after.reseller}, ${after.id.toString()}::bigint)
        and batch_id >= ${since.toString()}::bigint
      order by batch_id, reseller_id, declaration_id limit ${PAGE}`.execute(tx.db);
    for (const row of rows) {
      yield { ...declarationOf(row), batchId: row.batch_id, resellerId: row.reseller_id };
    }
    const last = rows.at(-1);
    if (!last) return;
    after = { batch: last.batch_id, reseller: last.reseller_id, id: last.declaration_id };
  }
}
