import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { quotedLine } from '../../../../src/calls/formats/text/quoted-line.ts';

describe('a line whose quotes cannot be trusted', () => {
  it.each<[string, string, readonly string[] | undefined]>([
    ['no quotes', 'a,b,,c', ['a', 'b', '', 'c']],
    ['quotes around cells', '"a","b,c",d', ['a', 'b,c', 'd']],
    ['doubled quotes', '"""Bo"" <2>","x"', ['"Bo" <2>', 'x']],
    ['a blank before and after a quote', '"a", "b" ,c', ['a', 'b', 'c']],
    ['blanks around a cell without quotes', '"a", b ,c', ['a', ' b ', 'c']],
    ['a quote inside that is not doubled', '"Bo "the" boss","x"', ['Bo "the" boss', 'x']],
    ['a quote at the end that is not doubled', '"Bo"","201","x"', ['Bo"', '201', 'x']],
    ['a cell that is one quote', '""","201"', ['"', '201']],
    ['an empty last cell', '"a","",', ['a', '', '']],
    ['an empty quoted cell at the end', '"a",""', ['a', '']],
    ['a quote within a cell that has none around', '"a",b"c,d', ['a', 'b"c', 'd']],
    ['a quote that is never closed', '"a","b,c', undefined],
    ['nothing', '', ['']],
  ])('is cut at its delimiters with %s', (_what, line, cells) => {
    expect(quotedLine(line)).toEqual(cells);
  });

  it('is cut at another delimiter', () => {
    expect(quotedLine('"a;b";c,d', ';')).toEqual(['a;b', 'c,d']);
  });

  it('gives back what was written by RFC 4180', () => {
    const cell = fc.string({ unit: fc.constantFrom('a', ',', '"', ' ', '\t') });
    fc.assert(
      fc.property(fc.array(cell, { minLength: 1 }), (cells) => {
        const line = cells.map((it) => `"${it.replaceAll('"', '""')}"`).join(',');
        expect(quotedLine(line)).toEqual(cells);
      }),
    );
  });
});
