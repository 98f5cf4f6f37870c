/** HTTP: the API as a door. It adds no rules; every route calls a stage. */
export { routes } from './api/index.ts';
export { stopRuns } from './api/month/index.ts';
export { type RunningServer, startServer } from './server/server.ts';
export { type ServerSettings, serverSettingsOf } from './settings.ts';
