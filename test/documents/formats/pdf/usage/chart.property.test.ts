/** The usage chart says what the lines say, keeps to its half page, and leaves old documents alone. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Document } from '../../../../../src/documents/document.ts';
import { layoutDocument } from '../../../../../src/documents/formats/pdf/layout.ts';
import type { Mark, TextMark } from '../../../../../src/documents/formats/pdf/page/marks.ts';
import { paper } from '../../../../../src/documents/formats/pdf/page/theme.ts';
import { usageChart } from '../../../../../src/documents/formats/pdf/usage/chart.ts';
import { chartFigures } from '../../../../../src/documents/formats/pdf/usage/figures.ts';
import { charted, ownUsage, trendTo, withUsage } from '../../../charted.ts';
import { sampleDocument, samples } from '../../../sample.ts';
import { sampleMonth } from '../../../sample-rows.ts';

const plain = (text: string) => text.replaceAll('\u00a0', ' ');
const places = { pageOf: () => 1 };
const marksOf = (document: Document): readonly Mark[] => {
  let top = paper.top;
  return usageChart(document).flatMap((block) => {
    const at = top + block.gap;
    top = at + block.height;
    return block.draw(at, places);
  });
};
const textsOf = (document: Document): TextMark[] =>
  marksOf(document).filter((mark): mark is TextMark => mark.kind === 'text');
const wordsOf = (document: Document) => textsOf(document).map(({ text }) => plain(text));

const like = sampleDocument({ sections: [{ employees: 1, destinations: 1 }] });

/** Usage of a month: destinations that may come twice, and what was taken back. */
const usage = fc.array(
  fc.tuple(
    fc.stringMatching(/^[A-Z][a-z]{0,3}( mobil og satellit til søs)?$/),
    fc.integer({ min: -5000, max: 90_000_000 }),
    fc.bigInt({ min: -90_000n, max: 99_999_999_999n }),
  ),
  { maxLength: 40 },
);
const trend = fc
  .array(
    fc.tuple(
      fc.integer({ min: -5000, max: 900_000_000 }),
      fc.bigInt({ min: -90_000n, max: 999_999_999_999n }),
    ),
    { minLength: 12, maxLength: 12 },
  )
  .map((months) => trendTo(sampleMonth, (at) => months[at] ?? [0, 0n]));

describe('the figures of the usage chart', () => {
  it('come to the usage lines of the month exactly, whatever they are', () => {
    fc.assert(
      fc.property(usage, (used) => {
        const document = withUsage(like, used);
        const { shown, rest } = chartFigures(document);
        const all = rest ? [...shown, rest] : shown;
        const seconds = all.reduce((sum, one) => sum + one.seconds, 0);
        const amount = all.reduce((sum, one) => sum + one.amount, 0n);
        expect([seconds, amount]).toEqual([...ownUsage(document)]);
        expect(all.length).toBeLessThanOrEqual(9);
        const names = new Set(used.map(([destination]) => destination));
        expect(shown.length + (rest?.destinations ?? 0)).toBe(names.size);
      }),
    );
  });

  it('leave corrections of earlier months to the trend (R9)', () => {
    const document = samples.english();
    const [, amount] = ownUsage(document);
    const net = document.sections.flatMap((section) => section.lines).filter((it) => it.usage);
    expect(net.some((line) => line.serviceMonth !== document.month)).toBe(true);
    const { shown } = chartFigures(document);
    expect(shown.reduce((sum, one) => sum + one.amount, 0n)).toBe(amount);
  });

  it('add up a destination that several customers of a reseller called', () => {
    const section = { employees: 1, destinations: 2 };
    const document = sampleDocument({ billTo: 'reseller', sections: [section, section] });
    const { shown } = chartFigures(document);
    const [, amount] = ownUsage(document);
    expect(shown).toHaveLength(2);
    expect(shown.reduce((sum, one) => sum + one.amount, 0n)).toBe(amount);
  });
});

