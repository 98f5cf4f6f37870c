/**
 * A page in another accent colour: every mark that has the theme's accent gets the brand's, and what
 * is a lighter shade of it gets that shade of the brand's. Greys stay; no place or size changes.
 */
import type { Mark } from './marks.ts';
import { colors } from './theme.ts';

/** The channels of `#rrggbb`, 0 to 255 each. */
const channels = (colour: string): number[] =>
  [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));

/** The colour with white poured in: 0 leaves it, 1 is white. */
export function lighter(colour: string, white: number): string {
  const mixed = channels(colour).map((value) => Math.round(value + (255 - value) * white));
  return `#${mixed.map((value) => value.toString(16).padStart(2, '0')).join('')}`;
}

/** The marks with `accent` for the theme's. */
export function inAccent(marks: readonly Mark[], accent: string): Mark[] {
  const shades = new Map<string, string>([
    [colors.accent, accent],
    [colors.bar, lighter(accent, 0.3)],
  ]);
  return marks.map((mark): Mark => {
    if (mark.kind === 'box') return { ...mark, color: shades.get(mark.color) ?? mark.color };
    if (mark.kind !== 'text') return mark;
    const color = shades.get(mark.style.color);
    return color === undefined ? mark : { ...mark, style: { ...mark.style, color } };
  });
}
