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

/** From `start`, the blocks that must stand together: up to the first that may be parted. */
function chainEnd(blocks: readonly Block[], start: number): number {
  let end = start;
  while (blocks[end]?.keepWithNext && end + 1 < blocks.length) end++;
  return end;
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
    const needed = opens ? block.height : block.gap + block.height;
    if (index > settledTo) {
      const end = chainEnd(blocks, index);
      const chain = chainHeight(blocks, index, end, opens);
      const fitsAnyPage = chainHeight(blocks, index, end, true) <= frame.bottom - frame.top;
      if (!opens && y + (fitsAnyPage ? chain : needed) > frame.bottom) breakPage(block);
      if (fitsAnyPage) settledTo = end;
    } else if (!opens && y + needed > frame.bottom) {
      breakPage(block);
    }
    place(block);
  });
  return pages.map((placed) => ({ blocks: placed }));
}
