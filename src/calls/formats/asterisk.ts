/**
 * Asterisk's `cdr_csv`: Master.csv and the files by account code, 16 to 21 columns without a header.
 * Times are local to the server unless `usegmtime` is on, so the source says which. Read in
 * asterisk/asterisk `cdr/cdr_csv.c` and `configs/samples/cdr.conf.sample`, and in "CDR Specification"
 * on docs.asterisk.org. Knows no dialplan: contexts and trunks are the source's options.
 */
import { hash } from 'node:crypto';
import { z } from 'zod';
import { dialledKey, type Reading, type SourceRecord } from '../record/call-record.ts';
import type { SourceSettings } from '../sources/settings.ts';
import type { CallFormat, CallReader, FormatFile } from './format.ts';
import {
  cellText,
  checked,
  nameMatcher,
  readableLine,
  readWallTime,
  readWholeSeconds,
  type Start,
  settingsOf,
  unreadable,
  wallClock,
  withoutOutsidePrefix,
} from './text/fields.ts';
import { lineText, wholeLines } from './text/lines.ts';
import { quotedLine } from './text/quoted-line.ts';

const options = z.strictObject({
  incoming_contexts: z
    .array(z.string())
    .default(['from-trunk*', 'from-pstn*', 'from-did-direct', 'from-sip-external', 'ext-did*'])
    .describe('dialplan contexts (dcontext) in which calls come in; * ends one as "begins with"'),
  trunks: z
    .array(z.string())
    .optional()
    .describe(
      'channels (dstchannel) that leave the house, such as "PJSIP/carrier*"; where given, an ' +
        'outgoing row that reached any other channel is not billed',
    ),
});

export const asterisk: CallFormat = {
  name: 'asterisk-csv',
  title: 'Asterisk cdr_csv (Master.csv or one file per account code)',
  recognises: ({ text }) => wholeLines(text, 5).some(looksRight),
  settings: {
    zone: 'Europe/Copenhagen',
    options,
    rule:
      'Every row is billed by its own billsec when it was answered; rows with the same linkedid ' +
      'that reached the same number are one call, priced as one; talk that several of them tell of ' +
      'counts once, by trunk channel where the source names its trunks. A row marked OMIT or IGNORE is not ' +
      'billed (omitted), nor one in which Asterisk itself was the only other party, such as a menu ' +
      'or voicemail (no-second-party), nor, where the source names its trunks, an outgoing row that ' +
      'reached another channel (not-trunk), nor, where it does not, one that reached half of a Local channel, ' +
      'whose other half has a row too (local-half). Where trunks are named, a row waits for a person that came in and left ' +
      'by one, or in which an outer party that was called is handed on.',
  },
  reader,
};

const COLUMNS = 16;
const MOST_COLUMNS = 21;
const dispositions = 'ANSWERED|NO ANSWER|FAILED|BUSY|CONGESTION|CANCEL|UNKNOWN'.split('|');
const channelId = /^(?:.*-)?(\d{9,10})\.\d+$/;
/** A channel is made before its record starts; clocks that are set may move it by less than this. */
const CLOCK_SLACK_MS = 600_000;

/** The columns after the sixteenth, as far as a row has them. */
interface Extra {
  readonly uniqueId: string;
  readonly linkedId: string;
  readonly sequence: string;
}

