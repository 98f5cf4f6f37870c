/**
 * The rules of the house, read from the code itself: who imports whom, how large things are and what
 * they may be called. It reads text, not syntax trees: the formatter has made the text regular, and
 * a rule that can be checked in a line is one that people remember.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join, posix, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../src', import.meta.url));

interface SourceFile {
  /** Path within src, with `/`. */
  readonly path: string;
  readonly text: string;
  readonly lines: readonly string[];
}

const entries = readdirSync(root, { recursive: true, withFileTypes: true });
const pathOf = (folder: string, name: string) =>
  relative(root, join(folder, name)).split(sep).join('/');

const files: SourceFile[] = entries
  .filter((entry) => entry.isFile() && /(?<!\.d)\.ts$/.test(entry.name))
  .map((entry) => {
    const text = readFileSync(join(entry.parentPath, entry.name), 'utf8');
    return { path: pathOf(entry.parentPath, entry.name), text, lines: text.split('\n') };
  });

/** Left to right as in docs/architecture.md: an import may only point to the left. */
const order = (
  'kernel db outbox access register licensing rating calls ledger documents billing finance ' +
  'sending evidence shipped reporting month.ts intake delivery work http console cli main.ts'
).split(' ');
const doors = ['intake', 'delivery', 'work', 'http', 'console', 'cli', 'main.ts'];
const BANNED = ['util', 'utils', 'helper', 'helpers', 'common', 'manager', 'service', 'misc'];

