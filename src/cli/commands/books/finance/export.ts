/**
 * `takst export`: what was issued, as journals for the accounting system, in numbered batches. A
 * document goes out once; the files of a batch can be had again, byte for byte.
 */
import { readFile } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { Option } from 'commander';
import type { ExportWish, FinanceExport, HandedOut } from '../../../../finance/index.ts';
import { type Month, moneyText } from '../../../../kernel/index.ts';
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
import { openPiecewise, writeWhole } from '../../written-file.ts';

interface JournalOptions extends Json {
  readonly month?: Month;
  readonly again?: number;
  readonly to: string;
  readonly format: readonly string[];
  readonly debtors?: string;
  readonly economicJournal: number;
}

const journalHelp = `
A batch holds every document dated up to the end of the month that is in no batch yet, so nothing is
sent twice; --again N gives batch N's files once more, the same bytes. Formats: csv (neutral, for Danish
Excel), economic, uniconta, business-central, and hledger (the whole ledger as it was at the batch, with
its balances asserted: hledger -f FILE check). What each file holds is in docs/finance-export.md.

  takst export journal --month 2026-10 --to finance/ --format csv,economic
  takst export journal --month 2026-10 --to finance/ --format economic --debtors debtors.csv
  takst export journal --again 3 --to finance/ --format hledger
`;

export const declareExport: DeclareCommand = (program, wiring) => {
  const group = program
    .command('export')
    .summary('journals for the accounting system')
    .description('Journals of the documents issued, for the accounting system.');
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
    .option('--economic-journal <number>', 'e-conomic: the journal', countArgument, 1)
    .option('--json', 'answer in JSON')
    .addHelpText('after', journalHelp)
    .action(afterLooking(wiring, look, journal));
  group
    .command('list')
    .description('Lists the batches.')
    .option('--json', 'answer in JSON')
    .action(inSession(wiring, list));
};

async function look(refuseUsage: RefuseUsage, options: JournalOptions): Promise<string> {
  const { month, again, to, debtors } = options;
  if ((month === undefined) === (again === undefined)) {
    refuseUsage('say either --month, for a new batch, or --again, for one that was made.');
  }
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
  const wish: ExportWish = {
    formats: names.map(finance.financeFormatNamed),
    debtors: finance.readDebtors(debtorsText, basename(options.debtors ?? '')),
    settings: { economicJournal: options.economicJournal },
  };
  const { month, again } = options;
  const handed =
    month === undefined
      ? await finance.repeatExport(session.database, again ?? 0, wish, session.actor())
      : await finance.makeExport(session.database, { ...wish, month }, session.actor());
  const files = await writeFiles(session, handed, options);
  const { out } = session.caller;
  if (options.json) writeJson(out, { ...exportListing(handed.made), to: options.to, files });
  else out.write(handedText(handed.made, files, options.to));
  return 0;
}

interface WrittenFile {
  readonly file: string;
  readonly sha256: string;
}

async function writeFiles(
  session: Session,
  { made, files }: HandedOut,
  options: JournalOptions,
): Promise<WrittenFile[]> {
  const folder = resolve(options.to);
  const stem = `journal-${made.no.toString().padStart(4, '0')}`;
  const written: WrittenFile[] = [];
  for (const { format, bytes, sha256 } of files) {
    const file = `${stem}.${format.extension}`;
    await writeWhole(folder, file, bytes);
    written.push({ file, sha256: sha256.toString('hex') });
  }
  const { HLEDGER, writeLedger } = await import('../../../../finance/index.ts');
  if (!options.format.includes(HLEDGER)) return written;
  const file = `${stem}.${HLEDGER}`;
  const sha256 = await openPiecewise(folder, file, (take) =>
    writeLedger(session.database, made.no, session.actor(), take),
  );
  return [...written, { file, sha256: sha256.toString('hex') }];
}

const exportListing = (made: FinanceExport) => ({
  export: made.no,
  month: made.month,
  documents: made.documents,
  net: moneyText(made.net),
  vat: moneyText(made.vat),
  total: moneyText(made.total),
  recorded_at: made.recordedAt,
  recorded_by: made.recordedBy,
});

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
  const { listExports } = await import('../../../../finance/index.ts');
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
