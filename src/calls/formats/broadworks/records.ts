/**
 * Call detail records of a BroadWorks application server as CSV, by its numbered columns. Numbering after
 * share/dictionary.broadsoft of FreeRADIUS and FS/FS/cdr/broadsoft22.pm of Freeside (which cites
 * BW-AccountingCDRInterfaceSpec-R22.pdf); names, file header and escapes after v18_cdr_csv and
 * cdr_libs.php of elmerfud/broadsoft_cdr; kinds of calls after BasicCallType of its OCI schema. What a row
 * says is read in record-row.ts.
 */
import { z } from 'zod';
import type { SourceRecord } from '../../record/call-record.ts';
import type { CallFormat, CallReader, FormatFile } from '../format.ts';
import { readableLine, settingsOf, shownText, unreadable } from '../text/fields.ts';
import { FileFault } from '../text/file-fault.ts';
import { lineText } from '../text/lines.ts';
import { accounts, numbered, rowReader } from './record-row.ts';

/** Up to remoteCallId, which every release writes; a row with fewer is cut off. */
const FEWEST = 46;
const byNumber = new Map<string, number>(
  Object.entries(numbered).map(([name, number]) => [name, number - 1]),
);

const options = z.strictObject({
  account: z
    .enum(accounts)
    .default('none')
    .describe('the column that says whose a call is, such as serviceProvider or group'),
  on_net: z
    .enum(['customer', 'system', 'never'])
    .default('customer')
    .describe(
      'which calls cost nothing: those within a group or enterprise (customer), all whose other end is on ' +
        'the same system (system), or none (never)',
    ),
  charge_indicator: z
    .enum(['heeded', 'ignored'])
    .default('heeded')
    .describe('whether a record that says "no charge" (chargeIndicator n) is left unbilled'),
  billed_types: z
    .array(z.string())
    .default(['Normal'])
    .describe('types of records that are billed; only where your release writes no Normal one too'),
});

export const broadworks: CallFormat = {
  name: 'broadworks-csv',
  title: 'BroadWorks accounting CDR (BW-CDR-*.csv)',
  recognises: ({ text }) => {
    const lines = text.trimStart().split(/\r?\n/, 20);
    if (isVersion(lines[0] ?? '')) return true;
    return lines.some((line) => {
      const cells = cellsOf(line);
      if (namesIn(cells)) return true;
      const [direction = '', start = ''] = [cells[5], cells[9]];
      return /^(Origin|Termin)ating$/.test(direction) && /^\d{14}\.\d{1,3}$/.test(start);
    });
  },
  settings: {
    zone: '',
    options,
    rule:
      'Each record of type Normal is one leg of a call: an Originating one is billed to its user, a Terminating ' +
      'one is incoming. It is billed from answerTime to releaseTime in whole seconds where somebody answered, ' +
      'also after redirection. Records of other types (Start, Failover, Long Duration and so on) are told by ' +
      'a Normal one too and not billed; neither are those that say "no charge".',
  },
  reader,
};

function reader(file: FormatFile): CallReader {
  const settings = settingsOf(file);
  const told = options.parse(settings.options);
  const readRow = rowReader(settings, told);
  const lines = lineText(file.fileName);
  let places: ReadonlyMap<string, number> = byNumber;
  let width = 0;
  let header = '';
  let rows = 0;

  const readLine = (text: string) => {
    const cells = cellsOf(text);
    const wrong = width > 0 ? cells.length !== width : cells.length < FEWEST;
    if (wrong) {
      const wanted = width > 0 ? `${width}` : `at least ${FEWEST}`;
      const why = `the row has ${cells.length} cells, and ${wanted} are wanted`;
      return unreadable('row', why, { source: settings.source });
    }
    return readRow((column) => cells[places.get(column) ?? -1]?.trim() ?? '');
  };

  /** A line before the first row that says how to read them; one of its kind again is a row. */
  const takesHeader = (line: string, number: number): boolean => {
    const names = line.includes('recordId') ? namesIn(cellsOf(line)) : undefined;
    if (names ? width > 0 : header !== '' || !isVersion(line)) return false;
    if (rows > 0) throw lateHeader(file.fileName, number, line);
    if (names) {
      places = new Map(names.map((name, place) => [name, place]));
      width = names.length;
    }
    const shown = shownText(line);
    header = header === '' ? shown : `${header}\n${shown}`;
    return true;
  };

  return {
    header: () => header,
    read: (text, last) => {
      const records: SourceRecord[] = [];
      lines(text, last, (line, number, ended) => {
        if (takesHeader(line, number)) return;
        rows += 1;
        records.push(readableLine(number, line, readLine, ended));
      });
      return records;
    },
  };
}

/** The first line of each file: `version=18.0 encoding=ISO-8859-1`. */
const isVersion = (line: string) => /^\uFEFF?version=[\w.]+(\s+\w+=\S*)*\s*$/.test(line);

/** The columns by name, where the cells are a header; else undefined. */
function namesIn(cells: readonly string[]): string[] | undefined {
  const names = cells.map((cell) => cell.replace(/^\uFEFF/, '').trim());
  const known = ['recordId', 'direction', 'answerIndicator', 'releaseTime'];
  return known.every((name) => names.includes(name)) ? names : undefined;
}

/** Cells between commas; a backslash makes the letter behind it one of its cell's. */
function cellsOf(line: string): string[] {
  if (!line.includes('\\')) return line.split(',');
  const cells: string[] = [];
  let cell = '';
  for (let at = 0; at < line.length; at++) {
    const letter = line[at] ?? '';
    if (letter === '\\') {
      at += 1;
      cell += line[at] ?? '';
    } else if (letter === ',') {
      cells.push(cell);
      cell = '';
    } else cell += letter;
  }
  return [...cells, cell];
}

function lateHeader(source: string, line: number, text: string): FileFault {
  const message = 'a header stands here after rows without one; import the files apart';
  const value = text.slice(0, 60);
  return new FileFault([{ code: 'calls.header', source, line, column: '', value, message }]);
}
