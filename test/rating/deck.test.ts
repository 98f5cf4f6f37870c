/** R15 and R44: what a rates file may say, and what is said about one that may not. */
import { describe, expect, it } from 'vitest';
import { faultText, localDate } from '../../src/kernel/index.ts';
import { checkDeck, type RateCells, readDeck, readRateRow } from '../../src/rating/index.ts';
import { rateRow } from './rows.ts';

const plain: RateCells = { prefix: '45', destination: 'Danmark', per_minute: '0.185' };
const read = (cells: RateCells) => readRateRow({ line: 2, cells: { ...plain, ...cells } }, 'r.csv');
const readAll = (...cells: RateCells[]) =>
  readDeck(
    cells.map((each, index) => ({ line: index + 2, cells: { ...plain, ...each } })),
    'r.csv',
  );

describe('a record of a rates file', () => {
  it('takes the defaults of SPEC 10 for what it leaves empty', () => {
    expect(read({})).toEqual({
      prefix: '45',
      destination: 'Danmark',
      setupFeeMicro: 0,
      perMinuteMicro: 185_000,
      incrementSeconds: 1,
      minimumSeconds: 0,
      fromSecond: 0,
      validFrom: undefined,
      validTo: undefined,
      row: 2,
    });
  });

  it.each([
    ['0', 0],
    ['1', 1_000_000],
    ['0.000001', 1],
    ['0.1', 100_000],
    ['1234.567891', 1_234_567_891],
    ['10000', 10_000_000_000],
    ['4.35', 4_350_000],
  ])('reads a price of %s kr as %i millionths', (text, micro) => {
    expect(read({ per_minute: text })).toMatchObject({ perMinuteMicro: micro });
  });

  it.each([
    ['prefix', '', 'rating.prefix'],
    ['prefix', '+45', 'rating.prefix'],
    ['prefix', '0045', 'rating.prefix'],
    ['prefix', '45 30', 'rating.prefix'],
    ['prefix', '1234567890123456', 'rating.prefix'],
    ['destination', '', 'rating.destination'],
    ['per_minute', '', 'rating.price'],
    ['per_minute', '1,25', 'rating.price'],
    ['per_minute', '-1', 'rating.price'],
    ['per_minute', '1e3', 'rating.price'],
    ['per_minute', '.5', 'rating.price'],
    ['per_minute', '1,000.00', 'rating.price'],
    ['per_minute', '0.1234567', 'rating.price'],
    ['per_minute', '10000.000001', 'rating.price-limit'],
    ['setup_fee', 'free', 'rating.price'],
    ['increment_seconds', '0', 'rating.seconds'],
    ['increment_seconds', '1.5', 'rating.seconds'],
    ['increment_seconds', '86401', 'rating.seconds'],
    ['minimum_seconds', '-1', 'rating.seconds'],
    ['from_second', 'x', 'rating.seconds'],
    ['valid_from', '01-10-2026', 'rating.date'],
    ['valid_to', '2026-02-30', 'rating.date'],
  ] as const)('is refused for the %s "%s"', (column, value, code) => {
    expect(read({ [column]: value })).toMatchObject([
      { code, source: 'r.csv', line: 2, column, value },
    ]);
  });

  it('is refused for a fee or a minimum on a later band, which belong to the first', () => {
    expect(read({ from_second: '60', setup_fee: '1' })).toMatchObject([
      { code: 'rating.band-fee' },
    ]);
    expect(read({ from_second: '60', minimum_seconds: '1' })).toMatchObject([
      { code: 'rating.band-minimum' },
    ]);
  });

  it('is refused for a validity that ends before it begins', () => {
    const faults = read({ valid_from: '2026-10-01', valid_to: '2026-10-01' });
    expect(faults).toMatchObject([{ code: 'rating.validity-empty', column: 'valid_to' }]);
  });

  it('tells every fault of a line at once', () => {
    expect(read({ prefix: 'x', per_minute: 'y', valid_from: 'z' })).toHaveLength(3);
  });

  it('says the fault so that a person finds it', () => {
    const faults = read({ per_minute: '1,25' });
    expect(Array.isArray(faults) && faultText(faults[0]!)).toBe(
      'r.csv:2 per_minute "1,25": a price is kroner, at least 0, with a point and up to 6 decimals (R15) [rating.price]',
    );
  });
});

describe('the rows of a deck together', () => {
  it('may share a prefix as bands, and as prices that follow each other', () => {
    const { rows, faults } = readAll(
      { valid_to: '2026-10-01' },
      { valid_to: '2026-10-01', from_second: '60' },
      { valid_from: '2026-10-01' },
    );
    expect(faults).toEqual([]);
    expect(rows).toHaveLength(3);
  });

  it.each([
    ['both without dates', {}, {}],
    ['one inside the other', {}, { valid_from: '2026-10-01', valid_to: '2026-11-01' }],
    ['by one day', { valid_to: '2026-10-02' }, { valid_from: '2026-10-01' }],
  ])('must not price the same second of a prefix twice: %s', (_, one, two) => {
    expect(readAll(one, two).faults).toMatchObject([{ code: 'rating.rows-overlap' }]);
  });

  it('finds an overlap with an earlier long row behind a short one', () => {
    const { faults } = readAll(
      { valid_from: '2026-01-01', valid_to: '2026-12-01' },
      { valid_from: '2026-02-01', valid_to: '2026-03-01' },
      { valid_from: '2026-11-01', valid_to: '2027-01-01' },
    );
    expect(faults.map(({ line }) => line)).toEqual([3, 4]);
  });

  it('need a band from second 0 on every day on which there is one', () => {
    expect(readAll({ from_second: '60' }).faults).toMatchObject([
      { code: 'rating.first-band-missing', column: 'from_second', value: '60' },
    ]);
    const { faults } = readAll({ valid_to: '2026-10-01' }, { from_second: '60' });
    expect(faults).toMatchObject([{ code: 'rating.first-band-missing', line: 3 }]);
    expect(faults[0]?.message).toContain('on 2026-10-01');
  });

  it('name one destination for the bands of one prefix', () => {
    const { faults } = readAll({}, { from_second: '60', destination: 'Sverige' });
    expect(faults).toMatchObject([
      { code: 'rating.destination-differs', line: 3, value: 'Sverige' },
    ]);
  });

  it('are at least one', () => {
    expect(readAll().faults).toMatchObject([{ code: 'rating.deck-empty', line: 0 }]);
  });

  it('are not blamed for a band that could not be read', () => {
    const { faults } = readAll({ per_minute: 'x' }, { from_second: '60' });
    expect(faults.map(({ code }) => code)).toEqual(['rating.price']);
  });

  it('of different prefixes do not disturb each other', () => {
    const rows = [rateRow({ prefix: '45' }), rateRow({ prefix: '453' })];
    expect(checkDeck(rows, 'r.csv')).toEqual([]);
    const dated = rateRow({ prefix: '453', fromSecond: 9, validFrom: localDate('2026-01-01') });
    expect(checkDeck([...rows, dated], 'r.csv')).toEqual([]);
  });
});
