/**
 * `takst documents export`: documents as files. A file is never half there: it gets its name when it
 * is complete. A document that cannot be in a format is told with its reasons and left out, and the
 * others are written all the same.
 */
import { availableParallelism } from 'node:os';
import { join, resolve } from 'node:path';
import { type Command, Option } from 'commander';
import type { DocumentFinding, DocumentFormat } from '../../../documents/index.ts';
import { groupBy, type Month, type Refusal } from '../../../kernel/index.ts';
import { listArgument } from '../../arguments.ts';
import type { ExitCode } from '../../caller.ts';
import { afterLooking, type Json, type RefuseUsage, type Wiring } from '../../command.ts';
import type { Session } from '../../session.ts';
import { counted } from '../../terminal/figures.ts';
import { writeJson } from '../../terminal/json.ts';
import { shortText } from '../../terminal/table.ts';
import { pathRefusal, requireFolder, requireFree } from '../given-path.ts';
import { type ExportTarget, folderTarget, writeZip } from './exported-files.ts';

interface ExportOptions extends Json {
  readonly month?: Month;
  readonly to?: string;
  readonly zip?: string;
  readonly force?: true;
  readonly format: readonly string[];
  readonly embedPdf?: true;
  readonly annex?: 'employees';
  readonly fullNumbers?: true;
}

const exportHelp = `
Files are named by document number, as 10000001.pdf. A document's bytes are made once and kept, so
exporting again gives the same files. A file that is there already and says something else is left
as it is, and told, unless you say --force. --zip writes one archive instead of a folder; the same
documents give the same archive, byte for byte. From 100 files on, up to four cores draw.

peppol is Peppol BIS Billing 3 (UBL 2.1), as NemHandel takes it; --embed-pdf puts the PDF inside.
pdfa is the other way round: the PDF with that XML inside, for whoever reads one and books the
other. Every PDF is PDF/A-3b, which archives take. A document that the rules do not allow as Peppol
is left out, with its reasons, and the command ends with 3.

--annex employees writes beside each invoice its calls employee by employee, as 10000001-calls.pdf.
The last four digits of numbers called are hidden unless you ask for --full-numbers. It is made from
the calls that are still kept; where retention has erased some, it says so, and the command ends
with 3.

  takst documents export --month 2026-10 --to invoices/ --format pdf,csv
  takst documents export --month 2026-10 --to nemhandel/ --format peppol --embed-pdf
  takst documents export --month 2026-10 --to invoices/ --annex employees
  takst documents export --month 2026-10 --zip invoices-2026-10.zip --format pdf,csv,peppol
`;

export function declareExport(
  documents: Command,
  wiring: Wiring,
  monthOption: readonly [flags: string, description: string, read: (text: string) => Month],
): void {
  documents
    .command('export')
    .description('Writes documents as files.')
    .option(...monthOption)
    .option('--to <folder>', 'where the files go; made if it is not there')
    .option('--zip <file>', 'one ZIP with all files, instead of a folder')
    .addOption(
      new Option('--format <formats>', 'one of pdf, pdfa, csv and peppol, or several as pdf,csv')
        .argParser(listArgument)
        .default(['pdf'], 'pdf'),
    )
    .option('--embed-pdf', 'with peppol: the PDF inside the XML')
    .option('--force', 'writes over what is there')
    .addOption(
      new Option('--annex <kind>', 'the calls of each invoice too').choices(['employees'] as const),
    )
    .option('--full-numbers', 'in the annex: whole numbers called')
    .option('--json', 'answer in JSON')
    .addHelpText('after', exportHelp)
    .action(afterLooking(wiring, look, exportFiles));
}

const PEPPOL = 'peppol';
const PEPPOL_WITH_PDF = 'peppol-pdf';

/** The formats wanted, in the order of their files' names. */
async function look(refuseUsage: RefuseUsage, options: ExportOptions) {
  const { format, embedPdf, to, zip, force } = options;
  if ((to === undefined) === (zip === undefined)) refuseUsage('Say --to FOLDER or --zip FILE.');
  if (options.annex && zip) refuseUsage('--annex goes with --to.');
  if (to !== undefined) await requireFolder(to);
  else if (zip !== undefined && !force) await requireFree(zip);
  if (options.fullNumbers && !options.annex) refuseUsage('--full-numbers goes with --annex.');
  if (embedPdf && !format.includes(PEPPOL)) refuseUsage('--embed-pdf goes with --format peppol.');
  const names = format.map((name) => (embedPdf && name === PEPPOL ? PEPPOL_WITH_PDF : name));
  const { formatNamed } = await import('../../../documents/index.ts');
  const formats = [...new Set(names)].map(formatNamed);
  for (const alike of groupBy(formats, ({ extension }) => extension).values()) {
    if (alike.length === 1) continue;
    const both = alike.map(({ name }) => name).join(' and ');
    refuseUsage(`${both} would be files of one name: export one of them.`);
  }
  return formats.sort((a, b) => (a.extension < b.extension ? -1 : 1));
}

