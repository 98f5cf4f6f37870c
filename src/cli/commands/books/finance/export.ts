/**
 * `takst export`: what was issued, as journals for the accounting system, in numbered batches. A
 * document goes out once; the files of a batch can be had again, byte for byte.
 */
import { readFile } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { InvalidArgumentError, Option } from 'commander';
import type {
  ExportSettings,
  ExportWish,
  FinanceExport,
  HandedOut,
} from '../../../../finance/index.ts';
import type { Month } from '../../../../kernel/index.ts';
import { countArgument, listArgument, monthArgument } from '../../../arguments.ts';
import type { ExitCode } from '../../../caller.ts';
import {
  afterLooking,
  type DeclareCommand,
  inSession,
  type Json,
  type RefuseUsage,
} from '../../../command.ts';
import type { Session } from '../../../session.ts';
import { counted, moneyFigure } from '../../../terminal/figures.ts';
import { writeJson } from '../../../terminal/json.ts';
import { pairsText, tableText } from '../../../terminal/table.ts';
import { requireFile, requireFolder } from '../../given-path.ts';
import { openPiecewise } from '../../written-file.ts';
import { declareDebtors } from './export-debtors.ts';
import { declareSaft } from './saft.ts';

interface JournalOptions extends Json {
  readonly month?: Month;
  readonly again?: number;
  readonly to: string;
  readonly format: readonly string[];
  readonly debtors?: string;
  readonly anew?: string;
  readonly economicJournal?: number;
  readonly economicYearStart?: number;
  readonly economicVoucherNumbers?: true;
}

const journalHelp = `
A batch holds every document dated up to the end of the month that is in no batch yet, so nothing is
sent twice; --again N gives batch N's files once more, the same bytes. Formats: csv (neutral, for Danish
Excel), economic, uniconta, business-central, and hledger (the whole ledger as it was at the batch, with
its balances asserted: hledger -f FILE check). What each file holds is in docs/finance-export.md.

A file stays as it was made: debtors or settings other than its own are refused, and so are debtors
other than those of the batch's other files. --anew REASON makes a further version of the files asked
for, and keeps the earlier one. A month that has not ended is warned of: what is still issued in it
comes into a later batch.

  takst export journal --month 2026-10 --to finance/ --format csv,economic
  takst export journal --month 2026-10 --to finance/ --format economic --debtors debtors.csv
  takst export journal --again 3 --to finance/ --format hledger
  takst export journal --again 3 --to finance/ --format csv,economic --debtors right.csv \\
    --anew "debtor 4217 was another customer"
`;

export const declareExport: DeclareCommand = (program, wiring) => {
  const group = program
    .command('export')
    .summary('journals for the accounting system')
    .description('Journals of the documents issued, for the accounting system.');
  declareJournal(group, wiring);
  declareDebtors(group, wiring);
  declareSaft(group, wiring);
  group
    .command('list')
    .description('Lists the batches.')
    .option('--json', 'answer in JSON')
    .action(inSession(wiring, list));
};

const declareJournal: DeclareCommand = (group, wiring) => {
  group
    .command('journal')
    .description('Makes a batch of all documents not exported yet, or gives one again.')
    .option('--month <month>', 'documents dated up to the end of this month', monthArgument)
    .option('--again <number>', 'the files of this batch once more', countArgument)
    .requiredOption('--to <folder>', 'where the files go; made if it is not there')
    .addOption(
      new Option('--format <formats>', 'one format, or several as csv,economic')
        .argParser(listArgument)
        .default(['csv'], 'csv'),
    )
    .option('--debtors <file>', 'CSV with account and debtor: numbers in the accounting system')
    .option('--anew <reason>', 'with --again: makes the files anew, as further versions')
    .option('--economic-journal <number>', 'e-conomic: the journal; 1 if not said', countArgument)
    .option(
      '--economic-year-start <MM>',
      'e-conomic: the month that the accounting year begins with, such as 07; 01 if not said',
      monthOfYear,
    )
    .option('--economic-voucher-numbers', "e-conomic: vouchers bear the documents' numbers")
    .option('--json', 'answer in JSON')
    .addHelpText('after', journalHelp)
    .action(afterLooking(wiring, look, journal));
};

function monthOfYear(text: string): number {
  if (/^(0?[1-9]|1[0-2])$/.test(text)) return Number(text);
  throw new InvalidArgumentError('It is a month of the year, from 01 to 12.');
}

async function look(refuseUsage: RefuseUsage, options: JournalOptions): Promise<string> {
  const { month, again, to, debtors, anew } = options;
  if ((month === undefined) === (again === undefined)) {
    refuseUsage('say either --month, for a new batch, or --again, for one that was made.');
  }
  if (anew !== undefined && month !== undefined) refuseUsage('--anew goes with --again.');
  if (anew?.trim() === '') refuseUsage('--anew says why, in words.');
  await requireFolder(to);
  if (debtors === undefined) return '';
  await requireFile(debtors);
  return readFile(debtors, 'utf8');
}

