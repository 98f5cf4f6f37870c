/** Calls: their sources, the files that they come in, what waits, and why one costs what it costs. */
import type { Route } from '../../route.ts';
import { batchRoutes } from './batches.ts';
import { explanationRoutes } from './explanation.ts';
import { quarantineRoutes } from './quarantine.ts';
import { sourceRoutes } from './sources.ts';

export const callsRoutes: readonly Route[] = [
  ...sourceRoutes,
  ...batchRoutes,
  ...quarantineRoutes,
  ...explanationRoutes,
];
