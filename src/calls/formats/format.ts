/**
 * What a call format is: it turns a file's text, block by block, into call records. It frames the
 * records itself, because a PBX may write lines, JSON or fixed columns. A readable record is never
 * a fault (R44): what cannot be parsed is delivered as unreadable, with its text. A record with a
 * NUL is one of those, since no text that PostgreSQL holds can have it; its text shows U+2400.
 */
import type { ZodType } from 'zod';
import type { SourceRecord } from '../record/call-record.ts';
import type { SourceSettings } from '../sources/settings.ts';

/** How a file begins: what its format is recognised by. */
export interface FileSample {
  readonly fileName: string;
  /** Its first lines, at most 64 KiB. */
  readonly text: string;
}

/** The file that a reader is made for. */
export interface FormatFile {
  readonly fileName: string;
  /** The settings of its source; undefined for the canonical format, which needs none. */
  readonly source: SourceSettings | undefined;
}

export interface CallFormat {
  /** As `--as` names it. */
  readonly name: string;
  /** What it is, for people: `Asterisk cdr_csv, Master.csv`. */
  readonly title: string;
  /** Whether a file that begins like this is of the format; sure enough to act without asking. */
  recognises(sample: FileSample): boolean;
  /** What a source of this format may be told; undefined where it has no sources. */
  readonly settings: FormatSettings | undefined;
  /** Makes a reader for one file, whose name its faults carry. */
  reader(file: FormatFile): CallReader;
}

export interface FormatSettings {
  /** The zone that holds unless the source says otherwise; '' where the files tell it themselves. */
  readonly zone: string;
  /** Checks the source's own options, each described (`.describe(…)`) for `takst sources --help`. */
  readonly options: ZodType<Readonly<Record<string, unknown>>>;
  /** Which records make one call, and which of them are billed, in two or three sentences. */
  readonly rule: string;
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
