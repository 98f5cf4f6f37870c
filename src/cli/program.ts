/**
 * The command line as one program: every command written out in one table, wrong usage told apart
 * from refusals, and each ending turned into its exit code (SPEC 10). It knows no command's work.
 */
import { readFileSync } from 'node:fs';
import { Command, CommanderError } from 'commander';
import { failureOf, failureText } from './answers/failure.ts';
import type { Caller, ExitCode } from './caller.ts';
import type { DeclareCommand } from './command.ts';
import { declareCalls } from './commands/books/calls/index.ts';
import { declareClose } from './commands/books/close.ts';
import { declareDocuments } from './commands/books/documents.ts';
import { declareExport } from './commands/books/finance/export.ts';
import { declarePayments } from './commands/books/finance/payments.ts';
import { declareLedger } from './commands/books/ledger.ts';
import { declareReport } from './commands/books/report.ts';
import { declareClaims } from './commands/compliance/claims.ts';
import { declareCrosscheck } from './commands/compliance/crosscheck.ts';
import { declareEvidence } from './commands/compliance/evidence/index.ts';
import { declareFindings } from './commands/compliance/findings.ts';
import { declareLicences } from './commands/compliance/licences.ts';
import { declareOrders } from './commands/compliance/orders.ts';
import { declareSettlement } from './commands/compliance/settlement.ts';
import { declareBill } from './commands/month/bill.ts';
import { declareCredits } from './commands/month/credits.ts';
import { declareImport } from './commands/month/import.ts';
import { declareQuarantine } from './commands/month/quarantine.ts';
import { declareRates } from './commands/month/rates.ts';
import { declareRerate } from './commands/month/rerating/rerate.ts';
import { declareWhatIf } from './commands/month/rerating/whatif.ts';
import { declareSources } from './commands/month/sources/index.ts';
import { declareKeys } from './commands/system/keys.ts';
import { declareMigrate } from './commands/system/migrate.ts';
import { declareOutbox } from './commands/system/outbox.ts';
import { declareResellers } from './commands/system/resellers.ts';
import { declareRetention } from './commands/system/retention.ts';
import { declareServe } from './commands/system/serve.ts';
import { declareTokens } from './commands/system/tokens.ts';
import { declareDemo } from './demo/demo.ts';
import { jsonText } from './terminal/json.ts';

/** In the order of a month's work, under the headings of `takst --help`. */
const commands: readonly (readonly [heading: string, readonly DeclareCommand[]])[] = [
  [
    'A month:',
    [declareRates, declareSources, declareImport, declareQuarantine, declareBill, declareCredits],
  ],
  ['Other rates:', [declareWhatIf, declareRerate]],
  [
    'What came of it:',
    [
      declareDocuments,
      declareCalls,
      declareExport,
      declarePayments,
      declareReport,
      declareLedger,
      declareClose,
    ],
  ],
  ['Licences and proof:', [declareOrders, declareLicences, declareCrosscheck, declareFindings]],
  ['Auditors and costs:', [declareEvidence, declareClaims, declareSettlement]],
  [
    'Takst itself:',
    [
      declareMigrate,
      declareServe,
      declareTokens,
      declareResellers,
      declareKeys,
      declareOutbox,
      declareRetention,
      declareDemo((words, caller) => runTakst(words, caller)),
    ],
  ],
];

const overview = `
Exit codes: 0 done · 1 refused or failed, nothing changed · 2 wrong usage
            3 done, but with exceptions to look at

A first look:  takst demo
A month:       takst import incoming/ && takst bill 2026-10 --dry-run
               takst bill 2026-10 && takst documents export --month 2026-10 --to out/

Without DATABASE_URL an embedded PostgreSQL under TAKST_DATA (./.takst) is used.
`;

/** Runs one command; never throws. */
export async function runTakst(words: readonly string[], caller: Caller): Promise<ExitCode> {
  const json = words.includes('--json');
  let code: ExitCode = 0;
  const ended = (with_: ExitCode) => {
    code = with_;
  };
  const program = declareProgram(caller, json, ended);
  try {
    refuseControlCharacters(program, words);
    if (words.length === 0) program.help({ error: true });
    await program.parseAsync([...words], { from: 'user' });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    const { wantsDebug } = await import('../config.ts');
    const debug = wantsDebug(caller.environment);
    caller.err.write(failureText(failureOf(error), { json, debug }));
    return 1;
  }
}

function declareProgram(caller: Caller, json: boolean, ended: (code: ExitCode) => void): Command {
  const program = new Command('takst')
    .description('Billing and licence compliance for a hosted PBX and its resellers.')
    .version(version(), '--version', 'print the version')
    .helpOption('--help', 'print this help')
    .helpCommand(false)
    // An option behind a command is the command's own, also one that is called --version.
    .enablePositionalOptions()
    .addHelpText('after', overview)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => caller.out.write(text),
      writeErr: (text) => caller.err.write(text),
      outputError: (text, write) => write(json ? usageJson(text) : text),
    });
  if (!json) program.showHelpAfterError('Run the command with --help to see how it is used.');
  for (const [heading, declarations] of commands) {
    program.commandsGroup(heading);
    for (const declare of declarations) declare(program, { caller, ended });
  }
  for (const command of program.commands) command.helpCommand(false);
  return program;
}

/**
 * What is typed ends up in files, mails and on invoices, where a line break begins something new: no
 * word of a command may hold one, nor any other control character.
 */
function refuseControlCharacters(program: Command, words: readonly string[]): void {
  const word = words.find((it) => /\p{Cc}/u.test(it));
  if (word === undefined) return;
  const shown = JSON.stringify(word.length > 60 ? `${word.slice(0, 60)}…` : word);
  program.error(`error: ${shown} holds a line break or another control character.`, {
    exitCode: 2,
  });
}

const usageJson = (text: string): string => {
  const message = text.trim().replace(/^error: /, '');
  return `${jsonText({ error: { code: 'usage', message, facts: {} } })}\n`;
};

function version(): string {
  const text = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}
