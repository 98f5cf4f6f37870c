/** What the routes of calls take and answer, in the shapes of `import`, `sources` and `quarantine --json`. */
import { z } from 'zod';
import { amountOut, instantOut, monthOut, textSchema } from '../../shapes/words.ts';

const count = z.number().int();
const outcomes = {
  read: count,
  rated: count,
  free: count,
  duplicate: count,
  quarantined: count,
  excluded: count,
};
const records = z
  .object({ ...outcomes, seconds: z.object(outcomes) })
  .meta({ id: 'CallCounts', description: 'The five outcomes add up to what was read (R12)' });

const batchHead = {
  file: z.string(),
  format: z.string().nullable(),
  source: z.string().nullable(),
  records,
};

export const callBatch = z
  .object({ batch: count, ...batchHead, recorded_at: instantOut, recorded_by: z.string() })
  .meta({ id: 'CallBatch', description: 'A file of calls that was taken in' });

export const importReport = z
  .object({
    ...batchHead,
    outcome: z.enum(['imported', 'already-imported', 'refused']),
    batch: count.nullable(),
    recorded_at: instantOut.nullable(),
    reasons: z.record(z.string(), count).meta({ description: 'Records by outcome and reason' }),
    late_records: count.meta({ description: 'Rated records of months that are billed already' }),
    faults: z.array(z.looseObject({ code: z.string(), line: count, message: z.string() })),
  })
  .meta({ id: 'CallImport', description: 'What came of a file of calls' });

export const source = z
  .object({
    source: z.string(),
    version: count,
    format: z.string(),
    zone: z.string(),
    ambiguous: z.enum(['earlier', 'later', 'quarantine']),
    customer_id: z.string().nullable(),
    accounts: z.record(z.string(), z.string()),
    own_numbers: z.array(z.string()),
    files: z.string().nullable(),
    encoding: z.string(),
    outside_prefix: z.string().nullable(),
    options: z.record(z.string(), z.unknown()),
    recorded_at: instantOut,
    recorded_by: z.string(),
    reason: z.string().nullable(),
  })
  .meta({ id: 'Source', description: 'A PBX that writes files of calls' });

const changes = z.array(z.object({ setting: z.string(), before: z.string(), after: z.string() }));

export const shownSource = z
  .object({ ...source.shape, history: z.array(z.object({ ...source.shape, changes })) })
  .meta({ id: 'ShownSource' });

export const sourceReport = z
  .object({
    outcome: z.enum(['added', 'changed', 'unchanged']),
    source,
    changes,
    warnings: z.array(z.string()),
  })
  .meta({ id: 'SourceReport' });

const short = z.string().max(200);

/** What is said of a source; what is left out stays as it is. */
export const saidOfSource = z.object({
  format: short.optional(),
  zone: short.optional(),
  ambiguous: z.enum(['earlier', 'later', 'quarantine']).optional(),
  customer_id: short.optional().meta({ description: 'Whose all its calls are; "" for nobody' }),
  accounts: z
    .record(short, short)
    .optional()
    .meta({ description: 'Customer ids by account code, in the place of all there were' }),
  own_numbers: z.array(short).max(1_000).optional(),
  files: short.optional(),
  encoding: z.enum(['utf-8', 'windows-1252']).optional(),
  outside_prefix: short.optional(),
  options: z.record(short, z.unknown()).optional(),
  reason: textSchema(500).optional(),
});

export const openRecord = z
  .object({
    id: count,
    code: z.string(),
    detail: z.string(),
    owner: z.string(),
    file: z.string(),
    line: count,
    format: z.string(),
    source: z.string(),
    record_id: z.string(),
    reseller_id: z.string().nullable(),
    customer_id: z.string().nullable(),
    billable_seconds: count,
    entered_at: instantOut,
    raw: z.string(),
  })
  .meta({ id: 'QuarantinedRecord', description: 'A record of calls that waits (R19)' });

const version = z
  .looseObject({ customer_id: z.string(), outcome: z.string(), price: amountOut.nullable() })
  .meta({ id: 'RecordVersion' });

export const shownRecord = z
  .object({
    ...openRecord.shape,
    settled: z.string().nullable(),
    due: z.string().nullable(),
    due_version: version.nullable(),
    version: version.nullable(),
    differs: z.array(z.string()),
  })
  .meta({
    id: 'ShownRecord',
    description:
      'A record with the version of it that is due; a reseller is shown the record alone',
  });

export const acceptance = z
  .object({ id: count, outcome: z.string(), now: version, before: version.nullable() })
  .meta({ id: 'Acceptance' });

export const dismissal = z
  .object({ id: count, outcome: z.literal('dismissed'), code: z.string() })
  .meta({ id: 'Dismissal' });

export const retryReport = z
  .object({
    retried: count,
    settled: count,
    rated: count,
    free: count,
    excluded: count,
    duplicate: count,
    waiting: count,
    unchanged: count,
    reasons: z.record(z.string(), count),
  })
  .meta({ id: 'RetryReport' });

export const explanation = z
  .object({
    source: z.string(),
    record_id: z.string(),
    rows: z.array(z.looseObject({ customer_id: z.string(), service_month: monthOut })),
    quarantine: z.array(z.looseObject({ id: count, code: z.string() })),
    settings: z.looseObject({}).nullable(),
    price_proof: z.looseObject({ agrees: z.boolean() }).nullable(),
  })
  .meta({ id: 'CallExplanation', description: 'Why a call costs what it costs (R20)' });
