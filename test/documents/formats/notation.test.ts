import { describe, expect, it } from 'vitest';
import { decimalsNeeded, notations } from '../../../src/documents/formats/notation.ts';
import { localDate, month, ore } from '../../../src/kernel/index.ts';

const { da, en } = notations;
/** No-break spaces are right on paper and a nuisance in a test. */
const plain = (text: string) => text.replaceAll('\u00a0', ' ');

describe('numbers as a Dane writes them', () => {
  it.each([
    [0n, '0,00'],
    [5n, '0,05'],
    [3000n, '30,00'],
    [123456n, '1.234,56'],
    [100000000n, '1.000.000,00'],
    [123456789012n, '1.234.567.890,12'],
  ])('%s øre are written %s', (value, text) => {
    expect(da.money(ore(value))).toBe(text);
  });

  it('have a true minus before what is taken back', () => {
    expect(da.money(ore(-123456n))).toBe('\u22121.234,56');
    expect(en.money(ore(-5n))).toBe('\u22120.05');
  });

  it('show a price with all the decimals it has, and at least as many as asked for', () => {
    expect(da.price('0.25', 2)).toBe('0,25');
    expect(da.price('0.2', 2)).toBe('0,20');
    expect(da.price('3', 4)).toBe('3,0000');
    expect(da.price('0.123456', 2)).toBe('0,123456');
    expect(da.price('0.250000', 2)).toBe('0,25');
    expect(en.price('1234.5', 2)).toBe('1,234.50');
    expect(da.price('1', 0)).toBe('1');
  });

  it('need no decimals for zeros at the end', () => {
    expect(['1', '1.0', '0.50', '0.123456'].map(decimalsNeeded)).toEqual([0, 0, 1, 6]);
  });

  it('write seconds as minutes and seconds, so that a minute price meets minutes', () => {
    expect(da.minutes(0)).toBe('0:00');
    expect(da.minutes(59)).toBe('0:59');
    expect(da.minutes(60)).toBe('1:00');
    expect(da.minutes(3605)).toBe('60:05');
    expect(da.minutes(74045)).toBe('1.234:05');
    expect(en.minutes(74045)).toBe('1,234:05');
    expect(da.minutes(-61)).toBe('\u22121:01');
  });

  it('write a share in whole per cent, and say that little is not nothing', () => {
    expect([0, 0.004, 0.005, 0.384, 1].map((share) => plain(da.percent(share)))).toEqual([
      '0 %',
      '< 1 %',
      '1 %',
      '38 %',
      '100 %',
    ]);
  });
});

describe('dates', () => {
  it('are written out in both languages', () => {
    expect(plain(da.date(localDate('2026-11-01')))).toBe('1. november 2026');
    expect(plain(en.date(localDate('2026-11-01')))).toBe('1 November 2026');
    expect(plain(da.month(month('2027-03')))).toBe('marts 2027');
    expect(plain(en.month(month('2027-03')))).toBe('March 2027');
  });

  it('name the days of a month, in leap years too', () => {
    expect(plain(da.period(month('2026-10')))).toBe('1.\u201331. oktober 2026');
    expect(plain(en.period(month('2028-02')))).toBe('1\u201329 February 2028');
  });
});
