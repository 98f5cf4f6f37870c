/**
 * What a call format is: it turns a file's text, block by block, into call records. It frames the
 * records itself, because a PBX may write lines, JSON or fixed columns. A readable record is never
 * a fault (R44): what cannot be parsed is delivered as unreadable, with its text. A record with a
 * NUL is one of those, since no text that PostgreSQL holds can have it; its text shows U+2400.
 */
import type { SourceRecord } from '../call-record.ts';

export interface CallFormat {
  /** As `--as` names it. */
  readonly name: string;
  /** Makes a reader for one file, whose name its faults carry. */
  reader(fileName: string): CallReader;
}

export interface CallReader {
  /**
   * Takes the next text of whole lines and returns the records completed by it. Throws a FileFault
   * where the file as a whole cannot be this format.
   */
  read(text: string, last: boolean): SourceRecord[];
  /** The text that, put on a line before a record's `raw`, makes it readable again; '' for none. */
  header(): string;
}
