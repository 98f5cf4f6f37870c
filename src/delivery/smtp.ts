/**
 * Carries letters by SMTP, one connection a letter, and says in which of the outbox's four ways the
 * talk ended. What matters is whether the message had begun to leave: before that nothing can have
 * arrived, after it only the server's answer tells. Encrypts where the server offers it, insists on
 * it before it says a password, and logs nothing.
 */
import { Readable } from 'node:stream';
import SMTPConnection from 'nodemailer/lib/smtp-connection';
import type { Delivery, Transport } from '../outbox/index.ts';
import { composeMessage, type Message } from './message.ts';
import { readServer, type Server } from './server.ts';
import { judge, type Trouble } from './verdict.ts';

/** How long to wait, in milliseconds, for a connection and the greeting, and for each answer. */
export interface SmtpTimes {
  readonly connectMs: number;
  readonly answerMs: number;
}

// RFC 5321, 4.5.3.2.6: what is given up before ten minutes may still be taken over.
const PATIENT: SmtpTimes = { connectMs: 30_000, answerMs: 600_000 };

export function smtpTransport(
  settings: { readonly url: string; readonly from: string },
  times: SmtpTimes = PATIENT,
): Transport {
  const server = readServer(settings.url);
  const domain = settings.from.slice(settings.from.lastIndexOf('@') + 1);
  return {
    domain,
    deliver: async (letter) => {
      const message = await composeMessage(letter, settings.from);
      return talk(server, message, times);
    },
  };
}

/** One connection, one message. */
async function talk(server: Server, message: Message, times: SmtpTimes): Promise<Delivery> {
  const connection = new SMTPConnection({
    host: server.host,
    port: server.port,
    secure: server.secure,
    requireTLS: server.requireTls,
    connectionTimeout: times.connectMs,
    greetingTimeout: times.connectMs,
    socketTimeout: times.answerMs,
    dnsTimeout: times.connectMs,
    logger: false,
    debug: false,
  });
  const progress = { stage: 'before' as 'before' | 'envelope' | 'message' };
  // Only a connection that a letter was refused on fails twice; the first time is what counts.
  const lost = new Promise<never>((_, reject) => connection.on('error', reject));
  const step = <T>(begin: (done: (error?: Error | null, result?: T) => void) => void) =>
    Promise.race([
      lost,
      new Promise<T | undefined>((resolve, reject) =>
        begin((error, result) => (error ? reject(error) : resolve(result))),
      ),
    ]);
  try {
    await step((done) => connection.connect(done));
    const { credentials } = server;
    if (credentials) await step((done) => connection.login(credentials, done));
    progress.stage = 'envelope';
    const bytes = watched(message.bytes, () => {
      progress.stage = 'message';
    });
    const info = await step<{ response: string }>((done) =>
      connection.send({ ...message.envelope, size: message.bytes.length }, bytes, done),
    );
    leave(connection);
    return { outcome: 'accepted', ...said(info?.response ?? '') };
  } catch (error) {
    connection.close();
    const trouble = error as Trouble;
    return { ...judge(trouble, progress.stage), ...said(trouble.response || trouble.message) };
  }
}

/** Says goodbye, and does not wait long for the answer. */
function leave(connection: SMTPConnection): void {
  connection.quit();
  setTimeout(() => connection.close(), 2_000).unref();
}

/** The bytes as a stream that tells when the first of them is asked for. */
function watched(bytes: Buffer, onBegin: () => void): Readable {
  return new Readable({
    read() {
      onBegin();
      this.push(bytes);
      this.push(null);
    },
  });
}

const CODES = /^([2-5]\d\d)(?:[ -]([245]\.\d{1,3}\.\d{1,3}))?/;
const LONGEST_REPLY = 500;

function said(reply: string): Pick<Delivery, 'code' | 'reply'> {
  const [, status, enhanced] = CODES.exec(reply) ?? [];
  const code = [status, enhanced].filter(Boolean).join(' ');
  return {
    code,
    reply: reply
      .replace(/[\p{Cc}\s]+/gu, ' ')
      .trim()
      .slice(0, LONGEST_REPLY),
  };
}
