/**
 * A carrier's rates file as records of SPEC 10. First the file as a whole is asked what it does not
 * say cell by cell - the decimal sign, what a hyphen means, where the rows end - and refused where it
 * does not tell; then its rows are translated one by one.
 */
import type { Fault } from '../../kernel/index.ts';
import { cellOf, translateRow } from './carrier-row.ts';
import { type CarrierColumns, findColumns } from './columns.ts';
import type { RateRecord } from './deck-file.ts';
import type { DeckForm, SettledForm } from './form.ts';
import { settleForm } from './settle-form.ts';
import { delimiters, readTable, type TextRow } from './table.ts';

/** A row at the end that is no price, such as a sum or a remark. */
export interface NoteRow {
  readonly line: number;
  readonly text: string;
}

export interface CarrierFile {
  readonly records: readonly RateRecord[];
  readonly faults: readonly Fault[];
  readonly form?: SettledForm;
  readonly columns?: CarrierColumns;
  readonly rows: readonly TextRow[];
  readonly notes: readonly NoteRow[];
}

export function readCarrierFile(bytes: Buffer, source: string, form: DeckForm): CarrierFile {
  const headerLine = form.header_line ?? 1;
  const table = readTable(bytes, source, {
    encoding: form.encoding ?? 'utf-8',
    among: form.delimiter ? [form.delimiter] : delimiters,
    firstLine: Math.max(1, headerLine),
  });
  const refused = (faults: readonly Fault[]): CarrierFile => ({
    records: [],
    faults,
    rows: [],
    notes: [],
  });
  if (table.faults.length > 0) return refused(table.faults);
  const [top] = table.rows;
  if (!top) {
    const message = 'the file is empty, or has nothing from its header on';
    return refused([
      { code: 'rating.file-empty', source, line: 0, column: '', value: '', message },
    ]);
  }
  const names = headerLine === 0 ? undefined : top.cells;
  const header = { line: top.line, names, width: top.cells.length };
  const { columns, faults } = findColumns(header, form.columns ?? {}, source);
  if (!columns) return refused(faults);
  const filled = (names ? table.rows.slice(1) : table.rows).filter(isFilled);
  const { rows, notes } = withoutNotes(filled, columns);
  const settled = settleForm(rows, columns, { ...form, delimiter: table.delimiter }, source);
  if (!settled.form) return refused(settled.faults);
  const translated = translateRows(rows, header.width, columns, settled.form, source);
  return { ...translated, form: settled.form, columns, rows, notes };
}

const isFilled = (row: TextRow) => row.cells.some((cell) => cell !== '');

/** More is no rate deck but a range that was misread. */
const MOST_RECORDS = 1_000_000;

const wholeRow = ({ line, cells }: TextRow, { delimiter }: SettledForm, source: string) => ({
  source,
  line,
  column: '',
  value: cells.join(delimiter),
});

function translateRows(
  rows: readonly TextRow[],
  width: number,
  columns: CarrierColumns,
  form: SettledForm,
  source: string,
) {
  const records: RateRecord[] = [];
  const faults: Fault[] = [];
  for (const row of rows) {
    const { length } = row.cells;
    if (length < width || row.cells.slice(width).some((cell) => cell !== '')) {
      const message = `the row has ${length} cells, the first row ${width} (RFC 4180)`;
      faults.push({ ...wholeRow(row, form, source), code: 'rating.row-width', message });
      continue;
    }
    const translated = translateRow(row, columns, form, source);
    for (const record of translated.records) records.push(record);
    faults.push(...translated.faults);
    if (records.length > MOST_RECORDS) {
      const message = `with this row the file has more than ${MOST_RECORDS} prefixes (R15)`;
      return {
        records: [],
        faults: [{ ...wholeRow(row, form, source), code: 'rating.deck-too-large', message }],
      };
    }
  }
  return { records, faults };
}

/** More rows than this at the end are no remarks but rows that were misread. */
const MOST_NOTES = 20;
const SUM = /^(?:i alt|total|subtotal|sum|antal|count|gennemsnit|average)\b/i;

function withoutNotes(rows: readonly TextRow[], columns: CarrierColumns) {
  let end = rows.length;
  while (end > 0 && rows.length - end < MOST_NOTES && isNote(rows[end - 1] as TextRow, columns)) {
    end -= 1;
  }
  const notes = rows.slice(end).map(({ line, cells }) => ({
    line,
    text: cells.filter((cell) => cell !== '').join(' '),
  }));
  return { rows: rows.slice(0, end), notes };
}

/** A sum; or words or nothing where a prefix should be, in a row without all that a price needs. */
function isNote(row: TextRow, columns: CarrierColumns): boolean {
  const cell = (column: 'country' | 'prefix' | 'destination' | 'per_minute') =>
    cellOf(row, columns, column);
  const prefix = cell('country') || cell('prefix');
  const isPriced = cell('destination') !== '' && cell('per_minute') !== '';
  if (SUM.test(prefix)) return true;
  if (SUM.test(cell('destination'))) return prefix === '' || !isPriced;
  return !isPriced && (prefix === '' || /^[\p{L}*#]/u.test(prefix));
}
