/**
 * All SQL of the tables of resellers and customers; those of people have a store of their own. An
 * edited row is a new version beside the old one, and a list gives the latest version of each, as
 * known at a cut-off or now. What counts as an edit is decided elsewhere.
 */
import { type RawBuilder, sql } from 'kysely';
import { type Cell, insertRows, type Tx } from '../db/index.ts';
import type { CustomerId, EmployeeId, LocalDate, ResellerId } from '../kernel/index.ts';
import { customerId, groupInto, type Month, resellerId } from '../kernel/index.ts';
import type { BillTo, Customer, Home, Hosting, Party, Reseller } from './party.ts';

export interface AsKnown {
  /** The highest batch that counts; all when absent (R25). */
  readonly upTo?: bigint | undefined;
}
export interface OfCustomers extends AsKnown {
  /** Only these customers' rows; everybody's when absent. */
  readonly customerIds?: readonly CustomerId[] | undefined;
  /** Only rows filed under this reseller: what was recorded while the customers were its own. */
  readonly resellerId?: ResellerId | undefined;
}
export interface OfEmployees extends OfCustomers {
  readonly employeeIds?: readonly EmployeeId[] | undefined;
}

/** `where` of every list: known at the cut-off, of the customers and under the reseller asked for. */
export function chosen(asked: OfEmployees): RawBuilder<unknown> {
  const { upTo, customerIds, employeeIds, resellerId: of } = asked;
  const known = upTo === undefined ? sql`true` : sql`batch_id <= ${upTo.toString()}::bigint`;
  const among = (column: string, ids: readonly string[] | undefined) =>
    ids === undefined ? sql`true` : sql`${sql.ref(column)} = any(${ids}::text[])`;
  const filed = of === undefined ? sql`true` : sql`reseller_id = ${of}`;
  return sql`${known} and ${filed} and ${among('customer_id', customerIds)}
    and ${among('employee_id', employeeIds)}`;
}

interface PartyColumns {
  name: string;
  cvr: string;
  gln: string;
  address: string;
  postcode: string;
  city: string;
  country: string;
  buyer_reference: string;
  email: string;
  payment_terms_days: number;
  language: Party['language'];
}
const partyTypes = {
  name: 'text',
  cvr: 'text',
  gln: 'text',
  address: 'text',
  postcode: 'text',
  city: 'text',
  country: 'text',
  buyer_reference: 'text',
  email: 'text',
  payment_terms_days: 'integer',
  language: 'text',
};
const partyOf = (row: PartyColumns): Party => ({
  name: row.name,
  cvr: row.cvr,
  gln: row.gln,
  address: row.address,
  postcode: row.postcode,
  city: row.city,
  country: row.country,
  buyerReference: row.buyer_reference,
  email: row.email,
  paymentTermsDays: row.payment_terms_days,
  language: row.language,
});
const partyCells = (party: Party): Cell[] => [
  party.name,
  party.cvr,
  party.gln,
  party.address,
  party.postcode,
  party.city,
  party.country,
  party.buyerReference,
  party.email,
  party.paymentTermsDays,
  party.language,
];
const monthCell = (month: Month): string => `${month}-01`;
const monthIn = (date: string): Month => date.slice(0, 7) as Month;

export async function listResellers(
  tx: Tx,
  known: AsKnown = {},
): Promise<Map<ResellerId, Reseller>> {
  const { rows } = await sql<PartyColumns & { reseller_id: string; version: number }>`
    select distinct on (reseller_id) * from takst.reseller
    where ${chosen({ upTo: known.upTo })}
    order by reseller_id, version desc`.execute(tx.db);
  const resellers = rows.map((row) => ({
    resellerId: resellerId(row.reseller_id),
    version: row.version,
    ...partyOf(row),
  }));
  return new Map(resellers.map((reseller) => [reseller.resellerId, reseller]));
}

export async function insertResellers(tx: Tx, batchId: bigint, resellers: readonly Reseller[]) {
  const types = { reseller_id: 'text', version: 'integer', batch_id: 'bigint', ...partyTypes };
  const cells = (r: Reseller): Cell[] => [r.resellerId, r.version, batchId, ...partyCells(r)];
  return await insertRows(tx, 'reseller', types, resellers.map(cells));
}

