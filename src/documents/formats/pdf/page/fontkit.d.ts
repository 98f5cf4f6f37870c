/** The few parts of fontkit that the typefaces use; the package brings no types of its own. */
declare module 'fontkit' {
  export interface Glyph {
    readonly id: number;
    readonly advanceWidth: number;
    readonly codePoints: readonly number[];
  }
  /** The glyph as fontkit keeps it, one object per id. */
  export interface KeptGlyph extends Glyph {
    _decode?: () => unknown;
  }
  export interface GlyphPosition {
    xAdvance: number;
    yAdvance: number;
    xOffset: number;
    yOffset: number;
  }
  export interface GlyphRun {
    readonly glyphs: Glyph[];
    readonly positions: GlyphPosition[];
    readonly advanceWidth: number;
  }
  export interface Font {
    readonly unitsPerEm: number;
    readonly capHeight: number;
    hasGlyphForCodePoint(codePoint: number): boolean;
    glyphForCodePoint(codePoint: number): Glyph;
    layout(text: string): GlyphRun;
    getGlyph(id: number, codePoints?: readonly number[]): KeptGlyph;
  }
  export function create(bytes: Uint8Array): Font;
}
