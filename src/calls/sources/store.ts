/** All SQL of the sources of calls. A changed source is a new version; the latest counts. */
import { sql, type Tx } from '../../db/index.ts';
import type { Instant } from '../../kernel/index.ts';
import type { AmbiguousHour, SourceSettings } from './settings.ts';

/** A source with who told Takst of it, when and why. */
export interface KnownSource extends SourceSettings {
  readonly version: number;
  readonly recordedAt: Instant;
  readonly recordedBy: string;
  readonly reason: string;
}

/** What is neither a column nor a format's own, as it is stored. */
type StoredOptions = Pick<
  SourceSettings,
  'accounts' | 'files' | 'encoding' | 'outsidePrefix' | 'ownNumbers'
> & { readonly format: SourceSettings['options'] };

interface SourceRow {
  source: string;
  version: number;
  format: string;
  zone: string;
  ambiguous: AmbiguousHour;
  customer_id: string;
  options: StoredOptions;
  recorded_at: Instant;
  recorded_by: string;
  reason: string;
}

/** Every source in the order of its name, as it is now. */
export async function listSources(tx: Tx): Promise<KnownSource[]> {
  const { rows } = await sql<SourceRow>`
    select distinct on (source) source, version, format, zone, ambiguous, customer_id, options,
      recorded_at, recorded_by, reason
    from takst.call_source join takst.batch using (batch_id)
    order by source, version desc`.execute(tx.db);
  return rows.map(sourceOf);
}

/** Every version of one source, the oldest first. */
export async function listSourceVersions(tx: Tx, name: string): Promise<KnownSource[]> {
  const { rows } = await sql<SourceRow>`
    select source, version, format, zone, ambiguous, customer_id, options, recorded_at, recorded_by,
      reason
    from takst.call_source join takst.batch using (batch_id)
    where source = ${name} order by version`.execute(tx.db);
  return rows.map(sourceOf);
}

function sourceOf({ options, ...row }: SourceRow): KnownSource {
  const { format: own, ...more } = options;
  return {
    source: row.source,
    version: row.version,
    format: row.format,
    zone: row.zone,
    ambiguous: row.ambiguous,
    customerId: row.customer_id,
    ...more,
    options: own,
    recordedAt: row.recorded_at,
    recordedBy: row.recorded_by,
    reason: row.reason,
  };
}

/** The settings of each source by its name: what its records that wait are read again by. */
export async function sourcesByName(tx: Tx): Promise<ReadonlyMap<string, SourceSettings>> {
  return new Map((await listSources(tx)).map((source) => [source.source, source]));
}

/** Adds a version of a source under an open batch of kind `source`. */
export async function insertSource(
  tx: Tx,
  batchId: bigint,
  version: number,
  settings: SourceSettings,
): Promise<void> {
  const { source, format, zone, ambiguous, customerId, options, ...rest } = settings;
  const { accounts, files, encoding, outsidePrefix, ownNumbers } = rest;
  const stored: StoredOptions = {
    accounts,
    files,
    encoding,
    outsidePrefix,
    ownNumbers,
    format: options,
  };
  await sql`
    insert into takst.call_source (source, version, format, zone, ambiguous, customer_id, options,
      batch_id)
    values (${source}, ${version}, ${format}, ${zone}, ${ambiguous}, ${customerId},
      ${JSON.stringify(stored)}::jsonb, ${batchId.toString()}::bigint)`.execute(tx.db);
}
