/**
 * A ZIP archive with exactly one form: files stored as they are, in the order of their names, with
 * one date, no time, no extra fields. So the same files are the same bytes on every machine, in every
 * time zone and with every version of a compressor, and an archive can be checked byte by byte.
 */
import { crc32 } from 'node:zlib';
import { invariant, type LocalDate } from '../../kernel/index.ts';

export interface ZipFile {
  /** With `/` between its parts. */
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** What the form can hold without its 64-bit extension, and what a reader takes on. */
export const ZIP_LIMITS = { files: 65_534, bytes: 2 * 1024 ** 3 } as const;

/** A stretch of the archive, and the file that it speaks of; '' for the end of the archive. */
export interface ZipPiece extends ZipFile {
  readonly isContent: boolean;
}

/** Files in the order of their names, as they stand in the archive. */
export const inZipOrder = <File extends { readonly path: string }>(
  files: readonly File[],
): File[] => [...files].sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));

/** An archive that grows: each call gives the pieces to write next. */
export interface GrowingZip {
  /** The next file; whoever wants the same bytes again adds files in the same order. */
  readonly add: (file: ZipFile) => readonly ZipPiece[];
  /** The directory that ends the archive. */
  readonly end: () => readonly ZipPiece[];
}

/** Opens an archive whose files all have one date. It keeps the directory and no content. */
export function openZip(date: LocalDate): GrowingZip {
  const dosDate = dosDateOf(date);
  const directory: ZipPiece[] = [];
  let offset = 0;
  return {
    add: ({ path, bytes }) => {
      const facts = sharedFields(path, bytes, dosDate);
      const header = Buffer.concat([LOCAL_FILE, facts, Buffer.from(path, 'ascii')]);
      directory.push({ path, bytes: directoryRecord(path, facts, offset), isContent: false });
      offset += header.length + bytes.length;
      invariant(directory.length <= ZIP_LIMITS.files, 'too many files for a ZIP');
      invariant(offset <= ZIP_LIMITS.bytes, `${offset} bytes are too many for a ZIP`);
      return [
        { path, bytes: header, isContent: false },
        { path, bytes, isContent: true },
      ];
    },
    end: () => {
      const size = directory.reduce((sum, { bytes }) => sum + bytes.length, 0);
      const end = endRecord(directory.length, size, offset);
      return [...directory, { path: '', bytes: end, isContent: false }];
    },
  };
}

/** The archive, piece by piece; its files in the order of their names. */
export function* zipPieces(files: readonly ZipFile[], date: LocalDate): Generator<ZipPiece> {
  const total = files.reduce((sum, { bytes }) => sum + bytes.length, 0);
  invariant(files.length <= ZIP_LIMITS.files, `${files.length} files are too many for a ZIP`);
  invariant(total <= ZIP_LIMITS.bytes, `${total} bytes are too many for a ZIP`);
  const zip = openZip(date);
  for (const file of inZipOrder(files)) yield* zip.add(file);
  yield* zip.end();
}

export const zipOf = (files: readonly ZipFile[], date: LocalDate): Buffer =>
  Buffer.concat([...zipPieces(files, date)].map(({ bytes }) => bytes));

const LOCAL_FILE = Buffer.from('PK\u0003\u0004', 'latin1');
const DIRECTORY_RECORD = Buffer.from('PK\u0001\u0002', 'latin1');
const END = Buffer.from('PK\u0005\u0006', 'latin1');
/** Version 2.0, the first with folders in names; made for no particular system. */
const VERSION = 20;

/** Little-endian numbers, each with its size in bytes. */
function numbers(...fields: readonly (readonly [value: number, size: number])[]): Buffer {
  const bytes = Buffer.alloc(fields.reduce((sum, [, size]) => sum + size, 0));
  let at = 0;
  for (const [value, size] of fields) at = bytes.writeUIntLE(value, at, size);
  return bytes;
}

/** What a file's own header and its record in the directory both say. */
function sharedFields(path: string, bytes: Uint8Array, dosDate: number): Buffer {
  const [flags, stored, midnight, noExtra] = [0, 0, 0, 0];
  return numbers(
    [VERSION, 2],
    [flags, 2],
    [stored, 2],
    [midnight, 2],
    [dosDate, 2],
    [crc32(bytes), 4],
    [bytes.length, 4],
    [bytes.length, 4],
    [path.length, 2],
    [noExtra, 2],
  );
}

function directoryRecord(path: string, facts: Buffer, offset: number): Buffer {
  const [noComment, firstDisk, internal, external] = [0, 0, 0, 0];
  const rest = numbers([noComment, 2], [firstDisk, 2], [internal, 2], [external, 4], [offset, 4]);
  const madeBy = numbers([VERSION, 2]);
  return Buffer.concat([DIRECTORY_RECORD, madeBy, facts, rest, Buffer.from(path, 'ascii')]);
}

function endRecord(count: number, size: number, offset: number): Buffer {
  const [disk, noComment] = [0, 0];
  const fields = numbers(
    [disk, 2],
    [disk, 2],
    [count, 2],
    [count, 2],
    [size, 4],
    [offset, 4],
    [noComment, 2],
  );
  return Buffer.concat([END, fields]);
}

/** Whether the date is one that a ZIP can hold. */
export const isZipDate = (date: LocalDate): boolean => date >= '1980-01-01' && date <= '2107-12-31';

function dosDateOf(date: LocalDate): number {
  invariant(isZipDate(date), `a ZIP knows no ${date}`);
  const [year = 0, month = 0, day = 0] = date.split('-').map(Number);
  return ((year - 1980) << 9) | (month << 5) | day;
}
