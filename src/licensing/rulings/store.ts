/**
 * All SQL of rulings, and of the licences that declarations name. Rulings are only ever added to;
 * which of them is in force follows from reading them.
 */
import { sql } from 'kysely';
import { type Cell, type Tx, unfold } from '../../db/index.ts';
import type { CustomerId, Instant } from '../../kernel/index.ts';
import { localDate } from '../../kernel/index.ts';
import type { AsKnown } from '../../register/index.ts';
import type { PlanClass } from '../catalogue/row.ts';
import type { Ruling, RulingTerms } from './ruling.ts';

/** Rulings in the order in which they were made. */
export async function listRulings(tx: Tx, { upTo }: AsKnown = {}): Promise<StoredRuling[]> {
  const known = upTo === undefined ? sql`true` : sql`batch_id <= ${upTo.toString()}::bigint`;
  const { rows } = await sql<RulingColumns>`
    select * from takst.licence_ruling where ${known} order by ruling_id`.execute(tx.db);
  return rows.map((row) => ({
    rulingId: row.ruling_id,
    guid: row.sku_guid || undefined,
    partNumber: row.sku_part_number || undefined,
    name: row.name,
    class: row.class,
    asPlan: row.as_plan || undefined,
    validFrom: localDate(row.valid_from),
    reason: row.reason,
    ruledBy: row.ruled_by,
    ruledAt: row.ruled_at,
    batchId: row.batch_id,
    salt: row.salt,
  }));
}

/** As it is stored: under which batch, and the salt of the commitment to who ruled. */
export interface StoredRuling extends Ruling {
  readonly batchId: bigint;
  readonly salt: Buffer;
}

interface RulingColumns {
  ruling_id: bigint;
  sku_guid: string;
  sku_part_number: string;
  name: string;
  class: PlanClass;
  as_plan: string;
  valid_from: string;
  reason: string;
  ruled_by: string;
  ruled_at: Instant;
  salt: Buffer;
  batch_id: bigint;
}

export interface NewRuling extends RulingTerms {
  readonly salt: Buffer;
}

const rulingTypes = {
  sku_guid: 'text',
  sku_part_number: 'text',
  name: 'text',
  class: 'text',
  as_plan: 'text',
  valid_from: 'date',
  reason: 'text',
  ruled_by: 'text',
  ruled_at: 'timestamptz',
  salt: 'bytea',
  batch_id: 'bigint',
};

/** Records rulings in the order given, and returns their numbers in that order. */
export async function insertRulings(
  tx: Tx,
  batchId: bigint,
  ruledAt: Instant,
  rulings: readonly NewRuling[],
): Promise<bigint[]> {
  const cells = (ruling: NewRuling): Cell[] => [
    ruling.guid ?? '',
    ruling.partNumber ?? '',
    ruling.name,
    ruling.class,
    ruling.asPlan ?? '',
    ruling.validFrom,
    ruling.reason,
    ruling.ruledBy,
    ruledAt,
    ruling.salt,
    batchId,
  ];
  const names = sql.join(Object.keys(rulingTypes).map((name) => sql.ref(name)));
  const { rows } = await sql<{ ruling_id: bigint }>`
    insert into takst.licence_ruling (${names})
    select ${names} from ${unfold(rulingTypes, rulings.map(cells))}
      with ordinality as given (${names}, place) order by place
    returning ruling_id`.execute(tx.db);
  return rows.map((row) => row.ruling_id).sort((a, b) => (a < b ? -1 : 1));
}

/** `batch content` of every ruling that the journal sealed, as text. */
export async function listSealedRulings(tx: Tx): Promise<Set<string>> {
  const { rows } = await sql<{ batch_id: bigint; content: string }>`
    select batch_id, content from takst.journal_entry where kind = 'ruling'
    order by seq`.execute(tx.db);
  return new Set(rows.map(({ batch_id, content }) => `${batch_id} ${content}`));
}

/** A licence text as declarations write it, and how many write it so. */
export interface LicenceText {
  readonly licence: string;
  readonly declarations: number;
}

/** Each text once; there are few of them, however many declarations there are. */
export async function listLicenceTexts(tx: Tx): Promise<LicenceText[]> {
  const { rows } = await sql<{ licence: string; declarations: bigint }>`
    select licence, count(*) as declarations from takst.declaration
    group by licence order by licence collate "C"`.execute(tx.db);
  return rows.map(({ licence, declarations }) => ({
    licence,
    declarations: Number(declarations),
  }));
}

/** The customers of whom any declaration ever wrote one of the texts. */
export async function listDeclaringCustomers(
  tx: Tx,
  texts: readonly string[],
): Promise<CustomerId[]> {
  const { rows } = await sql<{ customer_id: CustomerId }>`
    select distinct customer_id from takst.declaration where licence = any(${texts}::text[])
    order by customer_id`.execute(tx.db);
  return rows.map((row) => row.customer_id);
}
