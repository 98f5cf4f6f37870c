/**
 * qpdf and poppler as witnesses: programs that are not ours take our PDF files apart. Where they are
 * not installed their tests are skipped, visibly; under CI they must be there.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const tools = ['qpdf', 'pdfinfo', 'pdffonts', 'pdfdetach', 'pdftotext'];
const missing = tools.filter((tool) => spawnSync(tool, ['--version']).error !== undefined);

export const hasPdfTools = missing.length === 0;

if (!hasPdfTools) {
  const how = `${missing.join(', ')} not installed (apt-get install qpdf poppler-utils)`;
  if (process.env.CI === 'true') throw new Error(`${how}, and CI must not go without.`);
  console.warn(`${how}: their tests are skipped.`);
}

function run(tool: string, words: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync(tool, words, {
    encoding: 'utf8',
    env: { ...process.env, TZ: 'UTC', LC_ALL: 'C.UTF-8' },
    maxBuffer: 1 << 28,
  });
  if (status !== 0) throw new Error(`${tool} ${words.join(' ')}: ${stderr}${stdout}`);
  return stdout;
}

/** Does something with the bytes as a file. */
export function asFile<T>(bytes: Buffer, work: (path: string, folder: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'takst-pdf-'));
  try {
    const path = join(folder, 'file.pdf');
    writeFileSync(path, bytes);
    return work(path, folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** What qpdf says of the file's structure; throws where it finds an error. */
export const qpdfCheck = (bytes: Buffer): string =>
  asFile(bytes, (path) => run('qpdf', ['--check', path]));

/** `pdfinfo` as label → value. */
export const pdfInfo = (bytes: Buffer): Map<string, string> =>
  asFile(bytes, (path) => {
    const lines = run('pdfinfo', ['-isodates', path]).trim().split('\n');
    return new Map(lines.map((line) => [line.split(':')[0] ?? '', line.replace(/^[^:]*:\s*/, '')]));
  });

/** Each font with whether it is embedded, a subset, and can be copied as text. */
export const pdfFonts = (bytes: Buffer): string[][] =>
  asFile(bytes, (path) =>
    run('pdffonts', [path])
      .trim()
      .split('\n')
      .slice(2)
      .map((line) => line.trim().split(/ {2,}| (?=yes|no)/)),
  );

/** The enclosed files by name, taken out by poppler. */
export const detached = (bytes: Buffer): Map<string, Buffer> =>
  asFile(bytes, (path, folder) => {
    const names = [...run('pdfdetach', ['-list', path]).matchAll(/^\d+: (.+)$/gm)];
    return new Map(
      names.map(([, name = ''], index) => {
        const to = join(folder, `enclosed-${index}`);
        run('pdfdetach', ['-save', `${index + 1}`, '-o', to, path]);
        return [name, readFileSync(to)];
      }),
    );
  });

export type PdfValue =
  | string
  | number
  | boolean
  | null
  | readonly PdfValue[]
  | { readonly [key: string]: PdfValue };

export interface PdfObject {
  readonly value?: PdfValue;
  readonly stream?: { readonly dict: Readonly<Record<string, PdfValue>>; readonly data: Buffer };
}

/** The file as objects, read by qpdf; the data of streams unpacked. */
export const pdfObjects = (bytes: Buffer): Map<string, PdfObject> =>
  asFile(bytes, (path) => {
    const how = ['--json=2', '--json-stream-data=inline', '--decode-level=generalized'];
    const [, objects] = JSON.parse(run('qpdf', [...how, path])).qpdf as [unknown, RawObjects];
    return new Map(
      Object.entries(objects).map(([name, { value, stream }]): [string, PdfObject] => [
        name.replace(/^obj:/, ''),
        stream
          ? { stream: { dict: stream.dict, data: Buffer.from(stream.data, 'base64') } }
          : { value: value ?? null },
      ]),
    );
  });

type RawObjects = Record<
  string,
  {
    readonly value?: PdfValue;
    readonly stream?: { readonly dict: Record<string, PdfValue>; readonly data: string };
  }
>;

export interface PdfWord {
  readonly text: string;
  /** Points from the left edge of the page. */
  readonly from: number;
  readonly to: number;
  /** Points from the upper edge of the page, ascender and descender. */
  readonly top: number;
  readonly bottom: number;
}

/** The words of all pages and where they stand, as poppler reads them. */
export const pdfWords = (bytes: Buffer): PdfWord[] =>
  asFile(bytes, (path) => {
    const word = /<word xMin="(.*?)" yMin="(.*?)" xMax="(.*?)" yMax="(.*?)">(.*?)<\/word>/g;
    return [...run('pdftotext', ['-bbox', path, '-']).matchAll(word)].map((found) => {
      const [from = 0, top = 0, to = 0, bottom = 0] = found.slice(1, 5).map(Number);
      return { text: found[5] ?? '', from, to, top, bottom };
    });
  });

/** The text of all pages in the order of the file. */
export const pdfText = (bytes: Buffer): string =>
  asFile(bytes, (path) => run('pdftotext', ['-raw', path, '-']));
