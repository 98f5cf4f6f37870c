/**
 * What stands on a page, as plain values: texts on their baselines, filled boxes, links. Layout only
 * makes marks and the writer only draws them, so that a test can ask where everything is. A block is
 * a piece of a page with a known height that is never torn apart.
 */
import { colors, type TextStyle } from './theme.ts';
import { widthOf } from './typeface.ts';

export type Align = 'left' | 'right';

export interface TextMark {
  readonly kind: 'text';
  readonly x: number;
  /** Baseline, from the top of the sheet. */
  readonly y: number;
  readonly width: number;
  readonly text: string;
  readonly style: TextStyle;
}

export interface BoxMark {
  readonly kind: 'box';
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly color: string;
}

/** A picture known by the hash of its bytes, such as a reseller's logo. */
export interface PictureMark {
  readonly kind: 'picture';
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** Hexadecimal. */
  readonly sha256: string;
}

/** A place that leads to an anchor when it is clicked. */
export interface LinkMark {
  readonly kind: 'link';
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly to: string;
}

/** A place that links and the outline of the file can lead to. */
export interface AnchorMark {
  readonly kind: 'anchor';
  readonly y: number;
  readonly name: string;
  readonly title: string;
}

export type Mark = TextMark | BoxMark | PictureMark | LinkMark | AnchorMark;

/** What is known only when all blocks have their place. */
export interface Places {
  /** Number of the page on which an anchor stands, counted from 1. */
  readonly pageOf: (anchor: string) => number;
}

export interface Block {
  readonly height: number;
  /** White space above, dropped at the top of a page. */
  readonly gap: number;
  /** Must stand on the same page as the block after it. */
  readonly keepWithNext: boolean;
  /** Put on top of a page that this block opens: the head of a table that goes on. */
  readonly onNewPage?: Block;
  /** Anchor that the block holds. */
  readonly anchor?: string;
  /** Which part of the document it belongs to, for the running head. */
  readonly part?: string;
  readonly draw: (top: number, places: Places) => readonly Mark[];
}

/** A text with its left end at `x`, or its right end where `align` says so. */
export function text(
  content: string,
  x: number,
  baseline: number,
  style: TextStyle,
  align: Align = 'left',
): TextMark {
  const width = widthOf(content, style);
  return {
    kind: 'text',
    x: align === 'left' ? x : x - width,
    y: baseline,
    width,
    text: content,
    style,
  };
}

export function box(x: number, y: number, width: number, height: number, color: string): BoxMark {
  return { kind: 'box', x, y, width, height, color };
}

export function picture(
  x: number,
  y: number,
  width: number,
  height: number,
  sha256: string,
): PictureMark {
  return { kind: 'picture', x, y, width, height, sha256 };
}

/** A horizontal line, drawn as a thin box so that it stays crisp. */
export function rule(x: number, y: number, width: number, color: string, weight = 0.5): BoxMark {
  return box(x, y, width, weight, color);
}

/** A bar for a share of 0 to 1: the whole as a track, the share upon it. */
export function shareBar(x: number, y: number, width: number, share: number): Mark[] {
  const height = 4;
  const filled = Math.max(0, Math.min(1, share)) * width;
  const track = box(x, y, width, height, colors.barTrack);
  return filled > 0 ? [track, box(x, y, Math.max(filled, 0.6), height, colors.bar)] : [track];
}
