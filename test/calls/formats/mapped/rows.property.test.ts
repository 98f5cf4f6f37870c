/** Rows by RFC 4180 are checked against csv-stringify, which writes it, and csv-parse, which reads it. */
import { parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rowText } from '../../../../src/calls/formats/mapped/rows.ts';

type Quoting = Parameters<typeof rowText>[1]['quoting'];
type Row = readonly [line: number, cells: readonly string[] | undefined, raw: string];

function rowsOf(
  text: string,
  quoting: Quoting,
  delimiter: ',' | ';' | 'tab' | '|' | 'auto',
  width = 3,
): Row[] {
  const rows: Row[] = [];
  const reader = rowText('calls.csv', { quoting, delimiter }, (cells) => cells.length === width);
  reader.push(text, true, (cells, line, raw) => rows.push([line, cells, raw]));
  return rows;
}
const cellsOf = (...said: Parameters<typeof rowsOf>) => rowsOf(...said).map(([, cells]) => cells);

const cell = fc.string({
  unit: fc.constantFrom('a', 'ø', '"', ',', ';', '\t', '|', ' ', '\n'),
  maxLength: 6,
});
// A blank line within a cell is no part of the row's text here, and a row of blanks is none.
const table = fc
  .array(fc.tuple(cell, cell, fc.constant('x')), { minLength: 1, maxLength: 8 })
  .map((rows) => rows.map((cells) => cells.map((text) => text.replaceAll(/\n\s*/g, '\nb'))));

describe('rows of a CSV', () => {
  it.each([
    [',', ','],
    [';', ';'],
    ['tab', '\t'],
    ['|', '|'],
  ] as const)('by RFC 4180 with %s are those that were written', (delimiter, cut) => {
    fc.assert(
      fc.property(table, fc.boolean(), (rows, quoted) => {
        const text = stringify(rows, { delimiter: cut, quoted });
        expect(parse(text, { delimiter: cut })).toEqual(rows);
        expect(cellsOf(text, 'rfc', delimiter)).toEqual(rows);
      }),
    );
  });

  it('are the same however the text is cut into blocks', () => {
    fc.assert(
      fc.property(table, fc.array(fc.nat(200), { maxLength: 4 }), (rows, cuts) => {
        const text = stringify(rows, { record_delimiter: 'windows' });
        const found: unknown[] = [];
        const reader = rowText(
          'calls.csv',
          { quoting: 'rfc', delimiter: ',' },
          ({ length }) => length === 3,
        );
        const places = [
          0,
          ...cuts.map((at) => Math.min(at, text.length)).sort((a, b) => a - b),
          text.length,
        ];
        for (const [at, from] of places.entries()) {
          reader.push(
            text.slice(from, places[at + 1]),
            at === places.length - 1,
            (cells, line, raw) => found.push([line, cells, raw]),
          );
        }
        expect(found).toEqual(rowsOf(text, 'rfc', ','));
      }),
    );
  });

  it.each(['rfc', 'loose', 'backslash', 'none'] as const)(
    'by %s are lost nowhere, whatever the text',
    (quoting) => {
      const line = fc.string({ unit: fc.constantFrom('a', '"', ',', '\\', ' '), maxLength: 12 });
      fc.assert(
        fc.property(fc.array(line, { maxLength: 120 }), (lines) => {
          const raws = rowsOf(lines.join('\n'), quoting, ',').flatMap(([, , raw]) =>
            raw.split('\n'),
          );
          expect(raws).toEqual(lines.filter((it) => it.trim() !== ''));
        }),
      );
    },
  );

  it('a quote that is never closed spoils its own row only', () => {
    const text = 'a,"b,c\nd,e,f\n"g",h,i\nj,"k\nl",m\n';
    expect(rowsOf(text, 'rfc', ',')).toEqual([
      [1, undefined, 'a,"b,c'],
      [2, ['d', 'e', 'f'], 'd,e,f'],
      [3, ['g', 'h', 'i'], '"g",h,i'],
      [4, ['j', 'k\nl', 'm'], 'j,"k\nl",m'],
    ]);
  });

  it('lines that together have too many cells are no row', () => {
    expect(rowsOf('a,"b\nc",d,e\n', 'rfc', ',')).toEqual([
      [1, undefined, 'a,"b'],
      [2, ['c"', 'd', 'e'], 'c",d,e'],
    ]);
  });

  it('a quote that is open at the end of the file, or for fifty lines, is not waited for', () => {
    const many = ['"open', ...Array.from({ length: 120 }, (_, at) => `a,b,${at}`)].join('\n');
    const rows = rowsOf(many, 'rfc', ',');
    expect(rows).toHaveLength(121);
    expect(rows[0]).toEqual([1, undefined, '"open']);
    expect(rows[120]).toEqual([121, ['a', 'b', '119'], 'a,b,119']);
  });

  it.each<[Quoting, string, readonly string[] | undefined]>([
    ['none', '"a,b"', ['"a', 'b"']],
    ['loose', '"a "b" c",d,e', ['a "b" c', 'd', 'e']],
    ['loose', '"a,b', undefined],
    ['backslash', 'a\\,b,c\\\\,"d"', ['a,b', 'c\\', '"d"']],
    ['backslash', 'a,\\N,c', ['a', '\\N', 'c']],
    ['rfc', '"a" ,b', undefined],
    ['rfc', 'a"b,c', ['a"b', 'c']],
  ])('by %s %s is %j', (quoting, text, expected) => {
    expect(cellsOf(text, quoting, ',')).toEqual([expected]);
  });

  it.each([
    ['a;b;"c,,,,"', ['a', 'b', 'c,,,,']],
    ['a\tb\tc', ['a', 'b', 'c']],
    ['a|b|c', ['a', 'b', 'c']],
    ['a', ['a']],
  ])('are cut by what the first has most of: %j', (text, expected) => {
    expect(cellsOf(text, 'rfc', 'auto')).toEqual([expected]);
  });
});
