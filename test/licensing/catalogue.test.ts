import { describe, expect, it } from 'vitest';
import { instant, localDate, month } from '../../src/kernel/index.ts';
import { catalogueOf, date, shipped, shippedLines } from './samples.ts';

const { catalogue } = shipped;
const today = date('2026-10-15');

describe('the shipped licence catalogue', () => {
  it('reads without a fault', () => {
    expect(shipped.faults).toEqual([]);
  });

  it.each([
    ['Enterprise E3', 'Enterprise', 0n],
    ['Enterprise E4', 'Enterprise', 0n],
    ['Enterprise E5', 'Enterprise', 0n],
    ['Education A3', 'Enterprise', 0n],
    ['Education A5', 'Enterprise', 0n],
    ['ProPlus', 'Business', 3000n],
    ['Business Premium', 'Business', 3000n],
    ['Business Essentials', 'Business', 3000n],
    ['Enterprise E1', 'Business', 3000n],
    ['Business', 'Business', 3000n],
    ['Exchange Online', 'Business', 3000n],
    ['K1', 'Business', 3000n],
    ['Education A1', 'Business', 3000n],
    ['Exchange Online K1', 'Business', 3000n],
  ])('has %s as class %s (R1)', (name, planClass, price) => {
    expect(catalogue.find(name, today)).toMatchObject({ class: planClass, monthlyPrice: price });
  });

  it('holds 13 plans, on the first day covered as well as today', () => {
    expect(catalogue.plans(today)).toHaveLength(13);
    expect(catalogue.plans(date('2017-01-01'))).toHaveLength(13);
    expect(catalogue.plans(date('2016-12-31'))).toEqual([]);
  });

  it('names no GUID and no part number twice', () => {
    for (const column of ['sku_guid', 'sku_part_number'] as const) {
      const values = shippedLines.flatMap(({ record }) => record[column] || []);
      expect(values.length).toBeGreaterThan(20);
      expect(new Set(values).size).toBe(values.length);
    }
  });

  it('names the source of every row', () => {
    expect(shippedLines.every(({ record }) => record.source)).toBe(true);
  });

  it.each([
    ['6fd2c87f-b296-42f0-b197-1e91e994b900', 'Enterprise E3'],
    ['6FD2C87F-B296-42F0-B197-1E91E994B900', 'Enterprise E3'],
    ['ENTERPRISEPACK', 'Enterprise E3'],
    ['Office 365 E3', 'Enterprise E3'],
    ['Office 365 Enterprise E3', 'Enterprise E3'],
    ['18181a46-0d4e-45cd-891e-60aabd171b4e', 'Enterprise E1'],
    ['STANDARDPACK', 'Enterprise E1'],
    ['Office 365 E1', 'Enterprise E1'],
    ['O365_BUSINESS_PREMIUM', 'Business Premium'],
    ['Office 365 Business Premium', 'Business Premium'],
    ['Microsoft 365 Business Standard', 'Business Premium'],
    ['Office 365 F1', 'K1'],
    ['Office 365 F3', 'K1'],
    ['Exchange Online Kiosk', 'Exchange Online'],
    ['Exchange Online K1', 'Exchange Online'],
  ])('finds %s as %s (R3)', (text, plan) => {
    expect(catalogue.find(text, today)?.name).toBe(plan);
  });

  it.each([
    ['no-break spaces', 'Office\u00a0365\u00a0E3'],
    ['blanks around and doubled', '  Office 365   E3\t'],
    ['other capitals', 'OFFICE 365 e3'],
  ])('finds a name written with %s', (_, text) => {
    expect(catalogue.find(text, today)?.name).toBe('Enterprise E3');
  });

  it.each([
    ["today's Microsoft 365 Business Premium, another product", 'Microsoft 365 Business Premium'],
    ['its SKU', 'cbdc14ab-d96c-4c30-b9f4-6ada7cdc1d46'],
    ['its part number', 'SPB'],
    ['its name in 2019', 'Microsoft 365 Business'],
    ['Microsoft 365 E3, on which nobody has ruled', 'Microsoft 365 E3'],
    ['a bare F1, which has been three products', 'F1'],
    ['a class instead of a plan', 'Enterprise'],
  ])('does not find %s', (_, text) => {
    expect(catalogue.find(text, today)).toBeUndefined();
  });
});

