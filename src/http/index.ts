/** HTTP: the API as a door. It adds no rules; every route calls a stage. */
import type { Database } from '../db/index.ts';
import { stopRuns as stopRunsOn } from './api/month/index.ts';
import { markingDatabase } from './server/once/once.ts';

export { routes } from './api/index.ts';
export { type RunningServer, startServer } from './server/server.ts';
export { type ServerSettings, serverSettingsOf } from './settings.ts';

/** Waits for the runs that the server on this database has begun. */
export const stopRuns = (database: Database): Promise<void> =>
  stopRunsOn(markingDatabase(database));
