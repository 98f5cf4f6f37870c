/**
 * A document as pages of marks, with nothing drawn yet: the parts in reading order, placed by the
 * flow, and the frame of each page around them. Pure, so that tests can measure a page.
 */
import { invariant } from '../../../kernel/index.ts';
import type { Document } from '../../document.ts';
import { frameMarks, letterheadBlock } from './letterhead.ts';
import { type Page, paginate } from './page/flow.ts';
import type { Block, Mark, Places } from './page/marks.ts';
import { inAccent } from './page/palette.ts';
import { paper } from './page/theme.ts';
import { sectionBlocks } from './sections.ts';
import { summaryBlock, titleBlock } from './summary.ts';
import { overviewBlocks, vatBlocks } from './totals.ts';
import { usageChart } from './usage/chart.ts';

/**
 * Every piece of a document, in reading order. VAT and total go with the last rows above them: alone
 * on a page of their own they would say nothing that page 1 does not.
 */
export function blocksOf(document: Document): Block[] {
  const body = [
    letterheadBlock(document),
    titleBlock(document),
    summaryBlock(document),
    ...overviewBlocks(document),
    ...document.sections.flatMap((section) => sectionBlocks(document, section)),
  ];
  const keepWithNext = true;
  const kept = body.map((block, i) => (i === body.length - 1 ? { ...block, keepWithNext } : block));
  return [...kept, ...vatBlocks(document), ...usageChart(document)];
}

function placesOf(pages: readonly Page[]): Places {
  const pageOf = new Map<string, number>();
  pages.forEach((page, index) => {
    for (const { block } of page.blocks) if (block.anchor) pageOf.set(block.anchor, index + 1);
  });
  return {
    pageOf: (anchor) => {
      const page = pageOf.get(anchor);
      invariant(page, `no page holds the anchor ${anchor}`);
      return page;
    },
  };
}

/** The marks of each page. */
export function layoutDocument(document: Document): Mark[][] {
  const pages = paginate(blocksOf(document), paper);
  const places = placesOf(pages);
  return pages.map((page, index) => {
    const part = page.blocks[0]?.block.part;
    const marks = page.blocks.flatMap(({ block, top }) => block.draw(top, places));
    const all = [...frameMarks(document, index + 1, pages.length, part), ...marks];
    return document.brand ? inAccent(all, document.brand.colour) : all;
  });
}
