/**
 * The look that a white-label reseller's customers see on their documents: one colour and perhaps a
 * logo. What may be a brand is decided here, before anything is stored; who sells stays on the
 * document whatever it looks like (R34).
 */
import { hash } from 'node:crypto';
import { colourOf, contrastToWhite, LEAST_CONTRAST, readable } from './colour.ts';
import { isPng, pngHead, readPng, UnreadablePng, writePng } from './png.ts';
import { brandRefusal } from './refusal.ts';

/** A logo as it is drawn: opaque PNG, known by its hash. */
export interface Logo {
  readonly sha256: Buffer;
  readonly width: number;
  readonly height: number;
  readonly bytes: Buffer;
}

/** A brand in force. */
export interface Brand {
  /** `#rrggbb`. */
  readonly colour: string;
  readonly logo: Omit<Logo, 'bytes'> | undefined;
}

/** It is drawn 16 mm high at most, and each document carries it: more would only be slow to send. */
export const LARGEST_FILE = 200_000;
export const LARGEST_SIDE = 2_000;

/** The colour as it is kept; refuses what is none, and what cannot be read on white. */
export function acceptedColour(text: string): string {
  const colour = colourOf(text);
  if (!colour) throw brandRefusal('colour-unknown', { colour: text });
  const contrast = contrastToWhite(colour);
  if (contrast < LEAST_CONTRAST) {
    throw brandRefusal('colour-too-light', {
      colour,
      contrast: `${contrast}`,
      least: `${LEAST_CONTRAST}`,
      instead: readable(colour),
    });
  }
  return colour;
}

/** A file as a logo: read, laid on white, cleared of all but its pixels, and hashed. */
export function logoOf(file: Buffer): Logo {
  if (file.length > LARGEST_FILE) {
    throw brandRefusal('logo-too-large', { bytes: file.length, most: LARGEST_FILE });
  }
  if (!isPng(file)) throw brandRefusal('logo-format', { looksLike: formatOf(file) });
  try {
    const { width, height } = pngHead(file);
    if (Math.max(width, height) > LARGEST_SIDE) {
      throw brandRefusal('logo-too-wide', { width, height, most: LARGEST_SIDE });
    }
    const pixels = readPng(file);
    if (pixels.rgb.every((value) => value > 0xf0)) throw brandRefusal('logo-white');
    const bytes = writePng(pixels);
    if (bytes.length > LARGEST_FILE) {
      throw brandRefusal('logo-too-large', { bytes: bytes.length, most: LARGEST_FILE });
    }
    return { sha256: hash('sha256', bytes, 'buffer'), width, height, bytes };
  } catch (error) {
    if (error instanceof UnreadablePng) throw brandRefusal('logo-damaged', { why: error.message });
    throw error;
  }
}

/** What a file that is no PNG seems to be. */
function formatOf(file: Buffer): string {
  const start = file.subarray(0, 400).toString('latin1');
  if (start.startsWith('\xff\xd8')) return 'a JPEG';
  if (start.startsWith('GIF8')) return 'a GIF';
  if (start.startsWith('%PDF')) return 'a PDF';
  if (/^RIFF....WEBP/s.test(start)) return 'a WebP';
  return /<svg[\s>]/.test(start) ? 'an SVG' : 'something else';
}

export const sameBrand = (a: Brand | undefined, b: Brand | undefined): boolean =>
  a?.colour === b?.colour && a?.logo?.sha256.toString('hex') === b?.logo?.sha256.toString('hex');
