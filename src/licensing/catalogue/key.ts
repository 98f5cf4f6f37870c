/**
 * The keys by which a plan of the price table is found (R3): GUID, part number, name, each dated. Microsoft renames
 * products and gives old names to new ones, so a key that would mean two plans on one day is
 * refused. What a plan costs is not known here.
 */
import type { Fault, Instant, LocalDate } from '../../kernel/index.ts';
import { localDateOf } from '../../kernel/index.ts';
import { normaliseLicence } from '../licence-text.ts';
import type { CatalogueRow, PricedRow } from './row.ts';
import { guidPattern } from './row.ts';

/** Rows by key; a key is its sort and its normalised spelling, such as `name:enterprise e1`. */
export type Keys = Map<string, PricedRow[]>;

/** Half-open, as all periods; an absent end still holds. */
interface Dated {
  readonly validFrom: LocalDate;
  readonly validTo: LocalDate | undefined;
}

export const covers = (dated: Dated, date: LocalDate): boolean =>
  dated.validFrom <= date && (dated.validTo === undefined || date < dated.validTo);

const overlaps = (a: Dated, b: Dated): boolean =>
  (b.validTo === undefined || a.validFrom < b.validTo) &&
  (a.validTo === undefined || b.validFrom < a.validTo);

/** Adds all keys of a row, or none and says which of them is taken already. */
export function addKeys(keys: Keys, row: PricedRow): Fault | undefined {
  const own = keysOf(row);
  for (const { key, column, value, clashes } of own) {
    const clash = keys.get(key)?.find((other) => overlaps(other, row) && clashes(other));
    if (clash) {
      const where = `${clash.place.file}:${clash.place.line}`;
      const why = `already stands for ${clash.plan} on some of these days (${where})`;
      return contradiction(row, column, value, why);
    }
  }
  for (const { key } of own) {
    const meanings = keys.get(key);
    if (meanings) meanings.push(row);
    else keys.set(key, [row]);
  }
  return undefined;
}

interface Key {
  readonly key: string;
  readonly column: string;
  readonly value: string;
  /**
   * Two SKUs of one plan may share a display name; a GUID or part number stands on one row only.
   */
  readonly clashes: (other: PricedRow) => boolean;
}

function keysOf(row: PricedRow): Key[] {
  const anotherPlan = (other: PricedRow) => other.plan !== row.plan;
  const always = () => true;
  const key = (sort: string, column: string, value: string | undefined, clashes: Key['clashes']) =>
    value ? [{ key: `${sort}:${normaliseLicence(value)}`, column, value, clashes }] : [];
  if (row.kind === 'plan') return key('name', 'plan', row.plan, anotherPlan);
  return [
    ...key('guid', 'sku_guid', row.guid, always),
    ...key('part', 'sku_part_number', row.partNumber, always),
    ...key('name', 'name', row.name, anotherPlan),
  ];
}

/** The row that says what one licence text means; `writtenAt` and `onDate` as in `Catalogue.find`. */
export function rowMeant(
  keys: Keys,
  licence: string,
  onDate: LocalDate,
  writtenAt: Instant | undefined,
): PricedRow | undefined {
  const spelling = normaliseLicence(licence);
  const meanings = guidPattern.test(spelling)
    ? keys.get(`guid:${spelling}`)
    : (keys.get(`part:${spelling}`) ?? keys.get(`name:${spelling}`));
  return meanings && coveringRows(meanings, onDate, writtenAt)[0];
}

/** Of the meanings that a text has had, those of when it was written; else those on the date. */
export function coveringRows<Row extends Dated>(
  meanings: readonly Row[],
  onDate: LocalDate,
  writtenAt: Instant | undefined,
): readonly Row[] {
  const [only] = meanings;
  if (meanings.length === 1 && only && covers(only, onDate)) return meanings;
  const writtenOn = writtenAt && localDateOf(writtenAt);
  const written = writtenOn ? meanings.filter((row) => covers(row, writtenOn)) : [];
  return written.length > 0 ? written : meanings.filter((row) => covers(row, onDate));
}

/** A row that is right by itself and at odds with another. */
export function contradiction(
  row: CatalogueRow,
  column: string,
  value: string,
  message: string,
): Fault {
  const { file, line } = row.place;
  return { code: 'catalogue.contradiction', source: file, line, column, value, message };
}