interface Told {
  readonly number: number;
  readonly finding: DocumentFinding;
}

interface Outcome {
  readonly files: string[];
  readonly refused: Refusal[];
  readonly warnings: Told[];
}

async function exportFiles(
  session: Session,
  formats: readonly DocumentFormat[],
  options: ExportOptions,
): Promise<ExitCode> {
  const { caller, progress } = session;
  const path = resolve(options.zip ?? options.to ?? '');
  const outcome: Outcome = { files: [], refused: [], warnings: [] };
  const { files, refused, warnings } = outcome;
  const fill = (target: ExportTarget) => writeFiles(session, formats, options, target, outcome);
  const force = options.force ?? false;
  if (options.zip === undefined) await fill(folderTarget(path, force));
  else await writeZip(path, force, fill);
  const annexes = await annexesOf(session, path, options);
  files.push(...annexes.files);
  progress.close();
  if (options.json) {
    writeJson(caller.out, {
      ...(options.zip === undefined ? { to: path } : { zip: path }),
      files,
      ...(options.annex ? { erased: annexes.erased } : {}),
      refused: refused.map(({ code, message, facts }) => ({ ...facts, code, message })),
      warnings: warnings.map(({ number, finding }) => ({ number, ...finding })),
    });
  } else {
    caller.out.write(answerText(path, options, files, refused, warnings));
    caller.out.write(erasedText(annexes.erased));
  }
  return refused.length + annexes.erased.length > 0 ? 3 : 0;
}

async function writeFiles(
  { caller, database, progress }: Session,
  formats: readonly DocumentFormat[],
  { month }: ExportOptions,
  target: ExportTarget,
  { files, refused, warnings }: Outcome,
): Promise<void> {
  const { exportDocuments } = await import('../../../documents/index.ts');
  const request = {
    filter: { month },
    formats,
    now: caller.now(),
    threads: availableParallelism(),
    onProgress: (done: number, total: number) =>
      progress.update('Writing files', done, total, 'documents'),
    onRefused: (refusal: Refusal) => void refused.push(refusal),
  };
  await exportDocuments(
    database,
    request,
    async ({ number, format, bytes, warnings: findings }) => {
      caller.stop.throwIfAborted();
      const name = `${number}.${format.extension}`;
      if (await target.add(name, bytes)) files.push(name);
      else refused.push(pathRefusal('taken', { path: join(target.path, name) }));
      warnings.push(...findings.map((finding) => ({ number, finding })));
    },
  );
}

async function annexesOf(session: Session, folder: string, options: ExportOptions) {
  if (!options.annex) return { files: [], erased: [] };
  const { writeAnnexes } = await import('./document-annex.ts');
  const { month, fullNumbers } = options;
  return writeAnnexes(session, { folder, month, masked: !fullNumbers });
}

const erasedText = (numbers: readonly number[]): string =>
  numbers.length === 0
    ? ''
    : `\nCalls were erased by retention, as the annex says (R9): ${numbers.join(', ')}\n`;

function answerText(
  path: string,
  { month }: ExportOptions,
  files: readonly string[],
  refused: readonly Refusal[],
  warnings: readonly Told[],
): string {
  const nothing = files.length === 0 && refused.length === 0;
  if (nothing) return `No documents${month ? ` of ${month}` : ''} have been issued.\n`;
  const lines = [`${counted(files.length, 'file')} in ${path}`];
  if (refused.length > 0) lines.push('', `${counted(refused.length, 'document')} left out:`);
  lines.push(...refused.map(({ message }) => `  ${message}`));
  if (warnings.length > 0) lines.push('', 'To look at:', ...warningLines(warnings));
  return `${lines.join('\n')}\n`;
}

/** One line for what many documents have in common, such as their seller's number. */
function warningLines(warnings: readonly Told[]): string[] {
  const alike = groupBy(warnings, ({ finding }) => JSON.stringify(finding));
  return [...alike.values()].flatMap((group) => {
    const [first] = group;
    if (!first) return [];
    const { place, value, message } = first.finding;
    const more = group.length > 1 ? ` and ${counted(group.length - 1, 'more', 'more')}` : '';
    return `  ${first.number}${more}: ${place} ${shortText(JSON.stringify(value))}: ${message}`;
  });
}
