/** The register: who is who, and what is reported of them. */
import type { Route } from '../../route.ts';
import { partyRoutes } from './parties.ts';
import { reportingRoutes } from './reporting.ts';

export const registerRoutes: readonly Route[] = [...partyRoutes, ...reportingRoutes];
