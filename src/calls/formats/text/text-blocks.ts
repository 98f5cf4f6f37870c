/**
 * Bytes of a file as text, in blocks of whole lines. A line end is one byte in UTF-8 and never part
 * of a character, so each block can be checked and decoded by itself; what is not UTF-8 is refused
 * with its line (R44). Knows nothing of what the lines hold, but that a NUL in the very first means
 * UTF-16; further down it is a letter like others, and its record's to answer for.
 */
import { isUtf8 } from 'node:buffer';
import { FileFault } from './file-fault.ts';

const LINE_END = 10;
const BOM = '\uFEFF';
const LONGEST_LINE = 8_000_000;

/**
 * How bytes become text. `strict`: UTF-8, and a file with anything else is refused (SPEC 10). `utf-8`:
 * the same for a PBX's file, whose odd line is read as Windows-1252 instead, since names are not what
 * is billed. `windows-1252`: all of it.
 */
export type Encoding = 'strict' | 'utf-8' | 'windows-1252';

const westEuropean = new TextDecoder('windows-1252');

/** Yields the text of the chunks, a byte order mark left out. Throws a {@link FileFault}. */
export async function* textBlocks(
  chunks: AsyncIterable<Buffer>,
  fileName: string,
  encoding: Encoding = 'strict',
): AsyncGenerator<string> {
  let rest: Buffer[] = [];
  let restLength = 0;
  let line = 1;
  let first = true;
  const decode = (bytes: Buffer): string => {
    if (first && isUtf16(bytes)) throw notText(bytes, fileName, line);
    if (encoding === 'strict' && !isUtf8(bytes)) throw notText(bytes, fileName, line);
    const text = textOf(bytes, encoding);
    for (let at = bytes.indexOf(LINE_END); at >= 0; at = bytes.indexOf(LINE_END, at + 1)) line += 1;
    const bare = first && text.startsWith(BOM) ? text.slice(1) : text;
    first = false;
    return bare;
  };
  for await (const chunk of chunks) {
    const cut = chunk.lastIndexOf(LINE_END) + 1;
    if (cut === 0 && restLength < LONGEST_LINE) {
      rest.push(chunk);
      restLength += chunk.length;
      continue;
    }
    const whole = cut === 0 ? chunk : chunk.subarray(0, cut);
    yield decode(rest.length > 0 ? Buffer.concat([...rest, whole]) : whole);
    rest = cut > 0 && cut < chunk.length ? [chunk.subarray(cut)] : [];
    restLength = rest[0]?.length ?? 0;
  }
  if (rest.length > 0) yield decode(Buffer.concat(rest));
}

function textOf(bytes: Buffer, encoding: Encoding): string {
  if (encoding === 'windows-1252') return westEuropean.decode(bytes);
  return isUtf8(bytes) ? bytes.toString('utf8') : lineByLine(bytes);
}

/** Each line as what it is: files of a PBX are written to by parts that disagree about encoding. */
function lineByLine(bytes: Buffer): string {
  let text = '';
  for (let start = 0; start < bytes.length; ) {
    const end = bytes.indexOf(LINE_END, start);
    const line = bytes.subarray(start, end < 0 ? bytes.length : end + 1);
    text += isUtf8(line) ? line.toString('utf8') : westEuropean.decode(line);
    start += line.length;
  }
  return text;
}

/** Every other byte of Latin letters in UTF-16 is NUL, which UTF-8 alone would let pass. */
function isUtf16(bytes: Buffer): boolean {
  const end = bytes.indexOf(LINE_END);
  return bytes.subarray(0, end < 0 ? bytes.length : end).includes(0);
}

function notText(bytes: Buffer, fileName: string, firstLine: number): FileFault {
  let line = firstLine;
  let start = 0;
  for (;;) {
    const end = bytes.indexOf(LINE_END, start);
    const text = bytes.subarray(start, end < 0 ? bytes.length : end);
    if (!isUtf8(text) || (line === 1 && isUtf16(text)) || end < 0) {
      const value = text.subarray(0, 60).toString('latin1').replaceAll('\0', '\\0');
      const message = 'this line is not UTF-8 text (SPEC 10); save the file as UTF-8';
      const code = 'calls.encoding';
      return new FileFault([{ code, source: fileName, line, column: '', value, message }]);
    }
    line += 1;
    start = end + 1;
  }
}
