/** Routes of one part of the API; see route.ts for what a route is. */
import type { Route } from '../../route.ts';

export const monthRoutes: readonly Route[] = [];
