/**
 * Records declarations and marks the months that each touches in the same transaction (R9). It only
 * adds: a declaration already on file as it stands is settled by the caller. What a licence is, and
 * what it costs, is not known here.
 */
import { type JournalFact, markStale, sealFacts, type Tx } from '../db/index.ts';
import { monthOfDate } from '../kernel/index.ts';
import { type Declaration, declarationsDigest } from './declaration.ts';
import {
  insertDeclarations,
  listDeclarationSeals,
  type NewDeclaration,
  readDeclarationsByBatch,
} from './store.ts';

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
  await sealFacts(tx, batchId, declarationSeals(declarations, recorded));
  return recorded;
}

/** What the journal seals of a batch's declarations: for each reseller a digest over all of them. */
function declarationSeals(
  declarations: readonly NewDeclaration[],
  recorded: readonly Declaration[],
): JournalFact[] {
  const byReseller = new Map<string, ReturnType<typeof declarationsDigest>>();
  for (const [index, declaration] of recorded.entries()) {
    const resellerId = declarations[index]?.resellerId ?? '';
    const digest = byReseller.get(resellerId) ?? declarationsDigest();
    byReseller.set(resellerId, digest);
    digest.add(declaration);
  }
  return [...byReseller].map(([resellerId, digest]) => {
    return { resellerId, kind: DECLARATIONS, content: digest.end() };
  });
}

const DECLARATIONS = 'declarations';

/**
 * The first batch whose declarations are not as the journal sealed them, as a sentence; undefined
 * where all agree. What was recorded before there was a journal is sealed by nothing.
 */
export async function verifyDeclarations(tx: Tx): Promise<string | undefined> {
  const { sealed, since } = await listDeclarationSeals(tx, DECLARATIONS);
  let open: { key: string; digest: ReturnType<typeof declarationsDigest> } | undefined;
  let fault: string | undefined;
  const close = () => {
    if (!open) return;
    const { key, digest } = open;
    const expected = sealed.get(key);
    sealed.delete(key);
    if (expected === JSON.stringify(digest.end())) return;
    const [batch, resellerId] = key.split(' ', 2);
    fault ??= `the declarations of ${resellerId} in batch ${batch} are not as they were sealed (R43)`;
  };
  for await (const { batchId, resellerId, declaration } of readDeclarationsByBatch(tx, since)) {
    const key = `${batchId} ${resellerId}`;
    if (open?.key !== key) {
      close();
      open = { key, digest: declarationsDigest() };
    }
    open.digest.add(declaration);
  }
  close();
  const [missing] = sealed.keys();
  return fault ?? (missing && `declarations that were sealed are gone: batch ${missing} (R43)`);
}

/** How an invoice names the declaration behind a correction (R9). */
export function declarationCause(declaration: Declaration): string {
  const { declarationId, licence, validFrom, employeeId } = declaration;
  const whose = employeeId ? `for ${employeeId}` : 'for all employees';
  return `declaration ${declarationId}: ${licence} from ${validFrom} ${whose}`;
}
