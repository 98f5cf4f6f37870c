/** `takst rerate MONTH`: rates a month again with the newest deck of a plan (R9, R20). */
import type { RerateReport } from '../../../../calls/index.ts';
import { type Month, monthName } from '../../../../kernel/index.ts';
import { monthArgument } from '../../../arguments.ts';
import type { ExitCode } from '../../../caller.ts';
import { type DeclareCommand, inSession, type Json } from '../../../command.ts';
import type { Session } from '../../../session.ts';
import { writeJson } from '../../../terminal/json.ts';

interface RerateOptions extends Json {
  readonly plan: string;
  readonly customer?: string;
  readonly reason?: string;
  readonly keepUnrated?: true;
  readonly dryRun?: true;
}

const more = `
Rates the calls of a month again, of the customers that are on the plan now, with its newest deck.
Calls that cost something else, or go to a destination of another name, are taken back and stand
anew; those that come out the same keep the deck that rated them, so a second time changes nothing.
What waits in quarantine is not looked at (takst quarantine retry).

The next run bills the difference on lines of this month that name the deck. Money that is owed
back is only proposed. Where the deck has no row for a call that has a price, nothing is changed,
unless --keep-unrated leaves such calls their price. A month whose calls were purged is refused.

Ends with 3 when calls kept their price for want of a row.

  takst rerate 2026-10 --plan standard --dry-run
  takst rerate 2026-10 --plan standard --reason "Norway was loaded with last year's price"
`;

export const declareRerate: DeclareCommand = (program, wiring) => {
  program
    .command('rerate')
    .summary('rate a month again with a corrected deck')
    .description('Rates the calls of a month again with the newest deck of a plan.')
    .argument('<month>', 'the month, YYYY-MM', monthArgument)
    .requiredOption('--plan <name>', 'the price plan')
    .option('--customer <id>', 'only this customer')
    .option('--reason <text>', 'why, for the record')
    .option('--keep-unrated', 'calls that the deck has no row for keep their price')
    .option('--dry-run', 'say what would change, and change nothing')
    .option('--json', 'answer in JSON')
    .addHelpText('after', more)
    .action(inSession(wiring, rerate));
};

async function rerate(session: Session, month: Month, options: RerateOptions): Promise<ExitCode> {
  const { rerateMonth } = await import('../../../../calls/index.ts');
  const { comparedListing, comparedText } = await import('./compared.ts');
  const { caller, database, progress } = session;
  const { plan, customer, reason, keepUnrated = false, dryRun = false } = options;
  const request = {
    month,
    plan,
    keepUnrated,
    dryRun,
    ...(customer === undefined ? {} : { customerId: customer }),
    ...(reason === undefined ? {} : { reason }),
    onProgress: (done: number, total: number) =>
      progress.update(`Rating ${month} again`, done, total, 'calls'),
  };
  const report = await rerateMonth(database, request, session.actor());
  progress.close();
  if (options.json) {
    const { deck, batchId } = report;
    const made = { deck: deck.deckId, file: deck.sourceName, batch: batchId ?? null };
    writeJson(caller.out, { plan, dry_run: dryRun, ...made, ...comparedListing(report) });
  } else {
    caller.out.write(`${heading(report)}\n${comparedText(report)}\n${ending(report, dryRun)}`);
  }
  return report.unrated.length > 0 ? 3 : 0;
}

const heading = ({ month, deck }: RerateReport): string =>
  `${monthName(month, 'en')} by deck ${deck.deckId} of plan ${deck.plan} (${deck.sourceName})\n`;

function ending({ changed, month, batchId }: RerateReport, dryRun: boolean): string {
  if (dryRun) return 'Nothing was changed (--dry-run).\n';
  if (changed === 0) return 'Every call costs what it cost before: nothing was changed.\n';
  return `Recorded as batch ${batchId}; the next run bills the difference of ${month}.\n`;
}
