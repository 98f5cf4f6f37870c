/** `takst findings`: what cross-checks found, who sees to it, and how it ended (R39). */
import type { Command } from 'commander';
import {
  customerId,
  instantText,
  type LocalDate,
  localDateOf,
  moneyText,
  resellerId,
} from '../../../kernel/index.ts';
import type { DisagreementType, Finding, FindingHistory } from '../../../licensing/index.ts';
import { dateArgument, idArgument } from '../../arguments.ts';
import type { ExitCode } from '../../caller.ts';
import {
  afterLooking,
  type DeclareCommand,
  inSession,
  type Json,
  type RefuseUsage,
  type Wiring,
} from '../../command.ts';
import type { Session } from '../../session.ts';
import { counted, moneyFigure } from '../../terminal/figures.ts';
import { writeJson } from '../../terminal/json.ts';
import { lineWidth, pairsText } from '../../terminal/table.ts';

interface ListOptions extends Json {
  readonly customer?: string;
  readonly reseller?: string;
  readonly type?: string;
  readonly state: string;
}

const listHelp = `
  takst findings list --reseller R1
  takst findings list --type enterprise-but-business --state all --json
`;

const correctHelp = `
Declares what the employee really holds, from the day given, and compares the exports on file again.
The next run bills the difference, month by month, with the declaration as its cause (R9).

  takst findings correct 12 --licence "Business Premium" --from 2026-07-01 --by "Medarbejder rie"
`;

const waiveHelp = `
A waived finding stays waived while it looks the same; if it costs more a month, goes further back or
changes class, it opens again.

  takst findings waive 12 --reason "Seen with the customer on 20 November" --by "Medarbejder rie"
`;

export const declareFindings: DeclareCommand = (program, wiring) => {
  const findings = program
    .command('findings')
    .summary('what cross-checks found, and how it ended')
    .description('Findings: disagreements between activation, declaration and evidence (R39).');
  declareReading(findings, wiring);
  findings
    .command('correct')
    .description('Declares what is really held, and so settles a finding.')
    .argument('<id>', 'number of the finding', idArgument)
    .requiredOption('--licence <licence>', 'what is held; several joined by " | "')
    .requiredOption('--from <date>', 'since when', dateArgument)
    .requiredOption('--by <name>', 'who declares it')
    .option('--reason <text>', 'why it was declared otherwise')
    .option('--json', 'answer in JSON')
    .addHelpText('after', correctHelp)
    .action(inSession(wiring, correct));
  findings
    .command('waive')
    .description('Ends a finding with a reason and no correction.')
    .argument('<id>', 'number of the finding', idArgument)
    .requiredOption('--reason <text>', 'why it may stay as it is')
    .requiredOption('--by <name>', 'who decides it')
    .addHelpText('after', waiveHelp)
    .action(inSession(wiring, waive));
  findings
    .command('assign')
    .description('Says who sees to a finding, and until when.')
    .argument('<id>', 'number of the finding', idArgument)
    .requiredOption('--owner <name>', 'who sees to it')
    .requiredOption('--due <date>', 'until when', dateArgument)
    .action(inSession(wiring, assign));
};

const summaryHelp = `
Compares what is on file as it is now and writes nothing: what a cross-check of each would find.
Ends with 3 where anything disagrees.

  takst findings summary --reseller R1
`;

function declareReading(findings: Command, wiring: Wiring): void {
  findings
    .command('summary')
    .description('Counts who agrees and who does not, by customer and in all, with the kroner.')
    .option('--reseller <id>', "only this reseller's customers")
    .option('--customer <id>', 'only this customer')
    .option('--json', 'answer in JSON')
    .addHelpText('after', summaryHelp)
    .action(inSession(wiring, summarise));
  findings
    .command('list')
    .description('Lists findings, the most expensive first.')
    .option('--customer <id>', 'only of this customer')
    .option('--reseller <id>', 'only of this reseller')
    .option('--type <type>', 'only of this type, such as no-account')
    .option('--state <state>', 'open, settled, waived or all', 'open')
    .option('--json', 'answer in JSON')
    .addHelpText('after', listHelp)
    .action(afterLooking(wiring, checkListed, list));
  findings
    .command('show')
    .description('Shows a finding with everything that was seen and decided.')
    .argument('<id>', 'number of the finding', idArgument)
    .option('--json', 'answer in JSON')
    .action(inSession(wiring, show));
}

async function summarise(
  session: Session,
  { reseller, customer, json }: Json & { readonly reseller?: string; readonly customer?: string },
): Promise<ExitCode> {
  const { summariseCustomers } = await import('../../../licensing/index.ts');
  const { reportListing, reportText } = await import('../../answers/findings.ts');
  const { caller, database, progress } = session;
  const report = await summariseCustomers(database, {
    resellerId: reseller === undefined ? undefined : resellerId(reseller),
    customerId: customer === undefined ? undefined : customerId(customer),
    now: caller.now(),
    onProgress: (done, total) => progress.update('Comparing', done, total, 'customers'),
  });
  progress.close();
  if (json) writeJson(caller.out, reportListing(report));
  else caller.out.write(reportText(report, lineWidth(caller.out)));
  return report.all.types.length > 0 ? 3 : 0;
}