function looksRight(line: string): boolean {
  const cells = quotedLine(line);
  return (
    cells !== undefined &&
    cells.length >= COLUMNS &&
    cells.length <= MOST_COLUMNS &&
    Number.isFinite(readWallTime(cells[9] ?? '')) &&
    /^\d+$/.test(cells[12] ?? '') &&
    /^\d+$/.test(cells[13] ?? '') &&
    dispositions.includes(cells[14] ?? '')
  );
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
  const isIncoming = nameMatcher(chosen.incoming_contexts);
  const isTrunk = chosen.trunks && nameMatcher(chosen.trunks);
  const startOf = startReader(settings);
  const offTrunk = (reached: string): string => {
    if (isTrunk) return isTrunk(reached) ? '' : 'not-trunk';
    return localHalf.test(reached) ? 'local-half' : '';
  };
  return (line) => {
    const cells = quotedLine(line);
    if (!cells || cells.length < COLUMNS || cells.length > MOST_COLUMNS) {
      const found = cells ? `has ${cells.length} columns` : 'has a quote that is not closed';
      const why = `the row ${found}; cdr_csv writes ${COLUMNS} to ${MOST_COLUMNS}`;
      return unreadable('row', why, { source });
    }
    const startText = cellText(cells[9]);
    const billsec = cellText(cells[13]);
    const disposition = cellText(cells[14]);
    if (!dispositions.includes(disposition) && Number.isNaN(readWallTime(startText))) {
      const why = `"${startText}" and "${disposition}" stand where start and disposition should`;
      return unreadable('row', why, { source });
    }
    const extra = extraOf(cells);
    const recordId = recordIdOf(cells, extra);
    const seconds = readWholeSeconds(billsec);
    const refuse = (column: string, why: string) =>
      unreadable(column, why, { source, recordId, seconds });
    if (seconds < 0 || !(seconds <= Number(cells[12]) + 1)) {
      const why = `"${billsec}" is not the whole seconds of talk in a call of "${cells[12]}"`;
      return refuse('billsec', why);
    }
    if (!dispositions.includes(disposition)) {
      return refuse('disposition', `"${disposition}" is no disposition that Asterisk writes`);
    }
    if (disposition !== 'ANSWERED' && seconds > 0) {
      return refuse('disposition', `"${disposition}" cannot have ${seconds} seconds of talk`);
    }
    const start = startOf(startText, extra.uniqueId);
    if ('why' in start) return refuse('started_at', `"${startText}" ${start.why}`);
    const outgoing = isIncoming(cellText(cells[3])) ? false : undefined;
    const puzzle = isTrunk && seconds > 0 ? puzzleOf(cells, extra, outgoing, isTrunk) : '';
    if (puzzle !== '') return refuse('direction', puzzle);
    const dialled = cellText(cells[2]);
    const to = outgoing === false ? dialled : withoutOutsidePrefix(dialled, settings);
    const reached = cellText(cells[6]);
    const isPart = extra.linkedId !== '';
    // Each field by its name: a spread makes reading a file three times slower.
    return checked({
      source,
      recordId,
      customerId: '',
      accountCode: cellText(cells[0]),
      outgoing,
      from: cellText(cells[1]),
      to,
      startedAt: start.startedAt,
      clock: start.clock,
      seconds,
      answeredAt: isPart ? answerOf(cells, start.startedAt, seconds) : undefined,
      // A row of a call of three may bear the number of another party: the trunk's channel is surer.
      outerLeg: isPart && isTrunk?.(reached) ? reached : '',
      forwardedBy: '',
      onNet: false,
      notBilled: notBilled(cells) || (outgoing === false ? '' : offTrunk(reached)),
      callId: !isPart ? '' : `${extra.linkedId}>${dialledKey(to)}`,
    });
  };
}

/** Two texts of whole seconds may be this far from the lengths between them. */
const ANSWER_SLACK_MS = 2_000;

/**
 * When the talk began, counted from the start: both are texts of one clock. Where the clock changed
 * between them, the columns `duration` and `billsec` tell it to a second.
 */
function answerOf(
  cells: readonly string[],
  startedAt: number,
  seconds: number,
): number | undefined {
  const waited = readWallTime(cellText(cells[10])) - readWallTime(cellText(cells[9]));
  if (seconds === 0 || Number.isNaN(waited)) return undefined;
  const counted = Math.max(0, Number(cells[12]) - seconds) * 1000;
  const isSure = Math.abs(waited - counted) <= ANSWER_SLACK_MS;
  return startedAt + (isSure ? waited : counted);
}

/** `uniqueid` and `userfield` are logged or not, one by one; the last three come all together. */
function extraOf(cells: readonly string[]): Extra {
  const count = cells.length;
  const newer = count > 18 ? count - 3 : count;
  const first = cellText(newer > COLUMNS ? cells[COLUMNS] : '');
  // One of the two alone is a uniqueid where it looks like one.
  const uniqueId = newer === COLUMNS + 2 || channelId.test(first) ? first : '';
  if (newer === count) return { uniqueId, linkedId: '', sequence: '' };
  return { uniqueId, linkedId: cellText(cells[count - 2]), sequence: cellText(cells[count - 1]) };
}

