/** `takst findings`: what cross-checks found, who sees to it, and how it ended (R39). */
import type { LocalDate } from '../../../kernel/index.ts';
import type { Finding } from '../../../licensing/index.ts';
import { dateArgument, idArgument } from '../../arguments.ts';
import type { ExitCode } from '../../caller.ts';
import { type DeclareCommand, inSession, type Json } from '../../command.ts';
import type { Session } from '../../session.ts';
import { moneyFigure } from '../../terminal/figures.ts';
import { writeJson } from '../../terminal/json.ts';
import { pairsText } from '../../terminal/table.ts';
import { declareReading } from './findings/reading.ts';

const correctHelp = `
Declares what the employee really holds, from the day given, and compares the exports on file again.
The next run bills the difference, month by month, with the declaration as its cause (R9).

  takst findings correct 12 --licence "Business Premium" --from 2026-07-01 --by "Medarbejder rie"
`;

const waiveHelp = `
A waived finding stays waived while it looks the same; if it costs more a month, goes further back
or changes class, it opens again.

  takst findings waive 12 --reason "Seen with the customer on 20 November" --by "Medarbejder rie"
`;

const assignHelp = `
  takst findings assign 12 --owner "Medarbejder rie" --due 2026-11-27
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
    .option('--json', 'answer in JSON')
    .addHelpText('after', waiveHelp)
    .action(inSession(wiring, waive));
  findings
    .command('assign')
    .description('Says who sees to a finding, and until when.')
    .argument('<id>', 'number of the finding', idArgument)
    .requiredOption('--owner <name>', 'who sees to it')
    .requiredOption('--due <date>', 'until when', dateArgument)
    .option('--json', 'answer in JSON')
    .addHelpText('after', assignHelp)
    .action(inSession(wiring, assign));
};

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
  { json, ...decision }: Json & { readonly reason: string; readonly by: string },
): Promise<ExitCode> {
  const { waiveFinding } = await import('../../../licensing/index.ts');
  const finding = await waiveFinding(session.database, { findingId, ...decision }, session.actor());
  const said = `Finding ${findingId} (${finding.type}) is waived. It opens again if it gets worse.\n`;
  return answered(session, finding, json ? undefined : said);
}

async function assign(
  session: Session,
  findingId: bigint,
  { owner, due, json }: Json & { readonly owner: string; readonly due: LocalDate },
): Promise<ExitCode> {
  const { assignFinding } = await import('../../../licensing/index.ts');
  const handover = { findingId, owner, dueOn: due };
  const finding = await assignFinding(session.database, handover, session.actor());
  const said = `Finding ${findingId}: ${finding.owner}, due ${finding.dueOn}.\n`;
  return answered(session, finding, json ? undefined : said);
}

/** The finding as it stands now: in the words said of it, or as JSON where there are none. */
async function answered(
  { caller: { out } }: Session,
  finding: Finding,
  said: string | undefined,
): Promise<ExitCode> {
  const { findingListing } = await import('../../answers/findings.ts');
  if (said === undefined) writeJson(out, findingListing(finding));
  else out.write(said);
  return 0;
}
