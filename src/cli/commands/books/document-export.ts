/**
 * `takst documents export`: documents as files. A file is never half there: it gets its name when it
 * is complete. A document that cannot be in a format is told with its reasons and left out, and the
 * others are written all the same.
 */
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { type Command, Option } from 'commander';
import type { DocumentFinding } from '../../../documents/index.ts';
import { groupBy, type Month, type Refusal } from '../../../kernel/index.ts';
import { listArgument } from '../../arguments.ts';
import type { ExitCode } from '../../caller.ts';
import { afterLooking, type Json, type RefuseUsage, type Wiring } from '../../command.ts';
import type { Session } from '../../session.ts';
import { counted } from '../../terminal/figures.ts';
import { writeJson } from '../../terminal/json.ts';
import { shortText } from '../../terminal/table.ts';
import { requireFolder } from '../given-path.ts';

interface ExportOptions extends Json {
  readonly month?: Month;
  readonly to: string;
  readonly format: readonly string[];
  readonly embedPdf?: true;
}

const exportHelp = `
Files are named by document number, as 10000001.pdf. A document's bytes are made once and kept, so
exporting again gives the same files. peppol is Peppol BIS Billing 3 (UBL 2.1), as NemHandel takes
it; --embed-pdf puts the PDF inside. A document that the rules do not allow as Peppol is left out,
with its reasons, and the command ends with 3.

  takst documents export --month 2026-10 --to invoices/ --format pdf,csv
  takst documents export --month 2026-10 --to nemhandel/ --format peppol --embed-pdf
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
    .requiredOption('--to <folder>', 'where the files go; made if it is not there')
    .addOption(
      new Option('--format <formats>', 'one of pdf, csv and peppol, or several as pdf,csv')
        .argParser(listArgument)
        .default(['pdf'], 'pdf'),
    )
    .option('--embed-pdf', 'with peppol: the PDF inside the XML')
    .option('--json', 'answer in JSON')
    .addHelpText('after', exportHelp)
    .action(afterLooking(wiring, look, exportFiles));
}

const PEPPOL = 'peppol';
const PEPPOL_WITH_PDF = 'peppol-pdf';

/** The names of the formats wanted. */
async function look(refuseUsage: RefuseUsage, options: ExportOptions): Promise<readonly string[]> {
  const { format, embedPdf, to } = options;
  await requireFolder(to);
  if (embedPdf && !format.includes(PEPPOL)) refuseUsage('--embed-pdf goes with --format peppol.');
  const wanted = format.map((name) => (embedPdf && name === PEPPOL ? PEPPOL_WITH_PDF : name));
  if (wanted.includes(PEPPOL) && wanted.includes(PEPPOL_WITH_PDF)) {
    refuseUsage('peppol and peppol-pdf would be files of one name: export one of them.');
  }
  return [...new Set(wanted)];
}

interface Told {
  readonly number: number;
  readonly finding: DocumentFinding;
}

async function exportFiles(
  session: Session,
  wanted: readonly string[],
  options: ExportOptions,
): Promise<ExitCode> {
  const { formatNamed, renderDocuments } = await import('../../../documents/index.ts');
  const { caller, database, progress } = session;
  const folder = resolve(options.to);
  const files: string[] = [];
  const refused: Refusal[] = [];
  const warnings: Told[] = [];
  for (const format of wanted.map(formatNamed)) {
    const request = {
      filter: { month: options.month },
      format,
      now: caller.now(),
      onProgress: (done: number, total: number) =>
        progress.update(`Writing ${format.name} files`, done, total, 'documents'),
      onRefused: (refusal: Refusal) => void refused.push(refusal),
    };
    await renderDocuments(database, request, async ({ document, bytes, warnings: findings }) => {
      if (files.length === 0) await mkdir(folder, { recursive: true });
      const name = `${document.number}.${format.extension}`;
      await writeWhole(folder, name, bytes);
      files.push(name);
      warnings.push(...findings.map((finding) => ({ number: document.number, finding })));
    });
  }
  progress.close();
  if (options.json) {
    writeJson(caller.out, {
      to: folder,
      files,
      refused: refused.map(({ code, message, facts }) => ({ ...facts, code, message })),
      warnings: warnings.map(({ number, finding }) => ({ number, ...finding })),
    });
  } else caller.out.write(answerText(folder, options, files, refused, warnings));
  return refused.length > 0 ? 3 : 0;
}

function answerText(
  folder: string,
  { month }: ExportOptions,
  files: readonly string[],
  refused: readonly Refusal[],
  warnings: readonly Told[],
): string {
  const nothing = files.length === 0 && refused.length === 0;
  if (nothing) return `No documents${month ? ` of ${month}` : ''} have been issued.\n`;
  const lines = [`${counted(files.length, 'file')} in ${folder}`];
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

/** Writes beside the place and moves in, so that a reader finds a whole file or none. */
async function writeWhole(folder: string, name: string, bytes: Buffer): Promise<void> {
  const unfinished = join(folder, `.${name}.${process.pid}.unfinished`);
  try {
    await writeFile(unfinished, bytes);
    await rename(unfinished, join(folder, name));
  } catch (error) {
    await rm(unfinished, { force: true });
    throw error;
  }
}
