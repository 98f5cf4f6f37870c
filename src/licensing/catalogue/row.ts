/**
 * One row of the licence catalogue in `rates/` (R2). A `plan` row sets class and price of a plan
 * from a date, a `name` row says what else it is called, a `sku` row by which product it is sold. A
 * row is judged by itself here; whether rows agree with each other is asked when the catalogue is
 * made.
 */
import type { Fault, LocalDate, Money } from '../../kernel/index.ts';
import { moneyOf, parseLocalDate } from '../../kernel/index.ts';

export const catalogueColumns = [
  'kind',
  'plan',
  'name',
  'sku_part_number',
  'sku_guid',
  'class',
  'monthly_price',
  'valid_from',
  'valid_to',
  'source',
] as const;

type Column = (typeof catalogueColumns)[number];
export type CatalogueRecord = Readonly<Partial<Record<Column, string>>>;

/**
 * Enterprise is included in the PBX price, Business is charged (R1); an add-on never decides (R4).
 */
export type PlanClass = 'Enterprise' | 'Business' | 'Add-on';

interface RowBase {
  readonly plan: string;
  readonly validFrom: LocalDate;
  /** Exclusive; absent while the row still holds. */
  readonly validTo: LocalDate | undefined;
  /** Who says so: the document that the fact was taken from. */
  readonly source: string;
  readonly place: { readonly file: string; readonly line: number };
}
export interface PlanRow extends RowBase {
  readonly kind: 'plan';
  readonly class: PlanClass;
  /** Øre ex VAT for each activated employee and month. */
  readonly monthlyPrice: Money;
}
export interface KeyRow extends RowBase {
  readonly kind: 'name' | 'sku';
  readonly name: string | undefined;
  readonly partNumber: string | undefined;
  readonly guid: string | undefined;
}
export type CatalogueRow = PlanRow | KeyRow;

export const guidPattern = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * Reads one row; `file` and `line` are where it stands. Returns the row, or what is wrong with it.
 */
export function catalogueRow(record: CatalogueRecord, file: string, line: number) {
  const cell = (column: Column) => record[column]?.trim() ?? '';
  const fault = (column: Column, message: string): Fault => ({
    code: `catalogue.${column.replaceAll('_', '-')}`,
    source: file,
    line,
    column,
    value: record[column] ?? '',
    message,
  });
  const row = readRow(cell, fault, { file, line });
  return 'kind' in row ? { row } : { fault: row };
}

type Cell = (column: Column) => string;
type MakeFault = (column: Column, message: string) => Fault;

function readRow(cell: Cell, fault: MakeFault, place: RowBase['place']): CatalogueRow | Fault {
  const validFrom = parseLocalDate(cell('valid_from'));
  const validTo = parseLocalDate(cell('valid_to'));
  if (!cell('plan')) return fault('plan', 'the plan that the row is about must be named');
  if (!cell('source')) return fault('source', 'a row without its source cannot be checked (R2)');
  if (!validFrom) return fault('valid_from', 'must be a date, YYYY-MM-DD');
  if (cell('valid_to') && !validTo)
    return fault('valid_to', 'must be a date, YYYY-MM-DD, or empty');
  if (validTo && validTo <= validFrom) return fault('valid_to', 'must come after valid_from');
  const base = { plan: cell('plan'), validFrom, validTo, source: cell('source'), place };
  const kind = cell('kind');
  if (kind === 'plan') return readPlan(cell, fault, base);
  if (kind === 'name' || kind === 'sku') return readKeys(kind, cell, fault, base);
  return fault('kind', 'must be plan, name or sku');
}

function readPlan(cell: Cell, fault: MakeFault, base: RowBase): PlanRow | Fault {
  const planClass = cell('class');
  if (planClass !== 'Enterprise' && planClass !== 'Business' && planClass !== 'Add-on') {
    return fault('class', 'must be Enterprise, Business or Add-on (R1)');
  }
  if (!/^\d{1,7}\.\d{2}$/.test(cell('monthly_price'))) {
    return fault('monthly_price', 'must be kroner with two decimals, such as 30.00');
  }
  const monthlyPrice = moneyOf(cell('monthly_price'));
  if (planClass !== 'Business' && monthlyPrice !== 0n) {
    return fault('monthly_price', 'only a Business plan has a price of its own (R1)');
  }
  if (base.validTo && !base.validTo.endsWith('-01')) {
    return fault('valid_to', 'a price changes on the first of a month only (R2)');
  }
  return { kind: 'plan', ...base, class: planClass, monthlyPrice };
}

function readKeys(kind: KeyRow['kind'], cell: Cell, fault: MakeFault, base: RowBase) {
  if (cell('class')) return fault('class', 'belongs on the plan row');
  if (cell('monthly_price')) return fault('monthly_price', 'belongs on the plan row');
  const guid = cell('sku_guid').toLowerCase() || undefined;
  const partNumber = cell('sku_part_number') || undefined;
  const name = cell('name') || undefined;
  if (guid && !guidPattern.test(guid)) return fault('sku_guid', 'must be a GUID');
  if (kind === 'name' && !name) return fault('name', 'a name row must hold the name');
  if (kind === 'sku' && !guid) return fault('sku_guid', 'the GUID is the key of a SKU (R3)');
  return { kind, ...base, name, partNumber, guid } satisfies KeyRow;
}
