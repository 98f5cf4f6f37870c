/**
 * `takst export debtors`: a list of debtor numbers to fill in, so that nobody has to guess which
 * accounts an accounting system with numbers of its own must be told of.
 */
import { readFile } from 'node:fs/promises';
import { basename, dirname, resolve } from 'node:path';
import { countArgument } from '../../../arguments.ts';
import type { ExitCode } from '../../../caller.ts';
import {
  afterLooking,
  type DeclareCommand,
  type Json,
  type RefuseUsage,
} from '../../../command.ts';
import type { Session } from '../../../session.ts';
import { counted } from '../../../terminal/figures.ts';
import { writeJson } from '../../../terminal/json.ts';
import { requireFile, requireFree } from '../../given-path.ts';
import { writeWhole } from '../../written-file.ts';

interface DebtorsOptions extends Json {
  readonly file: string;
  readonly again?: number;
  readonly debtors?: string;
}

const debtorsHelp = `
The list has every account that documents not exported yet are billed to, or with --again N those of
batch N. What a list that you have already says of them is filled in; fill in the rest, or take out
the rows of accounts that the accounting system numbers as Takst does.

  takst export debtors --file debtors.csv
  takst export debtors --file new.csv --debtors debtors.csv
`;

export const declareDebtors: DeclareCommand = (group, wiring) => {
  group
    .command('debtors')
    .description('Writes a list of debtor numbers to fill in.')
    .requiredOption('--file <file>', 'where the list goes; it must not be there yet')
    .option('--again <number>', 'the accounts of this batch', countArgument)
    .option('--debtors <file>', 'CSV with account and debtor: what is known already')
    .option('--json', 'answer in JSON')
    .addHelpText('after', debtorsHelp)
    .action(afterLooking(wiring, look, writeList));
};

async function look(_refuseUsage: RefuseUsage, { file, debtors }: DebtorsOptions): Promise<string> {
  await requireFree(file);
  if (debtors === undefined) return '';
  await requireFile(debtors);
  return readFile(debtors, 'utf8');
}

async function writeList(
  { database, caller }: Session,
  text: string,
  { file, again, debtors, json }: DebtorsOptions,
): Promise<ExitCode> {
  const finance = await import('../../../../finance/index.ts');
  const known = finance.readDebtors(text, basename(debtors ?? ''));
  const accounts = await finance.listBilled(database, again);
  const path = resolve(file);
  const list = finance.debtorList(accounts, known);
  await writeWhole(dirname(path), basename(path), Buffer.from(list, 'utf8'));
  const open = accounts.filter((account) => !known.has(account));
  if (json) writeJson(caller.out, { file: path, accounts: accounts.length, to_fill_in: open });
  else caller.out.write(`${counted(accounts.length, 'account')} in ${path}\n`);
  return 0;
}
