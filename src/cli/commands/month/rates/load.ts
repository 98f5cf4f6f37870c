/**
 * `takst rates load`: a file of rates, ours or a carrier's, as the new deck of a plan; and the same
 * on trial. Where a price looks like a slip, whoever sits at the terminal is asked why it is meant.
 */
import type { Command } from 'commander';
import type { LocalDate } from '../../../../kernel/index.ts';
import type { DeckForm, DeckReport, LoadOptions } from '../../../../rating/index.ts';
import { dateArgument, moneyArgument } from '../../../arguments.ts';
import type { ExitCode } from '../../../caller.ts';
import { afterLooking, type Json, type RefuseUsage, type Wiring } from '../../../command.ts';
import type { Session } from '../../../session.ts';
import { answered, canAsk, confirmed } from '../../../terminal/confirm.ts';
import { writeJson } from '../../../terminal/json.ts';
import { requireFile } from '../../given-path.ts';
import { declareFormOptions, type FormOptions, formOf } from './form-options.ts';

interface Options extends Json, FormOptions {
  readonly plan: string;
  readonly legacy?: true;
  readonly dryRun?: true;
  readonly on?: LocalDate;
  readonly maxPerMinute?: bigint;
  readonly maxSetupFee?: bigint;
  readonly acceptOutliers?: true;
  readonly reason?: string;
}

const help = `
Columns: prefix, destination, per_minute; and if wanted setup_fee, increment_seconds,
minimum_seconds, from_second, valid_from, valid_to. Prices are kroner ex VAT. A file is a complete
new version of the plan's rates. Calls that are rated keep the version that rated them. A file with
a fault is refused as a whole.

A carrier's own file is read by --map, where besides those columns country is a country code that
belongs before the prefix, and increments is a first block and what follows it (60/1). Columns that
are not mapped are ignored and listed; one that is named as ours counts unless it is mapped to
nothing (setup_fee=). A cell may hold several prefixes and ranges (20, 21-24, 30), with + or 00.
What a file leaves open, such as whether 1,234 is one krone or a thousand, is refused with the
option that decides. How it was read is kept with the deck. A mapping file holds the same as JSON:

  {"columns": {"prefix": "Code", "destination": "Country", "per_minute": "Price"},
   "header_line": 4, "encoding": "windows-1252", "unit": "øre/min", "dates": "D-M-YYYY"}

A price that looks like a slip (above a guard value; ten times what it was, or a tenth; far from
what its destination or country costs) holds the file back until it is accepted with a reason. The
reason is kept, and so is a guard value of your own. What changes against the deck in force is
shown, with --json prefix by prefix, and on which days the file has no price.

  takst rates load prices-2026-11.csv --plan standard --dry-run
  takst rates load prices-2026-11.csv --plan standard
  takst rates load prices-2026-11.csv --plan standard --accept-outliers --reason "As agreed"
  takst rates load carrier.csv --plan standard --map prefix=Code,destination=Name,per_minute=Price
  takst rates load carrier.csv --plan standard --unit øre/s \\
    --no-header --map prefix=1,destination=2,per_minute=3
  takst rates load carrier-2026-12.csv --plan standard --mapping carrier.json
`;

export function declareLoad(rates: Command, wiring: Wiring): void {
  const command = rates
    .command('load')
    .description('Loads a file as the new rates of a price plan.')
    .argument('<file>', 'a CSV file')
    .requiredOption('--plan <name>', 'the price plan, as customers.csv names it')
    .option('--legacy', 'calls are rated on it, but the integration cannot be ordered on it')
    .option('--dry-run', 'read, check and compare the file, change nothing')
    .option('--on <date>', 'compare the prices of this day (default: today)', dateArgument)
    .option('--max-per-minute <kr>', 'doubt prices above (default: 100)', moneyArgument)
    .option('--max-setup-fee <kr>', 'doubt set-up fees above (default: 25)', moneyArgument)
    .option('--accept-outliers', 'the doubtful prices are meant; needs --reason')
    .option('--reason <text>', 'why they are meant')
    .option('--json', 'answer in JSON');
  declareFormOptions(command)
    .addHelpText('after', help)
    .action(afterLooking(wiring, look, load));
}

async function look(refuseUsage: RefuseUsage, file: string, options: Options) {
  if (options.acceptOutliers && !options.reason?.trim()) {
    refuseUsage('--accept-outliers needs --reason: why are these prices meant?');
  }
  await requireFile(file);
  return formOf(options, refuseUsage);
}

const MICRO_PER_ORE = 10_000;

function loadOptions(options: Options, form: DeckForm | undefined): LoadOptions {
  const { plan, legacy = false, dryRun = false, on, maxPerMinute, maxSetupFee } = options;
  const guard = {
    ...(maxPerMinute === undefined ? {} : { perMinuteMicro: Number(maxPerMinute) * MICRO_PER_ORE }),
    ...(maxSetupFee === undefined ? {} : { setupFeeMicro: Number(maxSetupFee) * MICRO_PER_ORE }),
  };
  const accepted = options.acceptOutliers && options.reason;
  return {
    plan,
    legacy,
    dryRun,
    guard,
    ...(form ? { form } : {}),
    ...(on ? { on } : {}),
    ...(accepted ? { acceptOutliers: accepted } : {}),
  };
}

async function load(
  session: Session,
  form: DeckForm | undefined,
  file: string,
  options: Options,
): Promise<ExitCode> {
  const { loadDeckFile, loadListing } = await import('../../../../rating/index.ts');
  const { loadText } = await import('./load-text.ts');
  const { out } = session.caller;
  const how = loadOptions(options, form);
  let report = await loadDeckFile(session.database, file, how, session.actor());
  const reason = options.json ? undefined : await askedReason(session, report, options);
  if (reason) {
    const accepted = { ...how, acceptOutliers: reason, doubtsSeen: report.doubts };
    report = await loadDeckFile(session.database, file, accepted, session.actor());
  }
  if (options.json) writeJson(out, loadListing(report));
  else out.write(loadText(report));
  return report.status === 'refused' ? 1 : 0;
}

/** Why the doubtful prices are meant, where nothing else holds the file and somebody can say. */
async function askedReason(
  { caller }: Session,
  report: DeckReport,
  { dryRun, reason }: Options,
): Promise<string | undefined> {
  const isOnlyDoubtful = report.status === 'refused' && report.doubts.length > 0;
  if (!isOnlyDoubtful || dryRun || !canAsk(caller)) return undefined;
  const { doubtsText } = await import('./load-text.ts');
  caller.out.write(doubtsText(report));
  if (reason) return (await confirmed(caller, 'Load them all the same?')) ? reason : undefined;
  return (await answered(caller, 'Why are they meant? (nothing: load nothing)')) || undefined;
}
