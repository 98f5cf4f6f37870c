/**
 * Only allow-listed columns are kept (R38): whatever else stands in an export is marked here, and
 * the mark must not be found anywhere in what was read.
 */
import { describe, expect, it } from 'vitest';
import { readExport } from '../../../src/licensing/index.ts';
import { knownNames } from './names.ts';

const MARK = 'HEMMELIG';
const SKU = '6fd2c87f-b296-42f0-b197-1e91e994b900';
const TENANT = '11111111-1111-4111-8111-111111111111';

/** A CSV of one row: these cells, and a marked one for every other column. */
function csvOf(cells: Readonly<Record<string, string>>, others: string): string {
  const marked = others.split(',').map((name, at) => [name, `${MARK}${at}`] as const);
  const columns = [...marked.slice(0, 3), ...Object.entries(cells), ...marked.slice(3)];
  const line = (at: 0 | 1) => columns.map((column) => `"${column[at]}"`).join(',');
  return `${line(0)}\r\n${line(1)}\r\n`;
}

const person =
  'Display name,First name,Last name,Title,Department,City,CountryOrRegion,Office,Mobile Phone,' +
  'Phone number,Postal code,Street address,Fax,When created,Last password change time stamp';

const marked = {
  displayName: `${MARK}1`,
  mobilePhone: `${MARK}2`,
  businessPhones: [`${MARK}3`],
  manager: { displayName: `${MARK}4` },
  otherMails: [`${MARK}5@privat.example`],
};

const exportsOfEachFormat: Readonly<Record<string, string>> = {
  'm365-active-users': csvOf(
    {
      'User principal name': 'anna@nordnet.example',
      Licenses: 'Office 365 E3',
      'Proxy addresses': `SMTP:anna@nordnet.example+X500:/o=${MARK}+SIP:${MARK}@nordnet.example`,
      'Soft deletion time stamp': `${MARK}-2026`,
      'User type': `${MARK}-type`,
    },
    person,
  ),
  'm365-active-user-detail': csvOf(
    {
      'Report Refresh Date': '2026-10-30',
      'User Principal Name': 'anna@nordnet.example',
      'Assigned Products': 'OFFICE 365 E3',
    },
    person,
  ),
  'msol-users': csvOf(
    { UserPrincipalName: 'anna@nordnet.example', Licenses: `${MARK}tenant:ENTERPRISEPACK` },
    person,
  ),
  'graph-users': JSON.stringify({
    note: `${MARK}6`,
    value: [
      {
        ...marked,
        id: 'x',
        userPrincipalName: 'anna@nordnet.example',
        proxyAddresses: ['SMTP:anna@nordnet.example', `X500:/o=${MARK}`],
        mailboxSettings: { userPurpose: 'user', timeZone: `${MARK}7` },
        assignedLicenses: [{ skuId: SKU, disabledPlans: [], note: `${MARK}8` }],
        licenseAssignmentStates: [{ skuId: SKU, state: 'Active', assignedByGroup: `${MARK}9` }],
      },
    ],
  }),
  'graph-subscribed-skus': JSON.stringify({
    value: [
      {
        ...marked,
        id: `${TENANT}_${SKU}`,
        skuId: SKU,
        skuPartNumber: 'ENTERPRISEPACK',
        consumedUnits: 1,
        prepaidUnits: { enabled: 1, note: `${MARK}6` },
      },
    ],
  }),
  'partner-center-users': JSON.stringify([
    {
      ...marked,
      userPrincipalName: 'anna@nordnet.example',
      links: { self: { uri: `/customers/${TENANT}/users/${MARK}`, headers: [`${MARK}6`] } },
      licenses: [{ productSku: { id: SKU, name: 'Office 365 E3' }, servicePlans: [`${MARK}7`] }],
    },
  ]),
};

/** The same file with columns of these names. */
function withColumns(csv: string, ...names: readonly string[]): string {
  const [header, row] = csv.split('\r\n');
  return `${[header, ...names].join(',')}\r\n${[row, ...names.map(() => 'x')].join(',')}\r\n`;
}

/** The same file with a field of this name in every object. */
function withFields(json: string, name: string): string {
  return json.replaceAll('{', `{${JSON.stringify(name)}:1,`);
}

const readText = (text: string) => readExport(Buffer.from(text), 'export', { knownNames });

describe('what is left behind at the door', () => {
  it.each(Object.entries(exportsOfEachFormat))('does not survive in %s', (format, text) => {
    const found = readText(text);
    expect(text).toContain(MARK);
    expect(found.ok && found.evidence.format).toBe(format);
    expect(JSON.stringify(found)).toMatch(/anna@nordnet|ENTERPRISEPACK/);
    expect(JSON.stringify(found)).not.toContain(MARK);
  });

  it('is named, so that a pack can say what was left out', () => {
    const found = readText(exportsOfEachFormat['m365-active-users']!);
    expect(found.ok && found.evidence.droppedColumns).toEqual(person.split(','));
    const graph = readText(exportsOfEachFormat['graph-users']!);
    expect(graph.ok && graph.evidence.droppedColumns).toEqual([
      'displayName',
      'mobilePhone',
      'businessPhones',
      'manager',
      'otherMails',
      'mailboxSettings.timeZone',
      'assignedLicenses.disabledPlans',
      'licenseAssignmentStates.assignedByGroup',
      '(2 other columns)',
    ]);
  });

  it.each(Object.keys(exportsOfEachFormat))('is no name of a column either, in %s', (format) => {
    const secret = `Medarbejder ${MARK} +45 00000000`;
    const text = exportsOfEachFormat[format]!;
    const found = readText(
      text.startsWith('"') ? withColumns(text, secret, secret) : withFields(text, secret),
    );
    expect(found.ok && found.evidence.format).toBe(format);
    expect(found.ok && found.evidence.droppedColumns.at(-1)).toMatch(/^\(\d+ other columns?\)$/);
    expect(JSON.stringify(found)).not.toContain(MARK);
  });

  it('takes no room for a name of a million letters', () => {
    const found = readText(withFields(exportsOfEachFormat['graph-users']!, 'x'.repeat(1_000_000)));
    expect(found.ok).toBe(true);
    expect(JSON.stringify(found).length).toBeLessThan(2_000);
  });

  it('does not slip out through a fault either', () => {
    const torn = exportsOfEachFormat['m365-active-users']!.replace('"Office 365 E3",', '"a","b",');
    const found = readText(torn);
    expect(found.ok).toBe(false);
    expect(JSON.stringify(found)).not.toContain(MARK);
  });
});

describe('a file with very many faults', () => {
  it('shows a hundred of them and counts the rest', () => {
    const rows = Array.from({ length: 250 }, (_, at) => `person ${at},Office 365 E3`);
    const found = readText(['User principal name,Licenses', ...rows].join('\n'));
    expect(found.ok ? [] : found.faults).toHaveLength(101);
    expect(!found.ok && found.faults.at(-1)?.message).toContain('150 more faults');
  });
});
