/** `takst rates`: the decks of price plans, loaded, listed and asked for a price (R15, R16, R20). */
import type { Instant } from '../../../kernel/index.ts';
import { countArgument, instantArgument } from '../../arguments.ts';
import type { ExitCode } from '../../caller.ts';
import { type DeclareCommand, inSession, type Json } from '../../command.ts';
import type { Session } from '../../session.ts';
import { writeJson } from '../../terminal/json.ts';
import { declareList } from './rates/list.ts';
import { declareLoad } from './rates/load.ts';
import { declareShow } from './rates/show.ts';

interface PriceOptions extends Json {
  readonly plan: string;
  readonly to: string;
  readonly seconds: number;
  readonly at?: Instant;
}

const priceHelp = `
  takst rates price --plan standard --to 0046812345678 --seconds 95
  takst rates price --plan standard --to 40112233 --seconds 61 --at 2026-10-01T12:00:00+02:00
`;

export const declareRates: DeclareCommand = (program, wiring) => {
  const rates = program
    .command('rates')
    .summary('load rate decks, look at them, ask for a price')
    .description('Prices of calls by destination, one deck for each price plan.');
  declareLoad(rates, wiring);
  declareList(rates, wiring);
  declareShow(rates, wiring);
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
