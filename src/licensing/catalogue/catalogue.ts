/**
 * Which plan a licence is, which class it has and what it costs, on any date (R1-R3). Made of the
 * rows in `rates/` and of rulings: a later plan row takes over from the one before, so that a new
 * price is a new row. The word in a name decides nothing here: only rows and rulings do.
 */
import type { Fault, Instant, LocalDate, Money, Month } from '../../kernel/index.ts';
import { monthOfDate, zeroMoney } from '../../kernel/index.ts';
import type { Ruling } from '../rulings/ruling.ts';
import type { Keys } from './key.ts';
import { addKeys, contradiction, covers, rowMeant } from './key.ts';
import { type KnownLicence, knownPlan, knownSku } from './known.ts';
import type { CatalogueRecord, CatalogueRow, PlanClass, PlanRow } from './row.ts';
import { catalogueRow } from './row.ts';
import { type Skus, skusOf } from './sku.ts';

export interface CatalogueEntry {
  /** The plan as the price table calls it; a SKU that was ruled on by its own name. */
  readonly name: string;
  readonly class: PlanClass;
  /** Øre ex VAT for each activated employee and month on the date asked about. */
  readonly monthlyPrice: Money;
  readonly source: string;
  /** What decided it where the price table does not (R3). */
  readonly ruling: Ruling | undefined;
}

export interface Catalogue {
  /**
   * What one licence text stands for on a date: by GUID, then part number, then name. A text means
   * what it meant when it was written; what meant nothing then, means what it does on the date.
   * Undefined where neither price table nor ruling decides, or where SKUs of one name differ.
   */
  find(licence: string, onDate: LocalDate, writtenAt?: Instant): CatalogueEntry | undefined;
  /**
   * What a text is known as, decided or not: one licence, or the several SKUs that share the name.
   * Empty where nobody has heard of it.
   */
  known(licence: string, onDate: LocalDate, writtenAt?: Instant): readonly KnownLicence[];
  /** All plans in force on a date, by valid-from and then in the order of their rows. */
  plans(onDate: LocalDate): CatalogueEntry[];
  /** The days of a month, its first apart, on which an answer of `find` may change; mostly none. */
  changesIn(month: Month): readonly LocalDate[];
  /** Every name that a licence has or had, of plans, proposals and rulings, each once. */
  readonly names: readonly string[];
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
export function readCatalogue(
  lines: Iterable<CatalogueLine>,
  rulings: readonly Ruling[] = [],
): CatalogueRead {
  const rows: CatalogueRow[] = [];
  const faults: Fault[] = [];
  for (const { file, line, record } of lines) {
    const read = catalogueRow(record, file, line);
    if (read.row) rows.push(read.row);
    else faults.push(read.fault);
  }
  const made = makeCatalogue(rows, rulings);
  return { catalogue: made.catalogue, faults: [...faults, ...made.faults] };
}

/** Makes a catalogue of rows that are right each by itself; rows that contradict are left out. */
export function makeCatalogue(
  rows: readonly CatalogueRow[],
  rulings: readonly Ruling[] = [],
): CatalogueRead {
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
    if (row.kind === 'plan' || row.kind === 'proposal') continue;
    const fault = terms.has(row.plan)
      ? addKeys(keys, row)
      : contradiction(row, 'plan', row.plan, 'no plan row has this name');
    if (fault) faults.push(fault);
  }
  const skus = skusOf(
    ascending.filter((row) => row.kind === 'proposal'),
    rulings,
  );
  const named = [...rows.flatMap(namesIn), ...rulings.map(({ name }) => name)];
  const names = [...new Set(named)];
  const changesByMonth = changes(rows, rulings);
  return { catalogue: catalogueOf({ terms, keys, skus, names, changesByMonth }), faults };
}

function byValidFrom(a: CatalogueRow, b: CatalogueRow): number {
  if (a.validFrom === b.validFrom) return 0;
  return a.validFrom < b.validFrom ? -1 : 1;
}

const namesIn = (row: CatalogueRow): readonly string[] => {
  if (row.kind === 'plan') return [row.plan];
  return row.name === undefined ? [] : [row.name];
};

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

