/**
 * Records declarations and marks the months that each touches in the same transaction (R9). It only
 * adds: a declaration already on file as it stands is settled by the caller. What a licence is, and
 * what it costs, is not known here.
 */
import {
  compareDigests,
  digestRows,
  journalBegin,
  markStale,
  sealDigests,
  type Tx,
} from '../db/index.ts';
import { monthOfDate } from '../kernel/index.ts';
import { type Declaration, sealedLine } from './declaration.ts';
import { insertDeclarations, type NewDeclaration, readDeclarationsByBatch } from './store.ts';

/** Records declarations under an open batch; returns them numbered, in the order given. */
export async function recordDeclarations(
  tx: Tx,
  batchId: bigint,
  declarations: readonly NewDeclaration[],
): Promise<Declaration[]> {
  const recorded = await insertDeclarations(tx, batchId, declarations);
  await markStale(
    tx,
    batchId,
    recorded.map((declaration, index) => ({
      resellerId: declarations[index]?.resellerId ?? '',
      customerId: declaration.customerId,
      fromMonth: monthOfDate(declaration.validFrom),
      toMonth: undefined,
      kind: 'licence' as const,
      cause: declarationCause(declaration),
    })),
  );
  const filed = recorded
    .map((it, index) => ({ ...it, batchId, resellerId: declarations[index]?.resellerId ?? '' }))
    .sort((a, b) => (a.resellerId < b.resellerId ? -1 : Number(a.resellerId > b.resellerId)));
  await sealDigests(tx, batchId, digestRows(DECLARATIONS, filed, sealedLine));
  return recorded;
}

const DECLARATIONS = 'declarations';

/**
 * The first batch whose declarations are not as the journal sealed them, as a sentence; undefined
 * where all agree.
 */
export async function verifyDeclarations(tx: Tx): Promise<string | undefined> {
  const rows = readDeclarationsByBatch(tx, await journalBegin(tx));
  const digests = digestRows(DECLARATIONS, rows, sealedLine);
  const fault = await compareDigests(tx, DECLARATIONS, digests);
  if (!fault) return undefined;
  const which = `of ${fault.resellerId} in batch ${fault.batchId}`;
  return fault.gone
    ? `declarations ${which} that were sealed are gone (R43)`
    : `the declarations ${which} are not as they were sealed (R43)`;
}

/** How an invoice names the declaration behind a correction (R9). */
export function declarationCause(declaration: Declaration): string {
  const { declarationId, licence, validFrom, employeeId } = declaration;
  const whose = employeeId ? `for ${employeeId}` : 'for all employees';
  return `declaration ${declarationId}: ${licence} from ${validFrom} ${whose}`;
}
