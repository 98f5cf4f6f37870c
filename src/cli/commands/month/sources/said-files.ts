/**
 * Files that say something of a source: account codes with their customers, and the options of a
 * format. Only their form is judged here; what they say is for the calls stage to judge.
 */
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { parse } from 'csv-parse/sync';
import { refusals } from '../../../../kernel/index.ts';
import { requireFile } from '../../given-path.ts';

const refusal = refusals('source', {
  'accounts-file': { status: 422, say: (f) => `${f.file}:${f.line}: ${f.why}.` },
  'options-file': { status: 422, say: (f) => `${f.file} holds no JSON object: ${f.why}.` },
});

const COLUMNS = ['account', 'customer_id'];

interface Row {
  readonly record: Readonly<Record<string, string>>;
  readonly info: { readonly lines: number };
}

/** Customer ids by account code. Refuses a file with another header, or a code that stands twice. */
export async function readAccountsFile(path: string): Promise<Map<string, string>> {
  const file = basename(path);
  const wrong = (line: number, why: string) => refusal('accounts-file', { file, line, why });
  const accounts = new Map<string, string>();
  for (const { record, info } of rowsOf(await textOf(path), wrong)) {
    const { account = '', customer_id: customerId = '' } = record;
    if (account === '') throw wrong(info.lines, 'account "" is empty');
    if (customerId === '') throw wrong(info.lines, 'customer_id "" is empty');
    if (accounts.has(account)) throw wrong(info.lines, `account "${account}" stands here twice`);
    accounts.set(account, customerId);
  }
  return accounts;
}

function rowsOf(text: string, wrong: (line: number, why: string) => Error): Row[] {
  const header = (names: string[]) => {
    const unknown = names.find((name) => !COLUMNS.includes(name));
    if (unknown !== undefined)
      throw wrong(1, `"${unknown}" is no column: ${COLUMNS.join(', ')} are`);
    const missing = COLUMNS.find((name) => !names.includes(name));
    if (missing !== undefined) throw wrong(1, `the column ${missing} is missing`);
    return names;
  };
  const form = {
    bom: true,
    columns: header,
    delimiter: [',', ';'],
    trim: true,
    info: true,
    skip_empty_lines: true,
  };
  try {
    return parse(text, form) as unknown as Row[];
  } catch (error) {
    const { lines, message } = error as { lines?: number; message: string };
    if (lines === undefined) throw error;
    throw wrong(lines, message);
  }
}

/** The options of a format as a file gives them. */
export async function readOptionsFile(path: string): Promise<Record<string, unknown>> {
  const file = basename(path);
  const text = await textOf(path);
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    throw refusal('options-file', { file, why: (error as Error).message });
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw refusal('options-file', { file, why: 'it begins otherwise than with {' });
  }
  return value as Record<string, unknown>;
}

async function textOf(path: string): Promise<string> {
  await requireFile(path);
  return readFile(path, 'utf8');
}
