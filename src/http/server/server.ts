/**
 * The server: limits, ids and logs around the API, its description, health and metrics; and an end that
 * lets what is under way be finished. Pages come in as a router of their own.
 */
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express, {
  type Express,
  type NextFunction,
  type Request,
  type Response,
  type Router,
} from 'express';
import { ipKeyGenerator, rateLimit } from 'express-rate-limit';
import helmet from 'helmet';
import type { Logger } from 'pino';
import type { Principal } from '../../access/index.ts';
import { descriptionRouter } from '../description/router.ts';
import { apiRouter, type Served } from './api-router.ts';
import { healthRouter } from './health.ts';
import { type Metrics, openMetrics } from './metrics.ts';
import { openBearer } from './oidc/bearer.ts';
import { oidcSettingsOf } from './oidc/settings.ts';
import { markingDatabase, sweepKeys } from './once/once.ts';
import { httpRefusal, problem, problemOf } from './problem.ts';
import { writeProblem } from './writing.ts';

export interface ServerDeps extends Omit<Served, 'stop' | 'findBearer'> {
  readonly log: Logger;
  readonly listen: { readonly host: string; readonly port: number };
  /** Requests that one caller may make in a minute. */
  readonly requestsPerMinute: number;
  /** Migrations that have not run; none when the schema is up to date. */
  readonly pending: () => Promise<readonly string[]>;
  readonly pages?: Router;
}

export interface RunningServer {
  readonly url: string;
  /** Takes nothing new, finishes what is under way, and gives up on the rest after `patienceMs`. */
  close(patienceMs: number): Promise<void>;
}

export async function startServer(deps: ServerDeps): Promise<RunningServer> {
  const stop = new AbortController();
  const server = createServer(makeApp(deps, stop.signal));
  server.headersTimeout = 20_000;
  // A whole night's calls may take a while to come.
  server.requestTimeout = 3_600_000;
  server.listen(deps.listen.port, deps.listen.host);
  await once(server, 'listening');
  const { address, family, port } = server.address() as AddressInfo;
  const sweeping = setInterval(() => sweep(deps), SWEEP_MS);
  stop.signal.addEventListener('abort', () => clearInterval(sweeping));
  const host = family === 'IPv6' ? `[${address}]` : address;
  return { url: `http://${host}:${port}`, close: (patienceMs) => end(server, stop, patienceMs) };
}

const SWEEP_MS = 3_600_000;

function sweep({ database, log }: ServerDeps): void {
  sweepKeys(database).catch((error: unknown) => log.warn({ err: error }, 'keys not swept'));
}

async function end(server: Server, stop: AbortController, patienceMs: number): Promise<void> {
  const closed = once(server, 'close');
  server.close();
  server.closeIdleConnections();
  stop.abort();
  const timer = setTimeout(() => server.closeAllConnections(), patienceMs);
  await closed;
  clearTimeout(timer);
}

function makeApp(deps: ServerDeps, stop: AbortSignal): Express {
  const app = express();
  const metrics = openMetrics();
  app.disable('x-powered-by');
  app.disable('etag');
  app.use(identified(deps.log, metrics));
  app.use(helmet({ contentSecurityPolicy: { directives: policy } }));
  app.use(healthRouter({ ...deps, stop, metrics }));
  app.use(descriptionRouter(deps.routes));
  app.use('/v1', limited(deps.requestsPerMinute));
  const oidc = oidcSettingsOf(deps.config);
  const database = markingDatabase(deps.database);
  app.use(apiRouter({ ...deps, database, stop, findBearer: oidc && openBearer(oidc) }));
  if (deps.pages) app.use(deps.pages);
  app.use(() => {
    throw httpRefusal('not-found');
  });
  app.use((error: unknown, _request: Request, response: Response, _next: NextFunction) => {
    answerError(deps.log, response, error);
  });
  return app;
}

/** No script and no style but our own files, and nobody's frame. */
const policy = {
  defaultSrc: ["'none'"],
  scriptSrc: ["'self'"],
  styleSrc: ["'self'"],
  imgSrc: ["'self'", 'data:'],
  connectSrc: ["'self'"],
  formAction: ["'self'"],
  baseUri: ["'none'"],
  frameAncestors: ["'none'"],
  upgradeInsecureRequests: null,
};

/** Bodies, queries, names and addresses stay out of the log: a route and a token's number are enough. */
const identified =
  (log: Logger, metrics: Metrics) => (request: Request, response: Response, next: NextFunction) => {
    const given = request.get('x-request-id') ?? '';
    const id = /^[\w-]{8,64}$/.test(given) ? given : randomUUID();
    const began = process.hrtime.bigint();
    response.locals.id = id;
    response.setHeader('X-Request-Id', id);
    response.on('close', () => {
      const route = (response.locals.route as string | undefined) ?? 'none';
      const principal = response.locals.principal as Principal | undefined;
      const seconds = Number(process.hrtime.bigint() - began) / 1e9;
      const status = response.writableFinished ? response.statusCode : 499;
      metrics.took(route, status, seconds);
      const who = principal && { role: principal.role, channel: principal.channel };
      log.info({ id, route, status, ms: Math.round(seconds * 1000), ...who }, 'answered');
    });
    next();
  };

const limited = (requestsPerMinute: number) =>
  rateLimit({
    windowMs: 60_000,
    limit: requestsPerMinute,
    standardHeaders: 'draft-8',
    legacyHeaders: false,
    keyGenerator: (request) => request.get('authorization') ?? ipKeyGenerator(request.ip ?? ''),
    handler: (_request, response) => {
      const said = `More than ${requestsPerMinute} requests in a minute; wait, then try again.`;
      writeProblem(response, problem(429, 'http.too-many', said));
    },
  });

function answerError(log: Logger, response: Response, error: unknown): void {
  const known = problemOf(error);
  if (!known) log.error({ id: response.locals.id, err: error }, 'failed');
  if (response.headersSent) {
    response.destroy();
    return;
  }
  const said =
    'This is a mistake in Takst, not in your request. Ask its operator about the request id.';
  writeProblem(response, known ?? problem(500, 'http.mistake', said));
}
