/**
 * Each folder of test/golden/evidence bears the name of a format, or `none` for what no format
 * reads, and holds its cases: a file as Microsoft, a script or a spreadsheet writes it, and what it
 * must say. `options.json` beside it sets what readExport is told. `GOLDEN=update` writes the
 * expected files anew; the difference is then read in review.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { faultText } from '../../../src/kernel/index.ts';
import {
  type EvidencedAccount,
  type EvidencedLicence,
  type ExportRead,
  exportFormats,
  readExport,
  type SkuTotal,
} from '../../../src/licensing/index.ts';
import { knownNames } from './names.ts';

const folder = new URL('../../golden/evidence/', import.meta.url);
const cases = readdirSync(folder).flatMap((format) =>
  readdirSync(new URL(`${format}/`, folder)).map((name) => [format, name] as const),
);

interface Options {
  readonly fileName?: string;
  readonly format?: string;
}

function optionsIn(inCase: URL): Options {
  if (!readdirSync(inCase).includes('options.json')) return {};
  return JSON.parse(readFileSync(new URL('options.json', inCase), 'utf8'));
}

function readCase(inCase: URL): ExportRead {
  const input = readdirSync(inCase).find((file) => file.startsWith('input.')) ?? '';
  const { fileName = input, format } = optionsIn(inCase);
  return readExport(readFileSync(new URL(input, inCase)), fileName, { format, knownNames });
}

/** The result as a person compares it; what is undefined is left out. */
function told(found: ExportRead) {
  if (!found.ok) {
    const { concealed, format = 'none', faults } = found;
    return { refusedAs: format, concealed, faults: faults.map(faultText) };
  }
  const { accounts, totals, ...evidence } = found.evidence;
  return { ...evidence, accounts: accounts.map(accountTold), totals: totals.map(totalTold) };
}

function accountTold(account: EvidencedAccount): string {
  const { line, upn, sort, enabled, objectId, primarySmtp, aliases, licences } = account;
  const parts = [
    `${line} ${upn} is a ${sort}`,
    ...(enabled === undefined ? [] : [enabled ? 'may sign in' : 'is blocked']),
    ...(objectId === undefined ? [] : [`id ${objectId}`]),
    ...(primarySmtp === undefined ? [] : [`mail ${primarySmtp}`]),
    ...(aliases.length === 0 ? [] : [`also ${aliases.join(' ')}`]),
  ];
  return `${parts.join(', ')}: ${licences.map(licenceTold).join(' | ') || 'no licence'}`;
}

function licenceTold({ guid, partNumber, name, assignedAt, inForce }: EvidencedLicence): string {
  const keys = [guid, partNumber, name].filter((key) => key !== undefined).join(' ');
  const since = assignedAt === undefined ? '' : ` since ${assignedAt.toISOString()}`;
  return `${keys}${since}${inForce ? '' : ' (not in force)'}`;
}

function totalTold({ guid, partNumber, name, consumed, enabled, active }: SkuTotal): string {
  const keys = [guid, partNumber, name].filter((key) => key !== undefined).join(' ');
  return `${keys}: ${consumed} of ${enabled}${active ? '' : ' (not active)'}`;
}

describe('the golden exports', () => {
  it.each(cases)('%s/%s is read as expected', (format, name) => {
    const inCase = new URL(`${format}/${name}/`, folder);
    const expected = new URL('expected.json', inCase);
    const found = readCase(inCase);
    if (process.env.GOLDEN === 'update') {
      writeFileSync(expected, `${JSON.stringify(told(found), undefined, 2)}\n`);
    }
    const wanted = JSON.parse(readFileSync(expected, 'utf8'));
    expect(JSON.parse(JSON.stringify(told(found)))).toEqual(wanted);
    expect(found.ok ? found.evidence.format : (found.format ?? 'none')).toBe(format);
  });

  it('leave out no format', () => {
    const covered = new Set(cases.map(([format]) => format));
    expect(exportFormats.names.filter((name) => !covered.has(name))).toEqual([]);
  });

  it('leave out no fault', () => {
    const source = new URL('../../../src/licensing/exports/', import.meta.url);
    const written = readdirSync(source, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts'))
      .flatMap((file) => [
        ...readFileSync(new URL(file, source), 'utf8').matchAll(
          /notes\.(?:fault|refuse)\(\s*'([a-z-]+)'/g,
        ),
      ])
      .map(([, code]) => code);
    const provoked = cases.map(([format, name]) =>
      readFileSync(fileURLToPath(new URL(`${format}/${name}/expected.json`, folder)), 'utf8'),
    );
    const missing = [...new Set(written)].filter(
      (code) => !provoked.some((text) => text.includes(`[export.${code}]`)),
    );
    expect(written.length).toBeGreaterThan(20);
    expect(missing).toEqual([]);
  });
});
