/**
 * Places that documents can be sent to in tests: a folder of its own, and an HTTP server on the
 * loopback that keeps what it is handed and misbehaves on demand.
 */
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface Called {
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** How the server answers the next calls; the last one stands for all after it. */
export type Manner =
  | { readonly status: number; readonly headers?: Readonly<Record<string, string>> }
  /** Takes the whole request and closes the connection. */
  | 'hang-up'
  /** Takes the whole request and never answers. */
  | 'silence';

export async function openHookServer() {
  const called: Called[] = [];
  const manners: Manner[] = [{ status: 202 }];
  const sockets = new Set<Socket>();
  let onCall: (count: number) => void = () => undefined;
  const answer = (response: ServerResponse): void => {
    const manner = (manners.length > 1 ? manners.shift() : manners[0]) ?? 'silence';
    if (manner === 'hang-up') response.destroy();
    else if (manner !== 'silence') response.writeHead(manner.status, manner.headers).end('taken');
  };
  const server = createServer((request, response) => {
    const pieces: Buffer[] = [];
    request.on('data', (piece: Buffer) => pieces.push(piece));
    request.on('end', () => {
      called.push({ headers: request.headers, body: Buffer.concat(pieces) });
      onCall(called.length);
      answer(response);
    });
  });
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/documents`,
    called,
    behave: (...next: Manner[]) => void manners.splice(0, manners.length, ...next),
    /** Told of each call when the whole of it has come, before it is answered. */
    whenCalled: (told: (count: number) => void) => {
      onCall = told;
    },
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

export type HookServer = Awaited<ReturnType<typeof openHookServer>>;

export async function openFolder() {
  const path = await mkdtemp(join(tmpdir(), 'takst-drop-'));
  return {
    path,
    /** Every name in it, hidden ones too. */
    names: async () => (await readdir(path)).sort(),
    read: (name: string) => readFile(join(path, name)),
    close: () => rm(path, { recursive: true }),
  };
}
