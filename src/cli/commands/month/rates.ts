/** `takst rates`: a price plan's rate deck, loaded and asked for a price (R15, R16, R20). */
import type { Instant } from '../../../kernel/index.ts';
import type { DeckReport } from '../../../rating/index.ts';
import { countArgument, instantArgument } from '../../arguments.ts';
import type { ExitCode } from '../../caller.ts';
import { afterLooking, type DeclareCommand, inSession, type Json } from '../../command.ts';
import type { Session } from '../../session.ts';
import { faultListText } from '../../terminal/fault-list.ts';
import { counted } from '../../terminal/figures.ts';
import { writeJson } from '../../terminal/json.ts';
import { requireFile } from '../given-path.ts';

interface LoadOptions extends Json {
  readonly plan: string;
  readonly legacy?: true;
  readonly dryRun?: true;
}

interface PriceOptions extends Json {
  readonly plan: string;
  readonly to: string;
  readonly seconds: number;
  readonly at?: Instant;
}

const loadHelp = `
Columns: prefix, destination, per_minute; and if wanted setup_fee, increment_seconds,
minimum_seconds, from_second, valid_from, valid_to. Prices are kroner ex VAT. A file is a complete
new version of the plan's rates. Calls that are rated keep the version that rated them. A file with
a fault is refused as a whole.

  takst rates load prices-2026-11.csv --plan standard --dry-run
  takst rates load prices-2026-11.csv --plan standard
`;

const priceHelp = `
  takst rates price --plan standard --to 0046812345678 --seconds 95
  takst rates price --plan standard --to 40112233 --seconds 61 --at 2026-10-01T12:00:00+02:00
`;

export const declareRates: DeclareCommand = (program, wiring) => {
  const rates = program
    .command('rates')
    .summary('load a rate deck, ask for a price')
    .description('Prices of calls by destination, one deck for each price plan.');
  rates
    .command('load')
    .description('Loads a file as the new rates of a price plan.')
    .argument('<file>', 'a CSV file')
    .requiredOption('--plan <name>', 'the price plan, as customers.csv names it')
    .option('--legacy', 'calls are rated on it, but the integration cannot be ordered on it')
    .option('--dry-run', 'read and check the file, change nothing')
    .option('--json', 'answer in JSON')
    .addHelpText('after', loadHelp)
    .action(afterLooking(wiring, (_refuseUsage, file: string) => requireFile(file), load));
  rates
    .command('price')
    .description('Says what a call would cost, step by step.')
    .requiredOption('--plan <name>', 'the price plan')
    .requiredOption('--to <number>', 'the number as dialled')
    .requiredOption('--seconds <n>', 'how long the call lasts', countArgument)
    .option('--at <instant>', 'when it starts, with offset (default: now)', instantArgument)
    .option('--json', 'answer in JSON')
    .addHelpText('after', priceHelp)
    .action(inSession(wiring, price));
};

async function load(
  session: Session,
  _seen: unknown,
  file: string,
  options: LoadOptions,
): Promise<ExitCode> {
  const { loadDeckFile } = await import('../../../rating/index.ts');
  const { plan, legacy = false, dryRun = false } = options;
  const how = { plan, legacy, dryRun };
  const report = await loadDeckFile(session.database, file, how, session.actor());
  const { out } = session.caller;
  if (options.json) {
    const deck = report.deckId === undefined ? null : `${report.deckId}`;
    const { status, fileName, rows, faults } = report;
    writeJson(out, { status, plan, file: fileName, deck, rows, faults });
  } else {
    out.write(loadText(report));
  }
  return report.status === 'refused' ? 1 : 0;
}

function loadText(report: DeckReport): string {
  const { fileName, plan, rows, faults, deckId } = report;
  const size = counted(rows, 'row');
  switch (report.status) {
    case 'loaded':
      return `${fileName}: ${size} loaded, the rates of plan ${plan} from now on (deck ${deckId}).\n`;
    case 'checked':
      return `${fileName}: ${size} without fault. Nothing was loaded (--dry-run).\n`;
    case 'unchanged':
      return `${fileName}: these are the rates of plan ${plan} already (deck ${deckId}).\n`;
    case 'refused':
      return (
        `${fileName} is refused: ${counted(faults.length, 'fault')}. Nothing was loaded.\n` +
        faultListText(faults)
      );
  }
}

async function price(session: Session, options: PriceOptions): Promise<ExitCode> {
  const { priceNumber } = await import('../../../rating/index.ts');
  const { caller, database } = session;
  const { plan, to, seconds, at = caller.now() } = options;
  const explanation = await database.transaction(
    'writer',
    (tx) => priceNumber(tx, { plan, to, seconds, at }),
    { readOnly: true },
  );
  if (options.json) {
    writeJson(caller.out, explanation);
    return 0;
  }
  const { destination, billed_seconds: billed, steps } = explanation;
  caller.out.write(
    `${explanation.price} kr ex VAT: ${destination}, ${seconds} s, billed as ${billed} s\n` +
      steps.map((step) => `  ${step.text}\n`).join(''),
  );
  return 0;
}
