/**
 * Whether everything that compliance rests on is still as it was sealed (R37, R43): the journal's
 * chains, and what stands in the tables against what the journal says of it. Each stage checks its
 * own; here they are asked one after the other.
 */
import { type JournalReport, type Tx, verifyJournal } from '../db/index.ts';
import {
  findOrderFault,
  verifyDeclarations,
  verifyEvidence,
  verifyRulings,
} from '../licensing/index.ts';
import { findDamagedPack } from './pack/store.ts';

/** Recomputes the journal, then compares; stops at the first thing that does not agree. */
export async function verifySeals(tx: Tx): Promise<JournalReport> {
  const journal = await verifyJournal(tx);
  let fault = journal.fault;
  for (const verify of [verifyDeclarations, verifyRulings, findOrderFault, verifyEvidence]) {
    fault ??= await verify(tx);
  }
  return { ...journal, fault: fault ?? (await damagedPack(tx)) };
}

async function damagedPack(tx: Tx): Promise<string | undefined> {
  const pack = await findDamagedPack(tx);
  return pack === undefined ? undefined : `pack ${pack} is not what its SHA-256 says (R37)`;
}
