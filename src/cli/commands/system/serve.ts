/** `takst serve`: the API for programs, until it is told to stop. */
import { once } from 'node:events';
import { pino } from 'pino';
import type { ExitCode } from '../../caller.ts';
import { type DeclareCommand, inSession } from '../../command.ts';
import type { Session } from '../../session.ts';

const more = `
Answers on the address of --listen or TAKST_HTTP_LISTEN. Put a server with TLS in front of it. The API
is described on /v1/docs and /v1/openapi.json; /health and /ready are for whoever watches, and
/metrics for Prometheus with an operator's token. Logs go to the error output as JSON lines, without
names, addresses, bodies or queries (TAKST_LOG_LEVEL=info shows each request).

Told to stop (SIGTERM, Ctrl-C), it takes nothing new and finishes what is under way.

  takst serve
  takst serve --listen 127.0.0.1:8080
`;

/** What is still under way after this is ended; the database takes it back. */
const PATIENCE_MS = 20_000;

export const declareServe: DeclareCommand = (program, wiring) => {
  program
    .command('serve')
    .summary('answer over HTTP')
    .description('Serves the API until it is told to stop.')
    .option('--listen <host:port>', 'where to listen (default: 127.0.0.1:8080)')
    .addHelpText('after', more)
    .action(inSession(wiring, serve, { finishes: true }));
};

async function serve(
  session: Session,
  { listen }: { readonly listen?: string },
): Promise<ExitCode> {
  const { routes, serverSettingsOf, startServer, stopRuns } = await import(
    '../../../http/index.ts'
  );
  const { pendingMigrations } = await import('../../../db/index.ts');
  const { migrationsFolder } = await import('../../../shipped/index.ts');
  const { caller, config, database } = session;
  const server = await startServer({
    database,
    config,
    routes,
    now: caller.now,
    log: pino({ level: config.logLevel }, caller.err),
    pending: () => pendingMigrations(database, migrationsFolder),
    ...serverSettingsOf(config, listen),
  });
  caller.out.write(
    `Takst listens on ${server.url}; the API is described on ${server.url}/v1/docs\n`,
  );
  if (!caller.stop.aborted) await once(caller.stop, 'abort');
  caller.out.write('Stopping: what is under way is finished first.\n');
  await Promise.all([server.close(PATIENCE_MS), stopRuns(database)]);
  return 0;
}
