/**
 * A dump of Kamailio's table acc_cdrs, one row a dialog: as `psql \copy … csv header` or `mysql -B`
 * writes it. The table itself holds id and times; who called whom is in columns that each site names
 * (cdr_extra), so the options say which. Read in the acc module's documentation and source
 * (kamailio.org/docs/modules/devel/modules/acc.html; github.com/kamailio/kamailio, src/modules/acc:
 * acc_cdr.c and utils/kamctl/postgres/acc-create.sql).
 */
import { z } from 'zod';
import { dialledKey, type Reading, type SourceRecord } from '../record/call-record.ts';
import type { SourceSettings } from '../sources/settings.ts';
import type { CallFormat, CallReader, FormatFile } from './format.ts';
import { decimalSeconds, units } from './text/decimal-seconds.ts';
import {
  checked,
  readableLine,
  readWallTime,
  settingsOf,
  shownText,
  unreadable,
  type WallClock,
  wallClock,
  withoutOutsidePrefix,
} from './text/fields.ts';
import { lineText } from './text/lines.ts';
import { columnPlaces, noHeader } from './text/named-columns.ts';
import { quotedLine } from './text/quoted-line.ts';
import { numberInAddress } from './text/sip-address.ts';

const column = z.string().min(1);

const shape = z.strictObject({
  columns: z
    .strictObject({
      id: column.default('id'),
      start_time: column.default('start_time').describe('cdr_start_id'),
      end_time: column.default('end_time').describe('cdr_end_id'),
      duration: column.default('duration').describe('cdr_duration_id'),
      caller: column.default('caller'),
      callee: column.default('callee').describe('The number called, or its SIP address.'),
      callid: z.string().default('callid').describe("'' where the table has none."),
      answered_at: z.string().default('').describe('Local time of the answer, where it is kept.'),
      account: z.string().default(''),
      forwarded_by: z.string().default(''),
    })
    .prefault({})
    .describe('What the columns of the table are called at this site, those of cdr_extra too.'),
  duration_unit: z.enum(['s', 'ms']).default('s').describe('What the column duration counts.'),
  start_on_confirmed: z
    .boolean()
    .optional()
    .describe(
      'Whether Kamailio runs with cdr_start_on_confirmed=1, so that the duration begins at the answer. false bills the time of ringing too. Needed unless columns names answered_at.',
    ),
});

/** Nobody pays for ringing because somebody forgot to say what the duration counts. */
const options = shape.superRefine(({ columns, start_on_confirmed }, context) => {
  if (columns.answered_at !== '' || start_on_confirmed !== undefined) return;
  const message =
    'the duration includes ringing unless Kamailio runs with cdr_start_on_confirmed=1: say start_on_confirmed (true or false), or columns.answered_at';
  context.addIssue({ code: 'custom', message });
});

type Options = z.infer<typeof options>;
type Field = keyof Options['columns'];

