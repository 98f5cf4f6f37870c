/**
 * What a rendering of a document is (R32): a name to ask for it by, how its file is called and
 * typed, and a pure function from the frozen document to bytes. A new format is one file beside
 * this one and one line in the table of index.ts.
 */
import type { Document } from '../document.ts';

export interface DocumentFormat {
  readonly name: string;
  /** Without the dot. */
  readonly extension: string;
  readonly mediaType: string;
  /** Stored with the bytes; raised whenever the same document would give other bytes. */
  readonly version: string;
  /** The same document gives the same bytes, in any time zone and locale. */
  render(document: Document): Buffer | Promise<Buffer>;
}
