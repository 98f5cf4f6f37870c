/**
 * A file in the body of a request: read as a stream, decompressed on the way, and ended with a refusal
 * where it is longer than is allowed, packed or not.
 */
import { createHash } from 'node:crypto';
import { Readable, Transform } from 'node:stream';
import { createGunzip } from 'node:zlib';
import type { Request } from 'express';
import { refusals } from '../../kernel/index.ts';

export interface UploadLimits {
  /** Of the file as it is read, after decompression. */
  readonly bytes: number;
}

const uploadRefusal = refusals('upload', {
  'media-type': {
    status: 422,
    say: (f) => `The file must be one of: ${[f.known].flat().join(', ')}.`,
  },
  'too-large': { status: 422, say: (f) => `The file is longer than ${f.bytes} bytes.` },
  encoding: { status: 422, say: () => 'The file is packed in a way that is not known; gzip is.' },
  damaged: { status: 422, say: () => 'The file is damaged: it cannot be unpacked.' },
});

export interface Upload {
  readonly upload: Readable;
  readonly uploadType: string;
  readonly uploadName: string;
  /** SHA-256 of the whole file, what nobody read included; rejects where it did not come whole. */
  readonly uploadHash: () => Promise<Buffer>;
}

const nothing: Upload = {
  upload: Readable.from([]),
  uploadType: '',
  uploadName: '',
  uploadHash: async () => createHash('sha256').digest(),
};

export function openUpload(
  request: Request,
  types: readonly string[] | undefined,
  { bytes }: UploadLimits,
): Upload {
  if (!types) return nothing;
  const uploadType = request.is([...types]) || '';
  if (!uploadType) throw uploadRefusal('media-type', { known: types });
  const encoding = request.get('content-encoding') ?? 'identity';
  if (encoding !== 'identity' && encoding !== 'gzip') throw uploadRefusal('encoding');
  const { limited, uploadHash } = atMost(bytes);
  // A body that nobody reads to its end may break too; who reads it is told by the stream itself.
  limited.on('error', () => {});
  const fail = (error: Error) => limited.destroy(error);
  request.on('error', fail);
  if (encoding === 'identity') request.pipe(limited);
  else {
    const gunzip = createGunzip();
    gunzip.on('error', () => fail(uploadRefusal('damaged')));
    request.pipe(gunzip).pipe(limited);
  }
  return { upload: limited, uploadType, uploadName: nameOf(request), uploadHash };
}

function atMost(bytes: number): { limited: Transform; uploadHash: Upload['uploadHash'] } {
  const hash = createHash('sha256');
  let seen = 0;
  const limited = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      seen += chunk.length;
      hash.update(chunk);
      if (seen > bytes) done(uploadRefusal('too-large', { bytes }));
      else done(null, chunk);
    },
  });
  const uploadHash = async () => {
    if (!limited.readableEnded) for await (const _ of limited);
    return hash.digest();
  };
  return { limited, uploadHash };
}

/** From Content-Disposition; a name, never a path. */
function nameOf(request: Request): string {
  const name = /filename="?([^";]+)"?/i.exec(request.get('content-disposition') ?? '')?.[1] ?? '';
  return (name.split(/[\\/]/).at(-1) ?? '').replace(/\p{Cc}/gu, '').slice(0, 200) || 'upload';
}