interface CustomerColumns extends PartyColumns {
  reseller_id: string;
  customer_id: string;
  version: number;
  domain: string;
  tenant_id: string;
  price_plan: string;
  hosting: Hosting;
  ready_on: string | null;
  billed_from: string | null;
}

/** Customers by id, each with its homes (R29). */
export async function listCustomers(
  tx: Tx,
  asked: OfCustomers = {},
): Promise<Map<CustomerId, Customer>> {
  const homes = await listHomes(tx, { ...asked, resellerId: undefined });
  const { rows } = await sql<CustomerColumns>`
    select distinct on (customer_id) * from takst.customer where ${chosen(ofCustomers(asked))}
    order by customer_id, version desc`.execute(tx.db);
  const customers = rows.map((row) => customerOf(row, homes.get(row.customer_id) ?? []));
  return new Map(customers.map((customer) => [customer.customerId, customer]));
}

/** Without a column that the table lacks. */
const ofCustomers = ({ upTo, customerIds, resellerId }: OfCustomers): OfCustomers => ({
  upTo,
  customerIds,
  resellerId,
});

const customerOf = (row: CustomerColumns, homes: readonly Home[]): Customer => ({
  customerId: customerId(row.customer_id),
  resellerId: resellerId(row.reseller_id),
  version: row.version,
  ...partyOf(row),
  domain: row.domain,
  tenantId: row.tenant_id,
  pricePlan: row.price_plan,
  hosting: row.hosting,
  readyOn: (row.ready_on ?? undefined) as LocalDate | undefined,
  billedFrom: row.billed_from === null ? undefined : monthIn(row.billed_from),
  homes,
});

async function listHomes(tx: Tx, asked: OfCustomers): Promise<Map<string, Home[]>> {
  const { rows } = await sql<{
    customer_id: string;
    reseller_id: string;
    from_month: string;
    bill_to: BillTo;
  }>`
    select distinct on (customer_id, from_month) customer_id, reseller_id, from_month, bill_to
    from takst.customer_home where ${chosen(ofCustomers(asked))}
    order by customer_id, from_month, batch_id desc`.execute(tx.db);
  return groupInto(
    rows,
    (row) => row.customer_id,
    (row) => ({
      fromMonth: monthIn(row.from_month),
      resellerId: resellerId(row.reseller_id),
      billTo: row.bill_to,
    }),
  );
}

export async function insertCustomers(tx: Tx, batchId: bigint, customers: readonly Customer[]) {
  const types = {
    reseller_id: 'text',
    customer_id: 'text',
    version: 'integer',
    batch_id: 'bigint',
    ...partyTypes,
    domain: 'text',
    tenant_id: 'text',
    price_plan: 'text',
    hosting: 'text',
    ready_on: 'date',
    billed_from: 'date',
  };
  const cells = (c: Customer): Cell[] => [
    c.resellerId,
    c.customerId,
    c.version,
    batchId,
    ...partyCells(c),
    c.domain,
    c.tenantId,
    c.pricePlan,
    c.hosting,
    c.readyOn ?? null,
    c.billedFrom ? monthCell(c.billedFrom) : null,
  ];
  return await insertRows(tx, 'customer', types, customers.map(cells));
}

export interface CustomerHome extends Home {
  readonly customerId: CustomerId;
}

export async function insertHomes(tx: Tx, batchId: bigint, homes: readonly CustomerHome[]) {
  const types = {
    reseller_id: 'text',
    customer_id: 'text',
    from_month: 'date',
    bill_to: 'text',
    batch_id: 'bigint',
  };
  const cells = (h: CustomerHome): Cell[] => [
    h.resellerId,
    h.customerId,
    monthCell(h.fromMonth),
    h.billTo,
    batchId,
  ];
  return await insertRows(tx, 'customer_home', types, homes.map(cells));
}

/**
 * The newest batch that changed anything about a customer that its calls depend on: itself, its homes
 * and its employees. Batches of the register have numbers in the order in which they are committed.
 */
export async function listLastChanges(tx: Tx): Promise<Map<CustomerId, bigint>> {
  const { rows } = await sql<{ customer_id: string; batch_id: bigint }>`
    select customer_id, max(batch_id) as batch_id from (
      select customer_id, batch_id from takst.customer
      union all select customer_id, batch_id from takst.customer_home
      union all select customer_id, batch_id from takst.employee) as changed
    group by customer_id`.execute(tx.db);
  return new Map(rows.map((row) => [customerId(row.customer_id), row.batch_id]));
}
