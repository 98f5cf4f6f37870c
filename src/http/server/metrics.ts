/** Figures for Prometheus: requests by route and status, how long they took, and the process itself. */
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { Database } from '../../db/index.ts';
import { listRequests, standingOf } from '../../evidence/index.ts';
import type { Instant } from '../../kernel/index.ts';

export interface Metrics {
  took(route: string, status: number, seconds: number): void;
  /** Asks the database for what stands there, and tells it all. */
  text(database: Database, now: Instant): Promise<string>;
  readonly contentType: string;
}

export function openMetrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  const requests = new Counter({
    name: 'takst_http_requests_total',
    help: 'Requests answered',
    labelNames: ['route', 'status'] as const,
    registers,
  });
  const duration = new Histogram({
    name: 'takst_http_request_seconds',
    help: 'Time from request to answer',
    labelNames: ['route'] as const,
    buckets: [0.005, 0.02, 0.1, 0.5, 2, 10, 60],
    registers,
  });
  const open = new Gauge({
    name: 'takst_evidence_requests_open',
    help: 'Requests that nobody has answered',
    registers,
  });
  const left = new Gauge({
    name: 'takst_evidence_minutes_left',
    help: 'Office minutes until the first deadline, negative once it has passed',
    registers,
  });
  return {
    took: (route, status, seconds) => {
      requests.inc({ route, status });
      duration.observe({ route }, seconds);
    },
    text: async (database, now) => {
      const list = (tx: Parameters<typeof listRequests>[0]) => listRequests(tx, { only: 'open' });
      const asked = await database.transaction('writer', list, { readOnly: true });
      const minutes = asked.flatMap((it) => standingOf(it, now).minutesLeft ?? []);
      open.set(asked.length);
      left.set(minutes.length > 0 ? Math.min(...minutes) : Number.POSITIVE_INFINITY);
      return registry.metrics();
    },
    contentType: registry.contentType,
  };
}
