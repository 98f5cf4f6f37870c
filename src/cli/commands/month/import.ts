/**
 * `takst import`: files handed in by resellers, the PBX and Myfone (SPEC 10). The master data of a
 * folder goes in as one transaction, then each file of calls as one of its own.
 */
import { basename } from 'node:path';
import type { CallsReport } from '../../../calls/index.ts';
import { wantsDebug } from '../../../config.ts';
import type { MasterReport, MasterSource } from '../../../intake/index.ts';
import { type Failure, failureOf, failureText } from '../../answers/failure.ts';
import { type ExitCode, Interruption } from '../../caller.ts';
import { afterLooking, type DeclareCommand, type Json, type RefuseUsage } from '../../command.ts';
import type { Session } from '../../session.ts';
import { writeJson } from '../../terminal/json.ts';
import type { FoundFiles } from './import-files.ts';

interface ImportOptions extends Json {
  readonly as?: string;
  readonly skipBad?: true;
}

const more = `
From a folder it takes resellers.csv, customers.csv, employees.csv, orders.csv, declarations.csv and
activations.csv, all of them or nothing, and then calls.csv and calls-….csv, each by itself. UTF-8,
comma or semicolon, columns in any order. Importing a file again changes nothing and says so; an
edited row is recorded as a change.

A bad row refuses the master data as a whole, with file, line, column and value. With --skip-bad the
good rows go in and the bad ones are kept as evidence. A record of calls is never refused: what
cannot be rated waits in quarantine (takst quarantine list).

Ends with 3 when bad rows were kept, records were quarantined, an employee's own licence keeps
another class than the one declared for all, or a file was refused after others had been taken in.

  takst import incoming/2026-10
  takst import new-people.csv --as employees
`;

export const declareImport: DeclareCommand = (program, wiring) => {
  program
    .command('import')
    .summary('take in files: customers, licences, activations, calls')
    .description('Takes in orders, licence declarations, activations and calls.')
    .argument('<path>', 'a folder, or one file')
    .option('--as <kind>', 'what the file is where its name does not say it, such as employees')
    .option('--skip-bad', 'take in the good rows and keep the bad ones as evidence')
    .option('--json', 'answer in JSON')
    .addHelpText('after', more)
    .action(afterLooking(wiring, findFiles, importPath));
};

async function findFiles(
  _refuseUsage: RefuseUsage,
  path: string,
  options: ImportOptions,
): Promise<FoundFiles> {
  const { findIntake } = await import('./import-files.ts');
  return findIntake(path, options.as);
}

async function importPath(
  session: Session,
  found: FoundFiles,
  _path: string,
  options: ImportOptions,
): Promise<ExitCode> {
  const { importListing, importText } = await import('../../answers/import-report.ts');
  const { out, err } = session.caller;
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
  const report = { master, calls, skipped, ignored: found.ignored };
  if (options.json) writeJson(out, importListing(report));
  else out.write(importText(report));
  if (!failure) return exitCodeOf(master, calls);
  const debug = wantsDebug(session.caller.environment);
  err.write(failureText(failure, { json: options.json === true, debug }));
  return 3;
}

interface CallsOutcome {
  readonly calls: readonly CallsReport[];
  /** Paths of the files that nothing was taken in from. */
  readonly skipped: readonly string[];
  /** Why there are such; thrown instead where nothing has been changed yet. */
  readonly failure: Failure | undefined;
}

async function importCallsFiles(
  session: Session,
  { calls: paths, format }: FoundFiles,
  changedBefore: boolean,
): Promise<CallsOutcome> {
  const calls: CallsReport[] = [];
  for (const path of paths) {
    try {
      calls.push(await importCalls(session, path, format));
    } catch (error) {
      const changed = changedBefore || calls.some((it) => it.status === 'imported');
      if (!changed || error instanceof Interruption) throw error;
      return { calls, skipped: paths.slice(calls.length), failure: failureOf(error) };
    }
  }
  return { calls, skipped: [], failure: undefined };
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

async function importCalls(session: Session, path: string, format: string): Promise<CallsReport> {
  const { importCallsFile } = await import('../../../calls/index.ts');
  const { database, progress } = session;
  const name = basename(path);
  return importCallsFile(database, path, session.actor(), {
    format,
    onProgress: (bytesDone, bytesTotal, records) => {
      // A file does not say how many records it holds; the part that was read tells nearly enough.
      const expected = (records * bytesTotal) / Math.max(bytesDone, 1);
      const about = Math.max(records, Number(expected.toPrecision(2)));
      progress.update(`Importing ${name}`, records, about, 'records');
    },
  });
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
