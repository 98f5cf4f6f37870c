/**
 * SKUs that the price table is silent about (R3). What is expected comes from Microsoft's table of
 * product names, as the reference of the project classifies it: 118 SKUs, of which 36 are Enterprise
 * and 44 Business by the price table or by proposal, and 38 nobody would say.
 */
import { describe, expect, it } from 'vitest';
import { instant } from '../../src/kernel/index.ts';
import { catalogueRow } from '../../src/licensing/catalogue/row.ts';
import { licenceNames } from '../../src/licensing/index.ts';
import {
  M365_F1,
  M365_F1_COMM,
  rulebook,
  SPB,
  SPE_E3,
  SPE_F1,
  shippedRows,
  UNHEARD,
} from './rulings/samples.ts';
import { date } from './samples.ts';

const { catalogue } = rulebook();
const today = date('2026-11-23');

const guids = new Set(shippedRows.flatMap((row) => (row.kind === 'plan' ? [] : (row.guid ?? []))));

/** What the price table says of a SKU, or else what is proposed. */
const said = (guid: string) =>
  catalogue.find(guid, today)?.class ?? catalogue.known(guid, today)[0]?.proposed;

describe('the shipped SKUs', () => {
  it('are 118: 36 Enterprise, 44 Business, and 38 that could not be billed as either', () => {
    expect(guids.size).toBe(118);
    const classes = [...guids].map(said);
    expect(classes.filter((it) => it === 'Enterprise')).toHaveLength(36);
    expect(classes.filter((it) => it === 'Business')).toHaveLength(44);
    expect(classes.filter((it) => it === 'Add-on')).toHaveLength(25);
    expect(classes.filter((it) => it === undefined)).toHaveLength(13);
  });

  it('have a class only where the price table names their plan: 29 of them', () => {
    expect([...guids].filter((guid) => catalogue.find(guid, today))).toHaveLength(29);
  });

  it('say for each proposal where it is from and why', () => {
    const proposals = shippedRows.filter((row) => row.kind === 'proposal');
    expect(new Set(proposals.map((row) => row.guid)).size).toBe(89);
    expect(proposals.filter((row) => row.source.length < 80)).toEqual([]);
  });

  // Reference: plans of today that the price table does not list.
  it.each([
    ['SPE_E3', SPE_E3, 'Microsoft 365 E3', 'Enterprise'],
    ['SPE_E5', '06ebc4ee-1bb5-47dd-8120-11324bc54e06', 'Microsoft 365 E5', 'Enterprise'],
    ['MICROSOFT_365_E7', '9a18296a-025f-4e37-9ffa-30bf8d1ce775', 'Microsoft 365 E7', 'Enterprise'],
    [
      'O365_w/o Teams Bundle_M3',
      'c2fe850d-fbbb-4858-b67d-bd0c6e746da3',
      'Microsoft 365 E3 EEA (no Teams)',
      'Enterprise',
    ],
    [
      'O365_w/o_Teams_Bundle_M5',
      '3271cf8e-2be5-4a09-a549-70fd05baaa17',
      'Microsoft 365 E5 EEA (no Teams)',
      'Enterprise',
    ],
    [
      'O365_w/o_Teams_Bundle_E3',
      'd711d25a-a21c-492f-bd19-aae1e8ebaf30',
      'Office 365 E3 EEA (no Teams)',
      'Enterprise',
    ],
    [
      'Office_365_w/o_Teams_Bundle_E5',
      'cf50bae9-29e8-4775-b07c-56ee10e3776d',
      'Office 365 E5 EEA (no Teams)',
      'Enterprise',
    ],
    [
      'Office_365_w/o_Teams_Bundle_E1',
      'b57282e3-65bd-4252-9502-c0eae1e5ab7f',
      'Office 365 E1 EEA (no Teams)',
      'Business',
    ],
    ['SPB', SPB, 'Microsoft 365 Business Premium', 'Business'],
    ['SPE_F1', SPE_F1, 'Microsoft 365 F3', 'Business'],
    ['MCOEV', 'e43b5b99-8dfb-405f-9987-dc307f34bcbd', 'Microsoft Teams Phone Standard', 'Add-on'],
    [
      'Microsoft_Teams_EEA_New',
      '7e74bd05-2c47-404e-829a-ba95c66fe8e5',
      'Microsoft Teams EEA',
      'Add-on',
    ],
    ['EMS', 'efccb6f7-5641-4e0e-bd10-b4976e1bf68e', 'Enterprise Mobility + Security E3', 'Add-on'],
    ['DEVELOPERPACK', '189a915c-fe4f-4ffa-bde4-85b9628d07a0', 'Office 365 E3 Developer', undefined],
    [
      'MEETING_ROOM',
      '6070a4c8-34c6-4937-8dfb-39bbc6397a60',
      'Microsoft Teams Rooms Standard',
      undefined,
    ],
    [
      'TEAMS_EXPLORATORY',
      '710779e8-3d4a-4c88-adb9-386c958d1fdf',
      'Microsoft Teams Exploratory',
      undefined,
    ],
  ])(
    'know %s by GUID, part number and name, and bill by none of them',
    (part, guid, name, proposed) => {
      for (const key of [guid, guid.toUpperCase(), part, part.toLowerCase(), name]) {
        expect(catalogue.known(key, today)).toMatchObject([
          { guid, partNumber: part, name, plan: undefined, proposed },
        ]);
        expect(catalogue.find(key, today)).toBeUndefined();
      }
    },
  );
});

