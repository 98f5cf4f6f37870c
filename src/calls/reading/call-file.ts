/**
 * A call file as bytes: opened, its first lines seen, unpacked where it is gzip, and old line ends made
 * into line feeds. Its SHA-256 is that of the bytes on disk, packed as they may be, so that the same
 * file is known again. Knows nothing of formats.
 */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { createGunzip, gunzipSync, constants as zlib } from 'node:zlib';
import type { FileSample } from '../formats/format.ts';
import { FileFault } from '../formats/text/file-fault.ts';

const BLOCK_BYTES = 64 * 1024;
const SAMPLE_BYTES = 64 * 1024;
const LF = 10;
const CR = 13;

export interface CallFile {
  readonly path: string;
  readonly fileName: string;
  /** Bytes on disk. */
  readonly size: number;
  readonly sample: FileSample;
  readonly gzip: boolean;
  /** Whether lines end with CR alone, as old exports have it. */
  readonly crOnly: boolean;
}

/** Looks at a file without reading all of it. Throws where it cannot be opened. */
export async function lookAtFile(path: string): Promise<CallFile> {
  const { size } = await stat(path);
  const fileName = basename(path);
  const first = await firstBytes(path);
  const gzip = first[0] === 0x1f && first[1] === 0x8b;
  const bytes = gzip ? unpackedStart(first) : first;
  const crOnly = bytes.includes(CR) && !bytes.includes(LF);
  const text = bytes.toString('utf8').replace(/^\uFEFF/, '');
  return { path, fileName, size, gzip, crOnly, sample: { fileName, text } };
}

async function firstBytes(path: string): Promise<Buffer> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(SAMPLE_BYTES), 0, SAMPLE_BYTES, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

/** What the first bytes of a packed file unpack to; nothing where they are no gzip after all. */
function unpackedStart(first: Buffer): Buffer {
  try {
    // The file goes on after these bytes, so a sync flush is all that they can end with.
    return gunzipSync(first, { finishFlush: zlib.Z_SYNC_FLUSH }).subarray(0, SAMPLE_BYTES);
  } catch {
    return Buffer.alloc(0);
  }
}

/** SHA-256 of the bytes on disk. */
export async function digestOf({ path }: CallFile): Promise<Buffer> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path, { highWaterMark: BLOCK_BYTES })) {
    hash.update(chunk as Buffer);
  }
  return hash.digest();
}

/**
 * The file's bytes, unpacked, with line feeds for line ends. `onBytes` is told each block on disk, in
 * order. Throws a {@link FileFault} where a packed file is broken.
 */
export async function* readBytes(
  { path, fileName, gzip, crOnly }: CallFile,
  onBytes: (block: Buffer) => void,
): AsyncGenerator<Buffer> {
  const disk = createReadStream(path, { highWaterMark: BLOCK_BYTES });
  disk.on('data', (block) => onBytes(block as Buffer));
  try {
    for await (const chunk of gzip ? disk.pipe(createGunzip({ chunkSize: BLOCK_BYTES })) : disk) {
      yield crOnly ? withLineFeeds(chunk as Buffer) : (chunk as Buffer);
    }
  } catch (error) {
    const { code } = error as { code?: string };
    if (!code?.startsWith('Z_')) throw error;
    const message = `the file begins like gzip, and cannot be unpacked (${code})`;
    throw new FileFault([
      { code: 'calls.gzip', source: fileName, line: 0, column: '', value: '', message },
    ]);
  } finally {
    disk.destroy();
  }
}

function withLineFeeds(bytes: Buffer): Buffer {
  for (let at = bytes.indexOf(CR); at >= 0; at = bytes.indexOf(CR, at + 1)) bytes[at] = LF;
  return bytes;
}
