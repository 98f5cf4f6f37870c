/**
 * A file that is sent, kept for as long as it is read: in a folder of its own that nobody else may
 * look into, up to a size, and gone afterwards whatever happened. For stages that read files twice, to
 * know them by their hash before anything of them counts.
 */
import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { refusals } from '../../kernel/index.ts';

export const uploadRefusal = refusals('upload', {
  'too-large': {
    status: 422,
    say: (f) => `The file has more than the ${f.most} bytes that are taken in one piece.`,
  },
  empty: { status: 422, say: () => 'The file is empty: send its bytes as the body.' },
});

export interface SentFile {
  readonly upload: Readable;
  /** As the sender calls it; may be anything. */
  readonly name: string;
  readonly mostBytes: number;
  readonly signal: AbortSignal;
}

/** Does the work with the file's path; refuses one without bytes or with too many. */
export async function withSpooled<T>(
  { upload, name, mostBytes, signal }: SentFile,
  work: (path: string) => Promise<T>,
): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'takst-upload-'));
  try {
    const path = join(folder, safeName(name));
    let bytes = 0;
    const counting = new Transform({
      transform(chunk: Buffer, _encoding, pass) {
        bytes += chunk.length;
        if (bytes > mostBytes) pass(uploadRefusal('too-large', { most: mostBytes }));
        else pass(null, chunk);
      },
    });
    await pipeline(upload, counting, createWriteStream(path, { flags: 'wx', mode: 0o600 }), {
      signal,
    });
    if (bytes === 0) throw uploadRefusal('empty');
    return await work(path);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const LONGEST_NAME = 150;

/** The last part of a name, without what could lead anywhere else or would not be a name. */
export function safeName(name: string): string {
  const last = name.split(/[/\\]/).at(-1) ?? '';
  const plain = last.replace(/\p{C}/gu, '').trim().slice(0, LONGEST_NAME);
  return /^\.*$/.test(plain) ? 'upload' : plain;
}
