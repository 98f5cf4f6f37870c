/**
 * FreeSWITCH's `mod_cdr_csv`: each row is a template filled in, without any escaping, so a row is
 * trusted only where its count and its cells' shapes fit. Templates read in signalwire/freeswitch
 * `conf/vanilla/autoload_configs/cdr_csv.conf.xml`, the compiled-in one in
 * `src/mod/event_handlers/mod_cdr_csv/mod_cdr_csv.c`. Times are the server's local ones.
 */
import { z } from 'zod';
import type { Reading, SourceRecord } from '../../record/call-record.ts';
import type { SourceSettings } from '../../sources/settings.ts';
import type { CallFormat, CallReader, FormatFile } from '../format.ts';
import {
  cellText,
  checked,
  nameMatcher,
  readableLine,
  readWallTime,
  readWholeSeconds,
  settingsOf,
  unreadable,
  wallClock,
  withoutOutsidePrefix,
} from '../text/fields.ts';
import { lineText, wholeLines } from '../text/lines.ts';
import { quotedLine } from '../text/quoted-line.ts';

const compiledIn =
  'caller_id_name caller_id_number destination_number context start_stamp answer_stamp end_stamp ' +
  'duration billsec hangup_cause uuid bleg_uuid accountcode';

/** The shipped templates by name, as the variables that they write. Their counts all differ. */
const templates = {
  default: compiledIn,
  example: `${compiledIn} read_codec write_codec`,
  linksys: `${compiledIn} read_codec write_codec sip_user_agent sip_p_rtp_stat`,
  asterisk:
    'accountcode caller_id_number destination_number context caller_id channel_name bridge_channel ' +
    'last_app last_arg start_stamp answer_stamp end_stamp duration billsec hangup_cause amaflags ' +
    'uuid userfield',
  snom: `${compiledIn} read_codec write_codec sip_user_agent call_clientcode sip_rtp_rxstat sip_rtp_txstat sofia_record_file`,
} as const;
const templateNames = Object.keys(templates) as (keyof typeof templates)[];
const needed = ['uuid', 'caller_id_number', 'destination_number', 'start_stamp', 'billsec'];

const options = z.strictObject({
  template: z
    .enum([...templateNames, 'sql'])
    .optional()
    .describe('the template of cdr_csv.conf.xml; left out: each row by its count of columns'),
  columns: z
    .array(z.string())
    .refine((names) => needed.every((name) => names.includes(name)), {
      message: `a template must write at least ${needed.join(', ')}`,
    })
    .optional()
    .describe("the variables of the site's own template, in order, such as caller_id_number"),
  legs: z
    .enum(['a', 'b', 'ab'])
    .default('a')
    .describe('the parameter legs of cdr_csv.conf.xml: which legs of a call are written'),
  incoming_contexts: z
    .array(z.string())
    .default(['public'])
    .describe('dialplan contexts in which calls come in; * ends one as "begins with"'),
});

export const freeswitchCsv: CallFormat = {
  name: 'freeswitch-csv',
  title: 'FreeSWITCH mod_cdr_csv (shipped templates, or the names of your own)',
  recognises: ({ text }) => {
    const layouts = layoutsOf({});
    return wholeLines(text, 5).some((line) => {
      const cells = cellsOf(line);
      const row = cells && layouts.get(cells.length)?.(cells);
      return row !== undefined && shapeFault(row.value) === '';
    });
  },
  settings: {
    zone: 'Europe/Copenhagen',
    options,
    rule:
      'Each row is a leg and is billed by its own billsec. With legs a, every row is billed; with ' +
      'legs b or ab the row of an a-leg that reached somebody (bleg_uuid) is not (a-leg), since the ' +
      'row of its b-leg is, which alone tells where a forwarded call went. A leg from outside that names ' +
      'no other is one or the other, so it waits unless the template writes direction or the source ' +
      'knows its own numbers.',
  },
  reader,
};

type Options = z.output<typeof options>;
/** The value of a variable; '' where it is empty or the template does not write it. */
type Value = (name: string) => string;
interface Row {
  readonly value: Value;
  /** Whether the template writes a variable. */
  readonly has: (name: string) => boolean;
}
type Layout = (cells: readonly string[]) => Row;

/** How a row is laid out, by its count of cells. */
function layoutsOf({ template, columns }: Pick<Options, 'template' | 'columns'>) {
  const lists = columns
    ? [columns]
    : template
      ? [templates[template === 'sql' ? 'default' : template].split(' ')]
      : templateNames.map((name) => templates[name].split(' '));
  return new Map<number, Layout>(lists.map((names) => [names.length, layoutOf(names)]));
}

function layoutOf(names: readonly string[]): Layout {
  const places = new Map(names.map((name, place) => [name, place]));
  const has = (name: string) => places.has(name);
  return (cells) => ({ has, value: (name) => cellText(cells[places.get(name) ?? -1]) });
}

const insert = /^INSERT INTO \S+ VALUES\s*\((.*)\);?\s*$/i;

