/**
 * The letters of a face as a file knows them. Every file's font begins with the letters that nearly
 * all documents use, in the same places: the font of a document that uses no others is made and
 * compressed once a process and not once a document, and a text of theirs is encoded once. Other
 * letters come after these, and the font of such a document is made for it alone.
 */
import { deflateSync } from 'node:zlib';
import type PDFDocument from 'pdfkit';
import type { Face } from '../page/theme.ts';
import { decimals } from './operators.ts';

/** What documents in Danish and English are written with, names of neighbours and the hard space included. */
const COMMON =
  'ABCDEFGHIJKLMNOPQRSTUVWXYZÆØÅÄÖÜÉabcdefghijklmnopqrstuvwxyzæøåäöüé0123456789 \u00a0' +
  ".,:;-–−/·+<|&%@()'…?_×½";
/** Texts that are remembered; destinations and amounts come again, names and numbers do not. */
const MOST_TEXTS = 5_000;

type Sheet = InstanceType<typeof PDFDocument>;
type Content = Uint8Array | string;

/** What pdfkit does not show in its types. */
interface Reference {
  end: (content?: Content) => void;
}
interface Position {
  readonly xAdvance: number;
  readonly advanceWidth: number;
}
interface EmbeddedFont {
  readonly id: string;
  document: unknown;
  readonly subset: { readonly glyphs: readonly number[]; encode: () => Uint8Array };
  readonly ref: () => Reference;
  encode: (text: string, features: readonly string[]) => [string[], Position[]];
  embed: () => void;
}
interface Inside {
  readonly _font: EmbeddedFont;
  readonly compress: boolean;
  readonly subset: unknown;
  ref: (data?: object) => Reference;
  readonly page: { readonly fonts: Record<string, Reference> };
}

/** What belongs to the common letters of a face, the same in every file. */
interface Kept {
  file?: Uint8Array;
  readonly texts: Map<string, string>;
}

const keptOf: Readonly<Record<Face, Kept>> = {
  regular: { texts: new Map() },
  strong: { texts: new Map() },
};
/** Contents of font files and of their tables of characters, compressed. */
const compressed = new Map<Content, Buffer>();

/** A face within one file. */
export interface Letters {
  /** Makes the face known to the page that is open; its name there. */
  readonly enterPage: () => string;
  /** A text as the operand of `TJ`: glyphs, and in between what kerning takes away (ISO 32000-1, 9.4.3). */
  readonly arrayOf: (text: string) => string;
}

/** Begins a face, registered with the sheet by its name, with the common letters. */
export function openLetters(sheet: Sheet, face: Face): Letters {
  const inside = sheet.font(face) as unknown as Inside;
  const font = inside._font;
  const kept = keptOf[face];
  font.encode(COMMON, []);
  const count = font.subset.glyphs.length;
  const beyond = count.toString(16).padStart(4, '0');
  const embed = font.embed.bind(font);
  font.embed = () => {
    if (font.subset.glyphs.length === count) {
      const file = kept.file ?? font.subset.encode();
      kept.file = file;
      font.subset.encode = () => file;
      if (inside.compress) font.document = compressingOnce(inside);
    }
    embed();
  };
  return {
    enterPage: () => {
      inside.page.fonts[font.id] ??= font.ref();
      return font.id;
    },
    arrayOf: (text) => {
      const known = kept.texts.get(text);
      if (known !== undefined) return known;
      const [glyphs, positions] = font.encode(text, []);
      const array = arrayOf(glyphs, positions);
      if (glyphs.every((glyph) => glyph < beyond)) {
        if (kept.texts.size >= MOST_TEXTS) kept.texts.clear();
        kept.texts.set(text, array);
      }
      return array;
    },
  };
}

function arrayOf(glyphs: readonly string[], positions: readonly Position[]): string {
  let array = '[<';
  for (const [at, glyph] of glyphs.entries()) {
    array += glyph;
    const position = positions[at];
    const kern = position ? decimals(position.advanceWidth - position.xAdvance) : 0;
    if (kern !== 0 && at < glyphs.length - 1) array += `> ${kern} <`;
  }
  return `${array}>]`;
}

/** The sheet as a font sees it while it is embedded: contents that were seen before are compressed. */
function compressingOnce(inside: Inside): Pick<Inside, 'ref' | 'subset'> {
  const ref = (data?: object) => {
    if (data) return inside.ref(data);
    const made = inside.ref({ Filter: 'FlateDecode' });
    const end = made.end.bind(made);
    made.end = (content = '') => end(deflated(content));
    return made;
  };
  return { ref, subset: inside.subset };
}

function deflated(content: Content): Buffer {
  const found = compressed.get(content) ?? deflateSync(content);
  compressed.set(content, found);
  return found;
}
