/**
 * What the journal seals of tokens (R43): what each allows, and when it was ended. The hash is part of it,
 * so that nobody can slip another secret under a token's name.
 */
import { compareSealed, type JournalFact, type Tx } from '../../db/index.ts';
import { instantText } from '../../kernel/index.ts';
import { listEnds, listTokens, type Token, type TokenEnd } from './store.ts';

const MADE = 'token.made';
const ENDED = 'token.ended';

export function tokenSeal(token: Omit<Token, 'lastUsedAt' | 'endsAt'>): JournalFact {
  const content = {
    token: token.tokenId.toString(),
    name: token.name,
    role: token.role,
    requests: token.requestIds.map(String),
    expires_at: instantText(token.expiresAt),
    sha256: token.hash.toString('hex'),
  };
  return { resellerId: token.resellerId ?? '', kind: MADE, content };
}

export const endSeal = ({ tokenId, resellerId, endsAt }: TokenEnd): JournalFact => ({
  resellerId,
  kind: ENDED,
  content: { token: tokenId.toString(), ends_at: instantText(endsAt) },
});

/** The first token that is not as it was sealed, as a sentence; undefined: none. */
export const verifyAccess = (tx: Tx): Promise<string | undefined> =>
  compareSealed(tx, {
    thing: 'token',
    kinds: [MADE, ENDED],
    tables: ['api_token', 'api_token_end'],
    rebuild: async (batchIds) => {
      const wanted = new Set(batchIds);
      const made = (await listTokens(tx)).map((it) => ({ ...tokenSeal(it), batchId: it.batchId }));
      const ended = (await listEnds(tx)).map((it) => ({ ...endSeal(it), batchId: it.batchId }));
      return [...made, ...ended].filter(({ batchId }) => wanted.has(batchId));
    },
  });
