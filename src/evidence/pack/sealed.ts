/**
 * From facts to the bytes that are handed out: the files of the pack, bagged and signed (R37). The
 * same facts and the same key give the same bytes, wherever and whenever it is done.
 */
import { localDateOf } from '../../kernel/index.ts';
import { makeBag } from '../bag/make-bag.ts';
import type { Signer } from '../keys/key.ts';
import { packFiles } from './contents/contents.ts';
import type { PackFacts } from './facts.ts';
import type { PackResult } from './result.ts';

/** The ZIP. */
export async function sealedPack(
  facts: PackFacts,
  result: PackResult,
  signer: Signer,
): Promise<Buffer> {
  const { request, ledgerHead, journalHead } = facts;
  const content = {
    name: packName(request.requestId),
    files: await packFiles(facts, result),
    date: localDateOf(facts.madeAt),
    info: [
      ['External-Identifier', packName(request.requestId)],
      ['Takst-Version', facts.version],
      ['Takst-Request', request.requestId],
      ['Takst-Cut-Off', facts.cutOffBatch],
      ['Ledger-Head', ledgerHead.hash],
      ['Journal-Head', journalHead.hash],
    ] as const,
  };
  return makeBag(content, signer);
}

/** Of the folder within the pack, and of the file that it is handed out as. */
export const packName = (requestId: string): string => `takst-evidence-request-${requestId}`;
