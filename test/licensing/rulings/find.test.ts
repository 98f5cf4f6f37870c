/** What a ruling makes of a licence (R2-R4): class and price on each day, by any of its keys. */
import { describe, expect, it } from 'vitest';
import { month } from '../../../src/kernel/index.ts';
import { classify } from '../../../src/licensing/index.ts';
import { date } from '../samples.ts';
import {
  M365_F1,
  M365_F1_COMM,
  planRow,
  rulebook,
  ruling,
  SPB,
  shippedRows,
  UNHEARD,
} from './samples.ts';

const today = date('2026-11-23');
const spb = { partNumber: 'SPB', name: 'Microsoft 365 Business Premium' };

describe('a licence that was ruled on', () => {
  const { catalogue } = rulebook([ruling(SPB, 'Business', spb)]);

  it.each([SPB, 'SPB', 'Microsoft 365 Business Premium', 'Microsoft 365 Business'])(
    'is found by %s, with its own name and the price of the Business plans',
    (key) => {
      expect(catalogue.find(key, today)).toMatchObject({
        name: 'Microsoft 365 Business Premium',
        class: 'Business',
        monthlyPrice: 3000n,
      });
    },
  );

  it('says by which ruling it has its class', () => {
    const found = classify('SPB', today, catalogue);
    expect(found.class).toBe('Business');
    expect(found.reason).toMatch(
      /^SPB \(Microsoft 365 Business Premium\) is class Business by ruling \d+$/,
    );
  });

  it('counts like any other among several (R4)', () => {
    expect(classify('SPB | Enterprise E3', today, catalogue).class).toBe('Enterprise');
    expect(classify('SPB | Business', today, catalogue).class).toBe('Business');
    expect(classify('SPB | SPE_E3', today, catalogue).class).toBe('UNKNOWN');
  });

  it('leaves the others undecided', () => {
    expect(catalogue.find('SPE_E3', today)).toBeUndefined();
    expect(catalogue.find('Microsoft 365 Business Premium EEA (no Teams)', today)).toBeUndefined();
  });
});

describe('an add-on by ruling', () => {
  it('is ignored beside a base plan, and alone is no licence (R4)', () => {
    const { catalogue } = rulebook([ruling('e43b5b99-8dfb-405f-9987-dc307f34bcbd', 'Add-on')]);
    expect(classify('Enterprise E1 | MCOEV', today, catalogue).class).toBe('Business');
    expect(classify('MCOEV', today, catalogue).class).toBe('NONE');
    expect(classify('Enterprise E1 | MCOEV', today, rulebook().catalogue).class).toBe('UNKNOWN');
  });
});

describe('several rulings on one licence', () => {
  const first = ruling(SPB, 'Business', { validFrom: date('2026-06-15') });
  const classesOf = (...rulings: Parameters<typeof rulebook>[0][]) => {
    const { catalogue } = rulebook([first, ...rulings.flat().filter((it) => it !== undefined)]);
    return ['2026-06-14', '2026-06-15', '2026-08-31', '2026-09-01'].map(
      (day) => catalogue.find('SPB', date(day))?.class,
    );
  };

  it('hold from the day of the first, and not before', () => {
    expect(classesOf()).toEqual([undefined, 'Business', 'Business', 'Business']);
  });

  it('let a later one from the same day take the place of the first', () => {
    const second = ruling(SPB, 'Enterprise', { validFrom: date('2026-06-15') });
    expect(classesOf([second])).toEqual([undefined, 'Enterprise', 'Enterprise', 'Enterprise']);
  });

  it('let one from a later month follow it, whichever was made first', () => {
    const second = ruling(SPB, 'Enterprise', { validFrom: date('2026-09-01') });
    expect(classesOf([second])).toEqual([undefined, 'Business', 'Business', 'Enterprise']);
    const { catalogue } = rulebook([second, { ...first, rulingId: second.rulingId + 1n }]);
    expect(catalogue.find('SPB', date('2026-09-01'))?.class).toBe('Enterprise');
  });

  it('cut their month where one begins within it', () => {
    expect(rulebook([first]).catalogue.changesIn(month('2026-06'))).toEqual(['2026-06-15']);
  });
});

