/**
 * Call detail records of Cisco Unified Communications Manager as it writes them to flat files: a row
 * of names, a row of types, then one row a call or part of a call, times in seconds since 1970. Columns
 * are found by name, since each release adds some. Fields and call flows as in Cisco's "Call Reporting
 * and Billing Administration Guide", releases 9.1 to 15 (cisco.com, CDR field descriptions, CDR
 * examples). Refuses files of CMRs, which tell of quality and not of calls.
 */
import { z } from 'zod';
import { dialledKey, type Reading, type SourceRecord } from '../record/call-record.ts';
import type { SourceSettings } from '../sources/settings.ts';
import type { CallFormat, CallReader, FormatFile } from './format.ts';
import {
  checked,
  readableLine,
  readWholeSeconds,
  settingsOf,
  shownText,
  unreadable,
  withoutOutsidePrefix,
} from './text/fields.ts';
import { FileFault } from './text/file-fault.ts';
import { lineText } from './text/lines.ts';
import { columnPlaces, type HeaderRow, noHeader } from './text/named-columns.ts';
import { quotedLine } from './text/quoted-line.ts';

const devices = z.array(z.string().min(1));

const options = z.strictObject({
  trunks: devices
    .default([])
    .describe(
      'Devices by which calls leave the house, such as "SIP-TRUNK-*" (`*` is any run of characters); a call to one goes out, one from it to a phone comes in. Without them the numbers tell.',
    ),
  phones: devices
    .default(['SEP*', 'CSF*', 'BOT*', 'TCT*', 'TAB*'])
    .describe('Devices of employees: a call that ends at one never left the house and is on-net.'),
  rated_number: z
    .enum(['final', 'outpulsed'])
    .default('final')
    .describe(
      'Which number is rated: the final called one, or the one sent to the trunk after transformations.',
    ),
  account_column: z
    .string()
    .default('')
    .describe(
      'A column that tells whose a call is, such as clientMatterCode or callingPartyNumberPartition.',
    ),
  joined: z
    .enum(['as-written', 'quarantine'])
    .default('as-written')
    .describe(
      'What becomes of a call from a trunk that a transfer or conference put together, whose record does not tell which way the outer leg was dialled.',
    ),
});

const needed = (column: string) => ({ column, needed: true });
const extra = (column: string) => ({ column, needed: false });

const columns = {
  type: needed('cdrRecordType'),
  id: needed('pkid'),
  origination: needed('dateTimeOrigination'),
  connect: needed('dateTimeConnect'),
  duration: needed('duration'),
  calling: needed('callingPartyNumber'),
  original: needed('originalCalledPartyNumber'),
  final: needed('finalCalledPartyNumber'),
  callingUri: extra('callingPartyNumber_uri'),
  originalUri: extra('originalCalledPartyNumber_uri'),
  finalUri: extra('finalCalledPartyNumber_uri'),
  outpulsed: extra('outpulsedCalledPartyNumber'),
  redirect: extra('lastRedirectDn'),
  origDevice: extra('origDeviceName'),
  destDevice: extra('destDeviceName'),
  cluster: extra('globalCallId_ClusterID'),
  destLeg: extra('destLegIdentifier'),
  destLegOld: extra('destLegCallIdentifier'),
  join: extra('joinOnBehalfOf'),
};
type Field = keyof typeof columns | 'account';

export const cucm: CallFormat = {
  name: 'cucm-csv',
  title: 'Cisco CUCM call detail records (CDR flat files)',
  recognises: ({ text }) => /^\s*"?c[dm]rRecordType"?\s*,.*globalCallID_callManagerId/i.test(text),
  settings: {
    zone: '',
    options,
    rule: 'A record is billed for its duration, from answer to end, to the final called number, whoever forwarded it there; it starts when its caller went off hook. Records of one day whose called leg and number are the same, as a consultation and the call transferred after it have, are one call. Legs into a conference bridge are not billed (conference-bridge), nor is what is no end record (not-end-record). What an outer party is connected for after a transfer or in a conference is written as a call from it, so it is taken as incoming; the option joined holds such records back.',
  },
  reader,
};

interface Layout {
  readonly width: number;
  readonly places: Readonly<Record<Field, number>>;
  readonly settings: SourceSettings;
  readonly options: z.infer<typeof options>;
  isTrunk(device: string): boolean;
  isPhone(device: string): boolean;
}

function reader(file: FormatFile): CallReader {
  const settings = settingsOf(file);
  const lines = lineText(file.fileName);
  const said = options.parse(settings.options);
  let layout: Layout | undefined;
  let header = '';
  let typesMayFollow = false;
  return {
    header: () => header,
    read: (text, last) => {
      const records: SourceRecord[] = [];
      lines(text, last, (raw, line) => {
        if (!layout) {
          const names = quotedLine(raw) ?? [];
          layout = layoutOf({ fileName: file.fileName, line, names }, settings, said);
          header = shownText(raw);
          typesMayFollow = true;
        } else if (typesMayFollow && isTypes(raw, layout)) {
          header = `${header}\n${shownText(raw)}`;
          typesMayFollow = false;
        } else {
          if (!header.includes('\n') && isTypes(raw, layout)) throw lateTypes(file.fileName, line);
          const known = layout;
          typesMayFollow = false;
          records.push(readableLine(line, raw, (row) => readRow(quotedLine(row), known)));
        }
      });
      if (last && !layout) throw noHeader(file.fileName);
      return records;
    },
  };
}

