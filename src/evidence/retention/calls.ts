/**
 * Calls go by whole months (R9): each is sealed with its totals and their hash, and then its records
 * are dropped. A month that billing is not through with waits, however old it is: first what it
 * comes to has to be settled.
 */
import { loadUnsettled } from '../../billing/index.ts';
import { listCallMonths, listSealedSums, purgeCallMonth } from '../../calls/index.ts';
import { sealFacts, type Tx } from '../../db/index.ts';
import { type LocalDate, monthOfDate } from '../../kernel/index.ts';
import type { ErasedAge, Erasure, Kept } from './kind.ts';

export async function eraseCalls(tx: Tx, batchId: bigint, before: LocalDate): Promise<Erasure> {
  const firstKept = monthOfDate(before);
  const months = await listCallMonths(tx, firstKept);
  if (months.length === 0) return { ages: [], kept: [] };
  const unsettled = await loadUnsettled(tx, firstKept);
  const ages: ErasedAge[] = [];
  const kept: Kept[] = [];
  for (const { month } of months) {
    const why = unsettled(month);
    if (why) {
      kept.push({ age: month, why });
      continue;
    }
    const purged = await purgeCallMonth(tx, batchId, month);
    if ('refused' in purged) kept.push({ age: month, why: purged.refused });
    else ages.push({ age: month, rows: purged.calls });
  }
  const sums = await listSealedSums(tx, batchId);
  await sealFacts(
    tx,
    batchId,
    sums.map(({ resellerId, ...sum }) => ({
      resellerId,
      kind: 'calls.sealed',
      content: { ...sum },
    })),
  );
  return { ages, kept };
}
