/** A file of calls as machines are told of it (SPEC 10): by `import --json`, and over the network. */
import { instantText, type Month } from '../../kernel/index.ts';
import type { CallsReport } from '../actions.ts';
import type { CallBatch } from '../store.ts';

/** `late` records are of months that are billed already. */
export const callsListing = (it: CallsReport, late: number) => ({
  file: it.fileName,
  outcome: it.status,
  format: it.format ?? null,
  source: it.source ?? null,
  batch: it.batchId === undefined ? null : Number(it.batchId),
  recorded_at: it.recordedAt ? instantText(it.recordedAt) : null,
  records: it.records,
  reasons: it.reasons,
  late_records: late,
  faults: it.faults,
});

/** Rated records of a file in months up to the last that is billed: they come late (R17). */
export function lateIn({ months }: CallsReport, billed: Month | undefined): number {
  let late = 0;
  for (const [month, records] of months) if (billed && month <= billed) late += records;
  return late;
}

/** A file that was taken in before. */
export const batchListing = (it: CallBatch) => ({
  batch: Number(it.batchId),
  file: it.fileName,
  format: it.format || null,
  source: it.source || null,
  recorded_at: instantText(it.recordedAt),
  recorded_by: it.recordedBy,
  records: it.records,
});