describe('dated rows (R2, R3)', () => {
  const changing = catalogueOf(
    'Team,Business,30.00,2020-01-01',
    'Team,Business,35.00,2026-07-01',
    'Other,Enterprise,0.00,2020-01-01,2026-09-01',
  );

  it('takes a new price from the first of its month', () => {
    expect(changing.faults).toEqual([]);
    const priceOn = (day: string) => changing.catalogue.find('Team', date(day))?.monthlyPrice;
    expect(priceOn('2026-06-30')).toBe(3000n);
    expect(priceOn('2026-07-01')).toBe(3500n);
  });

  it('no longer knows a plan from its valid_to on', () => {
    expect(changing.catalogue.find('Other', date('2026-08-31'))).toBeDefined();
    expect(changing.catalogue.find('Other', date('2026-09-01'))).toBeUndefined();
  });

  it('gives a name that passed to another product the meaning it had when it was written', () => {
    const { catalogue: renamed, faults } = catalogueOf(
      'Old,Enterprise,0.00,2017-01-01',
      'New,Business,30.00,2017-01-01',
      'Old=Suite,2017-01-01,2020-04-21',
      'New=Suite,2020-04-21',
    );
    expect(faults).toEqual([]);
    const meant = (day: string, written?: string) =>
      renamed.find('suite', date(day), written ? instant(written) : undefined)?.name;
    expect(meant('2020-04-20')).toBe('Old');
    expect(meant('2020-04-21')).toBe('New');
    expect(meant('2026-10-01', '2019-05-01T10:00Z')).toBe('Old');
    expect(meant('2019-10-01', '2026-05-01T10:00Z')).toBe('New');
  });

  it('knows a declared name once the catalogue does, also when it was declared earlier', () => {
    const { catalogue: grown } = catalogueOf('Late,Business,30.00,2026-11-01');
    const written = instant('2026-10-20T10:00Z');
    expect(grown.find('Late', date('2026-10-31'), written)).toBeUndefined();
    expect(grown.find('Late', date('2026-11-01'), written)?.name).toBe('Late');
  });

  it('lists the days within a month on which an answer may change', () => {
    const { catalogue: cut } = catalogueOf(
      'Old,Enterprise,0.00,2017-01-01',
      'Old=Suite,2020-04-21,2021-06-01',
    );
    expect(cut.changesIn(month('2020-04'))).toEqual([localDate('2020-04-21')]);
    expect(cut.changesIn(month('2021-06'))).toEqual([]);
  });
});

describe('rows that are refused', () => {
  it.each([
    [
      'a price change within a month',
      ['A,Business,30.00,2020-01-01', 'A,Business,35.00,2026-07-15'],
    ],
    ['a price that ends within a month', ['A,Business,30.00,2020-01-01,2026-07-15']],
    ['two prices from one day', ['A,Business,30.00,2020-01-01', 'A,Business,35.00,2020-01-01']],
    ['an Enterprise plan with a price', ['A,Enterprise,30.00,2020-01-01']],
    ['a class that is none', ['A,Silver,30.00,2020-01-01']],
    ['a price without øre', ['A,Business,30,2020-01-01']],
    ['a negative price', ['A,Business,-30.00,2020-01-01']],
    ['a day that does not exist', ['A,Business,30.00,2026-02-30']],
    ['a row that ends before it begins', ['A,Business,30.00,2026-02-01,2026-01-01']],
    ['a name of no plan', ['A,Business,30.00,2020-01-01', 'B=Suite,2020-01-01']],
    [
      'one name for two plans on one day',
      ['A,Business,30.00,2020-01-01', 'B,Enterprise,0.00,2020-01-01', 'A=B,2020-01-01'],
    ],
  ])('%s is a fault that names its line', (_, rows) => {
    const { faults } = catalogueOf(...rows);
    expect(faults).toHaveLength(1);
    expect(faults[0]).toMatchObject({ source: 'made-up.csv', line: rows.length + 1 });
  });

  it('leaves the rows beside a fault in force', () => {
    const { catalogue: rest } = catalogueOf(
      'A,Business,30.00,2020-01-01',
      'B,Silver,1.00,2020-01-01',
    );
    expect(rest.plans(today).map((plan) => plan.name)).toEqual(['A']);
  });
});
