/**
 * A document in every format there is, and the sums that each of them tells a reader, read back by
 * means that are not ours. The formats are taken from the product's own table, so that a new one is
 * looked at from its first day.
 */
import { spawnSync } from 'node:child_process';
import { parse } from 'csv-parse/sync';
import { type Document, documentFormats } from '../../../src/documents/index.ts';
import { oreIn } from './reference.ts';

export interface Refused {
  readonly format: string;
  readonly codes: readonly string[];
}
export interface InAllFormats {
  readonly files: ReadonlyMap<string, Buffer>;
  readonly refused: readonly Refused[];
}

/** Every format that its own check allows, what it carries inside made first. */
export async function renderAll(document: Document): Promise<InAllFormats> {
  const files = new Map<string, Buffer>();
  const refused: Refused[] = [];
  const make = async (name: string): Promise<void> => {
    const format = documentFormats.find(name);
    if (!format || files.has(name) || refused.some((it) => it.format === name)) return;
    for (const inside of format.embeds ?? []) await make(inside);
    const errors = (format.check?.(document) ?? []).filter((it) => it.severity === 'error');
    if (errors.length > 0) refused.push({ format: name, codes: errors.map((it) => it.code) });
    else files.set(name, await format.render(document, files));
  };
  for (const name of documentFormats.names) await make(name);
  return { files, refused };
}

export interface Sums {
  readonly net: bigint;
  readonly vat: bigint;
  readonly total: bigint;
  /** The lines added up. */
  readonly lines: bigint;
}

const sum = (amounts: readonly bigint[]): bigint => amounts.reduce((all, it) => all + it, 0n);

export function sumsOfCsv(bytes: Buffer): Sums & { readonly employees: bigint } {
  const rows = parse(bytes, { bom: true, columns: true, delimiter: ';' }) as Record<
    string,
    string
  >[];
  const of = (row: string, column: string) =>
    rows.filter((it) => it.row === row).map((it) => oreIn(it[column] || '0.00'));
  const [head] = rows;
  const vat = oreIn(head?.vat ?? '');
  if (sum(of('vat', 'vat')) !== vat) throw new Error('the VAT rows are not the VAT');
  return {
    ...{ net: oreIn(head?.net ?? ''), vat, total: oreIn(head?.total ?? '') },
    lines: sum(of('line', 'net')),
    employees: sum(of('employee', 'amount')),
  };
}

export function sumsOfXml(xml: string): Sums {
  const amounts = (name: string) =>
    [...xml.matchAll(new RegExp(`<cbc:${name} currencyID="DKK">([^<]*)<`, 'g'))].map(([, text]) =>
      oreIn(text ?? ''),
    );
  const [vat = -1n, ...vats] = amounts('TaxAmount');
  const [linesNet = -1n, ...lines] = amounts('LineExtensionAmount');
  const [total = -1n] = amounts('PayableAmount');
  const [net = -1n] = amounts('TaxExclusiveAmount');
  const consistent =
    sum(vats) === vat && linesNet === net && amounts('TaxInclusiveAmount')[0] === total;
  if (!consistent) throw new Error('the XML disagrees with itself');
  return { net, vat, total, lines: sum(lines) };
}

export const hasPdftotext = spawnSync('pdftotext', ['-v']).status === 0;
if (!hasPdftotext) {
  const how = 'pdftotext is not installed (apt-get install poppler-utils)';
  if (process.env.CI === 'true') throw new Error(`${how}, and CI must not go without it.`);
  console.warn(`${how}: what a PDF says is not compared.`);
}

/** The text of a PDF as poppler reads it, with plain blanks. */
export function textOfPdf(bytes: Buffer): string {
  const { stdout, status } = spawnSync('pdftotext', ['-layout', '-', '-'], { input: bytes });
  if (status !== 0) throw new Error('pdftotext cannot read the file');
  return stdout.toString('utf8').replaceAll('\u00a0', ' ');
}

/** `1.234,56` or `1,234.56`: an amount as the two languages write it. */
export function written(ore: bigint, language: Document['language']): string {
  const digits = String(ore < 0n ? -ore : ore).padStart(3, '0');
  const whole = digits.slice(0, -2).replace(/(?<=\d)(?=(\d{3})+$)/g, language === 'da' ? '.' : ',');
  return `${ore < 0n ? '\u2212' : ''}${whole}${language === 'da' ? ',' : '.'}${digits.slice(-2)}`;
}
