/** `takst evidence request|list|remind|deadline`: requests for documentation, in time (R35, R36). */
import { Option } from 'commander';
import type { Requester, RequestLanguage } from '../../../../evidence/index.ts';
import {
  customerId,
  type Instant,
  resellerId,
  type WorkingCalendar,
  workingCalendars,
} from '../../../../kernel/index.ts';
import { instantArgument } from '../../../arguments.ts';
import type { Caller, ExitCode } from '../../../caller.ts';
import {
  afterLooking,
  type DeclareCommand,
  inSession,
  type Json,
  plainly,
  type RefuseUsage,
} from '../../../command.ts';
import type { Session } from '../../../session.ts';
import { writeJson } from '../../../terminal/json.ts';
import { declareSteps } from './request-steps.ts';

interface RequestOptions extends Json {
  readonly customer?: string;
  readonly reseller?: string;
  readonly requester: Requester;
  readonly received: Instant;
  readonly firstReceived?: Instant;
  readonly requestedBy?: string;
  readonly calendar: WorkingCalendar;
  readonly language: RequestLanguage;
  readonly note?: string;
}
interface ListOptions extends Json {
  readonly all?: true;
}
interface DeadlineOptions extends Json {
  readonly received: Instant;
  readonly calendar: WorkingCalendar;
}

const requesters: readonly Requester[] = ['microsoft', 'flexfone', 'auditor'];
const languages: readonly RequestLanguage[] = ['da', 'en'];

const requestHelp = `
The answer is due by the end of the third working day after the day of receipt. The reseller is told
by mail (takst outbox send), and again each working day (takst evidence remind), in the name that is
in TAKST_SELLER_NAME. A request that Microsoft made to Flexfone has a deadline of its own:
--first-received says when Flexfone got it. One of --customer and --reseller is needed.

  takst evidence request --customer K1001 --requester microsoft --received 2026-11-23T10:00:00+01:00
`;
const listHelp = `
Time left counts office hours: 08:00 to 16:00 on working days, so a day is 8 hours. Shown are the
requests that are not accepted or withdrawn, the most urgent first.
`;
const remindHelp = `
For a timer, once an hour: writes today's reminders from 08:00 on working days, and records and
tells deadlines that have passed. Run again, it writes nothing twice. Mails leave with takst outbox
send, every few minutes.

  takst evidence remind
`;
const deadlineHelp = `
  takst evidence deadline --received 2026-11-23T10:00:00+01:00
`;

const calendarOption = () =>
  new Option('--calendar <name>', 'what counts as a working day')
    .choices(workingCalendars)
    .default('statutory');

export const declareRequests: DeclareCommand = (evidence, wiring) => {
  evidence
    .command('request')
    .description('Files a request for documentation and tells the reseller by mail.')
    .addOption(new Option('--customer <id>', 'the customer it is about').conflicts('reseller'))
    .option('--reseller <id>', 'the reseller it is about, with all its customers')
    .addOption(requesterOption())
    .requiredOption('--received <instant>', 'when the reseller received it', instantArgument)
    .option('--first-received <instant>', 'when Flexfone received it', instantArgument)
    .option('--requested-by <name>', 'the person who asks')
    .addOption(calendarOption())
    .addOption(languageOption())
    .option('--note <text>', 'what else is worth knowing')
    .option('--json', 'answer in JSON')
    .addHelpText('after', requestHelp)
    .action(afterLooking(wiring, scopeOf, fileRequest));
  evidence
    .command('list')
    .description('Lists the requests by the working time that is left.')
    .option('--all', 'also those that are accepted or withdrawn')
    .option('--json', 'answer in JSON')
    .addHelpText('after', listHelp)
    .action(inSession(wiring, list));
  declareSteps(evidence, wiring);
  evidence
    .command('remind')
    .description('Writes the reminders that are due, and records deadlines that have passed.')
    .option('--json', 'answer in JSON')
    .addHelpText('after', remindHelp)
    .action(inSession(wiring, sendReminders));
  evidence
    .command('deadline')
    .description('Says when an answer is due; needs no database.')
    .requiredOption('--received <instant>', 'when the request was received', instantArgument)
    .addOption(calendarOption())
    .option('--json', 'answer in JSON')
    .addHelpText('after', deadlineHelp)
    .action(plainly(wiring, sayDeadline));
};

