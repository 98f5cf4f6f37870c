/**
 * An answer that is made piece by piece, no faster than it is taken: what the work hands over becomes
 * the stream, and where the work fails the stream does, so that a half answer never looks whole.
 */
import { once } from 'node:events';
import { PassThrough, Readable } from 'node:stream';

export type TakePiece = (piece: Buffer | string) => Promise<void>;

type Work = (take: TakePiece, out: PassThrough) => Promise<unknown>;

/** The work as a stream; it begins when somebody reads, and fails where nobody does any longer. */
export const piecewise = (work: Work): Readable => Readable.from(read(work), { objectMode: false });

async function* read(work: Work): AsyncGenerator<Buffer> {
  const out = new PassThrough({
    destroy(error, done) {
      // Whoever waits for room must not wait for ever, since a transaction may wait with it.
      done(error ?? (this.readableEnded ? null : gone()));
    },
  });
  out.on('error', () => undefined);
  const take: TakePiece = async (piece) => {
    if (out.destroyed) throw gone();
    if (!out.write(piece)) await once(out, 'drain');
  };
  work(take, out).then(
    () => out.end(),
    (error: unknown) => out.destroy(error instanceof Error ? error : new Error(String(error))),
  );
  yield* out;
}

const gone = () => new Error('nobody reads the answer any longer');
