/**
 * The official rules of e-invoices as a judge for tests: UBL's schemas, EN 16931, Peppol, Denmark.
 * They lie outside the project: where EINVOICE_RULES points, or in `shared/einvoice` beside the
 * checkout. The rule sets are compiled once, which takes half a minute, and kept under node_modules.
 */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe } from 'vitest';
import { validateXML } from 'xmllint-wasm';

const root = fileURLToPath(new URL('../..', import.meta.url));
const named = process.env.EINVOICE_RULES || undefined;
const folder = named ?? join(root, '..', 'shared', 'einvoice');
const isThere = existsSync(folder);
const isRequired = named !== undefined || process.env.TAKST_REQUIRE_EINVOICE === '1';

/**
 * Tests that need the rules. Skipped, and said so, only where the folder is absent and nobody asked
 * for it; where it is there nothing can skip them.
 */
export function describeWithRules(title: string, tests: () => void): void {
  if (isThere || isRequired) describe(title, tests);
  else {
    console.warn(`Skipped for want of ${folder} (or EINVOICE_RULES): ${title}`);
    describe.skip(title, tests);
  }
}

export interface RuleFinding {
  readonly from: 'schema' | RuleSet;
  readonly id: string;
  readonly flag: 'fatal' | 'warning';
  readonly text: string;
}

const ruleSets = ['CEN', 'PEPPOL', 'DK'] as const;
type RuleSet = (typeof ruleSets)[number];

interface SaxonJs {
  transform(
    what: { stylesheetInternal: unknown; sourceText: string; destination: 'serialized' },
    how: 'sync',
  ): { principalResult: string };
}
const require = createRequire(import.meta.url);
const saxon = require('saxon-js') as SaxonJs;

/** The samples of a folder by file name; none where tests are listed only to be skipped. */
export function ruleSamples(name: string): [name: string, xml: string][] {
  if (!isThere) return [];
  const at = join(folder, name);
  const files = readdirSync(at).filter((file) => file.endsWith('.xml'));
  return files.sort().map((file) => [file, readFileSync(join(at, file), 'utf8')]);
}

export type Judge = (xml: string) => Promise<RuleFinding[]>;

/** Everything the rules say about a file, warnings too. */
export async function openJudge(): Promise<Judge> {
  if (!isThere) throw new Error(`The e-invoice rules are asked for, and ${folder} is not there.`);
  const sheets = new Map<RuleSet, unknown>();
  for (const set of ruleSets)
    sheets.set(set, JSON.parse(readFileSync(await compiled(set), 'utf8')));
  return async (xml) => {
    const found = [...sheets].flatMap(([set, sheet]) => ruleFindings(set, sheet, xml));
    return [...(await schemaFindings(xml)), ...found];
  };
}

/** The path of a rule set as Saxon's own form of it, made anew when the set or Saxon changes. */
async function compiled(set: RuleSet): Promise<string> {
  const sheet = join(folder, 'peppol-dk-cius-1.15.0', 'xslt', `${set}-EN16931-UBL.xslt`);
  const { version } = require('xslt3/package.json') as { version: string };
  const key = createHash('sha256').update(version).update(readFileSync(sheet)).digest('hex');
  const cache = join(root, 'node_modules', '.cache', 'einvoice-rules');
  const path = join(cache, `${set}-${key.slice(0, 16)}.sef.json`);
  if (existsSync(path)) return path;
  mkdirSync(cache, { recursive: true });
  const unfinished = `${path}.${process.pid}`;
  const compiler = require.resolve('xslt3/xslt3.js');
  const options = [`-xsl:${sheet}`, `-export:${unfinished}`, '-nogo'];
  await promisify(execFile)(process.execPath, [compiler, ...options]);
  renameSync(unfinished, path);
  return path;
}

function ruleFindings(from: RuleSet, sheet: unknown, xml: string): RuleFinding[] {
  const asked = { stylesheetInternal: sheet, sourceText: xml, destination: 'serialized' } as const;
  const report = saxon.transform(asked, 'sync').principalResult;
  // Denmark's own set holds no rule at present: its rules have moved into Peppol's.
  if (from !== 'DK' && !report.includes('<svrl:fired-rule')) {
    throw new Error(`No rule of ${from} looked at the file: the judge is asleep.`);
  }
  const failed = report.matchAll(/<svrl:failed-assert\b([^>]*)>([\s\S]*?)<\/svrl:failed-assert>/g);
  return [...failed].map(([, attributes = '', content = '']) => ({
    from,
    id: /\bid="([^"]*)"/.exec(attributes)?.[1] ?? '',
    flag: attributes.includes('flag="warning"') ? 'warning' : 'fatal',
    text: content.replace(/<[^>]*>/g, '').trim(),
  }));
}

const schemaFile = (part: string, name: string) => ({
  fileName: name,
  // The validator knows no folders: everything lies side by side.
  contents: readFileSync(join(folder, 'ubl-2.1-xsd', part, name), 'utf8').replaceAll(
    '../common/',
    '',
  ),
});

async function schemaFindings(xml: string): Promise<RuleFinding[]> {
  const kind = /<(?:\w+:)?CreditNote[\s>]/.test(xml) ? 'CreditNote' : 'Invoice';
  const shared = readdirSync(join(folder, 'ubl-2.1-xsd', 'common'));
  const { errors } = await validateXML({
    xml: [{ fileName: 'document.xml', contents: xml }],
    schema: [schemaFile('maindoc', `UBL-${kind}-2.1.xsd`)],
    preload: shared.map((name) => schemaFile('common', name)),
    initialMemoryPages: 2048,
    maxMemoryPages: 8192,
  });
  return errors.map(({ message }) => ({ from: 'schema', id: 'XSD', flag: 'fatal', text: message }));
}

/** What a receiver refuses, as lines to read. */
export const refusedFor = (findings: readonly RuleFinding[]): string[] =>
  findings.filter(({ flag }) => flag === 'fatal').map(({ id, text }) => `${id}: ${text}`);
