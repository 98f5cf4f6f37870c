/** An answer put on the wire: JSON, text or a stream, with ETag and a name that is safe in a header. */
import { hash } from 'node:crypto';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Request, Response } from 'express';
import type { Answer, Route } from '../route.ts';

/** An answer that is at hand as a whole. */
export interface Rendered {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** Undefined for a stream, which is made while it is sent. */
export function renderAnswer({ answers }: Route, answer: Answer): Rendered | undefined {
  if (answer.stream) return undefined;
  const isText = answer.text !== undefined;
  const type = isText ? (answer.type ?? 'text/plain') : 'application/json';
  const text = answer.text ?? (answer.body === undefined ? '' : JSON.stringify(answer.body));
  const typed = /charset=/.test(type) ? type : `${type}; charset=utf-8`;
  return {
    status: answer.status ?? answers.status,
    headers: { ...headersOf(answer), ...(text === '' && !isText ? {} : { 'Content-Type': typed }) },
    body: Buffer.from(text),
  };
}

const headersOf = (answer: Answer): Record<string, string> => ({
  ...answer.headers,
  'Cache-Control': 'private, no-cache',
  ...(answer.fileName ? { 'Content-Disposition': attachment(answer.fileName) } : {}),
});

export function writeRendered(response: Response, { status, headers, body }: Rendered): void {
  response.status(status);
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  if (body.length > 0) response.setHeader('Content-Length', body.length);
  response.end(body);
}

export async function writeAnswer(
  request: Request,
  response: Response,
  route: Route,
  answer: Answer,
): Promise<void> {
  if (answer.version !== undefined && request.method === 'GET') {
    const etag = `"${hash('sha256', answer.version, 'base64url').slice(0, 27)}"`;
    response.setHeader('ETag', etag);
    if (matches(request.get('if-none-match'), etag)) {
      writeRendered(response, { status: 304, headers: headersOf(answer), body: Buffer.alloc(0) });
      return;
    }
  }
  const rendered = renderAnswer(route, answer);
  if (rendered) writeRendered(response, rendered);
  if (!answer.stream) return;
  response.status(answer.status ?? route.answers.status);
  for (const [name, value] of Object.entries(headersOf(answer))) response.setHeader(name, value);
  response.type(answer.type ?? 'application/octet-stream');
  response.flushHeaders();
  await pipeline(Readable.from(answer.stream, { objectMode: false }), response);
}

/** RFC 6266: a plain name for old readers, the whole one beside it. */
export function attachment(name: string): string {
  const plain = name.replace(/[^\w.-]/g, '_');
  return `attachment; filename="${plain}"; filename*=UTF-8''${encodeURIComponent(name).replace(/['()*]/g, (it) => `%${it.charCodeAt(0).toString(16)}`)}`;
}

const matches = (given: string | undefined, etag: string): boolean =>
  (given ?? '').split(',').some((it) => it.trim().replace(/^W\//, '') === etag);