/** Days other than the first of a month on which a row or ruling begins or ends, by month. */
function changes(rows: readonly CatalogueRow[], rulings: readonly Ruling[]) {
  const byMonth = new Map<Month, Set<LocalDate>>();
  const dates = rows.flatMap((row) => [row.validFrom, row.validTo]);
  for (const date of [...dates, ...rulings.map(({ validFrom }) => validFrom)]) {
    if (!date || date.endsWith('-01')) continue;
    const month = monthOfDate(date);
    byMonth.set(month, (byMonth.get(month) ?? new Set()).add(date));
  }
  return new Map([...byMonth].map(([month, days]) => [month, [...days].sort()]));
}

const noChanges: readonly LocalDate[] = [];

interface Parts {
  readonly terms: Terms;
  readonly keys: Keys;
  readonly skus: Skus;
  readonly names: readonly string[];
  readonly changesByMonth: ReadonlyMap<Month, readonly LocalDate[]>;
}

function catalogueOf({ terms, keys, skus, names, changesByMonth }: Parts): Catalogue {
  const entries = new Map<PlanRow, CatalogueEntry>();
  for (const row of [...terms.values()].flat()) {
    const { plan: name, class: planClass, monthlyPrice, source } = row;
    entries.set(row, { name, class: planClass, monthlyPrice, source, ruling: undefined });
  }
  const entryOf = (plan: string, date: LocalDate): CatalogueEntry | undefined => {
    const row = terms.get(plan)?.findLast((candidate) => covers(candidate, date));
    return row && entries.get(row);
  };
  const plans = (date: LocalDate) => [...terms.keys()].flatMap((plan) => entryOf(plan, date) ?? []);
  const sharedPrices = new Map<LocalDate, Money | undefined>();
  const sharedPrice = (date: LocalDate): Money | undefined => {
    if (!sharedPrices.has(date)) sharedPrices.set(date, businessPrice(plans(date)));
    return sharedPrices.get(date);
  };
  const ruledPrice = ({ class: ruled, asPlan }: Ruling, date: LocalDate): Money | undefined => {
    if (ruled !== 'Business') return zeroMoney;
    return asPlan ? businessPrice([entryOf(asPlan, date)]) : sharedPrice(date);
  };
  const ruledEntry = (subject: string, date: LocalDate): CatalogueEntry | undefined => {
    const ruling = skus.ruling(subject, date);
    const monthlyPrice = ruling && ruledPrice(ruling, date);
    if (!ruling || monthlyPrice === undefined) return undefined;
    const source = `ruling ${ruling.rulingId}: ${ruling.reason}`;
    return { name: ruling.name, class: ruling.class, monthlyPrice, source, ruling };
  };
  return {
    find(licence, onDate, writtenAt) {
      const row = rowMeant(keys, licence, onDate, writtenAt);
      if (row) return entryOf(row.plan, onDate);
      const subjects = skus.meant(licence, onDate, writtenAt);
      return whatAllSay(subjects.map((subject) => ruledEntry(subject, onDate)));
    },
    known(licence, onDate, writtenAt) {
      const row = rowMeant(keys, licence, onDate, writtenAt);
      if (row) return [knownPlan(row)];
      const subjects = skus.meant(licence, onDate, writtenAt);
      return subjects.map((subject) => knownSku(skus, subject, onDate));
    },
    plans,
    changesIn: (month) => changesByMonth.get(month) ?? noChanges,
    names,
  };
}

/** What the Business plans among the entries cost; undefined where there are none or they differ. */
export function businessPrice(entries: readonly (CatalogueEntry | undefined)[]): Money | undefined {
  const prices = entries.filter((entry) => entry?.class === 'Business');
  const [first, ...others] = prices.map((entry) => entry?.monthlyPrice);
  return others.every((price) => price === first) ? first : undefined;
}

/** SKUs that share a name decide it only where all are decided alike (R4). */
function whatAllSay(found: readonly (CatalogueEntry | undefined)[]): CatalogueEntry | undefined {
  const [first, ...others] = found;
  const alike = others.every(
    (other) => other?.class === first?.class && other?.monthlyPrice === first?.monthlyPrice,
  );
  return alike ? first : undefined;
}
