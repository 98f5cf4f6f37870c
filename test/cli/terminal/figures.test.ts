import { describe, expect, it } from 'vitest';
import { ageText } from '../../../src/cli/terminal/age.ts';
import {
  counted,
  countFigure,
  decimalFigure,
  durationFigure,
  moneyFigure,
} from '../../../src/cli/terminal/figures.ts';
import { jsonText, openJsonArray } from '../../../src/cli/terminal/json.ts';
import { localDate, moneyOf } from '../../../src/kernel/index.ts';
import { keptStream } from '../caller.ts';

describe('figures for a person', () => {
  it.each([
    ['0.05', '0.05'],
    ['-1230.00', '-1,230.00'],
    ['999.99', '999.99'],
    ['1234567.89', '1,234,567.89'],
  ])('show %s kroner as %s', (money, figure) => {
    expect(moneyFigure(moneyOf(money))).toBe(figure);
    expect(decimalFigure(money)).toBe(figure);
  });

  it('show counts by the thousand and nouns by their number', () => {
    expect(countFigure(1_000_000n)).toBe('1,000,000');
    expect([counted(1, 'file'), counted(2, 'file'), counted(0, 'entry', 'entries')]).toEqual([
      '1 file',
      '2 files',
      '0 entries',
    ]);
  });

  it.each([
    [0.4, '0 s'],
    [59.4, '59 s'],
    [60, '1 min 0 s'],
    [3_725, '1 h 2 min'],
  ])('show %d seconds as %s', (seconds, text) => {
    expect(durationFigure(seconds)).toBe(text);
  });

  it('count ages in days of the calendar, also over the night that has 25 hours', () => {
    expect(ageText(localDate('2026-10-24'), localDate('2026-10-26'))).toBe('2 days');
    expect(ageText(localDate('2026-11-01'), localDate('2026-11-02'))).toBe('1 day');
    expect(ageText(undefined, localDate('2026-11-02'))).toBe('');
  });
});

describe('answers for machines', () => {
  it('write instants with their local offset and counts as numbers', () => {
    const value = {
      at: new Date('2026-11-01T00:30:00Z'),
      count: 7n,
      heads: new Map([['F01', 'ab']]),
    };
    expect(JSON.parse(jsonText(value))).toEqual({
      at: '2026-11-01T01:30:00+01:00',
      count: 7,
      heads: { F01: 'ab' },
    });
  });

  it('write a number that is not exact as text', () => {
    expect(jsonText({ seconds: 2n ** 60n })).toBe('{"seconds":"1152921504606846976"}');
  });

  it.each([0, 1, 3])('write an array of %d elements that parses', (count) => {
    const out = keptStream();
    const array = openJsonArray(out);
    for (let n = 0; n < count; n += 1) array.add({ n });
    array.end();
    const wanted = Array.from({ length: count }, (_, n) => ({ n }));
    expect(JSON.parse(out.text())).toEqual(wanted);
  });
});
