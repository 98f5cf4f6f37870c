/** `takst findings summary|list|show`: what disagrees now, and the findings on record (R39). */
import { Option } from 'commander';
import {
  customerId,
  instantText,
  localDateOf,
  moneyText,
  resellerId,
} from '../../../../kernel/index.ts';
import type { DisagreementType, Finding, FindingHistory } from '../../../../licensing/index.ts';
import { idArgument } from '../../../arguments.ts';
import type { ExitCode } from '../../../caller.ts';
import {
  afterLooking,
  type DeclareCommand,
  inSession,
  type Json,
  type RefuseUsage,
} from '../../../command.ts';
import type { Session } from '../../../session.ts';
import { counted } from '../../../terminal/figures.ts';
import { writeJson } from '../../../terminal/json.ts';
import { lineWidth } from '../../../terminal/table.ts';

interface ListOptions extends Json {
  readonly customer?: string;
  readonly reseller?: string;
  readonly type?: string;
  readonly state: Finding['state'] | 'all';
}

const states: readonly Finding['state'][] = ['open', 'settled', 'waived'];

const listHelp = `
  takst findings list --reseller R1
  takst findings list --type enterprise-but-business --state all --json
`;

const summaryHelp = `
Compares what is on file anew and writes nothing: what a cross-check of each would find now. It says
how many of the disagreements are on record as findings; takst crosscheck CUSTOMER records the rest.
Ends with 3 where anything disagrees.

  takst findings summary --reseller R1
`;

export const declareReading: DeclareCommand = (findings, wiring) => {
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
    .addOption(
      new Option('--state <state>', 'only those in it').choices([...states, 'all']).default('open'),
    )
    .option('--json', 'answer in JSON')
    .addHelpText('after', listHelp)
    .action(afterLooking(wiring, checkListed, list));
  findings
    .command('show')
    .description('Shows a finding with everything that was seen and decided.')
    .argument('<id>', 'number of the finding', idArgument)
    .option('--json', 'answer in JSON')
    .addHelpText('after', '\n  takst findings show 12\n')
    .action(inSession(wiring, show));
};

async function summarise(
  session: Session,
  { reseller, customer, json }: Json & { readonly reseller?: string; readonly customer?: string },
): Promise<ExitCode> {
  const { listFindings, summariseCustomers } = await import('../../../../licensing/index.ts');
  const { reportListing, reportText, withRecorded } = await import(
    '../../../answers/findings-summary.ts'
  );
  const { caller, database, progress } = session;
  const report = await summariseCustomers(database, {
    resellerId: reseller === undefined ? undefined : resellerId(reseller),
    customerId: customer === undefined ? undefined : customerId(customer),
    now: caller.now(),
    onProgress: (done, total) => progress.update('Comparing', done, total, 'customers'),
  });
  progress.close();
  const standing = await database.transaction(
    'writer',
    (tx) => {
      const customerIds = report.customers.flatMap((it) => {
        return it.summary.types.length > 0 ? [it.customerId] : [];
      });
      return listFindings(tx, { customerIds, states: ['open', 'waived'] });
    },
    { readOnly: true },
  );
  const shown = withRecorded(report, standing);
  if (json) writeJson(caller.out, reportListing(shown));
  else caller.out.write(reportText(shown, lineWidth(caller.out)));
  return report.all.types.length > 0 ? 3 : 0;
}

async function checkListed(refuseUsage: RefuseUsage, { type }: ListOptions): Promise<void> {
  const { disagreements } = await import('../../../../licensing/index.ts');
  if (type !== undefined && !disagreements.find(type)) {
    refuseUsage(
      `No finding is of type "${type}"; the types are: ${disagreements.names.join(', ')}.`,
    );
  }
}

async function list(session: Session, _seen: unknown, options: ListOptions): Promise<ExitCode> {
  const { listFindings } = await import('../../../../licensing/index.ts');
  const { findingListing, findingsText, remediesText } = await import(
    '../../../answers/findings.ts'
  );
  const { customer, reseller, type, state } = options;
  const filter = {
    customerIds: customer === undefined ? undefined : [customerId(customer)],
    resellerId: reseller === undefined ? undefined : resellerId(reseller),
    type: type as DisagreementType | undefined,
    states: state === 'all' ? undefined : [state],
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
  const { listHistory, loadFinding } = await import('../../../../licensing/index.ts');
  const { findingListing } = await import('../../../answers/findings.ts');
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
  const { findingText } = await import('../../../answers/finding-text.ts');
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
