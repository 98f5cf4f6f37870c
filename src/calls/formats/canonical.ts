/**
 * The canonical `calls.csv` of SPEC 10: columns by name in any order, one call a line. A column
 * that the contract does not know is refused with its name; a row that cannot be read is delivered
 * as unreadable, never dropped.
 */
import type { Fault } from '../../kernel/index.ts';
import { callLimits, callRecord, type Reading, type SourceRecord } from '../record/call-record.ts';
import { readInstant } from '../record/call-time.ts';
import type { CallFormat, CallReader } from './format.ts';
import { type Cells, csvText, delimiterOf } from './text/csv-text.ts';
import { holdsNul, readableLine, shownText, unreadable } from './text/fields.ts';
import { FileFault } from './text/file-fault.ts';

const columns = {
  source: 'required',
  record_id: 'required',
  customer_id: 'required',
  direction: 'required',
  from: 'required',
  to: 'required',
  started_at: 'required',
  billable_seconds: 'required',
  forwarded_by: 'optional',
  on_net: 'optional',
} as const;
type Column = keyof typeof columns;

/** Where each column stands; -1 for one that the file leaves out. */
type Layout = Readonly<Record<Column, number>> & { readonly width: number };

export const canonical: CallFormat = {
  name: 'calls-csv',
  title: "Takst's own calls.csv (SPEC 10)",
  recognises: ({ fileName, text }) => {
    if (/^calls(-.+)?\.csv(\.gz)?$/i.test(fileName)) return true;
    // What trim takes off in front is blank lines, and a byte order mark behind one.
    const [first = ''] = text.trimStart().split(/\r?\n/, 1);
    const names = first.split(/[,;]/).map((cell) => cell.replace(/^\s*"?|"?\s*$/g, ''));
    return names.includes('record_id') && names.includes('billable_seconds');
  },
  settings: undefined,
  reader: ({ fileName }) => reader(fileName),
};

function reader(fileName: string): CallReader {
  const csv = csvText(fileName, delimiterOf);
  let layout: Layout | undefined;
  let header = '';
  return {
    header: () => header,
    read: (text, last) => {
      const records: SourceRecord[] = [];
      csv.push(text, last, (cells, line, raw) => {
        if (layout) {
          records.push(
            holdsNul(raw)
              ? recordWithNul(cells, line, raw, layout)
              : { line, raw, reading: readRow(cells, layout) },
          );
        } else {
          layout = readHeader(cells, line, raw, fileName);
          header = raw;
        }
      });
      if (last && !layout) throw emptyFile(fileName);
      return records;
    },
  };
}

/** What such a row tells is kept with the NUL shown, so that a person can find it again. */
const recordWithNul = (cells: Cells, line: number, raw: string, layout: Layout): SourceRecord =>
  readableLine(line, raw, () => readRow(cells?.map(shownText), layout));

function emptyFile(source: string): FileFault {
  const message = 'the file is empty; a call file begins with its header row (SPEC 10)';
  return new FileFault([
    { code: 'calls.file-empty', source, line: 0, column: '', value: '', message },
  ]);
}

/** A file that is anything but calls may have a million cells in its first line. */
const MOST_FAULTS = 30;
const SHOWN_OF_FAULT = 60;

