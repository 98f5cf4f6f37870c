/** The books: reports, the ledger, and what the accounting system gets. */
import type { Route } from '../../route.ts';
import { exportRoutes } from './exports.ts';
import { ledgerRoutes } from './ledger.ts';
import { reportRoutes } from './reports.ts';

export const booksRoutes: readonly Route[] = [...reportRoutes, ...ledgerRoutes, ...exportRoutes];
