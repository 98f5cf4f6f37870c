/**
 * The call log of a 3CX system (`cdr.log`, a file per call, or what its socket sent), one call a line.
 * The columns are the administrator's choice, nothing is quoted and names hold commas, so a row is
 * believed only where its cells look like what they should be. Fields after
 * https://www.3cx.com/docs/cdr-call-data-records/ (a copy of 2024) and real lines in issue 16 of
 * dorel14/3CX-Cdr-Server. Which of a row's numbers is paid for is decided in ends.ts.
 */
import { z } from 'zod';
import type { Reading, SourceRecord } from '../../record/call-record.ts';
import type { CallFormat, CallReader, FormatFile } from '../format.ts';
import {
  checked,
  readableLine,
  readClockSeconds,
  readWallTime,
  settingsOf,
  unreadable,
  wallClock,
  withoutOutsidePrefix,
} from '../text/fields.ts';
import { FileFault } from '../text/file-fault.ts';
import { lineText } from '../text/lines.ts';
import { placesOf, type Side, sidesOf } from './ends.ts';
import { cellsOf, fieldNames, headerOf, layoutOf, type RowLayout } from './row-layout.ts';

const needed = ['time-start', 'from-no', 'to-no'] as const;

const options = z
  .strictObject({
    fields: z
      .array(z.enum(fieldNames))
      .default([...fieldNames])
      .describe('the columns in their order, as the PBX is told to write them; all 27 unless told'),
    separator: z
      .enum([',', ';', '|', 'tab'])
      .default(',')
      .describe('what stands between two columns; a comma unless told'),
    account: z
      .enum(['none', 'bill-code'])
      .default('none')
      .describe('the column that says whose a call is: none, or bill-code'),
    types: z
      .record(z.string(), z.enum(['inside', 'outside']))
      .default({})
      .describe('words of from-type, to-type and final-type that Takst does not know'),
  })
  .refine(({ fields }) => needed.every((name) => fields.includes(name)), {
    path: ['fields'],
    message: `${needed.join(', ')} are needed`,
  })
  .refine(({ fields }) => fields.includes('time-answered'), {
    path: ['fields'],
    message: 'time-answered is needed, since an unanswered call may tell a duration too',
  })
  .refine(({ fields }) => fields.includes('duration') || fields.includes('time-end'), {
    path: ['fields'],
    message: 'duration or time-end is needed',
  })
  .refine(({ fields }) => new Set(fields).size === fields.length, {
    path: ['fields'],
    message: 'a column stands here twice',
  });

const looksLikeRow = /^\uFEFF?Call [^\r\n]*\b\d{4}\/\d\d\/\d\d \d\d:\d\d:\d\d\b/;

export const threeCxRecords: CallFormat = {
  name: '3cx-csv',
  title: '3CX call log (cdr.log, one call a line)',
  recognises: ({ text }) => {
    const [first = ''] = text.trimStart().split(/\r?\n/, 1);
    return looksLikeRow.test(first) || [',', ';', '|', '\t'].some((by) => headerOf(first, by));
  },
  settings: {
    zone: 'UTC',
    options,
    rule:
      'Each row is a call by itself. It is billed where the number that was reached lies outside: final-number ' +
      'after a transfer, unless the caller was replaced (ReplacedSrc), else to-no. A caller from outside who was ' +
      'forwarded outside pays for nothing, his forwarder does, for the whole answered time, since the row tells ' +
      'no shorter one. Rows between inside numbers are not billed (internal); ringing never is.',
  },
  reader,
};

function reader(file: FormatFile): CallReader {
  const settings = settingsOf(file);
  const { fields, separator, account, types } = options.parse(settings.options);
  const delimiter = separator === 'tab' ? '\t' : separator;
  const clock = wallClock(settings);
  const known = placesOf(types);
  const lines = lineText(file.fileName);
  let layout = layoutOf(fields);
  let header = '';
  let rows = 0;

  const readRow = (text: string): Reading => {
    const refuse = (column: string, why: string, recordId = '', seconds = 0) =>
      unreadable(column, why, { source: settings.source, recordId, seconds });
    const row = cellsOf(text, delimiter, layout);
    if ('why' in row) return refuse('row', row.why);
    const { cell } = row;
    const recordId = identityOf(cell);
    const talked = secondsOf(cell, layout);
    if (typeof talked === 'string') return refuse('duration', talked, recordId);
    const start = clock(readWallTime(cell('time-start')));
    if ('why' in start) {
      return refuse('started_at', `"${cell('time-start')}" ${start.why}`, recordId, talked);
    }
    const sides = sidesOf(cell, known);
    if ('why' in sides) return refuse(sides.column, sides.why, recordId, talked);
    const { from, to, ...told } = sides;
    return checked({
      source: settings.source,
      recordId,
      customerId: '',
      accountCode: account === 'none' ? '' : cell(account),
      from: numberOf(from),
      to: sides.outgoing ? withoutOutsidePrefix(numberOf(to), settings) : numberOf(to),
      seconds: talked,
      ...told,
      ...start,
    });
  };

  return {
    header: () => header,
    read: (text, last) => {
      const records: SourceRecord[] = [];
      lines(text, last, (line, number, ended) => {
        const named = /time[-_]start/i.test(line) ? headerOf(line, delimiter) : undefined;
        if (named && rows === 0 && header === '') {
          layout = layoutOf(named);
          header = line;
          return;
        }
        if (named && header === '') throw lateHeader(file.fileName, number, line);
        rows += 1;
        // Of a row without its end all that is read is there, where it has all of its cells.
        records.push(readableLine(number, line, readRow, ended || !layout.lastIsRead));
      });
      return records;
    },
  };
}

const numberOf = ({ number }: Side) => number;

/**
 * historyid and callid together, since either alone may begin anew with the system. Where the
 * administrator writes neither, the row's times and numbers: two rows with the same ones are then one.
 */
function identityOf(cell: (name: (typeof fieldNames)[number]) => string): string {
  const named = [cell('historyid'), cell('callid')].filter((id) => id !== '').join('/');
  if (named !== '') return named;
  const told = (
    ['time-start', 'time-end', 'from-no', 'to-no', 'dial-no', 'final-number'] as const
  ).map(cell);
  return told.join('|');
}

/** Talking time in whole seconds; 0 where nobody answered. As text: why the row cannot be believed. */
function secondsOf(
  cell: (name: (typeof fieldNames)[number]) => string,
  { has }: RowLayout,
): number | string {
  const answered = cell('time-answered');
  if (answered === '') return 0;
  const from = readWallTime(answered);
  if (Number.isNaN(from)) return `"${answered}" is no time at which somebody answered`;
  const until = has('time-end') ? readWallTime(cell('time-end')) : Number.NaN;
  const between = Math.floor((until - from) / 1000);
  if (!has('duration')) {
    return between >= 0 ? between : `"${cell('time-end')}" does not follow "${answered}"`;
  }
  const told = readClockSeconds(cell('duration'));
  if (told < 0) return `"${cell('duration')}" is no time of the form HH:MM:SS up to a day`;
  const clocksMoved = [0, 3600, -3600].some((by) => Math.abs(between + by - told) <= 2);
  if (has('time-end') && !clocksMoved) {
    return `${cell('duration')} is not the time from "${answered}" to "${cell('time-end')}"`;
  }
  return told;
}

function lateHeader(source: string, line: number, value: string): FileFault {
  const message = 'a header stands here after rows without one; import the files apart';
  return new FileFault([{ code: 'calls.header', source, line, column: '', value, message }]);
}