describe('the price of a Business ruling', () => {
  const rows = [
    planRow('Small', 'Business', 30n, '2017-01-01'),
    planRow('Large', 'Business', 30n, '2017-01-01'),
    planRow('Suite', 'Enterprise', 0n, '2017-01-01'),
  ];
  const priceOn = (day: string, more: typeof rows, asPlan?: string) => {
    const { catalogue } = rulebook([ruling(UNHEARD, 'Business', { asPlan })], [...rows, ...more]);
    return catalogue.find(UNHEARD, date(day))?.monthlyPrice;
  };
  const dearer = [
    planRow('Small', 'Business', 35n, '2027-01-01'),
    planRow('Large', 'Business', 35n, '2027-01-01'),
  ];

  it('follows the Business plans when all of them change', () => {
    expect(priceOn('2026-12-31', dearer)).toBe(3000n);
    expect(priceOn('2027-01-01', dearer)).toBe(3500n);
  });

  it('is unknown from the day on which they differ, unless a plan was named', () => {
    const one = dearer.slice(0, 1);
    expect(priceOn('2026-12-31', one)).toBe(3000n);
    expect(priceOn('2027-01-01', one)).toBeUndefined();
    expect(priceOn('2027-01-01', one, 'Small')).toBe(3500n);
    expect(priceOn('2027-01-01', one, 'Large')).toBe(3000n);
  });
});

describe('keys that are not one SKU of a table', () => {
  it('are undecided until every SKU of the name is decided, and decided alike (R4)', () => {
    const classWith = (...rulings: ReturnType<typeof ruling>[]) =>
      rulebook(rulings).catalogue.find('Microsoft 365 F1', today)?.class;
    const [one, other] = [ruling(M365_F1, 'Business'), ruling(M365_F1_COMM, 'Business')];
    expect(classWith(one)).toBeUndefined();
    expect(classWith(one, other)).toBe('Business');
    expect(classWith(one, ruling(M365_F1_COMM, 'Enterprise'))).toBeUndefined();
  });

  it('are ruled on by GUID where no table holds it', () => {
    const { catalogue } = rulebook([ruling(UNHEARD, 'Enterprise', { name: UNHEARD })]);
    expect(catalogue.find(UNHEARD.toUpperCase(), today)?.class).toBe('Enterprise');
    expect(catalogue.known(UNHEARD, today)).toMatchObject([{ guid: UNHEARD, plan: undefined }]);
  });

  it('are ruled on as written where nobody knows a SKU, and stay so when a table names one', () => {
    const named = ruling(undefined, 'Business', { name: 'Kontorpakke Plus' });
    expect(rulebook([named]).catalogue.find('KONTORPAKKE  plus', today)?.class).toBe('Business');
    const later = {
      ...shippedRows.find((row) => row.kind === 'proposal')!,
      guid: UNHEARD,
      name: 'Kontorpakke Plus',
    };
    const { catalogue } = rulebook(
      [named],
      [...shippedRows, later as (typeof shippedRows)[number]],
    );
    expect(catalogue.find('Kontorpakke Plus', today)?.class).toBe('Business');
    expect(catalogue.find(UNHEARD, today)).toBeUndefined();
  });
});

describe('the price table', () => {
  it('decides a SKU from the day on which it names it, whatever was ruled before', () => {
    const row = {
      kind: 'sku',
      plan: 'Enterprise E3',
      name: 'Microsoft 365 Business Premium',
      partNumber: 'SPB',
      guid: SPB,
      validFrom: date('2027-01-01'),
      validTo: undefined,
      source: 'made up',
      place: { file: 'made-up.csv', line: 2 },
    } as const;
    const { catalogue } = rulebook([ruling(SPB, 'Business', spb)], [...shippedRows, row]);
    expect(catalogue.find('SPB', date('2026-12-31'))?.class).toBe('Business');
    expect(catalogue.find('SPB', date('2027-01-01'))?.class).toBe('Enterprise');
  });
});
