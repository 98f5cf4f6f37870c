/**
 * What a rendering of a document is (R32): a name to ask for it by, how its file is called and
 * typed, and a pure function from the frozen document to bytes. A new format is one file beside
 * this one and one line in the table of index.ts.
 */
import type { Document } from '../document.ts';

/** Kept bytes of the same document in other formats, by the name of the format. */
export type Renderings = ReadonlyMap<string, Buffer>;

/** Pictures by the SHA-256 of their bytes, hexadecimal. */
export type Pictures = ReadonlyMap<string, Buffer>;

export interface DocumentFormat {
  readonly name: string;
  /** Without the dot. */
  readonly extension: string;
  readonly mediaType: string;
  /** Stored with the bytes; raised whenever the same document would give other bytes. */
  readonly version: string;
  /** Formats whose kept bytes this one carries inside; `render` is given those by name. */
  readonly embeds?: readonly string[];
  /** It shows the document's brand, so `render` is given the pictures that the brand names. */
  readonly pictures?: boolean;
  /** What is wrong or odd about a document in this format; an error refuses the rendering. */
  readonly check?: (document: Document) => readonly DocumentFinding[];
  /** The same document gives the same bytes, in any time zone and locale. */
  render(document: Document, embedded?: Renderings, pictures?: Pictures): Buffer | Promise<Buffer>;
}

/** What a check of a document or of a finished file found: which rule, where, and what it says. */
export interface DocumentFinding {
  readonly code: string;
  /** A receiver refuses an error, or ought to; a warning is for a person to look at. */
  readonly severity: 'error' | 'warning';
  /** `buyer.cvr`, or the path of an XML element. */
  readonly place: string;
  readonly value: string;
  /** One sentence that names the rule. */
  readonly message: string;
}
