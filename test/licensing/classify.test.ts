import { describe, expect, it } from 'vitest';
import { classify } from '../../src/licensing/index.ts';
import { catalogueOf, date, shipped } from './samples.ts';

const today = date('2026-10-15');
const classOf = (licence: string) => classify(licence, today, shipped.catalogue);

describe('the class of one declaration (R4)', () => {
  it.each([
    ['Enterprise E3', 'Enterprise', 0n],
    ['Enterprise E1', 'Business', 3000n],
    ['Enterprise E1 | Enterprise E3', 'Enterprise', 0n],
    ['Business Premium | Exchange Online', 'Business', 3000n],
    ['Microsoft 365 Business Premium', 'UNKNOWN', undefined],
    ['none', 'NONE', undefined],
    ['None', 'NONE', undefined],
    ['none | Enterprise E1', 'Business', 3000n],
    ['', 'UNKNOWN', undefined],
  ])('of "%s" is %s', (licence, expected, price) => {
    expect(classOf(licence)).toMatchObject({ class: expected, price });
  });

  it('is Enterprise although another licence is undecided, since that cannot change it', () => {
    expect(classOf('Power BI Pro | Enterprise E5').class).toBe('Enterprise');
  });

  it('is UNKNOWN where an undecided licence beside a Business one might be Enterprise', () => {
    expect(classOf('Enterprise E1 | Microsoft 365 E3')).toMatchObject({
      class: 'UNKNOWN',
      decidedBy: 'Microsoft 365 E3',
    });
  });

  it('never adds up parts to an Enterprise licence', () => {
    expect(classOf('ProPlus | Exchange Online (Plan 2)').class).toBe('Business');
  });

  it('takes the higher of two Business prices', () => {
    const { catalogue } = catalogueOf('A,Business,30.00,2020-01-01', 'B,Business,45.50,2020-01-01');
    for (const licence of ['A | B', 'B | A']) {
      expect(classify(licence, today, catalogue)).toMatchObject({ price: 4550n, decidedBy: 'B' });
    }
  });

  it('ignores an add-on beside a plan, and does not take it for a licence by itself', () => {
    const { catalogue } = catalogueOf(
      'A,Business,30.00,2020-01-01',
      'Extra,Add-on,0.00,2020-01-01',
    );
    expect(classify('A | Extra', today, catalogue).class).toBe('Business');
    expect(classify('Extra', today, catalogue).class).toBe('NONE');
  });

  it('says which plan decided', () => {
    expect(classOf('STANDARDPACK').reason).toBe(
      'STANDARDPACK (Enterprise E1) is class Business in the price table',
    );
  });
});
