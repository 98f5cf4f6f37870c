/** Every route of the API, under the headings of its description. */
import type { Route } from '../route.ts';
import { accessRoutes } from './access/index.ts';
import { booksRoutes } from './books/index.ts';
import { callsRoutes } from './calls/index.ts';
import { complianceRoutes } from './compliance/index.ts';
import { documentsRoutes } from './documents/index.ts';
import { evidenceRoutes } from './evidence/index.ts';
import { monthRoutes } from './month/index.ts';
import { registerRoutes } from './register/index.ts';

export const routes: readonly Route[] = [
  ...registerRoutes,
  ...callsRoutes,
  ...monthRoutes,
  ...documentsRoutes,
  ...complianceRoutes,
  ...evidenceRoutes,
  ...booksRoutes,
  ...accessRoutes,
];
