/**
 * Records that wait as machines are told of them (SPEC 10): by `quarantine --json`, and over the
 * network. A record's other version can be another reseller's, so who may see which is the door's.
 */
import { amountOfMicro, amountText, instantText } from '../../kernel/index.ts';
import type { Acceptance, Dismissal, ShownRecord } from './decide.ts';
import type { RetryReport } from './retry.ts';
import type { OpenRecord } from './store.ts';
import { differingFields, type RecordVersion, type VersionField } from './version.ts';

/** Who sees to a record: the customer's reseller, and the operator where nobody knows whose it is. */
export const ownerOf = ({ resellerId }: Pick<OpenRecord, 'resellerId'>): string =>
  resellerId === '' ? 'operator' : resellerId;

export const recordListing = (it: OpenRecord) => ({
  id: Number(it.quarantineId),
  code: it.code,
  detail: it.detail,
  owner: ownerOf(it),
  file: it.fileName,
  line: it.line,
  format: it.format,
  source: it.source,
  record_id: it.recordId,
  reseller_id: it.resellerId || null,
  customer_id: it.customerId || null,
  billable_seconds: it.seconds,
  entered_at: instantText(it.enteredAt),
  raw: it.raw,
});

/** A record with the version that is due, and what differs between the two. */
export function shownListing({ record, version, due, dueVersion }: ShownRecord) {
  const differs = version && dueVersion ? differingFields(dueVersion, version) : [];
  return {
    ...recordListing(record),
    settled: record.settled?.outcome ?? null,
    due,
    due_version: dueVersion ? versionListing(dueVersion) : null,
    version: version ? versionListing(version) : null,
    differs: differs.map((field) => names[field]),
  };
}

export const acceptanceListing = ({ record, outcome, now, before }: Acceptance) => ({
  id: Number(record.quarantineId),
  outcome,
  now: versionListing(now),
  before: before ? versionListing(before) : null,
});

export const dismissalListing = ({ record }: Dismissal) => ({
  id: Number(record.quarantineId),
  outcome: 'dismissed',
  code: record.code,
});

export const retryListing = (report: RetryReport) => ({
  retried: report.records.read,
  settled: report.records.read - report.records.quarantined,
  rated: report.records.rated,
  free: report.records.free,
  excluded: report.records.excluded,
  duplicate: report.records.duplicate,
  waiting: report.records.quarantined,
  unchanged: report.unchanged,
  reasons: report.reasons,
});

const names: Readonly<Record<VersionField, string>> = {
  customerId: 'customer_id',
  direction: 'direction',
  from: 'from',
  to: 'to',
  startedAt: 'started_at',
  seconds: 'billable_seconds',
  callId: 'call_id',
  becomes: 'outcome',
  price: 'price',
};

function versionListing(version: RecordVersion) {
  const { price, records, ...said } = version;
  return {
    customer_id: said.customerId,
    direction: said.direction,
    from: said.from,
    to: said.to,
    started_at: said.startedAt,
    billable_seconds: said.seconds,
    call_id: said.callId,
    outcome: said.becomes,
    destination: price?.destination ?? null,
    price: price ? amountText(amountOfMicro(BigInt(price.micro)), 6) : null,
    price_of_records: price ? records : null,
  };
}
