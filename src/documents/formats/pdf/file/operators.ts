/**
 * The operators of one page's texts and boxes (ISO 32000-1, 8 and 9). A mark knows its place, so what
 * pdfkit's own text does beyond writing is not needed; a colour and a font stay until another comes.
 * The page is one whose origin is the upper left corner, as pdfkit opens it.
 */
import type { BoxMark, TextMark } from '../page/marks.ts';
import type { Face } from '../page/theme.ts';
import type { Letters } from './letters.ts';

/** A number with as many decimals as can be seen: thousandths of a point. */
export const decimals = (value: number): number => Math.round(value * 1000) / 1000;

export interface PageOperators {
  readonly text: (mark: TextMark) => void;
  readonly box: (mark: BoxMark) => void;
  /** For what somebody else writes between these. */
  readonly add: (operator: string) => void;
  readonly all: () => string;
}

export function openOperators(letters: ReadonlyMap<Face, Letters>): PageOperators {
  const operators: string[] = [];
  let color = '';
  let font = '';
  const paint = (wanted: string): void => {
    if (wanted === color) return;
    color = wanted;
    operators.push(`${rgbOf(wanted)} rg`);
  };
  const text = ({ text: content, x, y, style }: TextMark): void => {
    const own = letters.get(style.face);
    if (!own || content === '') return;
    paint(style.color);
    const wanted = `/${own.enterPage()} ${decimals(style.size)} Tf`;
    const change = wanted === font ? '' : ` ${wanted}`;
    font = wanted;
    // Letters stand upright on a page that is upside down.
    const place = `1 0 0 -1 ${decimals(x)} ${decimals(y)} Tm`;
    operators.push(`BT${change} ${place} ${own.arrayOf(content)} TJ ET`);
  };
  const box = ({ x, y, width, height, color: wanted }: BoxMark): void => {
    paint(wanted);
    operators.push(`${[x, y, width, height].map(decimals).join(' ')} re f`);
  };
  const add = (operator: string): void => {
    operators.push(operator);
  };
  return { text, box, add, all: () => operators.join('\n') };
}

/** The few colours of a look, and of resellers' own, as operands. */
const known = new Map<string, string>();
const MOST_COLORS = 1_000;

/** Of `#rrggbb`: red, green and blue from 0 to 1. */
function rgbOf(color: string): string {
  const found = known.get(color);
  if (found) return found;
  const parts = [1, 3, 5].map((at) => Number.parseInt(color.slice(at, at + 2), 16));
  const operands = parts.map((part) => decimals(part / 255)).join(' ');
  if (known.size >= MOST_COLORS) known.clear();
  known.set(color, operands);
  return operands;
}
