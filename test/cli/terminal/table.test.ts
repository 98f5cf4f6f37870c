import { describe, expect, it } from 'vitest';
import { lineWidth, pairsText, shortText, tableText } from '../../../src/cli/terminal/table.ts';
import { keptStream } from '../caller.ts';

const columns = [
  { title: 'account' },
  { title: 'name' },
  { title: 'net', align: 'right' },
] as const;

describe('a table', () => {
  it('keeps words to the left and money to the right under their titles', () => {
    const text = tableText(columns, [
      ['K1', 'Søhest ApS', '1,230.00'],
      ['K1002', 'Æ', '0.50'],
    ]);
    expect(text).toBe(
      [
        'account  name             net',
        '-------  ----------  --------',
        'K1       Søhest ApS  1,230.00',
        'K1002    Æ               0.50',
        '',
      ].join('\n'),
    );
  });

  it('aligns letters however they are composed', () => {
    const composed = 'Åse';
    const taken_apart = 'A\u030Ase';
    const [, , first, second] = tableText(columns, [
      ['1', composed, '1'],
      ['1', taken_apart, '1'],
    ]).split('\n');
    expect(second?.normalize('NFC')).toBe(first);
  });

  it('shows its titles where there are no rows', () => {
    expect(tableText(columns, [])).toBe('account  name  net\n-------  ----  ---\n');
  });

  it('keeps a cell with line breaks on its line, so that no file can forge a row', () => {
    const text = tableText([{ title: 'detail' }], [['one\r\nK1  two\u2028three']]);
    expect(text.split('\n')).toEqual(['detail', '-'.repeat(17), 'one K1  two three', '']);
  });

  it('carries a long last cell on below itself where a terminal is narrow', () => {
    const text = tableText(
      [{ title: 'code' }, { title: 'detail' }],
      [['none', 'Active on 2026-09-01 with no valid licence on file']],
      { indent: '  ', width: 42 },
    );
    expect(text.split('\n')).toEqual([
      '  code  detail',
      `  ----  ${'-'.repeat(34)}`,
      '  none  Active on 2026-09-01 with no valid',
      '        licence on file',
      '',
    ]);
  });

  it('knows the width of a terminal, and that a file has none', () => {
    expect(lineWidth(keptStream(80))).toBe(80);
    expect(lineWidth(keptStream())).toBe(Number.POSITIVE_INFINITY);
  });
});

describe('pairs', () => {
  it('align names and figures', () => {
    const text = pairsText([
      ['Net', '1,000.00'],
      ['VAT', '250.00'],
    ]);
    expect(text).toBe('  Net  1,000.00\n  VAT    250.00\n');
  });
});

describe('a value of somebody else in a table', () => {
  it('stands as it is up to forty characters, and is cut with … beyond', () => {
    expect(shortText('x'.repeat(40))).toBe('x'.repeat(40));
    expect(shortText('x'.repeat(41))).toBe(`${'x'.repeat(39)}…`);
  });

  it('is not cut within a character that takes two places', () => {
    expect(shortText('📞'.repeat(50), 5)).toBe('📞📞📞📞…');
    expect(shortText('📞'.repeat(5), 5)).toBe('📞'.repeat(5));
  });
});
