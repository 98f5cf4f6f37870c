/**
 * All SQL of declarations and of the catalogue. Both are only ever added to: the order of recording
 * is the order of their ids, and a cut-off is a batch number. What is in force follows from reading
 * them, never from changing them.
 */
import { sql } from 'kysely';
import { type Cell, insertRows, type Tx, unfold } from '../db/index.ts';
import type { CustomerId, Instant, LocalDate, ResellerId } from '../kernel/index.ts';
import { customerId, employeeId, localDate, ore } from '../kernel/index.ts';
import type { AsKnown, OfCustomers } from '../register/index.ts';
import type { CatalogueRow, KeyRow, PlanClass, PlanRow } from './catalogue/row.ts';
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
  { customerIds, upTo }: OfCustomers = {},
): Promise<Map<CustomerId, Declaration[]>> {
  const known = upTo === undefined ? sql`true` : sql`batch_id <= ${upTo.toString()}::bigint`;
  const among = customerIds ? sql`customer_id = any(${customerIds}::text[])` : sql`true`;
  const { rows } = await sql<DeclarationColumns>`
    select declaration_id, customer_id, employee_id, licence, valid_from, declared_by, channel,
      reason, recorded_at
    from takst.declaration where ${known} and ${among}
    order by declaration_id`.execute(tx.db);
  const byCustomer = new Map<CustomerId, Declaration[]>();
  for (const row of rows) {
    const declaration = declarationOf(row);
    const others = byCustomer.get(declaration.customerId);
    if (others) others.push(declaration);
    else byCustomer.set(declaration.customerId, [declaration]);
  }
  return byCustomer;
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

interface TermColumns {
  term_id: bigint;
  kind: CatalogueRow['kind'];
  plan: string;
  name: string;
  sku_part_number: string;
  sku_guid: string;
  class: string;
  monthly_price_ore: bigint;
  valid_from: string;
  valid_to: string | null;
  source: string;
}

/**
 * The catalogue's rows in the order of loading. A row loaded again with the same keys and the same
 * first day stands for the earlier one, so that an end can be set without editing anything.
 */
export async function listTerms(tx: Tx, { upTo }: AsKnown = {}): Promise<CatalogueRow[]> {
  const known = upTo === undefined ? sql`true` : sql`batch_id <= ${upTo.toString()}::bigint`;
  const { rows } = await sql<TermColumns>`
    select * from (
      select distinct on (kind, plan, name, sku_part_number, sku_guid, valid_from) *
      from takst.licence_term where ${known}
      order by kind, plan, name, sku_part_number, sku_guid, valid_from, term_id desc
    ) latest order by term_id`.execute(tx.db);
  return rows.map(termOf);
}

function termOf(row: TermColumns): CatalogueRow {
  const base = {
    plan: row.plan,
    validFrom: localDate(row.valid_from),
    validTo: (row.valid_to ?? undefined) as LocalDate | undefined,
    source: row.source,
    place: { file: 'catalogue as loaded', line: Number(row.term_id) },
  };
  if (row.kind === 'plan') {
    const planClass = row.class as PlanClass;
    return { kind: 'plan', ...base, class: planClass, monthlyPrice: ore(row.monthly_price_ore) };
  }
  const name = row.name || undefined;
  const partNumber = row.sku_part_number || undefined;
  return { kind: row.kind, ...base, name, partNumber, guid: row.sku_guid || undefined };
}

const keyCells = ({ plan, name, partNumber, guid }: KeyRow): Cell[] => [
  plan,
  name ?? '',
  partNumber ?? '',
  guid ?? '',
  '',
  0n,
];
const planCells = (row: PlanRow): Cell[] => [row.plan, '', '', '', row.class, row.monthlyPrice];

export async function insertTerms(tx: Tx, batchId: bigint, rows: readonly CatalogueRow[]) {
  const types = {
    kind: 'text',
    plan: 'text',
    name: 'text',
    sku_part_number: 'text',
    sku_guid: 'text',
    class: 'text',
    monthly_price_ore: 'bigint',
    valid_from: 'date',
    valid_to: 'date',
    source: 'text',
    batch_id: 'bigint',
  };
  const cells = (row: CatalogueRow): Cell[] => [
    row.kind,
    ...(row.kind === 'plan' ? planCells(row) : keyCells(row)),
    row.validFrom,
    row.validTo ?? null,
    row.source,
    batchId,
  ];
  return await insertRows(tx, 'licence_term', types, rows.map(cells));
}