const stageOf = (path: string) => path.split('/')[0] ?? '';
const isStore = (path: string) => /(^|-)store\.ts$/.test(basename(path));
/** The text without comments and strings, for rules about what code does. */
const codeOf = (text: string) =>
  text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(?<![:'"`])\/\/.*$/gm, '');

function importsOf(file: SourceFile): string[] {
  const found = codeOf(file.text).matchAll(
    /(?:^|\n)\s*(?:import|export)\b[^;'"]*?from\s*'([^']+)'|\bimport\s*\(?\s*'([^']+)'/g,
  );
  return [...found].map((match) => match[1] ?? match[2] ?? '');
}

const ours = (from: string) => from.startsWith('.');
const target = (file: SourceFile, from: string) =>
  posix.normalize(posix.join(dirname(file.path), from));

/** Every import as `file → what`, where the check says no. */
function offending(check: (file: SourceFile, from: string) => boolean): string[] {
  return files.flatMap((file) =>
    importsOf(file)
      .filter((from) => check(file, from))
      .map((from) => `${file.path} → ${from}`),
  );
}

const having = (pattern: RegExp, allowed: (path: string) => boolean) =>
  files
    .filter((file) => !allowed(file.path) && pattern.test(codeOf(file.text)))
    .map((file) => file.path);

describe('who may import whom', () => {
  it('knows the place of every stage', () => {
    const places = new Set([...order, 'config.ts']);
    expect(files.map((file) => stageOf(file.path)).filter((stage) => !places.has(stage))).toEqual(
      [],
    );
  });

  it('lets imports point back towards the entrance only', () => {
    const place = (path: string) => order.indexOf(stageOf(path));
    const backwards = (file: SourceFile, from: string) =>
      ours(from) &&
      stageOf(file.path) !== 'config.ts' &&
      stageOf(target(file, from)) !== stageOf(file.path) &&
      stageOf(target(file, from)) !== 'config.ts' &&
      place(target(file, from)) >= place(file.path);
    expect(offending(backwards)).toEqual([]);
  });

  it('lets only the doors read the configuration', () => {
    const reading = (file: SourceFile, from: string) =>
      ours(from) &&
      target(file, from) === 'config.ts' &&
      ![...doors, 'config.ts'].includes(stageOf(file.path));
    expect(offending(reading)).toEqual([]);
  });

  it('crosses from stage to stage through index.ts only', () => {
    const sideways = (file: SourceFile, from: string) =>
      ours(from) &&
      stageOf(target(file, from)) !== stageOf(file.path) &&
      target(file, from).includes('/') &&
      target(file, from).split('/').slice(1).join('/') !== 'index.ts';
    expect(offending(sideways)).toEqual([]);
  });

  it.each([
    ['pg and kysely', /^(pg|kysely|pg-copy-streams)$/, (p: string) => stageOf(p) === 'db'],
    ['express', /^express$/, (p: string) => ['http', 'console'].includes(stageOf(p))],
    ['pdfkit', /^pdfkit/, (p: string) => /^(documents\/formats|evidence)\//.test(p)],
  ])('keeps %s where it belongs', (name, library, allowed) => {
    const atHome = (path: string) => allowed(path) || (name.startsWith('pg') && isStore(path));
    expect(offending((file, from) => library.test(from) && !atHome(file.path))).toEqual([]);
  });
});

describe('what comes in as an argument', () => {
  const isDoor = (path: string) => doors.includes(stageOf(path));

  it('reads the environment in config.ts alone', () => {
    expect(having(/process\.env\b/, (path) => path === 'config.ts')).toEqual([]);
  });

  it('asks the clock in the doors alone', () => {
    expect(having(/new Date\(\)|Date\.now\(/, isDoor)).toEqual([]);
  });

  it('never throws dice', () => {
    expect(having(/Math\.random/, () => false)).toEqual([]);
  });

  it('makes no floating-point number of money', () => {
    expect(having(/parseFloat\(/, () => false)).toEqual([]);
    expect(having(/\.toFixed\([^)]/, (path) => path === 'kernel/money.ts')).toEqual([]);
  });
});

describe('how code is written', () => {
  it('has no default exports, enums, namespaces or decorators', () => {
    const banned = /^\s*(export default|(export )?(const )?enum |(export )?namespace |@\w+\()/m;
    expect(having(banned, () => false)).toEqual([]);
  });

  it('opens each file with what it is', () => {
    const closed = files.filter(({ text }) => !/^(#!.*\n)?\/\*\*/.test(text));
    expect(closed.map((file) => file.path)).toEqual([]);
  });

  it('names files in kebab-case', () => {
    const odd = files.filter(({ path }) => !/^[a-z0-9]+(-[a-z0-9]+)*\.ts$/.test(basename(path)));
    expect(odd.map((file) => file.path)).toEqual([]);
  });

  it('uses no word that says nothing', () => {
    const words = (name: string) => name.split(/[-./]/);
    const said = (path: string) => words(path).some((word) => BANNED.includes(word));
    expect(files.filter((file) => said(file.path)).map((file) => file.path)).toEqual([]);
    // The word that carries a name is its last: a service month is a month.
    const last = (name: string) => name.match(/[A-Z]?[a-z]+$/)?.[0]?.toLowerCase() ?? '';
    const exported = files.flatMap((file) =>
      [
        ...file.text.matchAll(
          /^export (?:async )?(?:const|function\*?|class|interface|type) (\w+)/gm,
        ),
      ]
        .filter(([, name = '']) => BANNED.includes(last(name)))
        .map(([, name]) => `${file.path} ${name}`),
    );
    expect(exported).toEqual([]);
  });
});

describe('how large things get', () => {
  const MAX_FILE_LINES = 300;
  const MAX_FUNCTION_LINES = 70;
  const MAX_ENTRIES = 12;

  it('keeps files below the wall', () => {
    const long = files.filter(
      ({ path, lines }) => path !== 'db/rows.ts' && lines.length - 1 > MAX_FILE_LINES,
    );
    expect(long.map(({ path, lines }) => `${path} ${lines.length - 1}`)).toEqual([]);
  });

  it('keeps functions below the wall', () => {
    const long = files.flatMap(({ path, lines }) =>
      functionsOf(lines)
        .filter(({ length }) => length > MAX_FUNCTION_LINES)
        .map(({ line, length }) => `${path}:${line} ${length}`),
    );
    expect(long).toEqual([]);
  });

  it('keeps month.ts readable at a glance', () => {
    const month = files.find(({ path }) => path === 'month.ts');
    expect(month?.lines.length).toBeLessThan(81);
  });

  it('keeps at most a dozen entries a folder', () => {
    const folders = entries.filter((entry) => entry.isDirectory());
    const full = folders
      .map((entry) => join(entry.parentPath, entry.name))
      .map((folder) => `${relative(root, folder)} ${readdirSync(folder).length}`)
      .filter((line) => Number(line.split(' ').at(-1)) > MAX_ENTRIES);
    expect(full).toEqual([]);
  });
});

/** Functions by their first line and length: what is opened is closed at the same indentation. */
function functionsOf(lines: readonly string[]): { line: number; length: number }[] {
  return lines.flatMap((text, index) => {
    const opens =
      /^(\s*)(.*\bfunction\b.*|.*=>|(?:async |static |get |#)*#?\w+\(.*\).*)\s*\{$/.exec(text);
    const wrapped = /^(\s*)(?:export )?(?:async )?function\b.*\($/.exec(text);
    const indent = (opens ?? wrapped)?.[1];
    if (indent === undefined || /^\s*(if|for|while|switch|catch)\b/.test(text)) return [];
    const close = new RegExp(`^${indent}\\}(?!\\s*(from|:))`);
    const end = lines.findIndex((line, at) => at > index && close.test(line));
    return end < 0 ? [] : [{ line: index + 1, length: end - index + 1 }];
  });
}
