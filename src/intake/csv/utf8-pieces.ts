/**
 * Bytes of a file as text in pieces that end with a line, so that memory stays flat. Whatever is
 * not UTF-8 is refused with its line: a byte of another encoding would otherwise become a wrong
 * name that nobody notices. What the text means is not known here.
 */
import { isUtf8 } from 'node:buffer';
import { type Fault, invariant } from '../../kernel/index.ts';

/** A file that cannot be read as a whole; caught by the reader and handed on as its fault. */
export class UnreadableFile extends Error {
  readonly fault: Fault;

  constructor(fault: Fault) {
    super(fault.message);
    this.name = 'UnreadableFile';
    this.fault = fault;
  }
}

const LINE_FEED = 0x0a;
const LONGEST_LINE = 4 * 1024 * 1024;

/** Text of the bytes, each piece a number of whole lines, without a byte order mark. */
export async function* utf8Pieces(
  bytes: AsyncIterable<Uint8Array>,
  source: string,
): AsyncGenerator<string> {
  let line = 1;
  let rest: Buffer = Buffer.alloc(0);
  const textOf = (piece: Buffer): string => {
    if (!isUtf8(piece)) throw notUtf8(piece, source, line);
    const text = piece.toString('utf8');
    const first = line === 1 ? text.replace(/^\uFEFF/, '') : text;
    for (const byte of piece) if (byte === LINE_FEED) line += 1;
    return first;
  };
  for await (const chunk of bytes) {
    const end = chunk.lastIndexOf(LINE_FEED) + 1;
    const whole = Buffer.concat([rest, chunk.subarray(0, end)]);
    if (end > 0) yield textOf(whole);
    rest = end > 0 ? Buffer.from(chunk.subarray(end)) : Buffer.concat([rest, chunk]);
    if (rest.length > LONGEST_LINE) {
      const message = `a line is longer than ${LONGEST_LINE} bytes; is this a CSV file?`;
      const fault = { code: 'file.line-too-long', source, line, column: '', value: '', message };
      throw new UnreadableFile(fault);
    }
  }
  if (rest.length > 0) yield textOf(rest);
}

function notUtf8(piece: Buffer, source: string, firstLine: number): UnreadableFile {
  let line = firstLine;
  for (let start = 0; start < piece.length; line += 1) {
    const feed = piece.indexOf(LINE_FEED, start);
    const end = feed < 0 ? piece.length : feed + 1;
    const bad = piece.subarray(start, end);
    if (!isUtf8(bad)) {
      const value = bad.toString('latin1').trimEnd().slice(0, 200);
      const hint = `(read as Windows-1252 it says: ${value})`;
      const message = `the line is not UTF-8 ${hint}; save the file as UTF-8`;
      const fault = { code: 'file.encoding', source, line, column: '', value, message };
      return new UnreadableFile(fault);
    }
    start = end;
  }
  invariant(false, 'bytes that are not UTF-8 have a line that is not');
}