function layoutOf(row: HeaderRow, settings: SourceSettings, said: z.infer<typeof options>): Layout {
  if (row.names.some((name) => /^(cmrRecordType|numberPacketsSent)$/i.test(name.trim()))) {
    const message = 'the file holds quality records (CMR), not calls: import the cdr_ files only';
    const { fileName: source, line } = row;
    throw new FileFault([
      { code: 'calls.not-calls', source, line, column: '', value: 'CMR', message },
    ]);
  }
  const account = { column: said.account_column, needed: true };
  const places = columnPlaces(row, { ...columns, account });
  const { names } = row;
  return {
    width: names.length,
    places,
    settings,
    options: said,
    isTrunk: anyOf(said.trunks),
    isPhone: anyOf(said.phones),
  };
}

/** Whether a name is one of those written down, where `*` is any run of characters. */
function anyOf(patterns: readonly string[]): (name: string) => boolean {
  const parts = patterns.map((pattern) =>
    pattern.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*'),
  );
  const any = new RegExp(`^(?:${parts.join('|')})$`, 'iu');
  return (name) => parts.length > 0 && any.test(name);
}

/** A row of types has a word where a record has the digit of its kind. */
function isTypes(raw: string, { places }: Layout): boolean {
  return /^(small|big)?int/i.test(quotedLine(raw)?.[places.type]?.trim() ?? '');
}

/** Below the names alone, as a record that waits is read again, it would be no record. */
function lateTypes(source: string, line: number): FileFault {
  const message = 'the row of types stands here after rows of calls; it belongs below the names';
  return new FileFault([{ code: 'calls.header', source, line, column: '', value: '', message }]);
}

function readRow(cells: readonly string[] | undefined, layout: Layout): Reading {
  const { places, settings, width } = layout;
  const { source } = settings;
  if (cells?.length !== width) {
    const found = cells ? `has ${cells.length} cells` : 'has a quote that is never closed';
    return unreadable('row', `the row ${found}; the header has ${width}`, { source });
  }
  const at = (field: Field): string => {
    const cell = cells[places[field]]?.trim() ?? '';
    return cell.toUpperCase() === 'NULL' ? '' : cell;
  };
  if (!/^\d$/.test(at('type'))) {
    const why = `"${at('type')}" is no kind of record: a row of names or types, perhaps`;
    return unreadable('row', why, { source });
  }
  const recordId = at('id');
  const seconds = readWholeSeconds(at('duration'));
  const refuse = (column: string, why: string) =>
    unreadable(column, why, { source, recordId, seconds });
  const origination = readEpoch(at('origination'));
  const connect = readEpoch(at('connect'));
  if (!(origination > 0)) {
    return refuse('started_at', `dateTimeOrigination "${at('origination')}" is no instant`);
  }
  if (seconds < 0) {
    return refuse(
      'billable_seconds',
      `duration "${at('duration')}" is not from 0 to 86400 seconds`,
    );
  }
  if (Number.isNaN(connect) || (connect === 0 && seconds > 0)) {
    const why = `dateTimeConnect "${at('connect')}" does not go with a duration of ${seconds}`;
    return refuse('billable_seconds', why);
  }
  const outgoing = directionOf(at('origDevice'), at('destDevice'), layout);
  if (layout.options.joined === 'quarantine' && isUntold(at, layout)) {
    return refuse(
      'direction',
      'a transfer or conference joined this leg of a trunk: dialled or not',
    );
  }
  const to = ratedNumber(at, layout, outgoing);
  const redirect = at('redirect');
  const forwarded = at('original') !== at('final') && redirect !== at('final');
  return checked({
    source,
    recordId,
    customerId: '',
    accountCode: at('account'),
    outgoing,
    from: at('calling') || at('callingUri'),
    to,
    startedAt: origination * 1000,
    seconds,
    answeredAt: connect > 0 ? connect * 1000 : undefined,
    forwardedBy: forwarded ? redirect : '',
    onNet: layout.isPhone(at('destDevice')),
    notBilled: notBilled(at),
    callId: callIdOf(at, to, origination),
  });
}

type At = (field: Field) => string;

const readEpoch = (text: string): number => (/^\d{1,10}$/.test(text) ? Number(text) : Number.NaN);

/** A call to a trunk goes out, also one that came in by another; one from a trunk alone comes in. */
function directionOf(from: string, to: string, { isTrunk }: Layout): boolean | undefined {
  if (isTrunk(to)) return true;
  return isTrunk(from) ? false : undefined;
}

/** Whether an outer party that was joined to a call may have been called as well as have called. */
function isUntold(at: At, { isTrunk }: Layout): boolean {
  const joined = at('join') !== '' && at('join') !== '0';
  return joined && isTrunk(at('origDevice')) && !isTrunk(at('destDevice'));
}

function ratedNumber(at: At, layout: Layout, outgoing: boolean | undefined): string {
  const sent = layout.options.rated_number === 'outpulsed' ? at('outpulsed') : '';
  const called = at('final') || at('finalUri') || at('original') || at('originalUri');
  const to = sent || called;
  return outgoing === false ? to : withoutOutsidePrefix(to, layout.settings);
}

function notBilled(at: At): string {
  if (at('type') !== '1') return 'not-end-record';
  return /^b\d+$/i.test(at('final')) ? 'conference-bridge' : '';
}

/** A leg keeps its number through transfers, and it is free again some day: so the day is part of it. */
function callIdOf(at: At, to: string, origination: number): string {
  const leg = at('destLeg') || at('destLegOld');
  if (leg === '' || leg === '0') return '';
  const day = new Date(origination * 1000).toISOString().slice(0, 10);
  return `${at('cluster')}/${day}/${leg}>${dialledKey(to)}`;
}
