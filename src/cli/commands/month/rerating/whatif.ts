/** `takst whatif MONTH --deck FILE`: what a month would have cost by other rates (R20). */

import { type Month, monthName } from '../../../../kernel/index.ts';
import type { DeckForm } from '../../../../rating/index.ts';
import { monthArgument } from '../../../arguments.ts';
import type { ExitCode } from '../../../caller.ts';
import {
  afterLooking,
  type DeclareCommand,
  type Json,
  type RefuseUsage,
} from '../../../command.ts';
import type { Session } from '../../../session.ts';
import { faultListText } from '../../../terminal/fault-list.ts';
import { counted } from '../../../terminal/figures.ts';
import { writeJson } from '../../../terminal/json.ts';
import { requireFile } from '../../given-path.ts';
import { declareFormOptions, type FormOptions, formOf } from '../rates/form-options.ts';

interface WhatIfOptions extends Json, FormOptions {
  readonly deck: string;
  readonly plan?: string;
  readonly customer?: string;
}

const more = `
Rates the calls of a month by the rates of a file and prints what would change, for each customer,
month and destination rounded as a billing run rounds it. The file is not loaded and nothing is
posted. Calls that the file has no row for are counted with the price they have. What lies before a
customer's start of billing is left out.

A carrier's own file is read as takst rates load reads it, most simply by --mapping.
Ends with 3 when calls have no row in the file.

  takst whatif 2026-10 --deck prices-2026-12.csv --plan standard
  takst whatif 2026-10 --deck carrier.csv --mapping carrier.json --customer acme --json
`;

export const declareWhatIf: DeclareCommand = (program, wiring) => {
  const command = program
    .command('whatif')
    .summary('see what a month would cost by other rates')
    .description('Rates a month by the rates of a file, and changes nothing.')
    .argument('<month>', 'the month, YYYY-MM', monthArgument)
    .requiredOption('--deck <file>', 'a CSV file of rates')
    .option('--plan <name>', 'only the customers on this plan (default: all)')
    .option('--customer <id>', 'only this customer')
    .option('--json', 'answer in JSON, customer by customer');
  declareFormOptions(command)
    .addHelpText('after', more)
    .action(afterLooking(wiring, lookAtFile, show));
};

async function lookAtFile(refuseUsage: RefuseUsage, _month: Month, options: WhatIfOptions) {
  await requireFile(options.deck);
  return formOf(options, refuseUsage);
}

async function show(
  session: Session,
  form: DeckForm | undefined,
  month: Month,
  options: WhatIfOptions,
): Promise<ExitCode> {
  const { whatIf } = await import('../../../../calls/index.ts');
  const { comparedListing, comparedText } = await import('./compared.ts');
  const { caller, database, progress } = session;
  const { deck, plan, customer } = options;
  const { fileName, rows, faults, compared } = await whatIf(database, {
    month,
    deck,
    ...(form === undefined ? {} : { form }),
    ...(plan === undefined ? {} : { plan }),
    ...(customer === undefined ? {} : { customerId: customer }),
    onProgress: (done, total) => progress.update(`Rating ${month}`, done, total, 'calls'),
  });
  progress.close();
  const { out } = caller;
  const file = { plan: plan ?? null, file: fileName, rows, faults };
  if (!compared) {
    if (options.json) writeJson(out, { month, ...file });
    else
      out.write(
        `${fileName} is refused: ${counted(faults.length, 'fault')}.\n${faultListText(faults)}`,
      );
    return 1;
  }
  if (options.json) {
    writeJson(out, { ...file, ...comparedListing(compared) });
  } else {
    const title = `${monthName(month, 'en')} by ${fileName} (${counted(rows, 'row')})`;
    out.write(`${title}\n\n${comparedText(compared)}\nNothing was loaded or posted.\n`);
  }
  return compared.unrated.length > 0 ? 3 : 0;
}
