/**
 * Telling Takst of a source of calls, and changing what it was told: loaded, decided and recorded as a
 * new version in one transaction. Calls that are in stay as they were read; what waits in quarantine is
 * read again by the newest version.
 */
import { type Actor, advisoryXactLock, type Database, openBatch, type Tx } from '../../db/index.ts';
import { type CustomerId, invariant } from '../../kernel/index.ts';
import { listCustomers } from '../../register/index.ts';
import { formats } from '../formats/index.ts';
import { refusal } from '../recording/refusals.ts';
import { changesOf, decideSource, type SourceChange, type SourceSaid } from './decide.ts';
import { insertSource, type KnownSource, listSources, listSourceVersions } from './store.ts';

export interface SourceReport {
  /** The source as it is now. */
  readonly source: KnownSource;
  /** What the change changed; empty where it is new, or nothing was said that differs. */
  readonly changes: readonly SourceChange[];
  /** What a person had better know about it. */
  readonly warnings: readonly string[];
}

export interface SourceRequest {
  readonly name: string;
  readonly said: SourceSaid;
  /** Why, for the journal (R43). */
  readonly reason?: string | undefined;
}

/** Adds a source. Refuses a name that is taken, and settings that cannot be. */
export async function addSource(
  database: Database,
  { name, said, reason }: SourceRequest,
  actor: Actor,
): Promise<SourceReport> {
  return database.transaction('writer', async (tx) => {
    const sources = await lockedSources(tx);
    if (sources.some(({ source }) => source === name)) throw refusal('source-exists', { name });
    const { settings, warnings } = await decided(tx, name, said, sources);
    await record(tx, actor, 1, settings, reason);
    return { source: await sourceNow(tx, name), changes: [], warnings };
  });
}

/** Changes what is said of a source; where nothing differs, nothing is recorded. */
export async function changeSource(
  database: Database,
  { name, said, reason }: SourceRequest,
  actor: Actor,
): Promise<SourceReport> {
  return database.transaction('writer', async (tx) => {
    const sources = await lockedSources(tx);
    const before = found(name, sources);
    const { settings, warnings } = await decided(tx, name, said, sources);
    const changes = changesOf(before, settings);
    if (changes.length === 0) return { source: before, changes, warnings };
    await record(tx, actor, before.version + 1, settings, reason);
    return { source: await sourceNow(tx, name), changes, warnings };
  });
}

/** A version of a source with what it changed of the one before. */
export interface SourceVersion extends KnownSource {
  readonly changes: readonly SourceChange[];
}

/** All versions of a source, the newest first. Refuses one that is not known. */
export async function sourceHistory(tx: Tx, name: string): Promise<SourceVersion[]> {
  const versions = await listSourceVersions(tx, name);
  if (versions.length === 0) found(name, await listSources(tx));
  return versions
    .map((version, index) => {
      const before = versions[index - 1];
      return { ...version, changes: before ? changesOf(before, version) : [] };
    })
    .reverse();
}

/** Imports and changes of sources exclude each other, so that a file is read by one version. */
async function lockedSources(tx: Tx): Promise<KnownSource[]> {
  await advisoryXactLock(tx, 'calls', 'exclusive');
  return listSources(tx);
}

function found(name: string, sources: readonly KnownSource[]): KnownSource {
  const source = sources.find((it) => it.source === name);
  if (!source) throw refusal('source-unknown', { name, known: sources.map((it) => it.source) });
  return source;
}

async function decided(tx: Tx, name: string, said: SourceSaid, sources: readonly KnownSource[]) {
  const before = sources.find(({ source }) => source === name);
  const formatName = said.format ?? before?.format ?? '';
  const format = formats.find(formatName);
  const settled = formats.all.filter(({ settings }) => settings).map((it) => it.name);
  if (!format) throw refusal('format-unknown', { name: formatName, known: settled });
  const { settings } = format;
  if (!settings) throw refusal('format-without-source', { name: formatName, known: settled });
  const named = [
    ...(said.customerId ? [said.customerId] : []),
    ...(said.allAccounts?.values() ?? []),
    ...(said.accounts?.values() ?? []),
    ...(before ? [before.customerId, ...Object.values(before.accounts)] : []),
  ];
  const customers = await listCustomers(tx, { customerIds: [...new Set(named)] as CustomerId[] });
  const decision = decideSource(name, said, {
    format: { ...format, settings },
    before,
    others: sources.filter(({ source }) => source !== name),
    isCustomer: (id) => customers.has(id as CustomerId),
  });
  if ('problems' in decision) throw refusal('source-refused', { name, why: decision.problems });
  return decision;
}

async function record(
  tx: Tx,
  actor: Actor,
  version: number,
  settings: Parameters<typeof insertSource>[3],
  reason = '',
): Promise<void> {
  const batch = { kind: 'source', sourceName: settings.source, reason } as const;
  await insertSource(tx, await openBatch(tx, actor, batch), version, settings);
}

async function sourceNow(tx: Tx, name: string): Promise<KnownSource> {
  const source = (await listSources(tx)).find((it) => it.source === name);
  invariant(source, `source ${name} was recorded`);
  return source;
}
