/**
 * Bars and columns of a chart as marks. Full ones are amounts above 0, hollow ones below, so that a
 * black-and-white print says the same. Lengths alone are floating-point numbers: the figures stand
 * beside them as text.
 */
import { box, type Mark } from '../page/marks.ts';

/** A figure on the scale of the largest; a sliver at least, unless it is 0. */
export function lengthOf(value: bigint | number, largest: bigint | number, room: number): number {
  const part = Math.abs(Number(value)) / Math.max(1, Math.abs(Number(largest)));
  return Number(value) === 0 ? 0 : Math.max(0.8, part * room);
}

/** The largest of some figures, whatever their sign. */
export const largestOf = (values: readonly (bigint | number)[]): number =>
  Math.max(0, ...values.map((value) => Math.abs(Number(value))));

const LINE = 0.7;

/** A box, full or, for what is below 0, only its outline. */
export function bar(
  [x, y, width, height]: readonly [x: number, y: number, width: number, height: number],
  color: string,
  full: boolean,
): Mark[] {
  if (width <= 0 || height <= 0) return [];
  if (full || width <= 2 * LINE || height <= 2 * LINE) return [box(x, y, width, height, color)];
  return [
    box(x, y, width, LINE, color),
    box(x, y + height - LINE, width, LINE, color),
    box(x, y, LINE, height, color),
    box(x + width - LINE, y, LINE, height, color),
  ];
}
