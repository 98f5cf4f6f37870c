/**
 * Whether the confirmed orders on file are the ones that were sealed (R22, R43): the words agreed to
 * against their hash, and names, dates and licences against the journal. The journal itself is
 * verified by whoever owns it.
 */
import type { Tx } from '../../db/index.ts';
import { confirmationSeal } from './confirm.ts';
import { listSealedConfirmations, type SealedConfirmation } from './ordering-store.ts';
import { sha256 } from './wording.ts';

const PAGE = 500;

/** The first confirmed order that is not as it was sealed, as a sentence; undefined: none. */
export async function findOrderFault(tx: Tx): Promise<string | undefined> {
  for (let after = 0n; ; ) {
    const page = await listSealedConfirmations(tx, { after, limit: PAGE });
    for (const sealed of page) {
      const fault = faultOf(sealed);
      if (fault) return fault;
    }
    if (page.length < PAGE) return undefined;
    after = page.at(-1)?.confirmation.draftId ?? after;
  }
}

function faultOf({ confirmation, content, sealed }: SealedConfirmation): string | undefined {
  const { draftId, wording } = confirmation;
  if (!wording.sha256.equals(sha256(wording.text))) {
    return `the wording of order ${draftId} is not what its SHA-256 says (R43)`;
  }
  if (sealed === undefined) return `order ${draftId} stands in no entry of the journal (R43)`;
  const expected = JSON.stringify(confirmationSeal(content, confirmation).content);
  return sealed === expected
    ? undefined
    : `order ${draftId} says something else than the journal sealed (R43)`;
}
