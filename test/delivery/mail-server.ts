/**
 * A real SMTP server on the loopback for tests, which keeps what it is sent and misbehaves on
 * demand. Every address ends in `.example`.
 */
import type { AddressInfo, Socket } from 'node:net';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';

export interface Received {
  readonly from: string;
  readonly to: readonly string[];
  readonly raw: string;
}

/** How the server takes the next letters; the last one stands for all after it. */
export type Manner =
  | 'accept'
  | { readonly answer: number; readonly to: 'mail' | 'rcpt' | 'data' }
  /** Takes the whole message and closes the connection without an answer. */
  | 'hang-up'
  /** Takes the whole message and never answers; the test says when it has come. */
  | 'silence';

export async function openMailServer(options: SMTPServerOptions = {}) {
  const received: Received[] = [];
  const manners: Manner[] = ['accept'];
  const sockets = new Set<Socket>();
  let onSilence = (): void => undefined;
  const manner = () => manners[0] ?? 'accept';
  const done = () => {
    if (manners.length > 1) manners.shift();
  };
  const answer = (at: 'mail' | 'rcpt' | 'data'): Error | undefined => {
    const now = manner();
    if (typeof now === 'string' || now.to !== at) return undefined;
    done();
    return Object.assign(new Error(`no such thing for <nobody@nordnet.example>`), {
      responseCode: now.answer,
    });
  };
  const server = new SMTPServer({
    disabledCommands: ['STARTTLS', 'AUTH'],
    disableReverseLookup: true,
    ...options,
    onMailFrom: (_address, _session, back) => back(answer('mail')),
    onRcptTo: (_address, _session, back) => back(answer('rcpt')),
    onData: (stream, session, back) => {
      const pieces: Buffer[] = [];
      stream.on('data', (piece: Buffer) => pieces.push(piece));
      stream.on('end', () => {
        const { mailFrom, rcptTo } = session.envelope;
        received.push({
          from: mailFrom ? mailFrom.address : '',
          to: rcptTo.map(({ address }) => address),
          raw: Buffer.concat(pieces).toString('utf8'),
        });
        const now = manner();
        if (now === 'hang-up') {
          done();
          for (const socket of sockets) socket.destroy();
        } else if (now === 'silence') {
          done();
          onSilence();
        } else back(answer('data') ?? null);
      });
    },
  });
  server.on('error', () => undefined);
  server.server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.server.address() as AddressInfo;
  return {
    port,
    url: `smtp://127.0.0.1:${port}`,
    received,
    /** How the next letters are taken, one after the other. */
    behave: (...next: Manner[]) => void manners.splice(0, manners.length, ...next),
    /** When the server has taken a whole message that it will not answer. */
    silenced: () =>
      new Promise<void>((resolve) => {
        onSilence = resolve;
      }),
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise<void>((resolve) => server.close(resolve));
    },
  };
}

export type MailServer = Awaited<ReturnType<typeof openMailServer>>;
