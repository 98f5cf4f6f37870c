/** `takst crosscheck`: activations, declarations and Microsoft's exports compared (R39). */
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { customerId, type LocalDate } from '../../../kernel/index.ts';
import { dateArgument } from '../../arguments.ts';
import type { ExitCode } from '../../caller.ts';
import { afterLooking, type DeclareCommand, type Json, type RefuseUsage } from '../../command.ts';
import type { Session } from '../../session.ts';
import { faultListText } from '../../terminal/fault-list.ts';
import { writeJson } from '../../terminal/json.ts';
import { lineWidth } from '../../terminal/table.ts';
import { requireFile } from '../given-path.ts';

interface CrosscheckOptions extends Json {
  readonly format?: string;
  readonly asOf?: LocalDate;
}

interface GivenFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

const more = `
Files are exports of the customer's Office 365 tenant, recognised by what is in them (docs/
evidence/files.md says how to get each). Of their accounts those of the customer's employees are
kept, without names, numbers and titles; the others are counted. Without a file, the exports on file
are compared again. Each disagreement becomes a finding with an owner and three working days.

Ends with 3 while findings are open, with 1 where a file cannot be read; then nothing is kept.

  takst crosscheck acme users.json subscribedSkus.json
  takst crosscheck acme active-users.csv --as-of 2026-11-20
`;

export const declareCrosscheck: DeclareCommand = (program, wiring) => {
  program
    .command('crosscheck')
    .summary("compare licences with Microsoft's own exports")
    .description(
      "Compares a customer's activations and declarations with Microsoft's exports, employee by employee.",
    )
    .argument('<customer>', 'customer_id')
    .argument('[files...]', 'exports of Microsoft; none: those on file again')
    .option('--format <name>', 'the format, where a file is not recognised')
    .option('--as-of <date>', 'the day the exports show, where they do not tell', dateArgument)
    .option('--json', 'answer in JSON')
    .addHelpText('after', more)
    .action(afterLooking(wiring, readGiven, crosscheck));
};

async function readGiven(
  refuseUsage: RefuseUsage,
  _customer: string,
  paths: readonly string[],
  { format, asOf }: CrosscheckOptions,
): Promise<GivenFile[]> {
  if (paths.length === 0 && (format ?? asOf) !== undefined) {
    refuseUsage('--format and --as-of say something about a file, and none is given.');
  }
  if (format !== undefined) {
    const { exportFormats } = await import('../../../licensing/index.ts');
    if (!exportFormats.find(format)) {
      refuseUsage(
        `There is no export format "${format}"; known are: ${exportFormats.names.join(', ')}.`,
      );
    }
  }
  return Promise.all(
    paths.map(async (path) => {
      await requireFile(path);
      return { name: basename(path), bytes: await readFile(path) };
    }),
  );
}

async function crosscheck(
  session: Session,
  files: readonly GivenFile[],
  customer: string,
  _paths: readonly string[],
  { format, asOf, json }: CrosscheckOptions,
): Promise<ExitCode> {
  const { crosscheckCustomer } = await import('../../../licensing/index.ts');
  const { checkListing, checkText } = await import('../../answers/findings.ts');
  const { caller, database } = session;
  const request = { customerId: customerId(customer), files, format, asOf };
  const report = await crosscheckCustomer(database, request, session.actor());
  if (report.outcome === 'refused') {
    if (json) writeJson(caller.out, report);
    else caller.out.write(`Nothing was kept:\n${faultListText(report.faults)}`);
    return 1;
  }
  if (json) writeJson(caller.out, checkListing(report));
  else caller.out.write(checkText(report, lineWidth(caller.out)));
  return report.open.length > 0 ? 3 : 0;
}