describe('names that passed from one product to another', () => {
  const known = (name: string, on: string, written?: string) =>
    catalogue.known(name, date(on), written ? instant(written) : undefined).map((it) => it.guid);
  const plan = (name: string, on: string) => catalogue.find(name, date(on))?.name;

  it('leave Business Premium with the plan of the price table, under all its names', () => {
    for (const name of [
      'Business Premium',
      'Office 365 Business Premium',
      'O365_BUSINESS_PREMIUM',
    ]) {
      expect(plan(name, '2019-05-01')).toBe('Business Premium');
      expect(plan(name, '2026-11-23')).toBe('Business Premium');
    }
    expect(plan('Microsoft 365 Business Standard', '2026-11-23')).toBe('Business Premium');
  });

  it("keep today's Microsoft 365 Business Premium apart from it, under both names of SPB", () => {
    expect(known('Microsoft 365 Business Premium', '2020-04-21')).toEqual([SPB]);
    expect(known('Microsoft 365 Business Premium', '2020-04-20')).toEqual([]);
    expect(known('Microsoft 365 Business', '2019-05-01')).toEqual([SPB]);
    const named = (on: string) => catalogue.known('SPB', date(on))[0]?.name;
    expect(named('2020-04-20')).toBe('Microsoft 365 Business');
    expect(named('2020-04-21')).toBe('Microsoft 365 Business Premium');
  });

  it('tell the three products called F1 apart', () => {
    expect(plan('Office 365 F1', '2019-05-01')).toBe('K1');
    expect(plan('Office 365 F3', '2026-11-23')).toBe('K1');
    expect(known('Microsoft 365 F1', '2020-03-31')).toEqual([SPE_F1]);
    expect(known('Microsoft 365 F1', '2020-04-01')).toEqual([M365_F1, M365_F1_COMM]);
    expect(known('Microsoft 365 F3', '2026-11-23')).toEqual([SPE_F1]);
    // A declaration of 2019 that is still in force means what it meant.
    expect(known('Microsoft 365 F1', '2026-11-23', '2019-05-01T10:00Z')).toEqual([SPE_F1]);
  });

  it('find MCOEV by all three names that it has had', () => {
    const mcoev = 'e43b5b99-8dfb-405f-9987-dc307f34bcbd';
    for (const name of [
      'Skype for Business Cloud PBX',
      'Microsoft 365 Phone System',
      'Microsoft Teams Phone Standard',
    ]) {
      expect(known(name, '2026-11-23')).toEqual([mcoev]);
    }
  });
});

describe('what is known of a licence', () => {
  it('is its plan where the price table names it, by SKU or by plan name', () => {
    expect(catalogue.known('STANDARDPACK', today)).toMatchObject([
      {
        guid: '18181a46-0d4e-45cd-891e-60aabd171b4e',
        name: 'Office 365 E1',
        plan: 'Enterprise E1',
      },
    ]);
    expect(catalogue.known('enterprise e1', today)).toMatchObject([
      { guid: undefined, name: 'Enterprise E1', plan: 'Enterprise E1', proposed: undefined },
    ]);
  });

  it('is nothing for a GUID and a name that stand in no table', () => {
    expect(catalogue.known(UNHEARD, today)).toEqual([]);
    expect(catalogue.known('Microsoft 365 Copilot Business', today)).toEqual([]);
  });

  it('has every name once, those with a plus inside too', () => {
    const names = licenceNames(catalogue);
    expect(new Set(names).size).toBe(names.length);
    for (const name of [
      'Enterprise E1',
      'Exchange Online K1',
      'Office 365 E3',
      'Microsoft 365 Business Premium',
      'Skype for Business Cloud PBX',
      'Enterprise Mobility + Security E3',
    ]) {
      expect(names).toContain(name);
    }
  });
});

describe('a proposal row', () => {
  const row = {
    kind: 'proposal',
    name: 'Suite',
    sku_guid: SPB,
    valid_from: '2020-01-01',
    source: 's',
  };
  it.each([
    ['plan', { plan: 'Business' }],
    ['monthly_price', { monthly_price: '30.00' }],
    ['sku_guid', { sku_guid: '' }],
    ['name', { name: '' }],
    ['class', { class: 'UNKNOWN' }],
    ['source', { source: '' }],
  ])('is refused for its %s, naming the line', (column, change) => {
    const { fault } = catalogueRow({ ...row, ...change }, 'made-up.csv', 7);
    expect(fault).toMatchObject({ column, line: 7, source: 'made-up.csv' });
  });

  it('is right without a class, which then nobody proposes', () => {
    expect(catalogueRow(row, 'made-up.csv', 7).row).toMatchObject({ proposed: undefined });
  });
});
