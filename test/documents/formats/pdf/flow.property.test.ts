import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Page, paginate } from '../../../../src/documents/formats/pdf/page/flow.ts';
import type { Block } from '../../../../src/documents/formats/pdf/page/marks.ts';

const frame = { firstTop: 40, top: 70, bottom: 780 };
const head: Block = { height: 20, gap: 0, keepWithNext: true, draw: () => [] };

const block = fc
  .record({
    height: fc.integer({ min: 1, max: 160 }),
    gap: fc.integer({ min: 0, max: 30 }),
    keepWithNext: fc.boolean(),
    inTable: fc.boolean(),
  })
  .map(
    ({ inTable, ...rest }): Block => ({
      ...rest,
      ...(inTable ? { onNewPage: head } : {}),
      draw: () => [],
    }),
  );
/** Never more than three kept together, so that every chain fits a page. */
const blocks = fc
  .array(block, { maxLength: 120 })
  .map((all) => all.map((one, i) => ({ ...one, keepWithNext: one.keepWithNext && i % 3 !== 2 })));

const contentOf = (page: Page) => page.blocks.filter((placed) => placed.block !== head);

describe('pages', () => {
  it('hold every block once and in order', () => {
    fc.assert(
      fc.property(blocks, (all) => {
        const placed = paginate(all, frame).flatMap(contentOf);
        expect(placed.map((one) => one.block)).toEqual(all);
      }),
    );
  });

  it('let no block reach below the foot or into the block above', () => {
    fc.assert(
      fc.property(blocks, (all) => {
        for (const page of paginate(all, frame)) {
          let above = 0;
          for (const { block: one, top } of page.blocks) {
            expect(top).toBeGreaterThanOrEqual(above);
            above = top + one.height;
            expect(above).toBeLessThanOrEqual(frame.bottom);
          }
        }
      }),
    );
  });

  it('never end with a block that belongs to the next one', () => {
    fc.assert(
      fc.property(blocks, (all) => {
        const pages = paginate(all, frame);
        for (const page of pages.slice(0, -1)) {
          expect(page.blocks.at(-1)?.block.keepWithNext).toBe(false);
        }
      }),
    );
  });

  it('begin with the head of the table that goes on, and hold it nowhere else', () => {
    fc.assert(
      fc.property(blocks, (all) => {
        paginate(all, frame).forEach((page, index) => {
          const heads = page.blocks.filter((placed) => placed.block === head);
          const goesOn = index > 0 && contentOf(page)[0]?.block.onNewPage === head;
          expect(heads).toHaveLength(goesOn ? 1 : 0);
          if (goesOn) expect(page.blocks[0]?.block).toBe(head);
        });
      }),
    );
  });
});
