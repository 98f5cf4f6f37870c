/**
 * Whether a colour can be read as text on white paper: contrast by relative luminance, as WCAG 2.2
 * defines it. It knows numbers of light, not documents.
 */

/** WCAG 2.2, success criterion 1.4.3: text of ordinary size. */
export const LEAST_CONTRAST = 4.5;

const WRITTEN = /^#?([0-9a-f]{6})$/i;

/** `#rrggbb` in small letters; undefined where the text is no colour. */
export function colourOf(text: string): string | undefined {
  const digits = WRITTEN.exec(text.trim())?.[1];
  return digits && `#${digits.toLowerCase()}`;
}

const channels = (colour: string): number[] =>
  [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = channels(colour).map((value) => {
    const share = value / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** From 1 (white itself) to 21 (black), rounded down to hundredths: 4.499 is not 4.5. */
export const contrastToWhite = (colour: string): number =>
  Math.floor((1.05 / (luminance(colour) + 0.05)) * 100) / 100;

/** The same hue, darkened as little as makes it readable. */
export function readable(colour: string): string {
  for (let share = 100; share > 0; share--) {
    const darker = channels(colour).map((value) => Math.round((value * share) / 100));
    const text = `#${darker.map((value) => value.toString(16).padStart(2, '0')).join('')}`;
    if (contrastToWhite(text) >= LEAST_CONTRAST) return text;
  }
  return '#000000';
}
