/** Contrasts as WCAG 2.2's formula gives them; the greys around 4.5:1 are those that W3C names. */
import { describe, expect, it } from 'vitest';
import { colourOf, contrastToWhite, readable } from '../../../src/register/brands/colour.ts';

describe('the colour of a brand', () => {
  it.each([
    ['#000000', 21],
    ['#ffffff', 1],
    ['#767676', 4.54],
    ['#777777', 4.47],
    ['#0000ff', 8.59],
    ['#ff0000', 3.99],
  ])('%s has its contrast to white, rounded down: %d', (colour, contrast) => {
    expect(contrastToWhite(colour)).toBe(contrast);
  });

  it('is written with six digits, in any case and with or without the sign', () => {
    expect(['#7A1F3D', '7a1f3d', ' #7a1f3d '].map(colourOf)).toEqual(Array(3).fill('#7a1f3d'));
    expect(['#fff', 'red', '#12345g', '', '##112233'].map(colourOf)).toEqual(
      Array(5).fill(undefined),
    );
  });

  it('is darkened as little as makes it readable', () => {
    expect(readable('#777777')).toBe('#767676');
    expect(contrastToWhite(readable('#ffcc00'))).toBeGreaterThanOrEqual(4.5);
    expect(readable('#000000')).toBe('#000000');
  });
});
