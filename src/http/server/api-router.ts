/**
 * The routes as express handlers: who asks, whether the route exists for them, what was said, the work,
 * the answer. It knows no route by name.
 */
import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import express, { type Request, type Response, type Router } from 'express';
import type { z } from 'zod';
import { findPrincipal, type Principal } from '../../access/index.ts';
import type { Config } from '../../config.ts';
import type { Database } from '../../db/index.ts';
import type { Instant } from '../../kernel/index.ts';
import type { Context, Method, Route, Said } from '../route.ts';
import { renderAnswer, writeAnswer, writeRendered } from './answering.ts';
import type { FindBearer } from './oidc/bearer.ts';
import { type Key, keyOf } from './once/key.ts';
import { carryOutOnce } from './once/once.ts';
import { httpRefusal, Misread, problem } from './problem.ts';
import { openUpload, type Upload, type UploadLimits } from './upload.ts';
import { writeProblem } from './writing.ts';

export interface Served {
  readonly database: Database;
  readonly config: Config;
  readonly routes: readonly Route[];
  readonly now: () => Instant;
  /** Aborted when the server stops. */
  readonly stop: AbortSignal;
  readonly limits: UploadLimits;
  /** For tokens that are not ours; undefined where none are taken. */
  readonly findBearer?: FindBearer | undefined;
}

const JSON_BYTES = 1 << 20;
/** SHA-256 of the JSON bodies of requests, as they were sent. */
const jsonHashes = new WeakMap<IncomingMessage, Buffer>();
const readJson = express.json({
  limit: JSON_BYTES,
  type: 'application/json',
  verify: (request, _response, body) => {
    jsonHashes.set(request, createHash('sha256').update(body).digest());
  },
});

export function apiRouter(served: Served): Router {
  const router = express.Router({ caseSensitive: true, strict: true });
  for (const [path, routes] of byPath(served.routes)) {
    const place = router.route(path.replaceAll(/\{(\w+)\}/g, ':$1'));
    for (const route of routes) place[route.method](handlerOf(served, route));
    const allowed = routes.map(({ method }) => method.toUpperCase()).join(', ');
    place.all((request, response) => {
      response.setHeader('Allow', allowed);
      const said = `${request.method} is not among: ${allowed}.`;
      writeProblem(response, problem(405, 'http.method', said));
    });
  }
  return router;
}

function byPath(routes: readonly Route[]): Map<string, Route[]> {
  const found = new Map<string, Route[]>();
  for (const route of routes) found.set(route.path, [...(found.get(route.path) ?? []), route]);
  return found;
}

const handlerOf =
  (served: Served, route: Route) => async (request: Request, response: Response) => {
    response.locals.route = `${route.method.toUpperCase()} ${route.path}`;
    const now = served.now();
    const principal = await principalOf(served, request, now);
    if (!principal) {
      response.setHeader('WWW-Authenticate', 'Bearer realm="takst"');
      const said = 'A valid bearer token is needed: Authorization: Bearer takst_…';
      writeProblem(response, problem(401, 'http.unauthenticated', said));
      return;
    }
    response.locals.principal = principal;
    // What a role may not do does not exist for it (R42).
    if (!route.roles.includes(principal.role)) throw httpRefusal('not-found');
    if (route.body && !request.is('application/json')) {
      const said = 'The body must be application/json.';
      writeProblem(response, problem(415, 'http.media-type', said));
      return;
    }
    if (route.body)
      await new Promise<void>((done, fail) =>
        readJson(request, response, (error?: unknown) => (error ? fail(error) : done())),
      );
    const context = contextOf(served, principal, now, response);
    const said = saidIn(served, route, request);
    const key = keyOf(request, route, principal);
    if (key) await answerOnce(request, response, { route, context, said, key });
    else await writeAnswer(request, response, route, await route.handle(context, said));
  };

interface Asked {
  readonly route: Route;
  readonly context: Context;
  readonly said: Said<unknown, unknown, unknown> & Upload;
  readonly key: Key;
}

async function answerOnce(
  request: Request,
  response: Response,
  { route, context, said, key }: Asked,
): Promise<void> {
  const outcome = await carryOutOnce(context.database, {
    ...key,
    bodyHash: async () => jsonHashes.get(request) ?? said.uploadHash(),
    work: () => route.handle(context, said),
    render: (answer) => renderAnswer(route, answer),
  });
  if ('answer' in outcome) return writeAnswer(request, response, route, outcome.answer);
  response.setHeader('Idempotency-Replayed', 'true');
  writeRendered(response, outcome.replayed);
}

/** Our own tokens tell themselves by how they begin. */
async function principalOf(
  { database, findBearer }: Served,
  request: Request,
  now: Instant,
): Promise<Principal | undefined> {
  const bearer = /^Bearer ([\w.~+/-]+=*)$/i.exec(request.get('authorization') ?? '')?.[1];
  if (bearer === undefined) return undefined;
  const isOurs = bearer.startsWith('takst_');
  return isOurs || !findBearer ? findPrincipal(database, bearer, now) : findBearer(bearer, now);
}

function contextOf(
  { database, config, stop }: Served,
  principal: Principal,
  now: Instant,
  response: Response,
): Context {
  const gone = new AbortController();
  response.on('close', () => gone.abort());
  return {
    database,
    config,
    principal,
    now,
    actor: { now, by: principal.by, channel: principal.channel },
    signal: AbortSignal.any([stop, gone.signal]),
  };
}

function saidIn(
  { limits }: Served,
  { params, query, body, upload }: Route,
  request: Request,
): Said<unknown, unknown, unknown> & Upload {
  return {
    params: read('path', params, request.params),
    query: read('query', query?.strict(), request.query),
    body: read('body', body, request.body),
    ...openUpload(request, upload, limits),
  };
}

function read(part: string, schema: z.ZodType | undefined, said: unknown): unknown {
  if (!schema) return {};
  const outcome = schema.safeParse(said);
  if (!outcome.success) throw new Misread(part, outcome.error);
  return outcome.data;
}

export type { Method };