const requesterOption = () =>
  new Option('--requester <who>', 'who asks').choices(requesters).makeOptionMandatory();
const languageOption = () =>
  new Option('--language <code>', 'language of the mails').choices(languages).default('da');

async function scopeOf(refuseUsage: RefuseUsage, { customer, reseller }: RequestOptions) {
  if (customer !== undefined) return { customerId: customerId(customer) };
  if (reseller !== undefined) return { resellerId: resellerId(reseller) };
  return refuseUsage('say whom it is about: --customer ID or --reseller ID');
}

async function fileRequest(
  session: Session,
  scope: Awaited<ReturnType<typeof scopeOf>>,
  options: RequestOptions,
): Promise<ExitCode> {
  const { operatorOf } = await import('../../../../config.ts');
  const { openRequest, standingOf } = await import('../../../../evidence/index.ts');
  const { requestListing } = await import('../../../../evidence/index.ts');
  const { filedText } = await import('./request-text.ts');
  const { requester, received, firstReceived, calendar, language, requestedBy, note } = options;
  const clocks = { receivedAt: received, firstReceivedAt: firstReceived, calendar };
  const actor = session.actor();
  const operator = operatorOf(session.config);
  const given = { operator, requester, scope, ...clocks, language, requestedBy, note };
  const { request, mailed } = await openRequest(session.database, given, actor);
  const standing = standingOf(request, actor.now);
  const { out } = session.caller;
  if (options.json) writeJson(out, { ...requestListing(request, standing), mailed });
  else out.write(filedText(request, standing, mailed));
  return mailed && !standing.breached ? 0 : 3;
}

async function list(session: Session, options: ListOptions): Promise<ExitCode> {
  const { byUrgency, listRequests, standingOf } = await import('../../../../evidence/index.ts');
  const { requestListing } = await import('../../../../evidence/index.ts');
  const { listText } = await import('./request-text.ts');
  const filter = options.all ? {} : { only: 'unended' as const };
  const requests = await session.database.transaction('writer', (tx) => listRequests(tx, filter), {
    readOnly: true,
  });
  const { out, now: clock } = session.caller;
  const now = clock();
  const sorted = requests
    .toSorted(byUrgency(now))
    .map((request) => ({ request, standing: standingOf(request, now) }));
  if (options.json) {
    writeJson(
      out,
      sorted.map(({ request, standing }) => requestListing(request, standing)),
    );
  } else out.write(listText(sorted, out));
  return 0;
}

async function sendReminders(session: Session, options: Json): Promise<ExitCode> {
  const { operatorOf } = await import('../../../../config.ts');
  const { remind } = await import('../../../../evidence/index.ts');
  const { remindListing } = await import('../../../../evidence/index.ts');
  const { remindText } = await import('./request-text.ts');
  const operator = operatorOf(session.config);
  const report = await remind(session.database, { operator }, session.actor());
  const { out } = session.caller;
  if (options.json) writeJson(out, remindListing(report));
  else out.write(remindText(report));
  const { breaches, unreachable, missed } = report;
  return breaches.length + unreachable.length + missed.length > 0 ? 3 : 0;
}

async function sayDeadline(caller: Caller, options: DeadlineOptions): Promise<ExitCode> {
  const { deadlineOf } = await import('../../../../evidence/index.ts');
  const { deadlineListing } = await import('../../../../evidence/index.ts');
  const { deadlineText } = await import('./request-text.ts');
  const deadline = deadlineOf(options.received, options.calendar);
  if (options.json) writeJson(caller.out, deadlineListing(deadline));
  else caller.out.write(deadlineText(deadline));
  return 0;
}
