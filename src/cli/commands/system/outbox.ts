/** `takst outbox`: sending the mails that are due, and deciding about those whose fate is open. */
import { shownInstant } from '../../../kernel/index.ts';
import type { Mail, MailState, SendReport } from '../../../outbox/index.ts';
import { countArgument } from '../../arguments.ts';
import type { ExitCode } from '../../caller.ts';
import {
  afterLooking,
  type DeclareCommand,
  inSession,
  type Json,
  type RefuseUsage,
} from '../../command.ts';
import type { Session } from '../../session.ts';
import { counted } from '../../terminal/figures.ts';
import { writeJson } from '../../terminal/json.ts';
import { lineWidth, pairsText, shortText, tableText } from '../../terminal/table.ts';

const sendHelp = `
For a timer, every few minutes (takst evidence remind, which writes reminders, once an hour):

  TAKST_SMTP_URL=smtp://mail.example:587 TAKST_SMTP_FROM=takst@firm.example takst outbox send

What a mail server refuses for now is tried again after 1, 5 and 15 minutes, 1, 4 and 12 hours,
and given up after five days. Ends with 3 as long as a mail is refused, unknown or given-up.
`;

const resolveHelp = `
A mail is "unknown" where the sender or the connection ended before the mail server had answered:
it may have arrived. Ask the recipient, or look for its Message-ID in the mail server's log.

  takst outbox resolve 17 --sent --reason "in the mail server's log of 23 November"
  takst outbox resolve 18 19 --again --reason "the mailbox is there now"

The reason is kept for good: write no names into it.
`;

interface Listed extends Json {
  readonly state?: string;
}

interface Resolved extends Json {
  readonly sent?: true;
  readonly again?: true;
  readonly reason: string;
}

const idArgument = (text: string): bigint => BigInt(countArgument(text));
const idsArgument = (text: string, before: readonly bigint[] = []): bigint[] => [
  ...before,
  idArgument(text),
];

export const declareOutbox: DeclareCommand = (program, wiring) => {
  const outbox = program
    .command('outbox')
    .summary('mails that wait, were sent or need a decision')
    .description('Mails: written in the transaction that decided them, sent afterwards.');
  outbox
    .command('send')
    .description('Sends the mails that are due.')
    .option('--json', 'answer in JSON')
    .addHelpText('after', sendHelp)
    .action(inSession(wiring, send));
  outbox
    .command('list')
    .description('Lists mails and what became of them.')
    .option('--state <state>', 'only those that are waiting, sent, refused, unknown, given-up …')
    .option('--json', 'answer in JSON')
    .addHelpText('after', '\n  takst outbox list --state unknown\n')
    .action(afterLooking(wiring, checkState, list));
  outbox
    .command('show')
    .description('Shows one mail with its text and everything that was tried.')
    .argument('<id>', 'its number in the list', idArgument)
    .option('--json', 'answer in JSON')
    .addHelpText('after', '\n  takst outbox show 17\n')
    .action(inSession(wiring, show));
  outbox
    .command('resolve')
    .description('Decides about mails that are refused, unknown or given-up.')
    .argument('<ids...>', 'their numbers in the list', idsArgument)
    .option('--sent', 'they arrived, or their word was passed on in another way')
    .option('--again', 'they are to be tried again')
    .requiredOption('--reason <text>', 'how you know')
    .option('--json', 'answer in JSON')
    .addHelpText('after', resolveHelp)
    .action(afterLooking(wiring, checkVerdict, resolve));
};

async function send(session: Session, options: Json): Promise<ExitCode> {
  const { mailOf } = await import('../../../config.ts');
  const settings = mailOf(session.config);
  const { smtpTransport } = await import('../../../delivery/index.ts');
  const { listMails, sendDue, undecided } = await import('../../../outbox/index.ts');
  const { caller, database, actor } = session;
  const { documentAttachments } = await import('../../../sending/index.ts');
  const attach = documentAttachments(database, caller.now);
  const report = await sendDue(database, smtpTransport(settings), { actor, attach });
  const waiting = await database.transaction(
    'writer',
    (tx) => listMails(tx, { states: undecided }),
    {
      readOnly: true,
    },
  );
  if (options.json) writeJson(caller.out, reportListing(report, waiting.length));
  else caller.out.write(reportText(report, waiting.length));
  return waiting.length > 0 || report.trouble !== '' ? 3 : 0;
}

const reportListing = (report: SendReport, undecided: number) => ({
  sent: report.sent,
  failed: report.failed,
  refused: report.refused,
  unknown: report.unknown,
  given_up: report.givenUp,
  interrupted: report.interrupted,
  left_for_later: report.leftForLater,
  trouble: report.trouble || null,
  undecided,
});

function reportText(report: SendReport, undecided: number): string {
  const { sent, failed, refused, unknown, givenUp, leftForLater, trouble } = report;
  const named = [
    [failed, 'to be tried again'],
    [refused, 'refused for good'],
    [unknown, 'of unknown fate'],
    [givenUp, 'given up'],
    [leftForLater, 'left for later'],
  ] as const;
  const others = named.filter(([count]) => count > 0).map(([count, what]) => `, ${count} ${what}`);
  const lines = [`${counted(sent, 'mail')} sent${others.join('')}.`];
  if (trouble) lines.push(`The mail server takes nothing at present: ${trouble}`);
  if (undecided > 0) {
    const wait = undecided === 1 ? 'waits' : 'wait';
    lines.push(`${counted(undecided, 'mail')} ${wait} for a decision: takst outbox list`);
  }
  return `${lines.join('\n')}\n`;
}

