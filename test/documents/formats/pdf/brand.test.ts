/** A white-label document: the reseller's look around the seller's facts. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Document, DocumentBrand } from '../../../../src/documents/document.ts';
import { layoutDocument } from '../../../../src/documents/formats/pdf/layout.ts';
import type { Mark } from '../../../../src/documents/formats/pdf/page/marks.ts';
import { lighter } from '../../../../src/documents/formats/pdf/page/palette.ts';
import { addressWindow, colors, paper } from '../../../../src/documents/formats/pdf/page/theme.ts';
import { samples } from '../../sample.ts';

const withBrand = (document: Document, brand: DocumentBrand): Document => ({ ...document, brand });
const logoOf = (width: number, height: number) => ({ sha256: 'ab'.repeat(32), width, height });

const colorsOf = (marks: readonly Mark[]) =>
  new Set(
    marks.flatMap((mark) =>
      mark.kind === 'text' ? [mark.style.color] : mark.kind === 'box' ? [mark.color] : [],
    ),
  );
const wordsOf = (pages: readonly (readonly Mark[])[]) =>
  pages.flat().flatMap((mark) => (mark.kind === 'text' ? [mark.text] : []));

describe('a document with a brand', () => {
  it.each(Object.entries(samples))('has nowhere the colour of the seller: %s', (_, make) => {
    const pages = layoutDocument(withBrand(make(), { colour: '#7a1f3d' }));
    for (const page of pages) {
      expect(colorsOf(page)).not.toContain(colors.accent);
      expect(colorsOf(page)).not.toContain(colors.bar);
    }
    expect(colorsOf(pages.flat())).toContain('#7a1f3d');
  });

  it('is the same document in another colour: every mark stands where it stood', () => {
    const bare = (mark: Mark) =>
      mark.kind === 'text'
        ? { ...mark, style: { ...mark.style, color: '' } }
        : { ...mark, color: '' };
    const before = layoutDocument(samples.awkward());
    const after = layoutDocument(withBrand(samples.awkward(), { colour: '#7a1f3d' }));
    expect(after.map((page) => page.map(bare))).toEqual(before.map((page) => page.map(bare)));
  });

  it('says who sells all the same: name, address and CVR number on page 1, name on each page', () => {
    const document = withBrand(samples['five-pages'](), {
      colour: '#7a1f3d',
      logo: logoOf(420, 120),
    });
    const pages = layoutDocument(document);
    const { name, address, cvr } = document.seller;
    expect(wordsOf(pages.slice(0, 1))).toEqual(
      expect.arrayContaining([name, address, `CVR-nr. ${cvr}`]),
    );
    for (const page of pages)
      expect(wordsOf([page]).join('\n')).toContain(`${name} · CVR-nr. ${cvr}`);
  });

  it('shows a logo of any shape whole, above the receiver, on page 1 alone and never blown up', () => {
    const side = fc.integer({ min: 1, max: 2000 });
    fc.assert(
      fc.property(side, side, (width, height) => {
        const logo = logoOf(width, height);
        const pages = layoutDocument(
          withBrand(samples['five-pages'](), { colour: '#111111', logo }),
        );
        const shown = pages.map((page) => page.filter((mark) => mark.kind === 'picture'));
        expect(shown.map(({ length }) => length)).toEqual([1, ...pages.slice(1).map(() => 0)]);
        const [mark] = shown[0] ?? [];
        if (mark?.kind !== 'picture') throw new Error('no picture');
        expect(mark.x).toBe(paper.left);
        expect(mark.width / mark.height).toBeCloseTo(width / height, 6);
        expect(mark.width).toBeLessThanOrEqual(Math.min(addressWindow.width, width * 0.75) + 1e-9);
        expect(mark.y + mark.height).toBeLessThan(addressWindow.top);
      }),
      { numRuns: 30 },
    );
  });

  it('is lightened towards white by shares', () => {
    expect([lighter('#000000', 0), lighter('#000000', 0.5), lighter('#7a1f3d', 1)]).toEqual([
      '#000000',
      '#808080',
      '#ffffff',
    ]);
  });
});
