/**
 * `takst demo`: two months of an invented operator, from files to invoices, through the very commands
 * that a user types. It has a folder and a database of its own and touches nothing else.
 */
import { join, relative, resolve } from 'node:path';
import type { Caller, ExitCode } from '../caller.ts';
import { countArgument } from '../arguments.ts';
import { type DeclareCommand, plainly } from '../command.ts';
import { countFigure, durationFigure } from '../terminal/figures.ts';
import { tableText } from '../terminal/table.ts';

interface DemoOptions {
  readonly dir: string;
  readonly seed?: number;
}

const more = `
Makes a plausible world (3 resellers, 60 customers, 600 employees, 100,000 calls in two months, with
awkward cases and bad rows on purpose), imports it, bills both months, writes the invoices as PDF and
CSV, and verifies the ledger. The same seed gives the same world. It takes a minute or two.

Commands that end with 3 are as they should be: the awkward cases want looking at.
`;

export const declareDemo: DeclareCommand = (program, wiring) => {
  program
    .command('demo')
    .summary('see two months billed, from files to invoices')
    .description('Shows two months of an invented operator, from files to invoices.')
    .option('--dir <folder>', 'where everything goes', './demo-out')
    .option('--seed <n>', 'makes another world', countArgument)
    .addHelpText('after', more)
    .action(plainly(wiring, demo));
};

async function demo(caller: Caller, options: DemoOptions): Promise<ExitCode> {
  const { prepareFolder } = await import('./demo-folder.ts');
  const { demoSteps } = await import('./demo-steps.ts');
  const { runSteps } = await import('./demo-run.ts');
  const { summaryText } = await import('./demo-summary.ts');
  const folder = await prepareFolder(resolve(options.dir));
  const shown = relative(process.cwd(), folder) || '.';
  caller.out.write(`Everything goes to ${folder}. The demo has a database of its own there.\n`);
  const steps = await demoSteps(folder, options.seed);
  const result = await runSteps(caller, folder, steps);
  if (!result.asPlanned) return 1;
  const times = result.times.map(({ title, seconds }) => [title, seconds.toFixed(1)]);
  caller.out.write(`\n${await summaryText(result.read)}\n`);
  caller.out.write(tableText([{ title: 'step' }, { title: 'seconds', align: 'right' }], times));
  return 0;
}
