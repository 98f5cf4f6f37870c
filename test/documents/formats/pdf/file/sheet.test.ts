import { inflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { drawPages, type SheetFacts } from '../../../../../src/documents/formats/pdf/file/sheet.ts';
import { layoutDocument } from '../../../../../src/documents/formats/pdf/layout.ts';
import type { Mark } from '../../../../../src/documents/formats/pdf/page/marks.ts';
import { styles } from '../../../../../src/documents/formats/pdf/page/theme.ts';
import { widthOf } from '../../../../../src/documents/formats/pdf/page/typeface.ts';
import { hasPdfTools, pdfText, pdfWords, qpdfCheck } from '../../../../support/pdf-tools.ts';
import { samples } from '../../../sample.ts';

const facts: SheetFacts = { title: 'T', author: 'A', language: 'da', date: '2026-11-02' as never };

const textAt = (text: string, x: number, y: number, style = styles.fact): Mark => ({
  ...{ kind: 'text', text, x, y, style },
  width: widthOf(text, style),
});

const draw = (marks: readonly Mark[], compress = false) =>
  drawPages(facts, [marks], { compress, archive: [] });

/** The operators of the page: the one stream that begins with the page's own matrix. */
async function operatorsOf(marks: readonly Mark[]): Promise<string[]> {
  const text = (await draw(marks)).toString('latin1');
  const stream = text.match(/stream\n(1 0 0 -1 0 841\.89 cm\n[\s\S]*?)\nendstream/)?.[1];
  return (stream ?? '')
    .split('\n')
    .slice(1)
    .filter((line) => line !== '');
}

/** The compressed font files, in their order. */
function fontFilesOf(bytes: Buffer): Buffer[] {
  const found: Buffer[] = [];
  const text = bytes.toString('latin1');
  for (const [, id] of text.matchAll(/\/FontFile2 (\d+) 0 R/g)) {
    const at = text.indexOf('stream\n', text.indexOf(`\n${id} 0 obj`)) + 'stream\n'.length;
    found.push(inflateSync(bytes.subarray(at)));
  }
  return found;
}

describe('the operators of a page (ISO 32000-1, 8.5, 8.6 and 9.4)', () => {
  it('set an upright text on its baseline from the top, and kern by thousandths of an em', async () => {
    const [, text = ''] = await operatorsOf([textAt('Tal', 50.12345, 100)]);
    // Capital T and small a are drawn together; what is taken away stands between the glyphs.
    expect(text).toMatch(
      /^BT \/F\d 9 Tf 1 0 0 -1 50\.123 100 Tm \[<[0-9a-f]{4}> [1-9]\d* <[0-9a-f]{8}>\] TJ ET$/,
    );
  });

  it('name a colour and a font only where they change', async () => {
    const box = (color: string): Mark => ({
      ...{ kind: 'box', x: 1, y: 2, width: 3, height: 0.5, color },
    });
    const red = { ...styles.fact, color: '#ff0033' };
    const operators = await operatorsOf([
      box('#ff0033'),
      textAt('a', 1, 1, red),
      textAt('a', 1, 1, red),
      box('#000000'),
      box('#000000'),
    ]);
    expect(operators.map((it) => it.replace(/<.*>/, '<>'))).toEqual([
      '1 0 0.2 rg',
      '1 2 3 0.5 re f',
      expect.stringMatching(/^BT \/F\d 9 Tf 1 0 0 -1 1 1 Tm \[<>\] TJ ET$/),
      'BT 1 0 0 -1 1 1 Tm [<>] TJ ET',
      '0 0 0 rg',
      '1 2 3 0.5 re f',
      '1 2 3 0.5 re f',
    ]);
  });

  it('write nothing for an empty text', async () => {
    expect(await operatorsOf([textAt('', 1, 1)])).toEqual([]);
  });
});

describe.runIf(hasPdfTools)('what another program reads', () => {
  it('is each text where its mark stands', async () => {
    const texts = ['Fakturadato', 'Ydelse', '1.234,50', 'Østergård', 'AVATAR', 'Łódź', 'Киев'];
    const marks = texts.map((text, at) => textAt(text, 60 + at * 31.417, 80 + at * 47.713));
    const words = pdfWords(await draw(marks, true));
    expect(words.map(({ text }) => text)).toEqual(texts);
    for (const [at, { from, to, top, bottom }] of words.entries()) {
      const mark = marks[at] as Mark & { kind: 'text' };
      expect(Math.abs(from - mark.x)).toBeLessThan(0.01);
      expect(Math.abs(to - mark.x - mark.width)).toBeLessThan(0.01);
      expect(top).toBeLessThan(mark.y);
      expect(bottom).toBeGreaterThan(mark.y);
    }
  });

  it.each(Object.entries(samples))('is every word of %s, none lost or twice', async (_, make) => {
    const pages = layoutDocument(make());
    const own = pages.flatMap((marks) =>
      marks.flatMap((it) => (it.kind === 'text' ? it.text : [])),
    );
    const bytes = await drawPages(facts, pages, { archive: [] });
    const letters = (text: string) =>
      [
        ...text
          .normalize('NFC')
          .replaceAll('\u2212', '-')
          .replace(/\p{M}|\s|\p{C}/gu, ''),
      ]
        .sort()
        .join('');
    qpdfCheck(bytes);
    expect(letters(pdfText(bytes))).toBe(letters(own.join('')));
  });
});

describe('the font of a file', () => {
  it('is the same for every document of common letters, and made anew for others', async () => {
    const plain = fontFilesOf(await draw([textAt('Nordisk Handel', 50, 50)], true));
    expect(plain).toHaveLength(1);
    expect(fontFilesOf(await draw([textAt('Ærø 12,50 kr', 50, 50)], true))).toEqual(plain);
    const other = fontFilesOf(await draw([textAt('Nordisk Žižek', 50, 50)], true));
    expect(other).not.toEqual(plain);
    expect(fontFilesOf(await draw([textAt('Nordisk Handel', 50, 50)], true))).toEqual(plain);
  });

  it('is compressed or not, the same font', async () => {
    const marks = [textAt('Nordisk Handel', 50, 50)];
    const [font] = fontFilesOf(await draw(marks, true));
    expect((await draw(marks)).includes(font ?? 'none')).toBe(true);
  });
});
