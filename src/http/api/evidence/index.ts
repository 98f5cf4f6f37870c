/** Evidence: what auditors ask for, and how it stands. */
import type { Route } from '../../route.ts';
import { requestRoutes } from './requests.ts';

export const evidenceRoutes: readonly Route[] = requestRoutes;
