/** The pages of the annex of calls: what stands on them, and that nothing runs out of its column. */
import { describe, expect, it } from 'vitest';
import type { Mark, TextMark } from '../../../../../src/documents/formats/pdf/page/marks.ts';
import { paper } from '../../../../../src/documents/formats/pdf/page/theme.ts';
import {
  Annex,
  type AnnexCall,
  maskedNumber,
} from '../../../../../src/documents/formats/pdf/usage/annex.ts';
import type { AnnexLine } from '../../../../../src/documents/formats/pdf/usage/annex-settlement.ts';
import { groupBy, instant, ore } from '../../../../../src/kernel/index.ts';
import { samples } from '../../../sample.ts';

const plain = (text: string) => text.replaceAll('\u00a0', ' ');
const textsOf = (page: readonly Mark[]) =>
  page.filter((mark): mark is TextMark => mark.kind === 'text');

const callOf = (other: Partial<AnnexCall> = {}): AnnexCall => ({
  startedAt: instant('2026-10-24T22:30:00Z'),
  to: '+4533001122',
  destination: 'Danmark, mobil',
  seconds: 61,
  priceMicro: 249_083n,
  standing: 'as-it-came',
  part: false,
  ...other,
});

const lineOf = (other: Partial<AnnexLine> = {}): AnnexLine => ({
  no: 2,
  text: 'Opkald til Danmark, mobil, oktober 2026',
  calls: 1,
  seconds: 61,
  micro: 249_083n,
  microBefore: 0n,
  posted: ore(0),
  net: ore(25),
  erased: false,
  ...other,
});

interface Part {
  readonly name: string;
  readonly calls: readonly AnnexCall[];
}

async function pagesOf(
  parts: readonly Part[],
  { masked = true, lines = [lineOf()], document = samples['one-page']() } = {},
): Promise<Mark[][]> {
  const pages: Mark[][] = [];
  const annex = new Annex(document, { masked }, (marks) => void pages.push([...marks]));
  for (const { name, calls } of parts) {
    await annex.begin(
      document.sections[0]?.customerId ?? '',
      name ? { name, extension: '201' } : undefined,
    );
    await annex.calls(calls);
    const micro = calls.reduce((sum, call) => sum + call.priceMicro, 0n);
    const seconds = calls.reduce((sum, call) => sum + call.seconds, 0);
    await annex.end({ calls: calls.length, seconds, micro });
  }
  await annex.settle(lines);
  return pages;
}
const wordsOf = (pages: readonly (readonly Mark[])[]) =>
  pages.flatMap(textsOf).map(({ text }) => plain(text));

describe('the annex of calls', () => {
  it('gives of each call local time, number, destination, seconds and the exact price', async () => {
    const words = wordsOf(await pagesOf([{ name: 'Medarbejder anna', calls: [callOf()] }]));
    expect(words).toEqual(
      expect.arrayContaining([
        'Medarbejder anna · Lokalnr. 201',
        '2026-10-25 00:30:00',
        '+453300xxxx',
        'Danmark, mobil',
        '61',
        '0,249083',
        '1 opkald',
      ]),
    );
  });

  it('hides four digits of a number, but not a short code, and shows all when asked to', async () => {
    expect(maskedNumber('+45 33 00 11 22')).toBe('+45 33 00 xx xx');
    expect(maskedNumber('1813')).toBe('1813');
    const parts = [{ name: 'Medarbejder anna', calls: [callOf()] }];
    expect(wordsOf(await pagesOf(parts, { masked: false }))).toContain('+4533001122');
    const masked = wordsOf(await pagesOf(parts));
    expect(masked.some((word) => word.includes('1122'))).toBe(false);
    expect(masked).toContain('De sidste fire cifre af kaldte numre er skjult.');
  });

  it('says what is a correction, and which calls are nobody’s', async () => {
    const calls = [
      callOf({ standing: 'taken-back', seconds: -61, priceMicro: -249_083n }),
      callOf({ standing: 'instead' }),
      callOf({ part: true, priceMicro: 0n }),
    ];
    const words = wordsOf(await pagesOf([{ name: '', calls }]));
    expect(words).toEqual(
      expect.arrayContaining([
        'Uden medarbejder (hovednummer, kø eller viderestilling)',
        'Danmark, mobil (taget tilbage)',
        'Danmark, mobil (i stedet)',
        'Danmark, mobil (del af et opkald)',
        '\u22120,249083',
      ]),
    );
  });

  it('ends with the way from calls to lines, also of calls that were erased', async () => {
    const lines = [
      lineOf(),
      lineOf({ no: 3, calls: 7, micro: 2_000_000n, net: ore(200), erased: true }),
    ];
    const words = wordsOf(await pagesOf([], { lines }));
    expect(words).toEqual(
      expect.arrayContaining(['slettet', '2,000000', '2,00', '2,249083', '2,25']),
    );
    expect(words.join(' ')).toContain('Slettet: opkaldene er slettet efter opbevaringsfristen.');
  });

  it('speaks English on an English invoice', async () => {
    const parts = [{ name: 'Medarbejder anna', calls: [callOf()] }];
    const words = wordsOf(await pagesOf(parts, { document: samples.english() }));
    expect(words).toEqual(expect.arrayContaining(['Calls by employee', '0.249083', 'Page 1']));
  });

  it('says on a reseller\u2019s invoice whose employee it is', async () => {
    const parts = [{ name: 'Medarbejder anna', calls: [callOf()] }];
    const words = wordsOf(await pagesOf(parts, { document: samples.reseller() }));
    expect(words).toContain('Medarbejder anna \u00b7 Lokalnr. 201 \u00b7 Nordhavn VVS ApS');
  });

  it('names the employee again on each page, loses no call and stays within the margins', async () => {
    const long = 'Saint Vincent og Grenadinerne, mobil og satellit til søs og i luften';
    const calls = Array.from({ length: 150 }, (_, i) =>
      callOf({ seconds: 1000 + i, destination: long, priceMicro: 123_456_789_012n }),
    );
    const parts = [
      { name: 'Medarbejder anna', calls },
      { name: 'Medarbejder bo', calls: calls.slice(0, 3) },
    ];
    const pages = await pagesOf(parts);
    expect(pages.length).toBeGreaterThanOrEqual(3);
    const words = wordsOf(pages);
    for (let i = 0; i < 150; i++) expect(words).toContain(`1.${String(i).padStart(3, '0')}`);
    const again = words.filter((word) => word === 'Medarbejder anna · Lokalnr. 201 (fortsat)');
    expect(again.length).toBeGreaterThanOrEqual(2);
    for (const page of pages) {
      const texts = textsOf(page);
      for (const mark of texts) {
        expect(mark.x).toBeGreaterThanOrEqual(paper.left - 0.05);
        expect(mark.x + mark.width, mark.text).toBeLessThanOrEqual(paper.right + 0.05);
        expect(mark.y).toBeLessThanOrEqual(paper.foot);
      }
      const rows = groupBy(texts, ({ y }) => y);
      for (const row of rows.values()) {
        const sorted = row.sort((a, b) => a.x - b.x);
        sorted.forEach((mark, i) => {
          const next = sorted[i + 1];
          if (next) expect(mark.x + mark.width, mark.text).toBeLessThanOrEqual(next.x + 0.05);
        });
      }
    }
  });
});