/**
 * `uniqueid` is a channel's and several rows bear it, `sequence` is a row's. Without `sequence`, start,
 * number and channel reached tell the rows of a channel apart; without both, only the whole row does.
 */
function recordIdOf(cells: readonly string[], { uniqueId, linkedId, sequence }: Extra): string {
  const channel = uniqueId === '' ? linkedId : uniqueId;
  if (channel !== '' && sequence !== '') return `${channel}/${sequence}`;
  if (channel !== '') return `${channel}/${digest([cells[9], cells[2], cells[6]], 16)}`;
  return `row/${digest(cells, 32)}`;
}

const digest = (texts: readonly (string | undefined)[], letters: number) =>
  hash('sha256', texts.map(cellText).join('\0')).slice(0, letters);

/** Applications that talk with a caller themselves, so that nobody else was reached. */
const ownVoice = new Set(
  (
    'Playback BackGround Read Echo Milliwatt MusicOnHold VoiceMail VoiceMailMain Record SayDigits ' +
    'SayNumber Directory Wait WaitExten Busy Congestion Hangup Playtones Ringing IVRDemo ' +
    'Queue Park ParkedCall ConfBridge MeetMe ChanSpy Page'
  )
    .toLowerCase()
    .split(' '),
);
/** Places in a dialplan that are called s, h, i … are no numbers that anybody dialled. */
const noNumber = /^(?:[shitoaeT]|s-.*|fax|failed|hangup)$/;

/** One half of a Local channel: what its other half reached is in a row of its own, with the same talk. */
const localHalf = /^Local\/.*;[12]$/i;

function notBilled(cells: readonly string[]): string {
  const flag = cellText(cells[15]);
  if (flag === 'OMIT' || flag === 'IGNORE') return 'omitted';
  if (cellText(cells[6]) !== '') return '';
  const alone = noNumber.test(cellText(cells[2])) || ownVoice.has(cellText(cells[7]).toLowerCase());
  return alone ? 'no-second-party' : '';
}

/**
 * What of the cost of a row its own cells do not tell, where the trunks are known; '' for nothing. A call
 * that came in and left again was forwarded, and dst may be our own number still. An outer party on
 * whose channel another one made the call was dialled, and is paid for however it is handed on.
 */
function puzzleOf(
  cells: readonly string[],
  { uniqueId, linkedId }: Extra,
  outgoing: boolean | undefined,
  isTrunk: (channel: string) => boolean,
): string {
  const [channel, reached] = [cellText(cells[5]), cellText(cells[6])];
  if (outgoing === false) {
    return isTrunk(reached)
      ? `the call came in by ${cellText(cells[3])} and left by ${reached}: it costs money, and dst "${cellText(cells[2])}" need not be the number that was called`
      : '';
  }
  const wasDialled = uniqueId !== '' && linkedId !== '' && uniqueId !== linkedId;
  return wasDialled && isTrunk(channel) && !isTrunk(reached)
    ? `the outer party ${channel} was called, by the call ${linkedId}, and handed on: it costs money, and the row does not tell its number`
    : '';
}

/**
 * Reads `start`, and holds it against the second in which the channel was made, which `uniqueid` tells
 * in UTC: it settles an hour that the clock showed twice, and betrays a zone that is not the file's.
 */
function startReader(settings: SourceSettings) {
  const clock = wallClock(settings);
  const laterClock = wallClock({ ...settings, ambiguous: 'later' });
  return (text: string, uniqueId: string): Start | { readonly why: string } => {
    const wall = readWallTime(text);
    const start = clock(wall);
    const made = Number(channelId.exec(uniqueId)?.[1] ?? Number.NaN) * 1000 - CLOCK_SLACK_MS;
    if ('why' in start || !(start.startedAt < made)) return start;
    const later = laterClock(wall);
    if (!('why' in later) && later.startedAt >= made) return { ...later, clock: '' };
    const madeAt = new Date(made + CLOCK_SLACK_MS).toISOString();
    return {
      why: `in ${settings.zone} is before the channel was made (${madeAt} by uniqueid ${uniqueId}); is the zone of the source right?`,
    };
  };
}