export const kamailio: CallFormat = {
  name: 'kamailio-acc-cdrs',
  title: 'Kamailio, dump of the table acc_cdrs with a header row',
  recognises: ({ text }) =>
    /^\s*"?id"?(["\t,;]+)start_time\1end_time\1duration\b/.test(text.slice(0, 1000)),
  settings: {
    zone: 'Europe/Copenhagen',
    options,
    rule: 'A row is billed from answered_at to its end, where the source has that column, and otherwise for its duration; a begun second counts as one. Unless Kamailio runs with cdr_start_on_confirmed=1 the duration includes ringing, and a source that says so (start_on_confirmed false) bills it: set that parameter, or name a column answered_at. A duration that does not fit start and end is not believed. Rows with the same Call-ID and number are one call; a call that passes the proxy twice must be seen once there (detect_spirals).',
  },
  reader,
};

interface Layout {
  readonly tabs: boolean;
  readonly delimiter: string;
  readonly width: number;
  readonly places: Readonly<Record<Field, number>>;
  readonly settings: SourceSettings;
  readonly options: Options;
  readonly clock: WallClock;
}

function reader(file: FormatFile): CallReader {
  const settings = settingsOf(file);
  const lines = lineText(file.fileName);
  const said = options.parse(settings.options);
  let layout: Layout | undefined;
  let header = '';
  return {
    header: () => header,
    read: (text, last) => {
      const records: SourceRecord[] = [];
      lines(text, last, (raw, line, ended) => {
        if (layout) {
          const known = layout;
          records.push(
            readableLine(line, raw, (row) => readRow(cellsOf(row, known), known), ended),
          );
        } else {
          layout = layoutOf(raw, line, file.fileName, settings, said);
          header = shownText(raw);
        }
      });
      if (last && !layout) throw noHeader(file.fileName);
      return records;
    },
  };
}

function layoutOf(
  raw: string,
  line: number,
  fileName: string,
  settings: SourceSettings,
  said: Options,
): Layout {
  const tabs = raw.includes('\t');
  const delimiter = tabs ? '\t' : raw.includes(';') ? ';' : ',';
  const names = cellsOf(raw, { tabs, delimiter }) ?? [];
  const { columns } = said;
  const wanted = Object.fromEntries(
    // The one that the table may lack without anybody having said that it is there.
    Object.entries(columns).map(([field, name]) => [
      field,
      { column: name, needed: !(field === 'callid' && name === 'callid') },
    ]),
  ) as Record<Field, { column: string; needed: boolean }>;
  const places = columnPlaces({ fileName, line, names }, wanted);
  const clock = wallClock(settings);
  return { tabs, delimiter, width: names.length, places, settings, options: said, clock };
}

/** `mysql -B` and `copy` put tabs between cells and a backslash before what is special in one. */
function cellsOf(raw: string, { tabs, delimiter }: Pick<Layout, 'tabs' | 'delimiter'>) {
  return tabs ? raw.split('\t').map(unescaped) : quotedLine(raw, delimiter);
}

const escapes: Readonly<Record<string, string>> = { t: '\t', n: '\n', r: '\r', '0': '\u2400' };
const unescaped = (cell: string) =>
  cell === '\\N' ? '' : cell.replaceAll(/\\(.)/g, (_, letter) => escapes[letter] ?? letter);

function readRow(cells: readonly string[] | undefined, layout: Layout): Reading {
  const { places, settings, width, options: said, clock } = layout;
  const { source } = settings;
  if (cells?.length !== width) {
    const found = cells ? `has ${cells.length} cells` : 'has a quote that is never closed';
    return unreadable('row', `the row ${found}; the header has ${width}`, { source });
  }
  const at = (field: Field): string => {
    const cell = cells[places[field]]?.trim() ?? '';
    return cell === 'NULL' ? '' : cell;
  };
  if (at('id') === said.columns.id) {
    return unreadable('row', 'the row is the header once more', { source });
  }
  const recordId = at('id');
  const duration = decimalSeconds(at('duration'), units[said.duration_unit], 'up');
  const refuse = (name: string, why: string) =>
    unreadable(name, why, { source, recordId, seconds: duration });
  const started = readTime(at('start_time'));
  const ended = readTime(at('end_time'));
  const start = clock(started);
  if ('why' in start) return refuse('started_at', `"${at('start_time')}" ${start.why}`);
  if (Number.isNaN(ended)) return refuse('ended_at', `"${at('end_time')}" is no time: unset`);
  if (duration < 0) {
    return refuse('billable_seconds', `"${at('duration')}" is not from 0 to 86400 seconds`);
  }
  if (!agree((ended - started) / 1000, duration)) {
    const why = `a duration of ${duration} s does not fit ${at('start_time')} to ${at('end_time')}`;
    return refuse('billable_seconds', why);
  }
  const talk = talkSeconds(at, ended, duration, places);
  if (talk < 0) {
    return refuse('answered_at', `"${at('answered_at')}" is no time between start and end`);
  }
  const to = withoutOutsidePrefix(numberInAddress(at('callee')), settings);
  const callId = at('callid');
  return checked({
    source,
    recordId,
    customerId: '',
    accountCode: at('account'),
    outgoing: undefined,
    from: numberInAddress(at('caller')),
    to,
    startedAt: start.startedAt,
    clock: start.clock,
    seconds: talk,
    answeredAt: talk === 0 ? undefined : answerOf(at, start.startedAt, layout),
    forwardedBy: numberInAddress(at('forwarded_by')),
    callId: callId === '' ? '' : `${callId}>${dialledKey(to)}`,
  });
}

/** The table's default for a time that nobody set is the first second of 2000. */
const readTime = (text: string) =>
  /^2000-01-01[ T]00:00:00(\.0+)?$/.test(text) ? Number.NaN : readWallTime(text);

/** Wall-clock time may have jumped by an hour between the two ends. */
function agree(between: number, duration: number): boolean {
  const off = Math.abs(between - duration);
  return off <= 2 || Math.abs(off - 3600) <= 2;
}

/** When the talk began: by its own column, counted from the start, or with the record itself. */
function answerOf(
  at: (field: Field) => string,
  startedAt: number,
  { places, options: said }: Layout,
): number | undefined {
  if (places.answered_at < 0) return said.start_on_confirmed ? startedAt : undefined;
  const waited = readTime(at('answered_at')) - readTime(at('start_time'));
  // Where the clock was changed in between, the row does not tell.
  return waited >= 0 && waited < CLOCK_CHANGE_MS ? startedAt + waited : undefined;
}

const CLOCK_CHANGE_MS = 3_600_000;

/** Seconds from the answer where the table has it, else the duration; -1 where it cannot be. */
function talkSeconds(
  at: (field: Field) => string,
  ended: number,
  duration: number,
  places: Layout['places'],
): number {
  if (places.answered_at < 0) return duration;
  const text = at('answered_at');
  if (text === '') return 0;
  const seconds = Math.ceil((ended - readTime(text)) / 1000);
  // Within the duration, so that an hour that the clock shows twice is noticed.
  return seconds >= 0 && seconds <= duration + 1 ? seconds : -1;
}
