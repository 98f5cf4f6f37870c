/**
 * Where each of our columns stands in a carrier's file, by header name or by position. A column
 * named as ours is taken for it unless the mapping says otherwise; the others are ignored and
 * listed, so that nobody has to find out later that a set-up fee was among them.
 */
import type { Fault } from '../../kernel/index.ts';
import { rateColumns } from './deck-file.ts';
import { type CarrierColumn, type ColumnPlaces, carrierColumns } from './form.ts';

export interface CarrierColumns {
  /** Place in a row, from 0. */
  readonly at: ReadonlyMap<CarrierColumn, number>;
  /** As the form says it once all is found: names where there is a header. */
  readonly places: ColumnPlaces;
  /** The carrier's columns that are not read, by name. */
  readonly ignored: readonly string[];
  /** What the carrier calls one of ours. */
  label(column: string): string;
}

export interface Header {
  readonly line: number;
  /** Absent where the file has none. */
  readonly names: readonly string[] | undefined;
  readonly width: number;
}

export function findColumns(
  { line, names, width }: Header,
  wanted: ColumnPlaces,
  source: string,
): { readonly columns?: CarrierColumns; readonly faults: readonly Fault[] } {
  const faults: Fault[] = [];
  const refuse = (code: string, value: string | number, message: string) => {
    faults.push({ code: `rating.${code}`, source, line, column: '', value: `${value}`, message });
  };
  const at = new Map<CarrierColumn, number>();
  for (const column of carrierColumns) {
    const place = wanted[column] ?? (isNamedAsOurs(names, column) ? column : '');
    if (place === '') continue;
    const found =
      typeof place === 'number' || !names ? byPosition(place, width) : placesOf(names, place);
    if (found.length === 1) at.set(column, found[0] ?? 0);
    else if (found.length === 0) {
      const there = names ? names.map((name) => `"${name}"`).join(', ') : `${width} columns`;
      refuse('mapped-column', place, `no column "${place}" for ${column}; the file has ${there}`);
    } else {
      const positions = found.map((it) => it + 1).join(' and ');
      const message = `"${place}" stands at ${positions}: name ${column} by its position`;
      refuse('column-twice', place, message);
    }
  }
  for (const { name, required } of rateColumns) {
    if (!required || at.has(name) || wanted[name]) continue;
    refuse('column-missing', name, `no column is mapped to ${name}: --map ${name}=… (SPEC 10)`);
  }
  const placed = [...at];
  for (const [index, [column, position]] of placed.entries()) {
    const other = placed.slice(0, index).find(([, taken]) => taken === position);
    if (!other) continue;
    const message = `column ${position + 1} cannot be both ${other[0]} and ${column}`;
    refuse('column-shared', position + 1, message);
  }
  for (const other of ['increment_seconds', 'from_second'] as const) {
    if (!at.has('increments') || !at.has(other)) continue;
    refuse('increments', other, `increments and ${other} cannot be mapped both (R16)`);
  }
  if (faults.length > 0) return { faults };
  const left = carrierColumns.filter((column) => wanted[column] === '');
  return { columns: columnsOf(at, left, names, width), faults };
}

function columnsOf(
  at: ReadonlyMap<CarrierColumn, number>,
  left: readonly CarrierColumn[],
  names: readonly string[] | undefined,
  width: number,
): CarrierColumns {
  const taken = new Set(at.values());
  const nameAt = (index: number) => names?.[index] || `column ${index + 1}`;
  const unique = (index: number) => names && placesOf(names, names[index] ?? '').length === 1;
  const rest = Array.from({ length: width }, (_, index) => index).filter((it) => !taken.has(it));
  return {
    at,
    places: Object.fromEntries([
      ...[...at].map(([column, index]) => [column, unique(index) ? names?.[index] : index + 1]),
      ...left.map((column) => [column, '']),
    ]),
    ignored: rest.map(nameAt),
    label: (column) => {
      const index = at.get(column as CarrierColumn);
      return index === undefined ? column : nameAt(index);
    },
  };
}

/** Not `country`: a carrier's column of that name holds names, ours holds codes. */
const isNamedAsOurs = (names: readonly string[] | undefined, column: CarrierColumn) =>
  rateColumns.some(({ name }) => name === column) && placesOf(names ?? [], column).length > 0;

/** Places of a header name: as it is written, else whatever its case and blanks. */
function placesOf(names: readonly string[], wanted: string): number[] {
  const where = (alike: (name: string) => boolean) =>
    names.flatMap((name, index) => (alike(name) ? [index] : []));
  const exact = where((name) => name === wanted);
  const loose = (text: string) => text.toLowerCase().replace(/\s+/g, ' ');
  return exact.length > 0 ? exact : where((name) => loose(name) === loose(wanted));
}

/** Without a header there are no names, so that digits are a position, in quotes or not. */
function byPosition(place: string | number, width: number): number[] {
  const position = /^[1-9]\d{0,3}$/.test(`${place}`) ? Number(place) : 0;
  return position > 0 && position <= width ? [position - 1] : [];
}
