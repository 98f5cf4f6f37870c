/**
 * Which plan a licence is, which class it has and what it costs, on any date (R1-R3). Made of the
 * rows in `rates/`: a later plan row takes over from the one before, so that a new price is a new
 * row. The word in a name decides nothing here: only rows do.
 */
import type { Fault, Instant, LocalDate, Money, Month } from '../../kernel/index.ts';
import { monthOfDate } from '../../kernel/index.ts';
import type { Keys } from './key.ts';
import { addKeys, contradiction, covers, planMeant } from './key.ts';
import type { CatalogueRecord, CatalogueRow, PlanClass, PlanRow } from './row.ts';
import { catalogueRow } from './row.ts';

export interface CatalogueEntry {
  /** The plan as the price table calls it. */
  readonly name: string;
  readonly class: PlanClass;
  /** Øre ex VAT for each activated employee and month on the date asked about. */
  readonly monthlyPrice: Money;
  readonly source: string;
}

export interface Catalogue {
  /**
   * The plan that one licence text stands for on a date: by GUID, then part number, then name. A
   * text means what it meant when it was written; what meant nothing then, means what it does on
   * the date.
   */
  find(licence: string, onDate: LocalDate, writtenAt?: Instant): CatalogueEntry | undefined;
  /** All plans in force on a date, by valid-from and then in the order of their rows. */
  plans(onDate: LocalDate): CatalogueEntry[];
  /** The days of a month, its first apart, on which an answer of `find` may change; mostly none. */
  changesIn(month: Month): readonly LocalDate[];
}

/** A row as a CSV reader hands it over: cells by column, with the place it was read from. */
export interface CatalogueLine {
  readonly file: string;
  readonly line: number;
  readonly record: CatalogueRecord;
}
export interface CatalogueRead {
  readonly catalogue: Catalogue;
  readonly faults: readonly Fault[];
}

/**
 * Reads rows, of one file or several, into a catalogue; what breaks a rule is left out and listed.
 */
export function readCatalogue(lines: Iterable<CatalogueLine>): CatalogueRead {
  const rows: CatalogueRow[] = [];
  const faults: Fault[] = [];
  for (const { file, line, record } of lines) {
    const read = catalogueRow(record, file, line);
    if (read.row) rows.push(read.row);
    else faults.push(read.fault);
  }
  const made = makeCatalogue(rows);
  return { catalogue: made.catalogue, faults: [...faults, ...made.faults] };
}

/** Makes a catalogue of rows that are right each by itself; rows that contradict are left out. */
export function makeCatalogue(rows: readonly CatalogueRow[]): CatalogueRead {
  const terms: Terms = new Map();
  const keys: Keys = new Map();
  const faults: Fault[] = [];
  const ascending = [...rows].sort(byValidFrom);
  for (const row of ascending) {
    if (row.kind !== 'plan') continue;
    const fault = addTerms(terms, row) ?? addKeys(keys, row);
    if (fault) faults.push(fault);
  }
  for (const row of ascending) {
    if (row.kind === 'plan') continue;
    const fault = terms.has(row.plan)
      ? addKeys(keys, row)
      : contradiction(row, 'plan', row.plan, 'no plan row has this name');
    if (fault) faults.push(fault);
  }
  return { catalogue: catalogueOf(terms, keys, changes(rows)), faults };
}

function byValidFrom(a: CatalogueRow, b: CatalogueRow): number {
  if (a.validFrom === b.validFrom) return 0;
  return a.validFrom < b.validFrom ? -1 : 1;
}

/** Plan rows by plan, ascending by valid-from. */
type Terms = Map<string, PlanRow[]>;

/** Price changes of one plan: a later row takes over, on the first of a month (R2). */
function addTerms(terms: Terms, row: PlanRow): Fault | undefined {
  const before = terms.get(row.plan);
  if (!before) {
    terms.set(row.plan, [row]);
    return undefined;
  }
  if (!row.validFrom.endsWith('-01')) {
    const why = 'a price changes on the first of a month only (R2)';
    return contradiction(row, 'valid_from', row.validFrom, why);
  }
  if (before.some((other) => other.validFrom === row.validFrom)) {
    return contradiction(row, 'plan', row.plan, `two rows set its price from ${row.validFrom}`);
  }
  before.push(row);
  return undefined;
}

/** Days other than the first of a month on which a row begins or ends, by month. */
function changes(rows: readonly CatalogueRow[]): Map<Month, LocalDate[]> {
  const byMonth = new Map<Month, Set<LocalDate>>();
  for (const date of rows.flatMap((row) => [row.validFrom, row.validTo])) {
    if (!date || date.endsWith('-01')) continue;
    const month = monthOfDate(date);
    byMonth.set(month, (byMonth.get(month) ?? new Set()).add(date));
  }
  return new Map([...byMonth].map(([month, dates]) => [month, [...dates].sort()]));
}

const noChanges: readonly LocalDate[] = [];

function catalogueOf(
  terms: Terms,
  keys: Keys,
  changesByMonth: ReadonlyMap<Month, readonly LocalDate[]>,
): Catalogue {
  const entries = new Map<PlanRow, CatalogueEntry>();
  for (const row of [...terms.values()].flat()) {
    const { plan: name, class: planClass, monthlyPrice, source } = row;
    entries.set(row, { name, class: planClass, monthlyPrice, source });
  }
  const entryOf = (plan: string, date: LocalDate): CatalogueEntry | undefined => {
    const row = terms.get(plan)?.findLast((candidate) => covers(candidate, date));
    return row && entries.get(row);
  };
  return {
    find(licence, onDate, writtenAt) {
      const plan = planMeant(keys, licence, onDate, writtenAt);
      return plan === undefined ? undefined : entryOf(plan, onDate);
    },
    plans: (onDate) => [...terms.keys()].flatMap((plan) => entryOf(plan, onDate) ?? []),
    changesIn: (month) => changesByMonth.get(month) ?? noChanges,
  };
}