async function checkListed(refuseUsage: RefuseUsage, { type, state }: ListOptions): Promise<void> {
  const { disagreements, findingStates } = await import('../../../licensing/index.ts');
  if (type !== undefined && !disagreements.find(type)) {
    refuseUsage(
      `No finding is of type "${type}"; the types are: ${disagreements.names.join(', ')}.`,
    );
  }
  const states: readonly string[] = [...findingStates, 'all'];
  if (!states.includes(state)) refuseUsage(`A finding is ${states.join(', ')}, not "${state}".`);
}

async function list(session: Session, _seen: unknown, options: ListOptions): Promise<ExitCode> {
  const { listFindings } = await import('../../../licensing/index.ts');
  const { findingListing, findingsText, remediesText } = await import('../../answers/findings.ts');
  const { customer, reseller, type, state } = options;
  const filter = {
    customerIds: customer === undefined ? undefined : [customerId(customer)],
    resellerId: reseller === undefined ? undefined : resellerId(reseller),
    type: type as DisagreementType | undefined,
    states: state === 'all' ? undefined : [state as Finding['state']],
  };
  const findings = await session.database.transaction('writer', (tx) => listFindings(tx, filter), {
    readOnly: true,
  });
  const { out } = session.caller;
  if (options.json) {
    writeJson(out, findings.map(findingListing));
    return 0;
  }
  if (findings.length === 0) {
    out.write(state === 'all' ? 'There are no findings.\n' : `No findings are ${state}.\n`);
    return 0;
  }
  out.write(`${findingsText(findings, lineWidth(out))}\n`);
  const open = findings.filter((it) => it.state === 'open');
  if (open.length > 0) out.write(`${remediesText(open)}\n`);
  const today = localDateOf(session.caller.now());
  const late = open.filter(({ dueOn }) => dueOn < today).length;
  const overdue = late > 0 ? `, ${counted(late, 'of them overdue', 'of them overdue')}` : '';
  out.write(`${counted(findings.length, 'finding')}${overdue}.\n`);
  return 0;
}

async function show(session: Session, findingId: bigint, options: Json): Promise<ExitCode> {
  const { listHistory, loadFinding } = await import('../../../licensing/index.ts');
  const { findingListing } = await import('../../answers/findings.ts');
  const { finding, history } = await session.database.transaction(
    'writer',
    async (tx) => ({
      finding: await loadFinding(tx, findingId),
      history: await listHistory(tx, findingId),
    }),
    { readOnly: true },
  );
  const { out, now } = session.caller;
  if (options.json) {
    writeJson(out, { ...findingListing(finding), ...historyListing(history) });
    return 0;
  }
  const { findingText } = await import('../../answers/finding-text.ts');
  out.write(findingText(finding, history, localDateOf(now())));
  return 0;
}

const historyListing = ({ observations, states }: FindingHistory) => ({
  seen: observations.map((it) => ({
    at: instantText(it.observedAt),
    declared: it.declared,
    evidenced: it.evidenced,
    since: it.since ?? null,
    per_month: it.perMonth === undefined ? null : moneyText(it.perMonth),
    total: it.total === undefined ? null : moneyText(it.total),
    grade: it.grade,
  })),
  states: states.map((it) => ({
    at: instantText(it.at),
    state: it.state,
    by: it.by,
    reference: it.reference || null,
    reason: it.reason || null,
  })),
});

interface CorrectOptions extends Json {
  readonly licence: string;
  readonly from: LocalDate;
  readonly by: string;
  readonly reason?: string;
}

async function correct(
  session: Session,
  findingId: bigint,
  { json, ...said }: CorrectOptions,
): Promise<ExitCode> {
  const { correctFinding } = await import('../../../licensing/index.ts');
  const { findingListing } = await import('../../answers/findings.ts');
  const { out } = session.caller;
  const request = { findingId, ...said };
  const report = await correctFinding(session.database, request, session.actor());
  const { finding, declarationId, open, summary } = report;
  if (json) {
    writeJson(out, {
      declaration_id: declarationId,
      finding: findingListing(finding),
      open: open.map(findingListing),
    });
  } else {
    const is = finding.state === 'settled' ? `settled by ${finding.ended.reference}` : 'still open';
    const left = pairsText([
      ['findings of the customer open', `${open.length}`],
      ['kr a month that disagree', moneyFigure(summary.perMonth)],
      ['kr since it began', moneyFigure(summary.total)],
    ]);
    out.write(
      `Declaration ${declarationId}: ${said.licence} from ${said.from} for ${finding.employeeId}. ` +
        `Finding ${findingId} is ${is}.\n${left}`,
    );
  }
  return finding.state === 'settled' ? 0 : 3;
}

async function waive(
  session: Session,
  findingId: bigint,
  said: { readonly reason: string; readonly by: string },
): Promise<ExitCode> {
  const { waiveFinding } = await import('../../../licensing/index.ts');
  const finding = await waiveFinding(session.database, { findingId, ...said }, session.actor());
  session.caller.out.write(
    `Finding ${findingId} (${finding.type}) is waived. It opens again if it gets worse.\n`,
  );
  return 0;
}

async function assign(
  session: Session,
  findingId: bigint,
  { owner, due }: { readonly owner: string; readonly due: LocalDate },
): Promise<ExitCode> {
  const { assignFinding } = await import('../../../licensing/index.ts');
  const handover = { findingId, owner, dueOn: due };
  const finding = await assignFinding(session.database, handover, session.actor());
  session.caller.out.write(`Finding ${findingId}: ${finding.owner}, due ${finding.dueOn}.\n`);
  return 0;
}
