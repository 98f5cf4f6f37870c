/** The month: rates, billing runs, what they propose to give back, and the closing of the books. */
import type { Route } from '../../route.ts';
import { closingRoutes } from './closings.ts';
import { creditRoutes } from './credits.ts';
import { rateRoutes } from './rates.ts';
import { runRoutes } from './runs.ts';

export { stopRuns } from './run-work.ts';

export const monthRoutes: readonly Route[] = [
  ...runRoutes,
  ...closingRoutes,
  ...creditRoutes,
  ...rateRoutes,
];