/** The cells of a row; the template `sql` writes them as an INSERT statement. */
function cellsOf(line: string): readonly string[] | undefined {
  return quotedLine(insert.exec(line)?.[1] ?? line);
}

const uuidShape = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const stampShape = /^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}$/;

/** The first variable that is not of its shape, which means that cells have moved; '' for none. */
function shapeFault(value: Value): string {
  if (!uuidShape.test(value('uuid'))) return 'uuid';
  if (!stampShape.test(value('start_stamp'))) return 'start_stamp';
  if (!/^(?:|\d{4}-\d.*)$/.test(value('answer_stamp'))) return 'answer_stamp';
  if (!/^(?:|[0-9a-f-]{36})$/i.test(value('bleg_uuid'))) return 'bleg_uuid';
  const number = ['caller_id_number', 'destination_number'].find((it) => value(it).includes('"'));
  if (number) return number;
  return readWholeSeconds(value('billsec')) < 0 ? 'billsec' : '';
}

function reader(file: FormatFile): CallReader {
  const lines = lineText(file.fileName);
  const readRow = rowReader(settingsOf(file));
  return {
    header: () => '',
    read: (text, last) => {
      const records: SourceRecord[] = [];
      lines(text, last, (line, number, ended) =>
        records.push(readableLine(number, line, readRow, ended)),
      );
      return records;
    },
  };
}

function rowReader(settings: SourceSettings): (line: string) => Reading {
  const { source } = settings;
  const chosen = options.parse(settings.options);
  const layouts = layoutsOf(chosen);
  const counts = [...layouts.keys()].join(', ');
  const isIncoming = nameMatcher(chosen.incoming_contexts);
  const clock = wallClock(settings);
  return (line) => {
    const cells = cellsOf(line);
    const row = cells && layouts.get(cells.length)?.(cells);
    if (!row) {
      const found = cells ? `has ${cells.length} columns` : 'has a quote that is not closed';
      return unreadable('row', `the row ${found}; the template writes ${counts}`, { source });
    }
    const { value } = row;
    const odd = shapeFault(value);
    if (odd !== '') {
      const recordId = odd === 'uuid' ? '' : value('uuid');
      const why = `"${value(odd)}" cannot be ${odd}, so the row is not what its template writes`;
      return unreadable('row', why, { source, recordId });
    }
    const recordId = value('uuid');
    const seconds = readWholeSeconds(value('billsec'));
    const started = value('start_stamp');
    const start = clock(readWallTime(started));
    if ('why' in start) {
      return unreadable('started_at', `"${started}" ${start.why}`, { source, recordId, seconds });
    }
    if (seconds > 0 && !isTalk(row, seconds)) {
      const why = `${seconds} seconds of talk in a call that lasted "${value('duration')}" and was answered at "${value('answer_stamp')}"`;
      return unreadable('billsec', why, { source, recordId });
    }
    const cameIn = isIncoming(value('context'));
    if (cameIn && seconds > 0 && isUntold(value, chosen.legs, settings)) {
      const why =
        'a call from outside ended here, or was forwarded outside, and the row does not tell which: write the variable direction in the template, or name the own numbers of the source';
      return unreadable('direction', why, { source, recordId, seconds });
    }
    const isBLeg = legOf(value, chosen.legs) === 'b';
    const outgoing = !isBLeg && cameIn ? false : undefined;
    const number = value('destination_number');
    return checked({
      source,
      recordId,
      customerId: '',
      accountCode: value('accountcode'),
      outgoing,
      from: value('caller_id_number'),
      to: outgoing === false ? number : withoutOutsidePrefix(number, settings),
      startedAt: start.startedAt,
      clock: start.clock,
      seconds,
      forwardedBy: '',
      onNet: false,
      callId: '',
      notBilled: notBilled(isBLeg, outgoing, chosen.legs),
    });
  };
}

/** Talk begins with an answer and is no longer than its call, as far as the template writes them. */
function isTalk({ value, has }: Row, seconds: number): boolean {
  if (has('answer_stamp') && value('answer_stamp') === '') return false;
  return !has('duration') || seconds <= readWholeSeconds(value('duration')) + 1;
}

/**
 * With both legs in a file, a row that names no other leg is the caller's at a menu, or the one by which
 * a forwarded call went out. Only the numbers tell, and those only where the source knows its own.
 */
const isUntold = (value: Value, legs: Options['legs'], { ownNumbers }: SourceSettings): boolean =>
  legs === 'ab' &&
  value('direction') === '' &&
  value('bleg_uuid') === '' &&
  ownNumbers.length === 0;

/** A variable `direction` tells the leg; else an a-leg is what reached another leg. */
function legOf(value: Value, legs: Options['legs']): 'a' | 'b' {
  const direction = value('direction');
  if (direction !== '') return direction === 'outbound' ? 'b' : 'a';
  return legs === 'a' || value('bleg_uuid') !== '' ? 'a' : 'b';
}

function notBilled(isBLeg: boolean, outgoing: boolean | undefined, legs: Options['legs']): string {
  if (legs === 'a') return isBLeg ? 'b-leg' : '';
  return isBLeg || outgoing === false ? '' : 'a-leg';
}
