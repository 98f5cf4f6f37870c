/** Which rulings are made of a request, and why some are refused (R2, R3). */
import { describe, expect, it } from 'vitest';
import { localDate, Refusal } from '../../../src/kernel/index.ts';
import type { RulingRequest } from '../../../src/licensing/index.ts';
import { decideRulings } from '../../../src/licensing/rulings/decide.ts';
import { date } from '../samples.ts';
import { M365_F1, planRow, rulebook, ruling, SPB, SPE_E3, UNHEARD } from './samples.ts';

const today = date('2026-11-23');
const decide = (other: Partial<RulingRequest>, book = rulebook()) =>
  decideRulings(
    book,
    {
      licences: ['SPB'],
      class: 'Business',
      asPlan: undefined,
      validFrom: undefined,
      reason: 'because',
      ruledBy: 'Birgit',
      ...other,
    },
    today,
  );
function refusalOf(other: Partial<RulingRequest>, book = rulebook()): Refusal {
  try {
    decide(other, book);
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}

describe('a ruling', () => {
  it.each([SPB, SPB.toUpperCase(), 'SPB', 'spb', 'Microsoft 365 Business Premium'])(
    'on %s is on the SKU, under its name of today, for as long as there are prices',
    (licence) => {
      expect(decide({ licences: [licence] })).toEqual([
        {
          guid: SPB,
          partNumber: 'SPB',
          name: 'Microsoft 365 Business Premium',
          class: 'Business',
          asPlan: undefined,
          validFrom: '2017-01-01',
          reason: 'because',
          ruledBy: 'Birgit',
        },
      ]);
    },
  );

  it('may begin within a month where the licence has no class yet', () => {
    expect(decide({ validFrom: localDate('2026-06-15') })[0]?.validFrom).toBe('2026-06-15');
  });

  it('is one for each licence named', () => {
    expect(decide({ licences: ['SPB', SPE_E3] }).map(({ guid }) => guid)).toEqual([SPB, SPE_E3]);
  });

  it('is on a GUID, or on a name as written, that no table knows', () => {
    expect(decide({ licences: [UNHEARD.toUpperCase()] })).toMatchObject([
      { guid: UNHEARD, partNumber: undefined, name: UNHEARD },
    ]);
    expect(decide({ licences: [' Kontorpakke Plus '] })).toMatchObject([
      { guid: undefined, partNumber: undefined, name: 'Kontorpakke Plus' },
    ]);
  });

  it('writes the plan that it is priced as the price table does', () => {
    expect(decide({ asPlan: 'business PREMIUM' })[0]?.asPlan).toBe('Business Premium');
  });

  it('takes the place of an earlier one from its day, or follows it from the first of a month', () => {
    const book = rulebook([ruling(SPB, 'Business', { validFrom: localDate('2026-06-15') })]);
    const from = (day: string) => ({ class: 'Enterprise', validFrom: localDate(day) }) as const;
    expect(decide(from('2026-06-15'), book)).toMatchObject([{ validFrom: '2026-06-15' }]);
    expect(decide(from('2026-09-01'), book)).toMatchObject([{ validFrom: '2026-09-01' }]);
    expect(decide(from('2026-01-01'), book)).toMatchObject([{ validFrom: '2026-01-01' }]);
    expect(refusalOf(from('2026-09-02'), book).code).toBe('ruling.within-month');
  });
});

describe('a ruling is refused', () => {
  const ruledBook = () => rulebook([ruling(SPB, 'Business', { name: 'Suite', rulingId: 7n })]);

  it.each([
    ['without a reason', { reason: '  ' }, 'no-reason'],
    ['without the name of whoever rules', { ruledBy: '' }, 'nobody-named'],
    ['on a SKU of the price table', { licences: ['ENTERPRISEPACK'] }, 'price-table-decides'],
    ['on a plan of the price table', { licences: ['Enterprise E1'] }, 'price-table-decides'],
    ['on a name that two SKUs have', { licences: ['Microsoft 365 F1'] }, 'several-licences'],
    ['on several licences in one text', { licences: ['SPB | SPE_E3'] }, 'no-licence'],
    ['on none', { licences: ['none'] }, 'no-licence'],
    ['on as-customer', { licences: ['as-customer'] }, 'no-licence'],
    ['on nothing', { licences: [' '] }, 'no-licence'],
    ['on one licence under two keys', { licences: ['SPB', SPB] }, 'named-twice'],
    ['priced as a plan that costs nothing', { asPlan: 'Enterprise E3' }, 'plan-not-business'],
    ['priced as a plan that is none', { asPlan: 'Kontor' }, 'plan-not-business'],
    ['as Enterprise with a price', { class: 'Enterprise', asPlan: 'Business' }, 'plan-needless'],
    ['before the price table', { validFrom: localDate('2016-12-01') }, 'no-business-plan'],
  ] as const)('%s', (_, other, code) => {
    expect(refusalOf(other).code).toBe(`ruling.${code}`);
  });

  it('naming the row of the price table that decides', () => {
    expect(refusalOf({ licences: ['ENTERPRISEPACK'] }).message).toContain(
      'Office 365 E3 of the price table, plan Enterprise E3',
    );
  });

  it('naming the SKUs among which to choose', () => {
    const { message } = refusalOf({ licences: ['Microsoft 365 F1'] });
    expect(message).toContain(`M365_F1, ${M365_F1}`);
    expect(message).toContain('M365_F1_COMM');
  });

  it('without a date where the licence was ruled on before, saying which ruling', () => {
    const { code, message } = refusalOf({}, ruledBook());
    expect(code).toBe('ruling.from-needed');
    expect(message).toContain('ruling 7, class Business from 2017-01-01');
  });

  it('where it says what holds already', () => {
    const again = { validFrom: localDate('2017-01-01') };
    expect(refusalOf(again, ruledBook()).code).toBe('ruling.nothing-new');
  });

  it('where Business plans come to differ in price and none is named', () => {
    const rows = [
      planRow('Small', 'Business', 30n, '2017-01-01'),
      planRow('Large', 'Business', 30n, '2017-01-01'),
      planRow('Large', 'Business', 45n, '2027-01-01'),
    ];
    const { code, facts } = refusalOf({}, rulebook([], rows));
    expect([code, facts.date, facts.plans]).toEqual([
      'ruling.plans-differ',
      '2027-01-01',
      ['Small', 'Large'],
    ]);
    expect(decide({ asPlan: 'large' }, rulebook([], rows))).toMatchObject([{ asPlan: 'Large' }]);
    expect(decide({ class: 'Enterprise' }, rulebook([], rows))).toHaveLength(1);
  });
});
