/**
 * Where the columns of a file stand whose first row names them. A file that lacks a column is refused
 * once, with every name that is missing, so that its sender need not be asked twice. Case does not
 * matter, since exporters of one PBX disagree about it; what a column means is the format's.
 */
import type { Fault } from '../../../kernel/index.ts';
import { FileFault } from './file-fault.ts';

export interface WantedColumn {
  /** As the header spells it; '' where the source has none. */
  readonly column: string;
  /** Whether the file is refused without it. */
  readonly needed: boolean;
}

/** A header row with where it stands. */
export interface HeaderRow {
  readonly fileName: string;
  readonly line: number;
  readonly names: readonly string[];
}

/** The place of each wanted column, from 0; -1 for one that is not there. Throws a {@link FileFault}. */
export function columnPlaces<F extends string>(
  { fileName, line, names }: HeaderRow,
  wanted: Readonly<Record<F, WantedColumn>>,
): Readonly<Record<F, number>> {
  const found = names.map(spelling);
  const faults: Fault[] = [];
  const refuse = (code: string, column: string, message: string) => {
    faults.push({ code: `calls.${code}`, source: fileName, line, column, value: column, message });
  };
  const placeOf = ({ column, needed }: WantedColumn): number => {
    if (column === '') return -1;
    const place = found.indexOf(spelling(column));
    if (place < 0 && needed) refuse('column-missing', column, `the column ${column} is missing`);
    if (place >= 0 && found.includes(spelling(column), place + 1)) {
      refuse('column-twice', column, `the column ${column} stands here twice`);
    }
    return place;
  };
  const places = Object.entries<WantedColumn>(wanted).map(([field, it]) => [field, placeOf(it)]);
  if (faults.length > 0) throw new FileFault(faults);
  return Object.fromEntries(places) as Record<F, number>;
}

const spelling = (name: string) => name.trim().toLowerCase();

/** A file without the row that names its columns. */
export function noHeader(fileName: string): FileFault {
  const message = 'the file is empty; it begins with a row that names its columns';
  return new FileFault([
    { code: 'calls.file-empty', source: fileName, line: 0, column: '', value: '', message },
  ]);
}
