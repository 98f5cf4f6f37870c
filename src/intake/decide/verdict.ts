/**
 * What the decision on a file consists of: how many of its rows are new, changed or known already,
 * and the faults that only show against the register. Shared by the kinds, which differ in what
 * else they decide.
 */
import type { Fault } from '../../kernel/index.ts';
import type { RowFault } from '../csv/csv-file.ts';
import type { Line } from '../master-files.ts';
import { type Picture, refusedKey } from '../picture.ts';
import { faultAt } from '../rows/cells.ts';

export interface Tally {
  new: number;
  changed: number;
  unchanged: number;
}

export interface Verdict {
  readonly tally: Tally;
  readonly faults: RowFault[];
  readonly warnings: Fault[];
}

export const emptyVerdict = (): Verdict => ({
  tally: { new: 0, changed: 0, unchanged: 0 },
  faults: [],
  warnings: [],
});

/** Counts a row by the version that it makes: none, the first, or a later one. */
export function count(tally: Tally, change: { readonly version: number } | undefined): void {
  if (!change) tally.unchanged += 1;
  else if (change.version === 1) tally.new += 1;
  else tally.changed += 1;
}

export function lineFault(
  line: Line<unknown>,
  code: string,
  column: string,
  message: string,
): RowFault {
  return { ...faultAt(line.record, code, column, message), raw: line.record.raw };
}

/** Refers to somebody unknown; says so if it is because their own row was refused. */
export function unknownFault(
  picture: Picture,
  line: Line<unknown>,
  kind: 'reseller' | 'customer' | 'employee',
): RowFault {
  const column = `${kind}_id`;
  const place = picture.refused.get(refusedKey(`${kind}s`, line.record.cells[column] ?? ''));
  const message = place ? `the ${kind} is refused itself, see ${place}` : `no such ${kind}`;
  return lineFault(line, `${kind}.unknown`, column, message);
}

/** Remembers that the row which would have brought an id was refused. */
export function noteRefused(picture: Picture, kind: string, id: string, line: Line<unknown>): void {
  picture.refused.set(refusedKey(kind, id), `${line.record.source}:${line.record.line}`);
}
