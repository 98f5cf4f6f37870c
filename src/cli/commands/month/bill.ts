/** `takst bill MONTH`: the billing run, the main job (R25-R28). */
import { sellerOf } from '../../../config.ts';
import type { LocalDate, Month } from '../../../kernel/index.ts';
import { dateArgument, monthArgument } from '../../arguments.ts';
import type { ExitCode } from '../../caller.ts';
import { type DeclareCommand, inSession, type Json } from '../../command.ts';
import type { Session } from '../../session.ts';
import { writeJson } from '../../terminal/json.ts';

interface BillOptions extends Json {
  readonly dryRun?: true;
  readonly issueDate?: LocalDate;
}

const more = `
Bills the month and corrects earlier ones, as everything is known now: what is due minus what has
been posted. Money that is owed back is only proposed (takst credits list). The month must have
ended, and months are billed in order. Run again, it posts nothing twice; after an interruption it
goes on where it was, with the same cut-off and issue date.

Ends with 3 when there are exceptions or proposed credits to look at. Documents are issued all the
same; only where an exception says "No document" does the account wait for the next run.

Needs to know who sells, from TAKST_SELLER_NAME, _CVR, _ADDRESS, _POSTCODE, _CITY, _COUNTRY, _EMAIL,
_BANK_REG, _BANK_ACCOUNT and _FIK_CREDITOR.

  takst bill 2026-10 --dry-run                    the same figures, nothing issued
  takst bill 2026-10 --issue-date 2026-11-02
`;

export const declareBill: DeclareCommand = (program, wiring) => {
  program
    .command('bill')
    .summary('bill a month: issue its invoices')
    .description('Runs the billing of a month and issues its invoices.')
    .argument('<month>', 'the month, YYYY-MM', monthArgument)
    .option('--dry-run', 'compute and reconcile everything, but issue nothing')
    .option(
      '--issue-date <date>',
      'date on the documents, YYYY-MM-DD (default: today)',
      dateArgument,
    )
    .option('--json', 'answer in JSON')
    .addHelpText('after', more)
    .action(inSession(wiring, bill));
};

async function bill(session: Session, month: Month, options: BillOptions): Promise<ExitCode> {
  const { caller, config, database, progress } = session;
  const seller = sellerOf(config);
  const { billMonth } = await import('../../../month.ts');
  const report = await billMonth(database, {
    month,
    issueDate: options.issueDate,
    dryRun: options.dryRun === true,
    seller,
    actor: session.actor(),
    onProgress: (stage, done, total) => progress.update(stage, done, total),
  });
  progress.close();
  if (options.json) {
    const { runListing } = await import('../../../billing/index.ts');
    writeJson(caller.out, runListing(report));
  } else {
    const { runReportText } = await import('../../answers/run-report.ts');
    const { lineWidth } = await import('../../terminal/table.ts');
    caller.out.write(runReportText(report, caller.now(), lineWidth(caller.out)));
  }
  return report.exceptions.length > 0 || report.proposals > 0 ? 3 : 0;
}