function readHeader(cells: Cells, line: number, raw: string, source: string): Layout {
  const faults: Fault[] = [];
  const refuse = (code: string, column: string, message: string) => {
    faults.push({ code: `calls.${code}`, source, line, column, value: column, message });
  };
  const short = (text: string) => shownText(text.slice(0, SHOWN_OF_FAULT));
  const names = (cells ?? []).map((cell) => cell.trim());
  if (!cells) refuse('header', short(raw), 'the header row is not correctly quoted (RFC 4180)');
  const places = new Map<string, number>();
  for (const [place, name] of names.entries()) {
    if (!Object.hasOwn(columns, name)) {
      if (faults.length >= MOST_FAULTS) continue;
      const message = `"${short(name)}" is no column of a call file (SPEC 10)`;
      refuse('unknown-column', short(name), message);
    } else if (places.has(name)) {
      refuse('column-twice', name, `the column ${name} stands here twice (SPEC 10)`);
    } else places.set(name, place);
  }
  for (const [name, need] of Object.entries(columns)) {
    if (need === 'required' && !places.has(name)) {
      refuse('column-missing', name, `the column ${name} is missing (SPEC 10)`);
    }
  }
  if (faults.length > 0) throw new FileFault(faults);
  const at = (name: Column) => places.get(name) ?? -1;
  return {
    source: at('source'),
    record_id: at('record_id'),
    customer_id: at('customer_id'),
    direction: at('direction'),
    from: at('from'),
    to: at('to'),
    started_at: at('started_at'),
    billable_seconds: at('billable_seconds'),
    forwarded_by: at('forwarded_by'),
    on_net: at('on_net'),
    width: names.length,
  };
}

/** Trims only where there is something to trim, which is next to never. */
function cellAt(cells: readonly string[], place: number): string {
  const cell = cells[place] ?? '';
  return cell.charCodeAt(0) <= 32 || cell.charCodeAt(cell.length - 1) <= 32 ? cell.trim() : cell;
}

function readRow(cells: Cells, layout: Layout): Reading {
  if (cells?.length !== layout.width) {
    const found = cells ? `has ${cells.length} cells` : 'is not correctly quoted';
    const why = `the row ${found}; the header has ${layout.width}`;
    return unreadable('row', why, { source: '' });
  }
  const source = cellAt(cells, layout.source);
  const recordId = cellAt(cells, layout.record_id);
  const customerId = cellAt(cells, layout.customer_id);
  const direction = cellAt(cells, layout.direction);
  const secondsText = cellAt(cells, layout.billable_seconds);
  const startedText = cellAt(cells, layout.started_at);
  const onNet = cellAt(cells, layout.on_net);
  const seconds = readSeconds(secondsText);
  const startedAt = readInstant(startedText);
  const refuse = (column: Column, why: string) =>
    unreadable(column, why, { source, recordId, customerId, seconds });
  if (!isIdentity(source)) return refuse('source', identityRule);
  if (!isIdentity(recordId)) return refuse('record_id', identityRule);
  if (customerId === '') return refuse('customer_id', 'no customer is named');
  if (direction !== 'out' && direction !== 'in') {
    return refuse('direction', `"${direction}" is neither out nor in`);
  }
  if (!(startedAt >= callLimits.firstStart && startedAt < callLimits.lastStart)) {
    return refuse('started_at', `"${startedText}" is no instant of 2000 to 2099 with its offset`);
  }
  if (seconds < 0) return refuse('billable_seconds', `"${secondsText}" is not ${secondsRule}`);
  if (onNet !== '' && onNet !== 'true' && onNet !== 'false') {
    return refuse('on_net', `"${onNet}" is neither true nor false`);
  }
  return callRecord({
    source,
    recordId,
    customerId,
    outgoing: direction === 'out',
    from: cellAt(cells, layout.from),
    to: cellAt(cells, layout.to),
    startedAt,
    seconds,
    forwardedBy: cellAt(cells, layout.forwarded_by),
    onNet: onNet === 'true',
  });
}

const identityRule = `1 to ${callLimits.identityCharacters} characters are wanted (R18)`;
const secondsRule = `a whole number of seconds from 0 to ${callLimits.seconds}`;

const isIdentity = (text: string) =>
  text.length > 0 && text.length <= callLimits.identityCharacters;

/** Whole seconds, at most a day; -1 where it is not that. */
function readSeconds(text: string): number {
  if (text.length === 0 || text.length > 9) return -1;
  let value = 0;
  for (let at = 0; at < text.length; at++) {
    const digit = text.charCodeAt(at) - 48;
    if (digit < 0 || digit > 9) return -1;
    value = value * 10 + digit;
  }
  return value <= callLimits.seconds ? value : -1;
}
