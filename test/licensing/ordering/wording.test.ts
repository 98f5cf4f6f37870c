/** The words that an order is confirmed on: complete, dated, with the price table's own fee. */
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { localDate } from '../../../src/kernel/index.ts';
import { readCatalogue, wordingOn } from '../../../src/licensing/index.ts';
import { wordings } from '../../../src/licensing/ordering/wording-texts.ts';

const plan = (name: string, planClass: string, price: string, validFrom = '2017-01-01') => ({
  kind: 'plan',
  plan: name,
  class: planClass,
  monthly_price: price,
  valid_from: validFrom,
  source: 'test',
});
const catalogueOf = (...records: ReturnType<typeof plan>[]) => {
  const lines = records.map((record, line) => ({ file: 'test', line, record }));
  const { catalogue, faults } = readCatalogue(lines);
  expect(faults).toEqual([]);
  return catalogue;
};
const usual = catalogueOf(
  plan('Enterprise E3', 'Enterprise', '0.00'),
  plan('K1', 'Business', '30.00'),
);
const day = localDate('2026-11-23');

describe('the wording of an order', () => {
  it.each([
    ['da', ['korrekt', 'ajour', 'alle ændringer', '3 arbejdsdage', 'Flexfone', 'Microsoft']],
    ['en', ['correctly', 'current', 'every change', '3 working days', 'Flexfone', 'Microsoft']],
  ] as const)('says in %s what the reseller takes on', (language, phrases) => {
    const { text } = wordingOn(day, language, usual);
    for (const phrase of phrases) expect(text).toContain(phrase);
  });

  it('says that costs of misreporting are charged on', () => {
    expect(wordingOn(day, 'da', usual).text).toContain('faktureres videre til forhandleren');
    expect(wordingOn(day, 'en', usual).text).toContain('charged on to the reseller');
  });

  it('states the fee of the price table, per activated employee and month, in full', () => {
    const { text } = wordingOn(day, 'en', usual);
    expect(text).toContain(
      'Licences of class Business cost 30.00 kr ex VAT per activated employee',
    );
    expect(text).toContain('due in full from the month in which the employee activates');
    expect(wordingOn(day, 'da', usual).text).toContain(
      'koster 30,00 kr. ekskl. moms pr. aktiveret',
    );
  });

  it('states the price of the day, and each price with its plans where they differ', () => {
    const catalogue = catalogueOf(
      plan('K1', 'Business', '30.00'),
      plan('K1', 'Business', '35.00', '2026-12-01'),
      plan('ProPlus', 'Business', '30.00'),
    );
    expect(wordingOn(day, 'en', catalogue).text).toContain('cost 30.00 kr ex VAT');
    const later = wordingOn(localDate('2026-12-01'), 'en', catalogue).text;
    expect(later).toContain('cost 30.00 kr (ProPlus) or 35.00 kr (K1) ex VAT');
  });

  it('has no clause about a fee where nothing has one', () => {
    const { text } = wordingOn(day, 'en', catalogueOf(plan('E3', 'Enterprise', '0.00')));
    expect(text).not.toMatch(/class Business|\{fees\}/);
  });

  it('carries the SHA-256 of its own bytes', () => {
    const { text, sha256 } = wordingOn(day, 'da', usual);
    expect(sha256).toEqual(createHash('sha256').update(Buffer.from(text, 'utf8')).digest());
  });

  it('is the last version from before or on the day, and before them all the first', () => {
    const base = wordings[0]!;
    const table = [base, { ...base, version: 'next', validFrom: localDate('2027-02-01') }];
    const versionOn = (on: string) => wordingOn(localDate(on), 'da', usual, table).version;
    expect(['2020-05-05', '2027-01-31', '2027-02-01'].map(versionOn)).toEqual([
      base.version,
      base.version,
      'next',
    ]);
  });

  // A version in use stands on file with orders: a change of its words needs a version of its own.
  it.each([
    ['2026-11', 'da', '2904a4ee912b596b4f80ff2d2288985f155e81f5a954e99c4d625ee92b9d317f'],
    ['2026-11', 'en', '1067c0f0a67c0ec86fc90beaa705052c87dd374a675ae8285862235c71466ca4'],
  ] as const)('of %s in %s has not been edited since', (version, language, sha256) => {
    const texts = wordings.find((wording) => wording.version === version)?.[language];
    expect(createHash('sha256').update(JSON.stringify(texts)).digest('hex')).toBe(sha256);
  });

  it('stands in the table in the order of its dates, each version once', () => {
    const dates = wordings.map(({ validFrom }) => validFrom);
    expect(dates).toEqual([...dates].sort());
    expect(new Set(wordings.map(({ version }) => version)).size).toBe(wordings.length);
  });
});
