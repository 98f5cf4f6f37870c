/**
 * FreeSWITCH's `mod_json_cdr`: a document a leg, in files, lines or an array, or as it was posted
 * (`cdr=…`, URL-encoded or base64). Times are taken from `start_uepoch`, which is UTC, never from the
 * stamps. Read in signalwire/freeswitch `src/mod/event_handlers/mod_json_cdr/mod_json_cdr.c` and its
 * json_cdr.conf.xml, and `src/switch_ivr.c` (generate_json_cdr) for what a document holds.
 */
import { z } from 'zod';
import type { CallRecord, Reading, SourceRecord } from '../../record/call-record.ts';
import type { SourceSettings } from '../../sources/settings.ts';
import type { CallFormat, CallReader, FormatFile } from '../format.ts';
import {
  cellText,
  checked,
  nameMatcher,
  readableLine,
  readWholeSeconds,
  settingsOf,
  unreadable,
  withoutOutsidePrefix,
} from '../text/fields.ts';
import { documentText, parsed } from './documents.ts';

const options = z.strictObject({
  billed_leg: z
    .enum(['a', 'b'])
    .default('a')
    .describe(
      'a: what a phone of ours dialled; b: what left the exchange, which needs log-b-leg=true and ' +
        'also bills a call that a colleague forwards to an outside number',
    ),
  incoming_contexts: z
    .array(z.string())
    .default(['public'])
    .describe('dialplan contexts in which calls come in; * ends one as "begins with"'),
});

export const freeswitchJson: CallFormat = {
  name: 'freeswitch-json',
  title: 'FreeSWITCH mod_json_cdr (one document a leg)',
  recognises: ({ text }) => {
    const start = text.trimStart();
    return /^(?:\[\s*)?\{/.test(start)
      ? start.includes('"core-uuid"') ||
          (start.includes('"variables"') && start.includes('_uepoch"'))
      : /^(?:(?:[^\n]*&)?cdr=)?%7B[^\n]*%22core-uuid%22/i.test(start);
  },
  settings: {
    zone: '',
    options,
    rule:
      'Each document is a leg and is billed by its own billsec. A call from a phone of ours is billed ' +
      'by its a-leg, so the b-leg of the same call is not (b-leg); the b-leg of a call that came in ' +
      'from outside is, since it tells where the call was forwarded to. With billed_leg b it is the ' +
      'other way round: every b-leg is billed and no a-leg (a-leg). A leg to a registered phone ' +
      '(own-phone) or within the exchange (loopback) is never billed.',
  },
  reader,
};

function reader(file: FormatFile): CallReader {
  const documents = documentText();
  const readLeg = legReader(settingsOf(file));
  return {
    header: () => '',
    read: (text, last) => {
      const records: SourceRecord[] = [];
      documents(text, last, (raw, line, value) => {
        const legIn = (shown: string) => {
          const leg = shown === raw ? value : parsed(shown);
          return leg ?? (shown.startsWith('{') ? undefined : posted(shown));
        };
        records.push(readableLine(line, raw, (shown) => readLeg(legIn(shown))));
      });
      return records;
    },
  };
}

/** The document of a form as it was posted, or written to disk because posting failed. */
function posted(line: string): unknown {
  const body = /^(?:.*&)?cdr=([^&]*)/.exec(line)?.[1] ?? line;
  const text = /^%7B/i.test(body) || body.includes('%3D') ? decoded(body) : body;
  return parsed(text.startsWith('eyJ') ? Buffer.from(text, 'base64').toString('utf8') : text);
}

/** With `encode-values` on, as it is shipped, values are URL-encoded; a number never holds a %. */
function decoded(text: string): string {
  if (!text.includes('%')) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** What a document says at a path, as text; '' where it says nothing there. */
function textAt(value: unknown, ...path: readonly (string | number)[]): string {
  let found = value;
  for (const step of path) {
    if (typeof found !== 'object' || found === null || !Object.hasOwn(found, step)) return '';
    found = (found as Record<string | number, unknown>)[step];
  }
  return typeof found === 'string' || typeof found === 'number'
    ? cellText(decoded(`${found}`).replaceAll(unheld, UNHELD))
    : '';
}

/** JSON can spell a NUL or half a letter, which no text of the database can hold. */
const unheld = /[\0\p{Surrogate}]/gu;
const UNHELD = '\u2400';

interface Profile {
  readonly from: string;
  readonly to: string;
  readonly context: string;
}

/** A leg's own side of the call, or that of the leg which made it. */
function profileAt(leg: unknown, ...path: readonly (string | number)[]): Profile {
  const at = (name: string) => textAt(leg, 'callflow', 0, 'caller_profile', ...path, name);
  const [to = ''] = at('destination_number').split('@');
  return { from: at('caller_id_number'), to, context: at('context') };
}

function legReader(settings: SourceSettings): (leg: unknown) => Reading {
  const { source } = settings;
  const chosen = options.parse(settings.options);
  const isIncoming = nameMatcher(chosen.incoming_contexts);
  return (leg) => {
    if (leg === undefined) {
      return unreadable('row', 'the text is no JSON document of at most 1 MB', { source });
    }
    const variable = (name: string) => textAt(leg, 'variables', name);
    const recordId = variable('uuid');
    const seconds = readWholeSeconds(variable('billsec'));
    const refuse = (column: string, why: string) =>
      unreadable(column, why, { source, recordId, seconds });
    const started = variable('start_uepoch');
    if (!/^\d{1,16}$/.test(started)) {
      return refuse('started_at', `"${started}" is no start_uepoch, microseconds since 1970`);
    }
    if (seconds < 0) {
      return refuse('billsec', `"${variable('billsec')}" is not the whole seconds of talk`);
    }
    const own = profileAt(leg);
    const origin = profileAt(leg, 'originator', 'originator_caller_profiles', 0);
    const isBLeg = origin.context !== '' || variable('originating_leg_uuid') !== '';
    // Where a b-leg does not show who made it, its context is that of the leg that did.
    const cameIn = isIncoming(origin.context === '' ? own.context : origin.context);
    const outgoing = isBLeg ? true : cameIn ? false : undefined;
    const record: CallRecord = {
      source,
      recordId,
      customerId: '',
      accountCode: variable('accountcode'),
      outgoing,
      from: isBLeg && origin.from !== '' ? origin.from : own.from,
      to: outgoing === false ? own.to : withoutOutsidePrefix(own.to, settings),
      startedAt: Math.floor(Number(started) / 1000),
      seconds,
      answeredAt: undefined,
      outerLeg: '',
      onNet: false,
      callId: '',
      clock: '',
      forwardedBy: isBLeg && cameIn ? origin.to : '',
      notBilled: notBilled(variable, isBLeg, cameIn, chosen.billed_leg),
    };
    const isHeld = Object.values(record).every(
      (it) => typeof it !== 'string' || !it.includes(UNHELD),
    );
    return isHeld
      ? checked(record)
      : refuse('row', `a value holds a NUL or half a letter, shown here as ${UNHELD}`);
  };
}

function notBilled(
  variable: (name: string) => string,
  isBLeg: boolean,
  cameIn: boolean,
  billedLeg: 'a' | 'b',
): string {
  if (!isBLeg) return billedLeg === 'b' && !cameIn ? 'a-leg' : '';
  if (variable('channel_name').startsWith('loopback/')) return 'loopback';
  if (variable('dialed_user') !== '' && variable('sip_gateway_name') === '') return 'own-phone';
  return billedLeg === 'a' && !cameIn ? 'b-leg' : '';
}
