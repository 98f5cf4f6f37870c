/**
 * The two typefaces, parsed once a process and measured glyph by glyph. pdfkit accepts a parsed font
 * and asks it to lay out each text; the layout here is what measuring uses too, so that what was
 * measured is what is drawn. Reads the two font files of the package and nothing else.
 */
import { readFileSync } from 'node:fs';
import { create, type Font, type Glyph, type GlyphPosition, type GlyphRun } from 'fontkit';
import type { Face, TextStyle } from './theme.ts';

export interface Typeface {
  /** Handed to pdfkit as a font. */
  readonly font: Font;
  /** Width in em. */
  readonly widthOf: (text: string) => number;
}

const root = new URL('../../../../../', import.meta.url);
const fileOf: Readonly<Record<Face, string>> = {
  regular: 'src/documents/formats/pdf/fonts/takst-sans-regular.ttf',
  strong: 'src/documents/formats/pdf/fonts/takst-sans-semibold.ttf',
};

const MINUS = 0x2212;
const HYPHEN = 0x2d;
const STAND_IN = 0x3f;
/** From `A` on: digits and punctuation before it keep their widths, so that columns align. */
const FIRST_KERNED = 0x41;
/** A text is measured as a cell, as a line and as a mark; so many are remembered. */
const MOST_WIDTHS = 10_000;

/**
 * The glyph of a letter; where the font has none, of its base letter (`ḥ` as `h`), and of a question
 * mark at last: an archive's file may not show the empty box of a missing glyph (PDF/A-3, 6.2.11.8).
 */
function glyphOf(font: Font, codePoint: number): Glyph | undefined {
  const text = String.fromCodePoint(codePoint);
  if (font.hasGlyphForCodePoint(codePoint)) {
    const { id, advanceWidth } = font.glyphForCodePoint(codePoint);
    // A minus is copied out of the page as the hyphen that spreadsheets read.
    return { id, advanceWidth, codePoints: [codePoint === MINUS ? HYPHEN : codePoint] };
  }
  if (/[\p{M}\p{C}]/u.test(text)) return undefined;
  const base = text.normalize('NFKD').codePointAt(0) ?? codePoint;
  return glyphOf(font, base === codePoint ? STAND_IN : base);
}

/**
 * Embedding decodes a glyph's outline anew for every file, a third of a page's time; this keeps what
 * the first decoding gave. Without that inner function of fontkit it is slower and no different.
 */
function keepingOutlines(font: Font): Font['getGlyph'] {
  const kept = new Set<number>();
  return (id, codePoints) => {
    const glyph = font.getGlyph(id, codePoints);
    if (!kept.has(id) && glyph._decode) {
      const outline = glyph._decode();
      glyph._decode = () => outline;
      kept.add(id);
    }
    return glyph;
  };
}

function openTypeface(bytes: Uint8Array): Typeface {
  const font = create(bytes);
  const glyphs = new Map<number, Glyph | undefined>();
  const kerning = new Map<number, number>();
  const widths = new Map<string, number>();

  const glyphFor = (codePoint: number): Glyph | undefined => {
    if (!glyphs.has(codePoint)) glyphs.set(codePoint, glyphOf(font, codePoint));
    return glyphs.get(codePoint);
  };
  const kernBetween = (left: number, right: number): number => {
    if (left < FIRST_KERNED || right < FIRST_KERNED) return 0;
    const key = left * 0x110000 + right;
    let kern = kerning.get(key);
    if (kern === undefined) {
      const pair = font.layout(String.fromCodePoint(left, right));
      const [first, second] = pair.positions;
      kern = second && first ? first.xAdvance - (pair.glyphs[0]?.advanceWidth ?? 0) : 0;
      kerning.set(key, kern);
    }
    return kern;
  };

  const layout = (text: string): GlyphRun => {
    const run: Glyph[] = [];
    const positions: GlyphPosition[] = [];
    let advanceWidth = 0;
    let before = 0;
    for (const letter of text.normalize('NFC')) {
      const codePoint = letter.codePointAt(0) ?? 0;
      const glyph = glyphFor(codePoint);
      if (!glyph) continue;
      const last = positions.at(-1);
      const kern = last ? kernBetween(before, codePoint) : 0;
      if (last) last.xAdvance += kern;
      run.push(glyph);
      positions.push({ xAdvance: glyph.advanceWidth, yAdvance: 0, xOffset: 0, yOffset: 0 });
      advanceWidth += glyph.advanceWidth + kern;
      before = codePoint;
    }
    return { glyphs: run, positions, advanceWidth };
  };

  const measured = (text: string): number => {
    let width = 0;
    let before = FIRST_KERNED - 1;
    for (const letter of text.normalize('NFC')) {
      const codePoint = letter.codePointAt(0) ?? 0;
      const glyph = glyphFor(codePoint);
      if (!glyph) continue;
      width += glyph.advanceWidth + kernBetween(before, codePoint);
      before = codePoint;
    }
    return width / font.unitsPerEm;
  };
  const widthOf = (text: string): number => {
    let width = widths.get(text);
    if (width === undefined) {
      width = measured(text);
      if (widths.size >= MOST_WIDTHS) widths.clear();
      widths.set(text, width);
    }
    return width;
  };
  const forPdfkit = { layout, getGlyph: keepingOutlines(font) };
  return { font: Object.assign(Object.create(font) as Font, forPdfkit), widthOf };
}

const opened = new Map<Face, Typeface>();

/** A typeface, opened at its first use. */
export function typeface(face: Face): Typeface {
  let found = opened.get(face);
  if (!found) {
    found = openTypeface(readFileSync(new URL(fileOf[face], root)));
    opened.set(face, found);
  }
  return found;
}

/** Width of a text in points. */
export const widthOf = (text: string, style: TextStyle): number =>
  typeface(style.face).widthOf(text) * style.size;
