/** Sources of calls as machines are told of them (SPEC 10): by `sources --json`, and over the network. */
import { instantText } from '../../kernel/index.ts';
import type { SourceReport, SourceVersion } from './actions.ts';
import type { KnownSource } from './store.ts';

export const sourceListing = (source: KnownSource) => ({
  source: source.source,
  version: source.version,
  format: source.format,
  zone: source.zone,
  ambiguous: source.ambiguous,
  customer_id: source.customerId || null,
  accounts: source.accounts,
  own_numbers: source.ownNumbers,
  files: source.files || null,
  encoding: source.encoding,
  outside_prefix: source.outsidePrefix || null,
  options: source.options,
  recorded_at: instantText(source.recordedAt),
  recorded_by: source.recordedBy,
  reason: source.reason || null,
});

/** What came of telling of a source. */
export const sourceReportListing = (
  how: 'add' | 'change',
  { source, changes, warnings }: SourceReport,
) => ({
  outcome: how === 'add' ? 'added' : changes.length > 0 ? 'changed' : 'unchanged',
  source: sourceListing(source),
  changes,
  warnings,
});

/** A version with what it changed. */
export const sourceVersionListing = ({ changes, ...it }: SourceVersion) => ({
  ...sourceListing(it),
  changes,
});
