/**
 * All SQL of the catalogue's rows as they were loaded. They are only ever added to; a cut-off is a
 * batch number. What a row decides is read from all of them together, elsewhere.
 */
import { sql } from 'kysely';
import { type Cell, insertRows, type Tx } from '../../db/index.ts';
import type { LocalDate } from '../../kernel/index.ts';
import { localDate, ore } from '../../kernel/index.ts';
import type { AsKnown } from '../../register/index.ts';
import type { CatalogueRow, PlanClass } from './row.ts';

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
    validFrom: localDate(row.valid_from),
    validTo: (row.valid_to ?? undefined) as LocalDate | undefined,
    source: row.source,
    place: { file: 'catalogue as loaded', line: Number(row.term_id) },
  };
  const { plan } = row;
  const partNumber = row.sku_part_number || undefined;
  switch (row.kind) {
    case 'plan': {
      const monthlyPrice = ore(row.monthly_price_ore);
      return { kind: 'plan', ...base, plan, class: row.class as PlanClass, monthlyPrice };
    }
    case 'proposal': {
      const { sku_guid: guid, name } = row;
      const proposed = (row.class || undefined) as PlanClass | undefined;
      return { kind: 'proposal', ...base, guid, partNumber, name, proposed };
    }
    default: {
      const guid = row.sku_guid || undefined;
      return { kind: row.kind, ...base, plan, name: row.name || undefined, partNumber, guid };
    }
  }
}

/** Plan, name, part number, GUID, class and price: empty and 0 where the kind has none. */
function subjectCells(row: CatalogueRow): Cell[] {
  if (row.kind === 'plan') return [row.plan, '', '', '', row.class, row.monthlyPrice];
  const keys = [row.name ?? '', row.partNumber ?? '', row.guid ?? ''];
  if (row.kind === 'proposal') return ['', ...keys, row.proposed ?? '', 0n];
  return [row.plan, ...keys, '', 0n];
}

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
    ...subjectCells(row),
    row.validFrom,
    row.validTo ?? null,
    row.source,
    batchId,
  ];
  return await insertRows(tx, 'licence_term', types, rows.map(cells));
}
