/**
 * Rules on licences (R3), or only previews it: what is decided, what it moves, and, when it is
 * recorded, the marks that make the next run bill the difference (R9). A preview is the same path,
 * ended before the first write.
 */
import { randomBytes } from 'node:crypto';
import {
  type Actor,
  advisoryXactLock,
  type Database,
  markStale,
  openBatch,
  type StaleMark,
  sealFacts,
} from '../../db/index.ts';
import { monthOfDate } from '../../kernel/index.ts';
import type { RulingRequest } from './decide.ts';
import { type MeasuredRuling, type Preview, previewRulings, type Touched } from './preview.ts';
import { type Ruling, rulingCause } from './ruling.ts';
import { rulingSeal } from './seal.ts';
import { insertRulings } from './store.ts';

export interface RulingReport extends Omit<Preview, 'touched'> {
  /** The batch that the rulings were recorded under; undefined for a preview. */
  readonly batchId: bigint | undefined;
}

/** Rules on licences, or only previews it. Waits for imports of the register when it records. */
export async function ruleLicences(
  database: Database,
  request: RulingRequest,
  actor: Actor,
  { record }: { readonly record: boolean },
): Promise<RulingReport> {
  if (!record) {
    const how = { isolation: 'repeatable read', readOnly: true } as const;
    const look = () =>
      database.transaction('writer', (tx) => previewRulings(tx, request, actor), how);
    const { touched, ...report } = await look();
    return { ...report, batchId: undefined };
  }
  return database.transaction('writer', async (tx) => {
    await advisoryXactLock(tx, 'register', 'exclusive');
    const { touched, ...report } = await previewRulings(tx, request, actor);
    const batchId = await openBatch(tx, actor, {
      kind: 'ruling',
      sourceName: `${request.class}: ${report.rulings.map(({ name }) => name).join(', ')}`,
      reason: request.reason,
    });
    const salted = report.rulings.map((ruling) => ({ ...ruling, salt: randomBytes(16) }));
    const ids = await insertRulings(tx, batchId, actor.now, salted);
    const numbered = salted.map((ruling, i) => ({ ...ruling, rulingId: ids[i] ?? 0n }));
    await markStale(tx, batchId, marksOf(numbered, touched));
    await sealFacts(tx, batchId, numbered.map(rulingSeal));
    const rulings = numbered.map(({ salt, ...ruling }): MeasuredRuling => ruling);
    return { ...report, rulings, batchId };
  });
}

/** R9: from where the ruling holds, or from the first activation, which an earlier month lacks. */
function marksOf(recorded: readonly Ruling[], touched: readonly Touched[]): StaleMark[] {
  return touched.flatMap(({ resellerId, customerId, firstMonth, named }) =>
    named.flatMap((index): StaleMark[] => {
      const ruling = recorded[index];
      if (!ruling) return [];
      const start = monthOfDate(ruling.validFrom);
      const fromMonth = start > firstMonth ? start : firstMonth;
      const cause = rulingCause(ruling);
      return [{ resellerId, customerId, fromMonth, toMonth: undefined, kind: 'licence', cause }];
    }),
  );
}
