/** What the routes of the books take and answer, in the shapes of `report`, `ledger` and `export --json`. */
import { z } from 'zod';
import { amountOut, instantOut, monthOut } from '../../shapes/words.ts';

const count = z.number().int();

export const reportHead = z
  .object({
    name: z.string(),
    purpose: z.string(),
    parameters: z.array(
      z.looseObject({
        name: z.string(),
        kind: z.string(),
        choices: z.array(z.string()),
        required: z.boolean(),
        meaning: z.string(),
      }),
    ),
    columns: z.array(z.object({ name: z.string(), kind: z.string(), meaning: z.string() })),
  })
  .meta({ id: 'Report', description: 'A question that is asked again and again' });

export const reportRows = z
  .array(z.record(z.string(), z.union([z.string(), z.number(), z.null()])))
  .meta({ id: 'ReportRows', description: "Rows under the names of the report's columns" });

export const balance = z
  .object({
    account: z.string(),
    name: z.string(),
    debit: amountOut,
    credit: amountOut,
    balance: amountOut,
  })
  .meta({ id: 'Balance' });

export const verification = z
  .object({
    agrees: z.boolean(),
    fault: z.string().nullable().meta({ description: 'The first thing that does not agree' }),
    resellers: count,
    transactions: count,
    postings: count,
    charges_recomputed_for: count.optional(),
    heads: z.record(z.string(), z.string()),
    journal_entries: count,
    journal_heads: z.record(z.string(), z.string()),
  })
  .meta({ id: 'Verification', description: 'Whether the books agree (R22)' });

export const financeExport = z
  .object({
    export: count,
    month: monthOut,
    documents: count,
    net: amountOut,
    vat: amountOut,
    total: amountOut,
    recorded_at: instantOut,
    recorded_by: z.string(),
  })
  .meta({ id: 'Export', description: 'A batch of documents for the accounting system' });

const exportFile = z.object({ format: z.string(), version: count, sha256: z.string() });

export const madeExport = z
  .object({ ...financeExport.shape, unfinished: z.boolean(), files: z.array(exportFile) })
  .meta({ id: 'MadeExport', description: 'unfinished: the month has not ended' });
