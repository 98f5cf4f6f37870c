/**
 * `takst demo`: two months of an invented operator, from files to invoices, through the very commands
 * that a user types. It has a folder and a database of its own and touches nothing else, and lives
 * in the autumn of 2026 whatever the clock says.
 */

import { basename, join, relative, resolve } from 'node:path';
import { PassThrough } from 'node:stream';
import { shellWord } from '../../kernel/index.ts';
import { countArgument } from '../arguments.ts';
import type { Caller, ExitCode } from '../caller.ts';
import { type DeclareCommand, plainly, type Wiring } from '../command.ts';
import { tableText } from '../terminal/table.ts';
import type { DemoFolder } from './demo-folder.ts';
import type { DemoStep } from './demo-steps.ts';
import type { Ask } from './demo-summary.ts';

interface DemoOptions {
  readonly dir: string;
  readonly seed?: number;
}

const more = `
Makes a plausible world (3 resellers, 60 customers, 600 employees, 100,000 calls in two months,
with awkward cases and bad rows on purpose), imports it, bills both months, writes the invoices as
PDF and CSV, and verifies the ledger. Around the second run it tells the story of licences that were
reported wrong: found by Microsoft's own export, corrected, paid for, and proved with a sealed pack.
The same seed gives the same world. It takes a minute or two.

Commands in it that end with 3 do as they should: the awkward cases want looking at.
`;

/** Runs one command of the command line; the program hands itself in, since it lies above. */
export type RunCommand = (words: readonly string[], caller: Caller) => Promise<ExitCode>;

export const declareDemo =
  (runCommand: RunCommand): DeclareCommand =>
  (program, wiring: Wiring) => {
    program
      .command('demo')
      .summary('see two months billed, from files to invoices')
      .description('Shows two months of an invented operator, from files to invoices.')
      .option('--dir <folder>', 'where everything goes', './demo-out')
      .option('--seed <n>', 'another number makes another world', countArgument)
      .addHelpText('after', more)
      .action(plainly(wiring, (caller, options: DemoOptions) => demo(caller, options, runCommand)));
  };

async function demo(caller: Caller, options: DemoOptions, run: RunCommand): Promise<ExitCode> {
  const { prepareFolder } = await import('./demo-folder.ts');
  const { demoEnvironment, demoSteps } = await import('./demo-steps.ts');
  const { openDatabase } = await import('../../db/index.ts');
  const folder = await prepareFolder(resolve(options.dir));
  const { out } = caller;
  out.write(`Everything goes to ${folder.root}, the database too. It is the autumn of 2026.\n`);
  const times: [string, number][] = [];
  const world = await timed(times, 'make the world', () => makeWorld(caller, folder, options.seed));
  const environment = demoEnvironment(folder);
  // Held open, so that the commands share one server instead of starting one each.
  const holding = await timed(times, 'make the database', () =>
    openDatabase({ databaseUrl: undefined, dataDir: folder.data, applicationName: 'takst demo' }),
  );
  const runStep = stepRunner(run);
  try {
    for (const step of await demoSteps(folder, world)) {
      const clock = clockFrom(step.at);
      const title = step.words
        .slice(0, 2)
        .map((word) => basename(word))
        .join(' ');
      const inner = { ...caller, environment, now: clock };
      const code = await timed(times, title, () => runStep(step, inner));
      if (!step.expected.includes(code)) {
        out.write(`\nThe demo stops: that command ended with ${code}, not ${step.expected}.\n`);
        return 1;
      }
    }
    const { summaryText } = await import('./demo-summary.ts');
    const ask = asking({ ...caller, environment }, run);
    const months = world.folders.map((it) => it.month);
    out.write(`\n${await summaryText(ask, months)}\n${timesText(times)}\n${whereText(folder)}`);
    return 0;
  } finally {
    await holding.close();
  }
}

async function makeWorld(caller: Caller, folder: DemoFolder, seed: number | undefined) {
  const { demoWorld, writeWorld } = await import('./world/index.ts');
  const { openProgress } = await import('../terminal/progress.ts');
  const progress = openProgress(caller, { silent: false });
  const options = seed === undefined ? demoWorld : { ...demoWorld, seed };
  const world = await writeWorld(folder.world, options, (done, total) =>
    progress.update('Making the world', done, total, 'calls'),
  );
  progress.close();
  const { resellers, customers, employees, cases } = world;
  caller.out.write(
    `A world of ${resellers} resellers, ${customers} customers and ${employees} employees, ` +
      `with ${cases.length} awkward cases.\n`,
  );
  return world;
}

/** Runs one step after the other, and explains the first 3 to whoever has not seen one before. */
export function stepRunner(run: RunCommand) {
  let explained = false;
  return async (step: DemoStep, caller: Caller): Promise<ExitCode> => {
    const line = step.words.map((word) => shellWord(shortened(word))).join(' ');
    caller.out.write(`\n# ${step.why}\n$ takst ${line}\n`);
    const code = await run(step.words, caller);
    if (code === 3 && !explained) {
      caller.out.write(meaningOf3);
      explained = true;
    }
    if (code !== 0) caller.out.write(`(ended with ${code})\n`);
    return code;
  };
}

const meaningOf3 =
  '\n3 means done, with exceptions to look at. That is wanted here: the world has awkward cases.\n';

/** Paths as seen from where the user stands. */
const shortened = (word: string): string =>
  word.startsWith('/') ? relative(process.cwd(), word) || '.' : word;

/** A clock that goes on from a given moment. */
function clockFrom(start: Date): () => Date {
  const begun = performance.now();
  return () => new Date(start.getTime() + performance.now() - begun);
}

async function timed<T>(times: [string, number][], title: string, work: () => Promise<T>) {
  const begun = performance.now();
  const result = await work();
  times.push([title, (performance.now() - begun) / 1_000]);
  return result;
}

/** Puts a question to a command and reads its JSON. */
function asking(caller: Caller, run: RunCommand): Ask {
  return async (...words) => {
    const out = new PassThrough();
    const answer = text(out);
    await run([...words, '--json'], { ...caller, out });
    out.end();
    return JSON.parse(await answer);
  };
}

async function text(stream: PassThrough): Promise<string> {
  let read = '';
  for await (const piece of stream) read += String(piece);
  return read;
}

function timesText(times: readonly [string, number][]): string {
  const total = times.reduce((sum, [, seconds]) => sum + seconds, 0);
  const rows = [...times, ['all of it', total] as const].map(([title, seconds]) => [
    title,
    `${Math.round(seconds * 10) / 10}`,
  ]);
  return tableText([{ title: 'step' }, { title: 'seconds', align: 'right' }], rows);
}

function whereText(folder: DemoFolder): string {
  const { proof } = folder;
  const [world, data, invoices, pack] = [
    ...[folder.world, folder.data, folder.invoices, join(proof, 'pack.zip')],
  ].map(shortened);
  return (
    `Invoices   ${invoices}\nPack       ${pack}\nFiles in   ${world}\nDatabase   ${data}\n\n` +
    `Look around:  TAKST_DATA=${data} npx takst documents show 10000001\n`
  );
}
