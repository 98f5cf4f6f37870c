/**
 * Places blocks on pages from top to bottom. A block that must stay with the next one never ends a
 * page, and a table that goes on takes its head along. It knows heights only, nothing of content.
 */
import type { Block } from './marks.ts';

export interface PlacedBlock {
  readonly block: Block;
  readonly top: number;
}

export interface Page {
  readonly blocks: readonly PlacedBlock[];
}

export interface Frame {
  readonly firstTop: number;
  readonly top: number;
  readonly bottom: number;
}

function chainHeight(blocks: readonly Block[], start: number, end: number, opens: boolean): number {
  let height = 0;
  for (let i = start; i <= end; i++) {
    const block = blocks[i];
    if (block) height += block.height + (opens && i === start ? 0 : block.gap);
  }
  return height;
}

/**
 * From `start`, the last block that must stand with it: up to the first that may be parted, or as
 * many as one page holds.
 */
function chainEnd(blocks: readonly Block[], start: number, room: number): number {
  let end = start;
  while (blocks[end]?.keepWithNext && end + 1 < blocks.length) end++;
  while (end > start && chainHeight(blocks, start, end, true) > room) end--;
  return end;
}

/**
 * Every block once, in order. A chain of blocks too tall for a whole page is parted where it must
 * be, rather than lost.
 */
export function paginate(blocks: readonly Block[], frame: Frame): Page[] {
  const pages: PlacedBlock[][] = [[]];
  let y = frame.firstTop;
  let settledTo = -1;

  const place = (block: Block) => {
    const page = pages.at(-1) ?? [];
    const top = page.length === 0 ? y : y + block.gap;
    page.push({ block, top });
    y = top + block.height;
  };
  const breakPage = (block: Block) => {
    pages.push([]);
    y = frame.top;
    if (block.onNewPage) place(block.onNewPage);
  };

  blocks.forEach((block, index) => {
    const opens = pages.at(-1)?.length === 0;
    if (index > settledTo) {
      const head = block.onNewPage ? block.onNewPage.height + block.gap : 0;
      settledTo = chainEnd(blocks, index, frame.bottom - frame.top - head);
      const needed = chainHeight(blocks, index, settledTo, opens);
      if (!opens && y + needed > frame.bottom) breakPage(block);
    }
    place(block);
  });
  return pages.map((placed) => ({ blocks: placed }));
}
