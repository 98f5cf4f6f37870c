/** Documents: what was issued, as facts and as files. */
import type { Route } from '../../route.ts';
import { documentRoutes } from './documents.ts';
import { fileRoutes } from './files.ts';

export const documentsRoutes: readonly Route[] = [...documentRoutes, ...fileRoutes];