async function journal(
  session: Session,
  debtorsText: string,
  options: JournalOptions,
): Promise<ExitCode> {
  const finance = await import('../../../../finance/index.ts');
  const names = options.format.filter((name) => name !== finance.HLEDGER);
  const { month, again, anew, debtors } = options;
  const wish: ExportWish = {
    formats: names.map(finance.financeFormatNamed),
    debtors:
      debtors === undefined ? undefined : finance.readDebtors(debtorsText, basename(debtors)),
    settings: settingsOf(options),
  };
  const handed =
    month === undefined
      ? await finance.repeatExport(
          session.database,
          again ?? 0,
          { ...wish, anew: names.length > 0 ? anew : undefined },
          session.actor(),
        )
      : await finance.makeExport(session.database, { ...wish, month }, session.actor());
  const files = await writeFiles(session, handed, options);
  const unfinished = month !== undefined && finance.isUnfinished(month, session.caller.now());
  const { out } = session.caller;
  if (options.json) {
    const warned = unfinished ? { unfinished } : {};
    writeJson(out, { ...finance.exportListing(handed.made), ...warned, to: options.to, files });
  } else {
    out.write(handedText(handed.made, files, options.to));
    if (unfinished) out.write(`${unfinishedText(handed.made)}\n`);
  }
  return 0;
}

/** Only what was said: what was not is as the batch has it. */
const settingsOf = (options: JournalOptions): Partial<ExportSettings> => ({
  ...(options.economicJournal !== undefined && { economicJournal: options.economicJournal }),
  ...(options.economicYearStart !== undefined && { economicYearStart: options.economicYearStart }),
  ...(options.economicVoucherNumbers && { economicVoucherNumbers: true }),
});

const unfinishedText = ({ month }: FinanceExport): string =>
  `To look at: ${month} has not ended. What is still issued in it comes into a later batch.`;

interface WrittenFile {
  readonly file: string;
  readonly sha256: string;
}

async function writeFiles(
  session: Session,
  { made, files }: HandedOut,
  { to, format: names, anew }: JournalOptions,
): Promise<WrittenFile[]> {
  const { exportFileName, HLEDGER, writeExportFile, writeLedger } = await import(
    '../../../../finance/index.ts'
  );
  const folder = resolve(to);
  const written: WrittenFile[] = [];
  for (const { format, file } of files) {
    const name = exportFileName(made.no, file.version, format.extension);
    await openPiecewise(folder, name, (take) => writeExportFile(session.database, file, take));
    written.push({ file: name, sha256: file.sha256.toString('hex') });
  }
  if (!names.includes(HLEDGER)) return written;
  const name = exportFileName(made.no, 1, HLEDGER);
  const sha256 = await openPiecewise(folder, name, (take) =>
    writeLedger(session.database, { no: made.no, anew }, session.actor(), take),
  );
  return [...written, { file: name, sha256: sha256.toString('hex') }];
}

function handedText(made: FinanceExport, files: readonly WrittenFile[], folder: string): string {
  const sums = pairsText([
    ['net', `${moneyFigure(made.net)} kr`],
    ['VAT', `${moneyFigure(made.vat)} kr`],
    ['total', `${moneyFigure(made.total)} kr`],
  ]);
  const rows = files.map(({ file, sha256 }) => [file, sha256]);
  const documents = counted(made.documents, 'document');
  return (
    `Batch ${made.no}: ${documents} dated up to the end of ${made.month}\n${sums}\n` +
    `${tableText([{ title: 'file' }, { title: 'SHA-256' }], rows)}\n` +
    `${counted(files.length, 'file')} in ${folder}\n`
  );
}

async function list(session: Session, options: Json): Promise<ExitCode> {
  const { exportListing, listExports } = await import('../../../../finance/index.ts');
  const made = await session.database.transaction('writer', (tx) => listExports(tx), {
    readOnly: true,
  });
  const { out } = session.caller;
  if (options.json) writeJson(out, made.map(exportListing));
  else if (made.length === 0) out.write('No batch has been exported.\n');
  else out.write(tableText(columns, made.map(cellsOf)));
  return 0;
}

const columns = [
  { title: 'batch', align: 'right' },
  { title: 'up to' },
  { title: 'documents', align: 'right' },
  { title: 'net', align: 'right' },
  { title: 'VAT', align: 'right' },
  { title: 'total', align: 'right' },
  { title: 'made by' },
] as const;

const cellsOf = (made: FinanceExport): string[] => [
  `${made.no}`,
  made.month,
  `${made.documents}`,
  ...[made.net, made.vat, made.total].map(moneyFigure),
  made.recordedBy,
];
