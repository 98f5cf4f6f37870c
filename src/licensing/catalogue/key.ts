/**
 * The keys by which a licence is found (R3): GUID, part number, name, each dated. Microsoft renames
 * products and gives old names to new ones, so a key that would mean two plans on one day is
 * refused. What a plan costs is not known here.
 */
import type { Fault, Instant, LocalDate } from '../../kernel/index.ts';
import { localDateOf } from '../../kernel/index.ts';
import { normaliseLicence } from '../licence-text.ts';
import type { CatalogueRow } from './row.ts';
import { guidPattern } from './row.ts';

/** Rows by key; a key is its sort and its normalised spelling, such as `name:enterprise e1`. */
export type Keys = Map<string, CatalogueRow[]>;

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
export function addKeys(keys: Keys, row: CatalogueRow): Fault | undefined {
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
  readonly clashes: (other: CatalogueRow) => boolean;
}

function keysOf(row: CatalogueRow): Key[] {
  const anotherPlan = (other: CatalogueRow) => other.plan !== row.plan;
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

/** The plan that one licence text means; `writtenAt` and `onDate` as in `Catalogue.find`. */
export function planMeant(
  keys: Keys,
  licence: string,
  onDate: LocalDate,
  writtenAt: Instant | undefined,
): string | undefined {
  const spelling = normaliseLicence(licence);
  const meanings = guidPattern.test(spelling)
    ? keys.get(`guid:${spelling}`)
    : (keys.get(`part:${spelling}`) ?? keys.get(`name:${spelling}`));
  const [only] = meanings ?? [];
  if (!meanings || !only) return undefined;
  if (meanings.length === 1 && covers(only, onDate)) return only.plan;
  const writtenOn = writtenAt && localDateOf(writtenAt);
  const written = writtenOn && meanings.find((row) => covers(row, writtenOn));
  return (written ?? meanings.find((row) => covers(row, onDate)))?.plan;
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
