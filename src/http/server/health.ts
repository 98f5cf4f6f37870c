/** Whether the process lives, whether it can do its work, and its figures (for an operator's token alone). */
import express, { type Router } from 'express';
import { findPrincipal } from '../../access/index.ts';
import type { Database } from '../../db/index.ts';
import type { Instant } from '../../kernel/index.ts';
import type { Metrics } from './metrics.ts';
import { httpRefusal } from './problem.ts';

export interface HealthDeps {
  readonly database: Database;
  readonly now: () => Instant;
  readonly stop: AbortSignal;
  readonly pending: () => Promise<readonly string[]>;
  readonly metrics: Metrics;
}

export function healthRouter({ database, now, stop, pending, metrics }: HealthDeps): Router {
  const router = express.Router();
  router.get('/health', (_request, response) => {
    response.json({ status: 'up' });
  });
  router.get('/ready', async (_request, response) => {
    const why = stop.aborted ? 'stopping' : await notReady(pending);
    response.status(why ? 503 : 200).json(why ? { status: 'not ready', why } : { status: 'ready' });
  });
  router.get('/metrics', async (request, response) => {
    const secret = /^Bearer (\S+)$/i.exec(request.get('authorization') ?? '')?.[1] ?? '';
    const role = (await findPrincipal(database, secret, now()))?.role;
    if (role !== 'operator' && role !== 'system') throw httpRefusal('not-found');
    response.type(metrics.contentType).send(await metrics.text(database, now()));
  });
  return router;
}

const notReady = (pending: () => Promise<readonly string[]>): Promise<string | undefined> =>
  pending().then(
    (names) => (names.length > 0 ? 'the schema is not up to date' : undefined),
    () => 'the database does not answer',
  );
