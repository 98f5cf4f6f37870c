/** An answer put on the wire: JSON, text or a stream, with ETag and a name that is safe in a header. */
import { hash } from 'node:crypto';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Request, Response } from 'express';
import type { Answer, Route } from '../route.ts';

export async function writeAnswer(
  request: Request,
  response: Response,
  { answers }: Route,
  answer: Answer,
): Promise<void> {
  response.status(answer.status ?? answers.status);
  for (const [name, value] of Object.entries(answer.headers ?? {})) response.setHeader(name, value);
  response.setHeader('Cache-Control', 'private, no-cache');
  if (answer.fileName) response.setHeader('Content-Disposition', attachment(answer.fileName));
  if (answer.version !== undefined && request.method === 'GET') {
    const etag = `"${hash('sha256', answer.version, 'base64url').slice(0, 27)}"`;
    response.setHeader('ETag', etag);
    if (matches(request.get('if-none-match'), etag)) {
      response.status(304).end();
      return;
    }
  }
  if (answer.stream) {
    response.type(answer.type ?? 'application/octet-stream');
    response.flushHeaders();
    await pipeline(Readable.from(answer.stream, { objectMode: false }), response);
  } else if (answer.text !== undefined) {
    response.type(answer.type ?? 'text/plain').send(answer.text);
  } else if (answer.body === undefined) response.end();
  else response.type('application/json').send(JSON.stringify(answer.body));
}

/** RFC 6266: a plain name for old readers, the whole one beside it. */
export function attachment(name: string): string {
  const plain = name.replace(/[^\w.-]/g, '_');
  return `attachment; filename="${plain}"; filename*=UTF-8''${encodeURIComponent(name).replace(/['()*]/g, (it) => `%${it.charCodeAt(0).toString(16)}`)}`;
}

const matches = (given: string | undefined, etag: string): boolean =>
  (given ?? '').split(',').some((it) => it.trim().replace(/^W\//, '') === etag);
