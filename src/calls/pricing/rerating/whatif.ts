/**
 * What a month would cost by the rates of a file, without loading or posting anything (R20). It is
 * computed like a re-rating, in a transaction that could not write, and rounded as a run rounds.
 */
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Database } from '../../../db/index.ts';
import type { Fault, Month } from '../../../kernel/index.ts';
import { buildPrefixTable, type DeckForm, readDeckFile } from '../../../rating/index.ts';
import { compareMonth } from './compare.ts';
import { chosenCustomers } from './customers.ts';
import { type ComparedMonth, comparedMonth } from './effect.ts';

export interface WhatIfRequest {
  readonly month: Month;
  /** Path of the rates file. */
  readonly deck: string;
  /** How a carrier's file is read; without it the columns are those of SPEC 10. */
  readonly form?: DeckForm;
  /** Only customers on this plan; without it, all. */
  readonly plan?: string;
  readonly customerId?: string;
  readonly onProgress?: (done: number, total: number) => void;
}

export interface WhatIfReport {
  readonly fileName: string;
  readonly rows: number;
  /** Why the file is no deck; then nothing was compared. */
  readonly faults: readonly Fault[];
  readonly compared: ComparedMonth | undefined;
}

/** Rates the month's calls by the file; posts nothing. */
export async function whatIf(database: Database, request: WhatIfRequest): Promise<WhatIfReport> {
  const fileName = basename(request.deck);
  const { rows, faults } = readDeckFile(await readFile(request.deck), fileName, request.form);
  const report = { fileName, rows: rows.length, faults };
  if (faults.length > 0) return { ...report, compared: undefined };
  const table = buildPrefixTable({ plan: fileName, version: fileName, rows });
  const { onProgress } = request;
  const compared = await database.transaction(
    'writer',
    async (tx) => {
      const customers = await chosenCustomers(tx, request);
      const work = onProgress ? { onProgress } : {};
      return comparedMonth(await compareMonth(tx, customers, table, work), customers);
    },
    { isolation: 'repeatable read', readOnly: true },
  );
  return { ...report, compared };
}