async function checkState(refuseUsage: RefuseUsage, { state }: Listed): Promise<MailState[]> {
  const { mailStates } = await import('../../../outbox/index.ts');
  const known = mailStates.filter((name) => state === undefined || name === state);
  if (known.length > 0) return known;
  return refuseUsage(`There is no state "${state}"; the states are: ${mailStates.join(', ')}.`);
}

const columns = [
  { title: 'id', align: 'right' },
  { title: 'state' },
  { title: 'reseller' },
  { title: 'to' },
  { title: 'due' },
  { title: 'what it is' },
] as const;

async function list(session: Session, states: MailState[], options: Listed): Promise<ExitCode> {
  const { listMails, stateOf } = await import('../../../outbox/index.ts');
  const { out } = session.caller;
  const filter = options.state === undefined ? {} : { states };
  const mails = await session.database.transaction('writer', (tx) => listMails(tx, filter), {
    readOnly: true,
  });
  const stated = mails.map((mail) => ({ mail, state: stateOf(mail.events) }));
  if (options.json) {
    writeJson(
      out,
      stated.map(({ mail, state }) => mailListing(mail, state)),
    );
    return 0;
  }
  if (mails.length === 0) {
    out.write('There are no such mails.\n');
    return 0;
  }
  const rows = stated.map(({ mail, state }) => [
    `${mail.mailId}`,
    state,
    shortText(mail.resellerId),
    shortText(mail.letter?.to ?? '(erased)'),
    state === 'waiting' ? shownInstant(mail.events.at(-1)?.nextAt ?? mail.notBefore) : '',
    mail.key,
  ]);
  out.write(tableText(columns, rows, { width: lineWidth(out) }));
  return 0;
}

const mailListing = (mail: Mail, state: MailState) => ({
  id: mail.mailId,
  state,
  reseller_id: mail.resellerId,
  key: mail.key,
  language: mail.language,
  queued_at: mail.queuedAt,
  not_before: mail.notBefore,
  to: mail.letter?.to ?? null,
  subject: mail.letter?.subject ?? null,
  events: mail.events.map((event) => ({
    event: event.event,
    at: event.at,
    next_at: event.nextAt ?? null,
    message_id: event.messageId || null,
    code: event.code || null,
    reply: event.reply || null,
    by: event.by,
    reason: event.reason || null,
  })),
});

async function show(session: Session, id: bigint, options: Json): Promise<ExitCode> {
  const { loadMail, stateOf } = await import('../../../outbox/index.ts');
  const { out } = session.caller;
  const mail = await session.database.transaction('writer', (tx) => loadMail(tx, id), {
    readOnly: true,
  });
  const state = stateOf(mail.events);
  if (options.json) {
    writeJson(out, { ...mailListing(mail, state), text: mail.letter?.text ?? null });
    return 0;
  }
  const events = mail.events.map((event) => {
    const { at, reason, by } = event;
    const said = [event.messageId, event.reply || event.code, reason && `${by}: ${reason}`];
    return [shownInstant(at), event.event, said.filter(Boolean).join(' · ')] as const;
  });
  out.write(
    pairsText([
      ['mail', `${mail.mailId}`],
      ['state', state],
      ['what it is', mail.key],
      ['reseller', mail.resellerId],
      ['to', mail.letter?.to ?? '(erased)'],
      ['written', shownInstant(mail.queuedAt)],
      ['not before', shownInstant(mail.notBefore)],
    ]),
  );
  const titles = [{ title: 'when' }, { title: 'what' }, { title: 'said' }];
  if (events.length > 0) out.write(`\n${tableText(titles, events, { width: lineWidth(out) })}`);
  const { letter } = mail;
  out.write(letter ? `\n${letter.subject}\n\n${letter.text}\n` : '\nIts text was erased.\n');
  return 0;
}

async function checkVerdict(refuseUsage: RefuseUsage, _ids: bigint[], options: Resolved) {
  if (options.sent === options.again) {
    return refuseUsage('Say either --sent or --again: a mail either arrived or is tried again.');
  }
  if (!options.reason.trim()) return refuseUsage('The reason is empty: say how you know.');
  return options.sent ? ('sent' as const) : ('again' as const);
}

async function resolve(
  session: Session,
  verdict: 'sent' | 'again',
  mailIds: bigint[],
  { reason, json }: Resolved,
): Promise<ExitCode> {
  const { listMails, resolveMail, stateOf } = await import('../../../outbox/index.ts');
  await resolveMail(session.database, { mailIds, verdict, reason }, session.actor());
  const { out } = session.caller;
  if (json) {
    const mails = await session.database.transaction('writer', (tx) => listMails(tx, { mailIds }), {
      readOnly: true,
    });
    writeJson(
      out,
      mails.map((mail) => mailListing(mail, stateOf(mail.events))),
    );
    return 0;
  }
  const next = verdict === 'sent' ? 'is settled as sent' : 'is due again; takst outbox send';
  for (const id of mailIds) out.write(`Mail ${id} ${next}.\n`);
  return 0;
}
