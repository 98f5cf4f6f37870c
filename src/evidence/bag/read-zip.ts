/**
 * Reads an archive that somebody sent, without trust: nothing is unpacked, since packs store their
 * files as they are, so an archive cannot grow into more than it is. It reads by yauzl, which shares
 * no code with the writer; whether the files are the right ones is not known here.
 */
import { type ZipFile as Archive, type Entry, fromBufferPromise } from 'yauzl';
import { ZIP_LIMITS } from './zip.ts';

/** What does not agree: the file it shows in, '' for the archive as a whole, and why. */
export interface Disagreement {
  readonly file: string;
  readonly why: string;
}

export interface ReadFile {
  readonly path: string;
  readonly bytes: Buffer;
}

const whole = (why: string): Disagreement => ({ file: '', why });

/** The files in the order of the archive's directory, or why it is none of Takst's. */
export async function readZip(bytes: Buffer): Promise<readonly ReadFile[] | Disagreement> {
  if (bytes.length > ZIP_LIMITS.bytes) return whole('is larger than 2 GB, which no pack is');
  try {
    return await readEntries(bytes, await fromBufferPromise(bytes, { decodeStrings: false }));
  } catch (error) {
    const [reason] = String(error instanceof Error ? error.message : error).split(/[.:]/);
    return whole(`is not a ZIP that can be read: another file, cut off, or damaged (${reason})`);
  }
}

async function readEntries(
  bytes: Buffer,
  archive: Archive,
): Promise<readonly ReadFile[] | Disagreement> {
  if (archive.entryCount > ZIP_LIMITS.files) return whole('holds more files than any pack');
  const files: ReadFile[] = [];
  let total = 0;
  for await (const entry of archive.eachEntry()) {
    const path = entry.fileNameRaw.toString('latin1');
    const foreign = foreignForm(entry, path);
    if (foreign) return { file: path, why: `${foreign}: ${packedAnew}` };
    total += entry.uncompressedSize;
    // Several entries over the same bytes, or a size that is not there.
    if (total > bytes.length) return { file: path, why: 'claims more bytes than the archive has' };
    const { fileDataStart: start } = await archive.readLocalFileHeaderPromise(entry, {
      minimal: true,
    });
    files.push({ path, bytes: bytes.subarray(start, start + entry.uncompressedSize) });
  }
  return files;
}

/** What somebody is told whose mail program or archiver meant well. */
export const packedAnew =
  'the archive was packed anew or altered outside its files. VERIFY.txt tells how the files ' +
  'themselves are checked';

const ENCRYPTED = 1;
const STORED = 0;

/** What an entry has that Takst never writes. */
function foreignForm(entry: Entry, path: string): string | undefined {
  if (path.endsWith('/')) return 'is an entry for a folder, which Takst never writes';
  if (entry.generalPurposeBitFlag & ENCRYPTED) return 'is encrypted, which Takst never does';
  if (entry.compressionMethod !== STORED) return 'is compressed, which Takst never does';
  return undefined;
}
