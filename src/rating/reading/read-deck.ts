/**
 * The bytes of a rates file as the rows of a deck, in our own columns or in the form of the carrier
 * who sent it (R15, R44). One door for whoever reads a deck: a load, a trial of one, a what-if.
 */
import { type Fault, groupBy } from '../../kernel/index.ts';
import { checkDeck, type RateRow } from '../deck.ts';
import { type CarrierFile, type NoteRow, readCarrierFile } from './carrier-file.ts';
import { type RateColumn, readDeck, readRateRows } from './deck-file.ts';
import type { DeckForm, SettledForm } from './form.ts';
import { readOwnFile } from './own-file.ts';

export interface DeckReading {
  /** Only those that could be read, where there are faults. */
  readonly rows: readonly RateRow[];
  readonly faults: readonly Fault[];
  /** How the file was read; undefined for a file in the columns of SPEC 10. */
  readonly form: SettledForm | undefined;
  /** The carrier's columns that were not read. */
  readonly ignored: readonly string[];
  /** Rows at the end that are no prices. */
  readonly notes: readonly NoteRow[];
}

/** Without a form the file is in the columns of SPEC 10, strictly; with one it is a carrier's. */
export function readDeckFile(bytes: Buffer, source: string, form?: DeckForm): DeckReading {
  if (form) return readCarrierDeck(readCarrierFile(bytes, source, form), source);
  const own = readOwnFile(bytes, source);
  const nothing = { form: undefined, ignored: [], notes: [] };
  if (own.faults.length === 0) return { ...readDeck(own.records, source), ...nothing };
  const { rows, faults } = readRateRows(own.records, source);
  return { rows, faults: [...own.faults, ...faults], ...nothing };
}

function readCarrierDeck(file: CarrierFile, source: string): DeckReading {
  const { rows, faults } = readRateRows(file.records, source);
  const found = [...file.faults, ...inTheirWords(faults, file)];
  if (found.length === 0) found.push(...inTheirWords(checkDeck(rows, source), file));
  found.sort((a, b) => a.line - b.line);
  const { form, notes, columns } = file;
  return { rows, faults: found, form, ignored: columns?.ignored ?? [], notes };
}

/** Faults under the carrier's column names and with its cells, once for a row of many prefixes. */
function inTheirWords(faults: readonly Fault[], { columns, rows }: CarrierFile): Fault[] {
  if (!columns || faults.length === 0) return [...faults];
  const rowAt = new Map(rows.map((row) => [row.line, row]));
  const theirs = faults.map((fault): Fault => {
    const index = columns.at.get(fault.column as RateColumn);
    const cell = index === undefined ? undefined : rowAt.get(fault.line)?.cells[index];
    // Of a list of prefixes the one that overlaps is meant.
    const value = fault.code === 'rating.rows-overlap' ? fault.value : (cell ?? fault.value);
    return { ...fault, column: columns.label(fault.column), value };
  });
  const same = groupBy(theirs, ({ line, column, code, value }) =>
    [line, column, code, value].join('\u0000'),
  );
  return [...same.values()].flatMap((group) => group.slice(0, 1));
}
