/** The API over a real socket on loopback, and tokens for whoever asks. */
import { pino } from 'pino';
import { createToken, type Role } from '../../src/access/index.ts';
import { loadConfig } from '../../src/config.ts';
import type { Database } from '../../src/db/index.ts';
import { routes, startServer } from '../../src/http/index.ts';
import { type Instant, resellerId } from '../../src/kernel/index.ts';

export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  // biome-ignore lint/suspicious/noExplicitAny: a test says what it expects of it
  readonly body: any;
}

export interface Api {
  readonly url: string;
  /** Lines of the log so far. */
  readonly log: readonly string[];
  token(
    role: Role,
    narrowed?: { readonly reseller?: string; readonly requestIds?: readonly bigint[] },
  ): Promise<string>;
  /** Strings and bytes go as they are, everything else as JSON. */
  call(
    token: string,
    method: string,
    path: string,
    body?: unknown,
    headers?: Readonly<Record<string, string>>,
  ): Promise<Reply>;
  close(): Promise<void>;
}

const HOUR_MS = 3_600_000;

export async function openApi(
  database: Database,
  {
    now = () => new Date(),
    environment = {},
    requestsPerMinute = 1_000_000,
  }: {
    readonly now?: () => Instant;
    readonly environment?: Readonly<Record<string, string>>;
    readonly requestsPerMinute?: number;
  } = {},
): Promise<Api> {
  const log: string[] = [];
  const server = await startServer({
    database,
    config: loadConfig({ TAKST_USER: 'test', ...environment }),
    routes,
    now,
    log: pino({ level: 'info' }, { write: (line) => log.push(line) }),
    listen: { host: '127.0.0.1', port: 0 },
    requestsPerMinute,
    limits: { bytes: 50_000_000 },
    pending: async () => [],
  });
  const token: Api['token'] = async (role, { reseller, requestIds = [] } = {}) => {
    const wish = {
      name: `${role} ${reseller ?? ''}`.trim(),
      role,
      resellerId: reseller === undefined ? undefined : resellerId(reseller),
      requestIds,
      expiresAt: new Date(now().getTime() + 24 * HOUR_MS),
    };
    const actor = { now: now(), by: 'test', channel: 'test' };
    return (await createToken(database, wish, 'test', actor)).secret;
  };
  const call: Api['call'] = async (secret, method, path, body, headers = {}) => {
    const raw = typeof body === 'string' || body instanceof Uint8Array;
    const response = await fetch(`${server.url}${path}`, {
      method,
      headers: {
        ...(secret ? { authorization: `Bearer ${secret}` } : {}),
        ...(body === undefined || raw ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: raw ? (body as string) : JSON.stringify(body) }),
    });
    const text = await response.text();
    const isJson = /json/.test(response.headers.get('content-type') ?? '');
    const { status } = response;
    return { status, headers: response.headers, text, body: isJson ? JSON.parse(text) : undefined };
  };
  return { url: server.url, log, token, call, close: () => server.close(1_000) };
}
