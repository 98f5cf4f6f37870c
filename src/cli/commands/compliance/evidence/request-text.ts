/**
 * Requests as a person reads them on a terminal: how much working time is left in days of eight
 * office hours, what was breached, and what to do about what could not be done.
 */
import {
  type Attached,
  type Attachment,
  type AuditRequest,
  type Clock,
  type Deadline,
  dayText,
  MINUTES_A_DAY,
  momentText,
  type RemindReport,
  requesterName,
  type Standing,
} from '../../../../evidence/index.ts';
import { localDateOf, shownInstant } from '../../../../kernel/index.ts';
import { counted, countFigure } from '../../../terminal/figures.ts';
import { lineWidth, shortText, tableText } from '../../../terminal/table.ts';

type Out = NodeJS.WritableStream;

/** `2 days 3 h left`, `due tonight`, `breached 5 h ago`, `answered late`: one phrase for a list. */
export function timeLeftText({ state, breached, next, minutesLeft }: Standing): string {
  if (state === 'withdrawn') return 'withdrawn';
  if (!next || minutesLeft === undefined) return breached ? `${state}, late` : `${state} in time`;
  const [days, rest] = [Math.floor(Math.abs(minutesLeft) / MINUTES_A_DAY), Math.abs(minutesLeft)];
  const [hours, minutes] = [Math.floor((rest % MINUTES_A_DAY) / 60), rest % 60];
  const parts = [
    ...(days > 0 ? [counted(days, 'day')] : []),
    ...(hours > 0 ? [`${hours} h`] : []),
    ...(days === 0 && minutes > 0 ? [`${minutes} min`] : []),
  ];
  if (parts.length === 0) return breached ? 'breached' : 'due tonight';
  return minutesLeft < 0 ? `breached ${parts.join(' ')} ago` : `${parts.join(' ')} left`;
}

const aboutText = ({ customerId, resellerId }: AuditRequest): string =>
  customerId === undefined ? `reseller ${resellerId}, all customers` : `customer ${customerId}`;

const breachText = ({ clocks }: Standing): string =>
  clocks
    .filter(({ breached }) => breached)
    .map(({ clock }) => clockName[clock])
    .join(', ');

const clockName: Readonly<Record<Clock, string>> = { reseller: 'reseller', flexfone: 'Flexfone' };

const columns = [
  { title: 'id', align: 'right' },
  { title: 'state' },
  { title: 'time left' },
  { title: 'due by the end of' },
  { title: 'asked by' },
  { title: 'about' },
  { title: 'deadline passed' },
] as const;

interface Listed {
  readonly request: AuditRequest;
  readonly standing: Standing;
}

export function listText(listed: readonly Listed[], out: Out): string {
  if (listed.length === 0) return 'No request waits for an answer or its acceptance.\n';
  const rows = listed.map(({ request, standing }) => [
    `${request.requestId}`,
    standing.state,
    timeLeftText(standing),
    dueText(request),
    requesterName(request.requester, 'en'),
    shortText(aboutText(request)),
    breachText(standing),
  ]);
  const open = listed.filter(({ standing }) => standing.state === 'open');
  const late = open.filter(({ standing }) => standing.breached);
  return (
    tableText(columns, rows, { width: lineWidth(out) }) +
    `\n${counted(open.length, 'request')} open, ${countFigure(late.length)} of them past a deadline.\n`
  );
}

const dueText = ({ deadline, firstDeadline: first }: AuditRequest): string =>
  `${deadline.dueOn}${first ? ` (Flexfone ${first.dueOn})` : ''}`;

/** What was filed, and until when. */
export function filedText(request: AuditRequest, standing: Standing, mailed: boolean): string {
  const told = mailed
    ? 'A mail to the reseller is in the outbox: takst outbox send.'
    : `Reseller ${request.resellerId} has no mail address that can be used: tell it otherwise.`;
  const past = standing.breached
    ? `The deadline has passed already (${breachText(standing)}).\n`
    : '';
  return (
    `Request ${request.requestId} is filed: ${requesterName(request.requester, 'en')} about ${aboutText(request)}.\n` +
    `${deadlineLines(request)}${past}${told}\n`
  );
}

function deadlineLines({ deadline, firstDeadline: first }: AuditRequest): string {
  const line = (whose: string, it: Deadline) =>
    `${whose} by the end of ${dayText(it.dueOn, 'en')} (${it.calendar} calendar), ` +
    `received ${momentText(it.receivedAt, 'en')}.\n`;
  return line('Answer due', deadline) + (first ? line("Flexfone's own answer due", first) : '');
}

