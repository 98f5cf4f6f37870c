/**
 * `takst import`: files handed in by resellers, the PBX and Myfone (SPEC 10). The master data of a
 * folder goes in as one transaction, then each file of calls as one of its own; or a folder is watched
 * for files of calls.
 */
import type { CallsReport } from '../../../calls/index.ts';
import { wantsDebug } from '../../../config.ts';
import type { MasterReport, MasterSource } from '../../../intake/index.ts';
import { secondsArgument } from '../../arguments.ts';
import type { ExitCode } from '../../caller.ts';
import { afterLooking, type DeclareCommand, type Json, type RefuseUsage } from '../../command.ts';
import type { Session } from '../../session.ts';
import { writeJson } from '../../terminal/json.ts';
import type { GivenFiles } from './import/files.ts';
import type { WatchWish } from './import/watch.ts';

interface ImportOptions extends Json {
  readonly as?: string;
  readonly source?: string;
  readonly skipBad?: true;
  readonly watch?: string;
  readonly every?: number;
  readonly once?: true;
}

const more = `
From a folder it takes resellers.csv, customers.csv, employees.csv, orders.csv, declarations.csv and
activations.csv, all of them or nothing; then, in the order of their names and each by itself,
calls.csv, calls-….csv and the files that sources of calls name (takst sources). Importing a file
again changes nothing and says so; an edited row is recorded as a change.

A single file of calls is recognised by what it holds, packed with gzip or not. Where several
sources write its format, --source says which one it is from; --as says what the file is.

A bad row refuses the master data as a whole, with file, line, column and value. With --skip-bad the
good rows go in and the bad ones are kept as evidence. A record of calls is never refused: what
cannot be rated waits in quarantine (takst quarantine list).

--watch takes files of calls as they appear in a folder and moves them to processed/ or, with the
reason beside them, to failed/. A file that still grows is left alone, and so are names that begin
with a dot or end with .tmp or .part. It ends with Ctrl-C, after the file in hand.

Ends with 3 when bad rows were kept, records were quarantined, an employee's own licence keeps
another class than the one declared for all, or a file was refused after others had been taken in.

  takst import incoming/2026-10
  takst import new-people.csv --as employees
  takst import Master.csv.gz --source pbx-1
  takst import --watch /var/spool/cdr
`;

export const declareImport: DeclareCommand = (program, wiring) => {
  program
    .command('import')
    .summary('take in files: customers, licences, activations, calls')
    .description('Takes in orders, licence declarations, activations and calls.')
    .argument('[path]', 'a folder, or one file')
    .option('--as <kind>', 'what the file is where its name does not say it, such as employees')
    .option('--source <name>', 'the source that the calls are from (takst sources)')
    .option('--skip-bad', 'take in the good rows and keep the bad ones as evidence')
    .option('--watch <folder>', 'take files of calls as they appear there')
    .option('--every <seconds>', 'with --watch: how often to look (default: 5)', secondsArgument)
    .option('--once', 'with --watch: take what is there, and end')
    .option('--json', 'answer in JSON; with --watch one line a file')
    .addHelpText('after', more)
    .action(afterLooking(wiring, findFiles, importFiles));
};

async function findFiles(
  refuseUsage: RefuseUsage,
  path: string | undefined,
  options: ImportOptions,
): Promise<GivenFiles | WatchWish> {
  const { as: kind, source, watch, every, once } = options;
  if ((path === undefined) === (watch === undefined)) {
    refuseUsage('Give a file or folder to import, or a folder to --watch.');
  }
  if (path !== undefined) {
    if (every !== undefined || once) refuseUsage('--every and --once go with --watch.');
    const { lookAtIntake } = await import('./import/files.ts');
    return lookAtIntake(path, kind, source);
  }
  if (options.skipBad) refuseUsage('--skip-bad is for master data, which is not watched for.');
  const { lookAtWatched } = await import('./import/watch.ts');
  return lookAtWatched({ folder: watch ?? '', kind, source, every, once: once === true });
}

async function importFiles(
  session: Session,
  given: GivenFiles | WatchWish,
  _path: string | undefined,
  options: ImportOptions,
): Promise<ExitCode> {
  if ('folder' in given) {
    const { watchFolder } = await import('./import/watch.ts');
    return watchFolder(session, given, options.json === true);
  }
  return importPath(session, given, options);
}

async function importPath(
  session: Session,
  given: GivenFiles,
  options: ImportOptions,
): Promise<ExitCode> {
  const { importListing, importText } = await import('../../answers/import-report.ts');
  const { lateIn } = await import('../../../calls/index.ts');
  const { billedUpTo, foundFiles, importCallsFiles } = await import('./import/calls.ts');
  const { out, err } = session.caller;
  const found = await foundFiles(session, given);
  for (const name of found.ignored) {
    err.write(
      `Not read: ${name}, since no file of that name is known (see takst import --help).\n`,
    );
  }
  const master = await importMasterFiles(session, found.master, options.skipBad === true);
  const { calls, skipped, failure } =
    master?.outcome === 'refused'
      ? { calls: [], skipped: found.calls, failure: undefined }
      : await importCallsFiles(session, found, master?.outcome === 'recorded');
  session.progress.close();
  const billed = calls.some(({ months }) => months.size > 0)
    ? await billedUpTo(session)
    : undefined;
  const late = new Map(calls.map((it) => [it.fileName, lateIn(it, billed)]));
  const report = { master, calls, late, skipped, ignored: found.ignored };
  if (options.json) writeJson(out, importListing(report));
  else out.write(importText(report));
  if (!failure) return exitCodeOf(master, calls);
  const { failureText } = await import('../../answers/failure.ts');
  const debug = wantsDebug(session.caller.environment);
  err.write(failureText(failure, { json: options.json === true, debug }));
  return 3;
}

async function importMasterFiles(
  session: Session,
  sources: readonly MasterSource[],
  skipBad: boolean,
): Promise<MasterReport | undefined> {
  if (sources.length === 0) return undefined;
  const { importMaster } = await import('../../../intake/index.ts');
  return importMaster(session.database, sources, session.actor(), { skipBad });
}

function exitCodeOf(master: MasterReport | undefined, calls: readonly CallsReport[]): ExitCode {
  const outcomes: readonly unknown[] = [master?.outcome, ...calls.map((it) => it.status)];
  const changed = outcomes.includes('recorded') || outcomes.includes('imported');
  if (outcomes.includes('refused')) return changed ? 3 : 1;
  const quarantined = calls.some((it) => it.records.quarantined > 0);
  const kept = master !== undefined && master.keptIndividually.length > 0;
  const bad = master !== undefined && master.faultCount > 0;
  return quarantined || kept || bad ? 3 : 0;
}
