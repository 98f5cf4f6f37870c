/**
 * The mail server as its URL names it. Only host, port, user and password are read from it, so that
 * nothing else can be switched on there; a password is never said to a server elsewhere without
 * encryption.
 */
import { refusals } from '../kernel/index.ts';

export interface Server {
  readonly host: string;
  readonly port: number;
  /** TLS from the first byte (smtps). */
  readonly secure: boolean;
  /** Nothing is said to a server that does not offer STARTTLS. */
  readonly requireTls: boolean;
  readonly credentials: { readonly user: string; readonly pass: string } | undefined;
}

const refuse = refusals('delivery', {
  'server-malformed': {
    status: 422,
    say: () =>
      'TAKST_SMTP_URL is not as it must be: smtp://host:port or smtps://host:port, with user and ' +
      'password as user:password@ before the host where they are needed, special characters in ' +
      'them written as %XX.',
  },
});

const LOOPBACK = /^(localhost|127\.\d+\.\d+\.\d+|\[?::1\]?)$/;

/** Reads `smtp://user:password@host:port`; the refusal repeats nothing of it. */
export function readServer(text: string): Server {
  let url: URL;
  try {
    url = new URL(text);
    const [user, pass] = [url.username, url.password].map(decodeURIComponent);
    const secure = url.protocol === 'smtps:';
    if ((!secure && url.protocol !== 'smtp:') || !url.hostname || Boolean(user) !== Boolean(pass)) {
      throw refuse('server-malformed');
    }
    const host = url.hostname.replace(/^\[(.*)\]$/, '$1');
    return {
      host,
      port: Number(url.port) || (secure ? 465 : 587),
      secure,
      requireTls: !secure && Boolean(user) && !LOOPBACK.test(host),
      credentials: user && pass ? { user, pass } : undefined,
    };
  } catch {
    throw refuse('server-malformed');
  }
}