describe('the usage chart on the page', () => {
  it('takes less than half a page and stays between the margins, no two texts touching', () => {
    fc.assert(
      fc.property(usage, trend, (used, usageTrend) => {
        const document = { ...withUsage(like, used), usageTrend };
        const height = usageChart(document).reduce((sum, it) => sum + it.gap + it.height, 0);
        expect(height).toBeLessThan(paper.height / 2);
        const inks = textsOf(document).map(({ x, y, width, style, text }) => ({
          text,
          ...{ left: x, right: x + width, top: y - style.size * 0.7, bottom: y + style.size * 0.2 },
        }));
        for (const [i, a] of inks.entries()) {
          expect(a.left, a.text).toBeGreaterThanOrEqual(paper.left - 0.05);
          expect(a.right, a.text).toBeLessThanOrEqual(paper.right + 0.05);
          for (const b of inks.slice(i + 1)) {
            const across = a.left < b.right - 0.05 && b.left < a.right - 0.05;
            const along = a.top < b.bottom - 0.05 && b.top < a.bottom - 0.05;
            expect(across && along, `${a.text} / ${b.text}`).toBe(false);
          }
        }
        for (const mark of marksOf(document)) {
          if (mark.kind !== 'box') continue;
          expect(mark.x + mark.width).toBeLessThanOrEqual(paper.right + 0.05);
        }
      }),
      { numRuns: 40 },
    );
  });

  it('gives every figure as text, with the names of the months', () => {
    const words = wordsOf({
      ...withUsage(like, [['Norge', 65, 123_456n]]),
      usageTrend: trendTo(sampleMonth, (at) => [at * 60, BigInt(at) * 100n]),
    });
    expect(words).toEqual(expect.arrayContaining(['Norge', '1:05', '1.234,56', '11:00', '11,00']));
    const months = 'nov dec jan feb mar apr maj jun jul aug sep okt'.split(' ');
    expect(words.filter((word) => months.includes(word))).toEqual(months);
    expect(words).toEqual(expect.arrayContaining(['2025', '2026']));
  });

  it('speaks English on an English document', () => {
    const words = wordsOf(charted(samples.english()));
    expect(words).toEqual(
      expect.arrayContaining(['Usage at a glance', 'The last twelve months', 'Oct', '250.29']),
    );
  });

  it('shows eight destinations and the others as one, in the order of their price', () => {
    const used = Array.from({ length: 12 }, (_, i) => [`Land ${i}`, 60, BigInt(i) * 100n] as const);
    const words = wordsOf({
      ...withUsage(like, used),
      usageTrend: trendTo(sampleMonth, () => [1, 1n]),
    });
    expect(words.filter((word) => word.startsWith('Land'))).toEqual(
      [11, 10, 9, 8, 7, 6, 5, 4].map((i) => `Land ${i}`),
    );
    // 0 + 1 + 2 + 3 kroner, and four minutes.
    expect(words).toEqual(expect.arrayContaining(['Øvrige (4)', '6,00', '4:00']));
  });

  it('draws what is below 0 hollow, so that it reads without colours', () => {
    const drawn = (amount: bigint) =>
      marksOf({
        ...withUsage(like, [
          ['Norge', 60, amount],
          ['Danmark', 60, 9000n],
        ]),
        usageTrend: trendTo(sampleMonth, () => [0, 0n]),
      }).filter((mark) => mark.kind === 'box').length;
    expect(drawn(-5000n)).toBe(drawn(5000n) + 3);
  });

  it('is on no document that was issued without a trend, so that those look as they did (R32)', () => {
    const document = samples.awkward();
    expect(usageChart(document)).toEqual([]);
    expect(layoutDocument(document).length).toBeLessThan(
      layoutDocument(charted(document)).length + 1,
    );
  });

  it('stands after the lines and their total, all of it on one page', () => {
    for (const [name, make] of Object.entries(samples)) {
      const document = make();
      if (ownUsage(document)[0] === 0) continue;
      const at = (word: string) =>
        layoutDocument(charted(document)).findIndex((page) =>
          page.some((mark) => mark.kind === 'text' && mark.text === word),
        );
      const english = document.language === 'en';
      const [total, title, months] = english
        ? ['VAT and total', 'Usage at a glance', 'Oct']
        : ['Moms og total', 'Forbrug i overblik', 'okt'];
      expect(at(total), name).toBeLessThanOrEqual(at(title));
      expect(at(months), name).toBe(at(title));
    }
  });
});