export function deadlineText({ receivedAt, calendar, dueOn, dueAt }: Deadline): string {
  return (
    `Received ${momentText(receivedAt, 'en')}: due by the end of ${dayText(dueOn, 'en')}.\n` +
    `Late from ${shownInstant(dueAt)} on (${calendar} calendar, Copenhagen time).\n`
  );
}

/** Everything about one request. */
export function detailText(
  request: AuditRequest,
  standing: Standing,
  attachments: readonly Attachment[],
  out: Out,
): string {
  const { requestedBy, note } = request;
  const requester = requesterName(request.requester, 'en');
  const head: [string, string][] = [
    ['Asked by', requestedBy ? `${requester}, ${requestedBy}` : requester],
    ['About', aboutText(request)],
    ['State', standing.next ? `open, ${timeLeftText(standing)}` : timeLeftText(standing)],
    ['Filed', `${momentText(request.filedAt, 'en')} by ${request.filedBy}`],
    ...(note ? [['Note', note] satisfies [string, string]] : []),
  ];
  return [
    `Request ${request.requestId}\n${leftAligned(head)}`,
    deadlineLines(request),
    section('Deadlines that passed', breachLines(request, standing)),
    section(
      'History',
      request.events.map(({ state, at, by, reason, packSha256 }) => {
        const pack = packSha256 ? `, pack ${packSha256.toString('hex')}` : '';
        return `${shownInstant(at)}  ${state} by ${by}${reason ? `: ${reason}` : ''}${pack}`;
      }),
    ),
    section(
      'Mails written',
      request.mails.map(({ on, kind, key }) => `${on}  ${kind} (${key})`),
    ),
    attachments.length > 0 ? documentsText(attachments, out) : '',
  ]
    .filter((text) => text !== '')
    .join('\n');
}

const breachLines = ({ breaches }: AuditRequest, { clocks }: Standing): string[] =>
  clocks
    .filter(({ breached }) => breached)
    .map(({ clock, deadline }) => {
      const noticed = breaches.find((it) => it.clock === clock)?.noticedAt;
      const said = noticed ? `noticed ${shownInstant(noticed)}` : 'not recorded yet';
      return `${clockName[clock]}: due ${shownInstant(deadline.dueAt)}, ${said}`;
    });

const section = (title: string, lines: readonly string[]): string =>
  lines.length === 0 ? '' : `${title}\n${lines.map((line) => `  ${line}\n`).join('')}`;

const leftAligned = (pairs: readonly (readonly [string, string])[]): string => {
  const width = Math.max(...pairs.map(([name]) => name.length));
  return pairs.map(([name, value]) => `  ${name.padEnd(width)}  ${value}\n`).join('');
};

const documentsText = (attachments: readonly Attachment[], out: Out): string =>
  tableText(
    [{ title: 'document' }, { title: 'bytes', align: 'right' }, { title: 'SHA-256' }],
    attachments.map((it) => [
      shortText(it.name),
      countFigure(it.sizeBytes),
      it.sha256.toString('hex'),
    ]),
    { width: lineWidth(out) },
  );

export function attachedText({ added, known }: Attached, id: number): string {
  const again =
    known.length > 0 ? `On file already, with the same content: ${known.join(', ')}.\n` : '';
  return `${counted(added.length, 'document')} noted on request ${id}.\n${again}`;
}

export const endedText = (request: AuditRequest, standing: Standing): string =>
  `Request ${request.requestId} is ${timeLeftText(standing)}.\n`;

/** What was written and noticed, and what somebody has to look at. */
export function remindText(report: RemindReport): string {
  const { open, written, breaches, unreachable, missed } = report;
  const lines = [
    `${counted(open, 'request')} open, ${counted(written.length, 'mail')} written.`,
    ...written.map(({ requestId, resellerId, kind }) => {
      return `  request ${requestId}: ${kind} to reseller ${resellerId}`;
    }),
    ...breaches.map(({ requestId, clock, dueAt }) => {
      const day = dayText(localDateOf(new Date(dueAt.getTime() - 1)), 'en');
      const whose = clock === 'flexfone' ? "Flexfone's own" : "the reseller's";
      return `Request ${requestId}: ${whose} deadline passed at the end of ${day}.`;
    }),
    ...unreachable.map(({ requestId, resellerId, why }) => {
      const what =
        why === 'no-address' ? 'has no mail address' : 'has an address that mail refuses';
      return `Request ${requestId}: reseller ${resellerId} ${what}; tell it otherwise.`;
    }),
    ...missed.map(({ requestId, days }) => {
      return `Request ${requestId}: no reminder was written on ${days.join(', ')}; it is too late now.`;
    }),
  ];
  return lines.map((line) => `${line}\n`).join('');
}
