/**
 * The segments of a 3CX system from version 20 update 6 on: an export of its table cdroutput, in which one
 * call is as many rows as it had stages. Columns and their values after
 * https://www.3cx.com/docs/call-detail-record-guide/ (27 May 2026) and which of them cost money after
 * https://www.3cx.com/docs/call-record-billing-guide/ (15 May 2025), both read as stored public copies.
 * Names of columns can be told otherwise; which rows belong together is the caller's to gather.
 */
import { z } from 'zod';
import type { SourceRecord } from '../../record/call-record.ts';
import type { CallFormat, CallReader, FormatFile } from '../format.ts';
import { type Cells, csvText, delimiterOf } from '../text/csv-text.ts';
import { readableLine, settingsOf, shownText, unreadable } from '../text/fields.ts';
import { FileFault } from '../text/file-fault.ts';
import { type ColumnOf, columns, isNeeded, segmentReader } from './segment-row.ts';

const options = z
  .strictObject({
    columns: z
      .record(z.string(), z.string())
      .default({})
      .describe('names that the files give to columns of cdroutput, such as {"cdr_id": "Id"}'),
    fields: z
      .array(z.string())
      .default([])
      .describe('names of all columns in their order, for files without a header row'),
    separator: z
      .enum([',', ';'])
      .default(',')
      .describe(
        'what stands between two columns of files without a header row; a header shows it itself',
      ),
    gather: z
      .enum(['call', 'participant'])
      .default('call')
      .describe(
        'what makes segments one call: the same main call and outside number (call), or the same outside ' +
          'participant (participant)',
      ),
    account: z
      .enum(['none', 'group'])
      .default('none')
      .describe(
        "the column that says whose a call is: none, or the inside party's department (group)",
      ),
  })
  .refine(({ columns: told }) => Object.keys(told).every((name) => name in columns), {
    path: ['columns'],
    message: `the columns that can be named are ${Object.keys(columns).join(', ')}`,
  });

/** Where the columns stand in a file. */
interface Layout {
  readonly width: number;
  readonly placeOf: ReadonlyMap<string, number>;
}

export const threeCxSegments: CallFormat = {
  name: '3cx-segments',
  title: '3CX version 20 segments (an export of the table cdroutput)',
  recognises: ({ text }) => {
    const [first = ''] = text.trimStart().split(/\r?\n/, 1);
    const names = first.split(/[,;]/).map((cell) => cell.replace(/^[\s"\uFEFF]+|[\s"]+$/g, ''));
    return ['cdr_id', 'source_entity_type', 'cdr_answered_at'].every((name) =>
      names.includes(name),
    );
  },
  settings: {
    zone: 'UTC',
    options,
    rule:
      'A segment is billed where an outside line that the system itself called (entity external_line, not ' +
      'incoming) talks, from cdr_answered_at to cdr_ended_at in whole seconds. All segments of one main call with the ' +
      'same outside number are one call, in whichever files and order they come. Segments of a caller from ' +
      'outside are incoming and free; those between inside parties, of routing and of barging in are not billed.',
  },
  reader,
};

function reader(file: FormatFile): CallReader {
  const settings = settingsOf(file);
  const { fields, ...told } = options.parse(settings.options);
  const nameIn = (column: string) => told.columns[column] ?? column;
  const readRow = segmentReader(settings, told);
  const isHeader = (cells: readonly string[]) =>
    cells.some((cell) => cell.trim() === nameIn('cdr_id'));
  const csv = csvText(file.fileName, (first) => {
    const found = delimiterOf(first);
    const headed = fields.length === 0 || isHeader(first.replaceAll('"', '').split(found));
    return headed ? found : told.separator;
  });
  let layout: Layout | undefined;
  let header = '';

  const readCells = (cells: Cells, { width, placeOf }: Layout) => {
    if (cells?.length !== width) {
      const found = cells ? `has ${cells.length} cells` : 'is not correctly quoted';
      const why = `the row ${found}, and ${width} are wanted`;
      return unreadable('row', why, { source: settings.source });
    }
    const cell: ColumnOf = (column) => {
      const value = cells[placeOf.get(column) ?? -1]?.trim() ?? '';
      return value === 'NULL' || value === '\\N' ? '' : value;
    };
    return readRow(cell);
  };

  return {
    header: () => header,
    read: (text, last) => {
      const records: SourceRecord[] = [];
      csv.push(text, last, (cells, line, raw) => {
        const place = layout?.placeOf.get('cdr_id');
        const ids = place === undefined ? (cells ?? []) : [cells?.[place] ?? ''];
        const named = isHeader(ids);
        if (!layout) {
          const names = named || fields.length === 0 ? (cells ?? []) : fields;
          layout = layoutOf(names, nameIn, file.fileName, line);
          header = named ? shownText(raw) : '';
          if (named) return;
        }
        if (named && header === '') throw lateHeader(file.fileName, line, raw);
        const known = layout;
        records.push(readableLine(line, raw, () => readCells(cells?.map(shownText), known)));
      });
      return records;
    },
  };
}

/** Finds the columns by their names; a file that lacks needed ones is refused with all of them. */
function layoutOf(
  names: readonly string[],
  nameIn: (column: string) => string,
  source: string,
  line: number,
): Layout {
  const standing = names.map((name) => name.replace(/^\uFEFF/, '').trim());
  const placeOf = new Map<string, number>();
  const missing: string[] = [];
  for (const column of Object.keys(columns)) {
    const place = standing.indexOf(nameIn(column));
    if (place >= 0) placeOf.set(column, place);
    else if (isNeeded(column)) missing.push(nameIn(column));
  }
  if (missing.length === 0) return { width: names.length, placeOf };
  throw new FileFault(
    missing.map((column) => {
      const message = `the column ${column} is missing; 3CX's table cdroutput has it`;
      return { code: 'calls.column-missing', source, line, column, value: column, message };
    }),
  );
}

function lateHeader(source: string, line: number, raw: string): FileFault {
  const message = 'a header stands here after rows without one; import the files apart';
  const value = raw.slice(0, 60);
  return new FileFault([{ code: 'calls.header', source, line, column: '', value, message }]);
}
