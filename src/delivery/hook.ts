/**
 * Hands a document to somebody's program by one HTTP POST, a connection each. What matters is whether
 * the request had begun to leave: before that nothing can have arrived, after it only an answer
 * tells. Follows no redirection, since the secret would go with it, and reads no more of an answer
 * than its status.
 */
import { type ClientRequest, request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { Hook, HookRequest, Outcome } from '../sending/index.ts';
import type { HookAddress } from './places.ts';

/** How long to wait, in milliseconds, for a connection, and for the answer after it. */
export interface HookTimes {
  readonly connectMs: number;
  readonly answerMs: number;
}

const PATIENT: HookTimes = { connectMs: 15_000, answerMs: 120_000 };

export const httpHook = (
  address: HookAddress,
  now: () => Date,
  times: HookTimes = PATIENT,
): Hook => ({
  post: (request) => call(address, request, now, times),
});

function call(
  { url, secret }: HookAddress,
  request: HookRequest,
  now: () => Date,
  times: HookTimes,
): Promise<Outcome> {
  const { bytes, sha256 } = request;
  const headers = {
    'content-type': request.mediaType,
    'content-length': bytes.length,
    'content-digest': `sha-256=:${sha256.toString('base64')}:`,
    'idempotency-key': request.idempotencyKey,
    'takst-document': request.number,
    'takst-document-kind': request.kind,
    'takst-format': request.format,
    ...(secret ? { [secret.name]: secret.value } : {}),
  };
  return new Promise((resolve) => {
    const begin = url.protocol === 'https:' ? httpsRequest : httpRequest;
    const calling = begin(url, { method: 'POST', headers, agent: false });
    let hasLeft = false;
    let timer = setTimeout(() => calling.destroy(timedOut()), times.connectMs);
    const end = (outcome: Outcome) => {
      clearTimeout(timer);
      resolve(outcome);
    };
    whenConnected(calling, url.protocol === 'https:', () => {
      hasLeft = true;
      clearTimeout(timer);
      timer = setTimeout(() => calling.destroy(timedOut()), times.answerMs);
    });
    calling.on('response', (response) => {
      end(judgeAnswer(response, now()));
      calling.destroy();
    });
    calling.on('error', (error: NodeJS.ErrnoException) => {
      const answer = error.code ?? 'no answer';
      end(
        hasLeft ? { outcome: 'unknown', answer } : { outcome: 'failed', answer, everybody: true },
      );
    });
    calling.end(bytes);
  });
}

const timedOut = (): Error => Object.assign(new Error('no answer in time'), { code: 'ETIMEDOUT' });

/** Bytes leave as soon as there is a connection, of TLS when its handshake is done. */
function whenConnected(calling: ClientRequest, isSecure: boolean, connected: () => void): void {
  calling.on('socket', (socket) => socket.once(isSecure ? 'secureConnect' : 'connect', connected));
}

/** Not this document's fault: we are not let in, or there is nobody behind the door. */
const EVERYBODY = new Set([401, 403, 407, 502, 503, 504]);
/** Refused for now (RFC 9110, RFC 6585). */
const FOR_NOW = new Set([401, 403, 407, 408, 425, 429]);

function judgeAnswer({ statusCode = 0, headers }: IncomingMessage, now: Date): Outcome {
  const answer = `${statusCode}`;
  if (statusCode >= 200 && statusCode < 300) return { outcome: 'sent', answer };
  if (statusCode < 500 && !FOR_NOW.has(statusCode)) return { outcome: 'refused', answer };
  const retryAfterSeconds = readRetryAfter(headers['retry-after'], now);
  const everybody = EVERYBODY.has(statusCode) || statusCode === 429;
  return { outcome: 'failed', answer, retryAfterSeconds, everybody };
}

/** RFC 9110, 10.2.3: seconds, or a date; 0 where neither is said. */
export function readRetryAfter(text: string | undefined, now: Date): number {
  if (text === undefined) return 0;
  if (/^\d{1,9}$/.test(text)) return Number(text);
  const at = Date.parse(text);
  return Number.isNaN(at) ? 0 : Math.max(0, Math.ceil((at - now.getTime()) / 1_000));
}
