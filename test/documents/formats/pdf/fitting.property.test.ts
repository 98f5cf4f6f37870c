import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fitLine, wrapText } from '../../../../src/documents/formats/pdf/page/fitting.ts';
import { styles } from '../../../../src/documents/formats/pdf/page/theme.ts';
import { widthOf } from '../../../../src/documents/formats/pdf/page/typeface.ts';

const style = styles.cell;
const name = fc.string({ unit: fc.constantFrom(...'abcæøåÆØÅłșğWil .-/@|1234'), maxLength: 120 });
const width = fc.integer({ min: 20, max: 300 });
const withoutBlanks = (text: string) => text.replace(/\s+/g, '');

describe('a text fitted into a column', () => {
  it('has no line wider than the column', () => {
    fc.assert(
      fc.property(name, width, (text, room) => {
        for (const line of wrapText(text, room, style)) {
          expect(widthOf(line, style)).toBeLessThanOrEqual(room + 0.02);
        }
      }),
    );
  });

  it('loses no letter', () => {
    fc.assert(
      fc.property(name, fc.integer({ min: 60, max: 300 }), (text, room) => {
        expect(withoutBlanks(wrapText(text, room, style).join(''))).toBe(withoutBlanks(text));
      }),
    );
  });

  it('breaks at a blank first, and after a mark where a word is too wide', () => {
    expect(wrapText('Nordhavn VVS', 50, style)).toEqual(['Nordhavn', 'VVS']);
    const [first] = wrapText('bogholderi@fiktiv-telefoni.example', 70, style);
    expect(first).toMatch(/@$/);
  });

  it('ends in an ellipsis on the one line of a running head', () => {
    const line = fitLine('Den Selvejende Institution for Håndværk og Søfart', 100, style);
    expect(line).toMatch(/^Den Selv.*…$/);
    expect(widthOf(line, style)).toBeLessThanOrEqual(100);
  });
});

describe('the typefaces', () => {
  it('give all figures one width in both weights, so that columns align', () => {
    for (const face of [styles.cell, styles.cellStrong]) {
      const widths = [...'0123456789'].map((figure) => widthOf(figure, face));
      expect(new Set(widths).size).toBe(1);
      expect(widthOf('111,11', face)).toBe(widthOf('908,74', face));
    }
  });

  it('measure a letter typed with a combining mark as the letter itself', () => {
    expect(widthOf('A\u030a', style)).toBe(widthOf('Å', style));
  });

  it('draw a letter that they lack as its base letter', () => {
    expect(widthOf('ḥ', style)).toBe(widthOf('h', style));
  });
});
