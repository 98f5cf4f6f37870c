/**
 * Bytes as text, in the encodings in which such files arrive: UTF-8, UTF-16 with its mark, and
 * Windows-1252 once a Danish Excel has saved them. Guesses nothing else, since a wrong guess becomes
 * a wrong address that nobody notices. What the text means is not known here.
 */
import { isUtf8 } from 'node:buffer';
import type { Notes } from '../format.ts';
import { MAX_BYTES } from './limits.ts';

const startsWith = (bytes: Uint8Array, ...start: number[]) =>
  start.every((byte, at) => bytes[at] === byte);

/** The text of a file without its byte order mark. */
export function textOf(bytes: Uint8Array, notes: Notes): string {
  const text = decoded(bytes, notes);
  if (text.trim() === '') notes.refuse('empty', {}, 'the file is empty');
  return text;
}

function decoded(bytes: Uint8Array, notes: Notes): string {
  if (bytes.length > MAX_BYTES) {
    const why = `the file is larger than ${MAX_BYTES / 1024 / 1024} MB; no export of a tenant is that large`;
    notes.refuse('too-large', {}, why);
  }
  if (startsWith(bytes, 0x50, 0x4b, 0x03, 0x04)) {
    const why = 'the file is a workbook or a ZIP; hand in the CSV or JSON as Microsoft wrote it';
    notes.refuse('workbook', {}, why);
  }
  if (startsWith(bytes, 0xff, 0xfe)) return utf16(bytes, 'utf-16le', notes);
  if (startsWith(bytes, 0xfe, 0xff)) return utf16(bytes, 'utf-16be', notes);
  if (bytes.includes(0)) {
    const why =
      'the file holds NUL bytes: it is UTF-16 without a mark, or no text; save it as UTF-8';
    notes.refuse('encoding', {}, why);
  }
  if (isUtf8(bytes)) return new TextDecoder('utf-8').decode(bytes);
  notes.remark(
    'The file is in Windows-1252: a spreadsheet has saved it again since Microsoft wrote it.',
  );
  return new TextDecoder('windows-1252').decode(bytes);
}

function utf16(bytes: Uint8Array, encoding: 'utf-16le' | 'utf-16be', notes: Notes): string {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return notes.refuse(
      'encoding',
      {},
      'the file is marked as UTF-16 and is not; it may be cut off',
    );
  }
}
