/**
 * A route as a value: where it lies, who may take it, what it takes and answers, and its work. From
 * these the server makes its handlers, the description (OpenAPI) its paths, and the tests their walk
 * through every route as every role. A route adds no rule of its own: it calls a stage.
 */
import type { Readable } from 'node:stream';
import type { z } from 'zod';
import type { Principal, Role } from '../access/index.ts';
import type { Config } from '../config.ts';
import type { Actor, Database } from '../db/index.ts';
import type { Instant } from '../kernel/index.ts';

export interface Context {
  readonly database: Database;
  readonly config: Config;
  readonly principal: Principal;
  /** The instant of the request; asked for once. */
  readonly now: Instant;
  /** Who acts, as it is recorded (R43). */
  readonly actor: Actor;
  /** Aborted when the caller has gone or the server stops. */
  readonly signal: AbortSignal;
}

/** What a request said, each part as its schema reads it. */
export interface Said<Params, Query, Body> {
  readonly params: Params;
  readonly query: Query;
  readonly body: Body;
  /** The raw body of a route with `upload`, decompressed; otherwise empty. */
  readonly upload: Readable;
  /** Media type and file name of the upload, as far as the caller told. */
  readonly uploadType: string;
  readonly uploadName: string;
}

/** A JSON body unless `stream` or `text` is set. */
export interface Answer {
  readonly status?: number;
  readonly body?: unknown;
  readonly text?: string;
  readonly stream?: Readable | AsyncIterable<Uint8Array | string>;
  /** Media type of `text` or `stream`. */
  readonly type?: string;
  /** Name under which a browser saves it. */
  readonly fileName?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** What the answer was made from; becomes a strong ETag, and a match a 304. */
  readonly version?: string;
}

export type Method = 'get' | 'post' | 'put' | 'delete';

/** Headings of the description, in its order. */
export const tags = [
  'Resellers and customers',
  'Employees, orders, declarations, activations',
  'Calls',
  'The month',
  'Documents',
  'Findings and rulings',
  'Evidence',
  'Reports and ledger',
  'Access',
] as const;

export interface Route {
  readonly method: Method;
  /** As in OpenAPI: `/v1/customers/{customer_id}`. */
  readonly path: string;
  /** Its name in the description and in a generated client: `listCustomers`. */
  readonly name: string;
  readonly tag: (typeof tags)[number];
  /** One line, without a full stop. */
  readonly summary: string;
  readonly description?: string;
  readonly roles: readonly Role[];
  readonly params?: z.ZodObject;
  readonly query?: z.ZodObject;
  readonly body?: z.ZodType;
  /** The body is a file, streamed and never held as a whole; the media types that it may have. */
  readonly upload?: readonly string[];
  readonly answers: {
    readonly status: 200 | 201 | 202 | 204;
    /** Of a JSON body. */
    readonly schema?: z.ZodType;
    /** Media types of any other body. */
    readonly types?: readonly string[];
  };
  readonly handle: (
    context: Context,
    // biome-ignore lint/suspicious/noExplicitAny: the parts are what the route's own schemas read
    said: Said<any, any, any>,
  ) => Promise<Answer>;
}

type Read<Schema> = Schema extends z.ZodType ? z.output<Schema> : Record<string, never>;

/** Ties a route's handler to its schemas. */
export function route<
  Params extends z.ZodObject | undefined = undefined,
  Query extends z.ZodObject | undefined = undefined,
  Body extends z.ZodType | undefined = undefined,
>(
  it: Omit<Route, 'params' | 'query' | 'body' | 'handle'> & {
    readonly params?: Params;
    readonly query?: Query;
    readonly body?: Body;
    readonly handle: (
      context: Context,
      said: Said<Read<Params>, Read<Query>, Read<Body>>,
    ) => Promise<Answer>;
  },
): Route {
  return it as unknown as Route;
}
