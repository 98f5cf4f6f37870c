/**
 * `takst documents check`: our own exact checks over a finished UBL file, whoever made it, without a
 * database. It reads the file and tells what was found; what is right is the documents stage's to
 * know.
 */
import { readFile, stat } from 'node:fs/promises';
import type { Command } from 'commander';
import { refusals } from '../../../kernel/index.ts';
import type { Caller, ExitCode } from '../../caller.ts';
import { type Json, plainly, type Wiring } from '../../command.ts';
import { counted } from '../../terminal/figures.ts';
import { writeJson } from '../../terminal/json.ts';
import { shortText } from '../../terminal/table.ts';
import { requireFile } from '../given-path.ts';

const checkHelp = `
Checks an invoice or credit note in UBL 2.1 for what the official rules let through: sums and VAT
to the øre, check digits of FIK, GLN and CVR, a credit note without its invoice, periods. It takes
the place of neither schema nor rule sets. Ends with 1 on an error, with 3 on warnings alone.

  takst documents check 10000001.xml
`;

const LARGEST_BYTES = 100 * 1024 ** 2;

const refusal = refusals('check', {
  'too-large': { status: 422, say: (f) => `${f.path} is larger than 100 MB, which no invoice is.` },
});

export function declareCheck(documents: Command, wiring: Wiring): void {
  documents
    .command('check')
    .argument('<file>', 'an XML file')
    .description('Checks a UBL file to the øre and the check digit.')
    .option('--json', 'answer in JSON')
    .addHelpText('after', checkHelp)
    .action(plainly(wiring, check));
}

async function check(caller: Caller, path: string, { json }: Json): Promise<ExitCode> {
  await requireFile(path);
  if ((await stat(path)).size > LARGEST_BYTES) throw refusal('too-large', { path });
  const { checkUbl } = await import('../../../documents/index.ts');
  const findings = checkUbl(await readFile(path, 'utf8'));
  if (json) writeJson(caller.out, { file: path, findings });
  else if (findings.length === 0) caller.out.write(`${path}: nothing found.\n`);
  else {
    const lines = findings.map(({ severity, place, value, message, code }) => {
      const shown = value === '' ? '' : ` ${shortText(JSON.stringify(value))}`;
      return `${severity}: ${place}${shown}: ${message} [${code}]`;
    });
    const total = `${counted(findings.length, 'finding')} in ${path}`;
    caller.out.write(`${[...lines, total].join('\n')}\n`);
  }
  if (findings.some(({ severity }) => severity === 'error')) return 1;
  return findings.length > 0 ? 3 : 0;
}
