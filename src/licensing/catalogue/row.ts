/**
 * One row of the licence catalogue in `rates/` (R2). A `plan` row sets class and price of a plan
 * from a date, a `name` row says what else it is called, a `sku` row by which product it is sold; a
 * `proposal` row names a product that the price table is silent about (R3). A row is judged by
 * itself here; whether rows agree with each other is asked when the catalogue is made.
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
  readonly validFrom: LocalDate;
  /** Exclusive; absent while the row still holds. */
  readonly validTo: LocalDate | undefined;
  /** Who says so: the document that the fact was taken from. */
  readonly source: string;
  readonly place: { readonly file: string; readonly line: number };
}
export interface PlanRow extends RowBase {
  readonly kind: 'plan';
  readonly plan: string;
  readonly class: PlanClass;
  /** Øre ex VAT for each activated employee and month. */
  readonly monthlyPrice: Money;
}
export interface KeyRow extends RowBase {
  readonly kind: 'name' | 'sku';
  readonly plan: string;
  readonly name: string | undefined;
  readonly partNumber: string | undefined;
  readonly guid: string | undefined;
}
/** A row of the operator's price table: it decides (R1). */
export type PricedRow = PlanRow | KeyRow;
/**
 * A SKU that the price table does not name, under a name that it bears in these days. It never makes
 * a class: that takes a ruling (R3).
 */
export interface ProposalRow extends RowBase {
  readonly kind: 'proposal';
  readonly guid: string;
  readonly partNumber: string | undefined;
  readonly name: string;
  /** What we would rule; undefined where even that is left to a person. `source` says why. */
  readonly proposed: PlanClass | undefined;
}
export type CatalogueRow = PricedRow | ProposalRow;

const classes: readonly string[] = ['Enterprise', 'Business', 'Add-on'] satisfies PlanClass[];
export const isPlanClass = (text: string): text is PlanClass => classes.includes(text);

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
  const kind = cell('kind');
  const plan = cell('plan');
  if (!plan && kind !== 'proposal') {
    return fault('plan', 'the plan that the row is about must be named');
  }
  if (!cell('source')) return fault('source', 'a row without its source cannot be checked (R2)');
  if (!validFrom) return fault('valid_from', 'must be a date, YYYY-MM-DD');
  if (cell('valid_to') && !validTo)
    return fault('valid_to', 'must be a date, YYYY-MM-DD, or empty');
  if (validTo && validTo <= validFrom) return fault('valid_to', 'must come after valid_from');
  const base = { validFrom, validTo, source: cell('source'), place };
  if (kind === 'plan') return readPlan(cell, fault, { ...base, plan });
  if (kind === 'name' || kind === 'sku') return readKeys(kind, cell, fault, { ...base, plan });
  if (kind === 'proposal') return readProposal(cell, fault, base);
  return fault('kind', 'must be plan, name, sku or proposal');
}

type OfPlan = RowBase & { readonly plan: string };

function readPlan(cell: Cell, fault: MakeFault, base: OfPlan): PlanRow | Fault {
  const planClass = cell('class');
  if (!isPlanClass(planClass)) {
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

function readKeys(kind: KeyRow['kind'], cell: Cell, fault: MakeFault, base: OfPlan) {
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

function readProposal(cell: Cell, fault: MakeFault, base: RowBase): ProposalRow | Fault {
  if (cell('plan')) return fault('plan', 'a proposal is about a SKU that no plan names');
  if (cell('monthly_price')) return fault('monthly_price', 'a proposal sets no price (R3)');
  const guid = cell('sku_guid').toLowerCase();
  const proposed = cell('class');
  if (!guidPattern.test(guid)) return fault('sku_guid', 'the GUID is the key of a SKU (R3)');
  if (!cell('name')) return fault('name', 'a proposal must hold the name of the SKU');
  if (proposed && !isPlanClass(proposed)) {
    return fault('class', 'must be Enterprise, Business, Add-on, or empty for no proposal');
  }
  return {
    kind: 'proposal',
    ...base,
    guid,
    partNumber: cell('sku_part_number') || undefined,
    name: cell('name'),
    proposed: isPlanClass(proposed) ? proposed : undefined,
  };
}
