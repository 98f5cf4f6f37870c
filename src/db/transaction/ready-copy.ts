/**
 * `COPY … FROM STDIN` of rows that are at hand, in one message each way: statement, data and end are
 * sent together, without waiting for the server to say that it listens. Where the statement fails, the
 * server passes over data that comes too late (PostgreSQL, "Frontend/Backend Protocol", COPY
 * operations), so nothing of it is left in the way. Streams, of which the end is not known, go by
 * pg-copy-streams.
 */
import type { Writable } from 'node:stream';
import type pg from 'pg';

const COPY_DATA = 0x64;
const COPY_DONE = 0x63;
const LENGTH_BYTES = 4;

/** What of a connection is used here; pg's own types leave the socket out. */
interface Connection {
  readonly stream: Writable;
  query(text: string): void;
}

/** Sends `bytes` as the data of the one COPY in `statement`; done when the server has taken it all. */
export function readyCopy(client: pg.ClientBase, statement: string, bytes: Buffer): Promise<void> {
  return new Promise((resolve, reject) => {
    const submittable = {
      submit: (connection: Connection) => {
        const { stream } = connection;
        stream.cork();
        connection.query(statement);
        stream.write(messageHead(COPY_DATA, bytes.length));
        stream.write(bytes);
        stream.write(messageHead(COPY_DONE, 0));
        stream.uncork();
      },
      // pg tells each of these; only the end matters.
      handleCopyInResponse: () => undefined,
      handleCommandComplete: () => undefined,
      handleError: reject,
      handleReadyForQuery: () => resolve(),
      callback: () => undefined,
    };
    client.query(submittable as unknown as pg.Submittable);
  });
}

function messageHead(type: number, length: number): Buffer {
  const head = Buffer.allocUnsafe(1 + LENGTH_BYTES);
  head[0] = type;
  head.writeUInt32BE(length + LENGTH_BYTES, 1);
  return head;
}
