/**
 * Reads everything that a pack may say, as known at one cut-off, through the other stages' own
 * readers (R37). It decides nothing and writes nothing; what stays out has no place in the facts.
 */
import { type JournalHead, journalHeads, type Tx } from '../../../db/index.ts';
import type { Instant } from '../../../kernel/index.ts';
import { loadHeads } from '../../../ledger/index.ts';
import { loadRulebook } from '../../../licensing/index.ts';
import { listAttachments } from '../../request/attachment-store.ts';
import type { AuditRequest } from '../../request/request.ts';
import type { ChainHead, PackFacts } from '../facts.ts';
import { evidenceSide } from './evidence-side.ts';
import { registerSide } from './register-side.ts';
import { packCustomer, packRequest, scopeOf } from './scope.ts';

/** What the doors and the key add. */
export interface PackSetting {
  /** The cut-off: what was recorded later does not count. */
  readonly upTo: bigint;
  readonly now: Instant;
  readonly operator: string;
  readonly version: string;
  readonly keyId: string;
}

const NO_HEAD: JournalHead = { seq: 0n, hash: Buffer.alloc(32) };

const headText = ({ seq, hash }: JournalHead = NO_HEAD): ChainHead => ({
  seq: seq.toString(),
  hash: hash.toString('hex'),
});

/** The facts of a pack; call it where everything is read from one snapshot. */
export async function gatherPack(
  tx: Tx,
  request: AuditRequest,
  setting: PackSetting,
): Promise<PackFacts> {
  const { now, upTo } = setting;
  const scope = await scopeOf(tx, request, upTo);
  const { resellerId, language } = request;
  const journal = await journalHeads(tx, { resellerIds: [resellerId, ''], upTo });
  const ledger = await loadHeads(tx, [resellerId]);
  const attachments = await listAttachments(tx, request.requestId, upTo);
  const rulebook = await loadRulebook(tx, { upTo });
  const asked = { now, language, catalogue: rulebook.catalogue };
  const { verdicts, ...evidence } = await evidenceSide(tx, scope, asked);
  return {
    operator: setting.operator,
    version: setting.version,
    keyId: setting.keyId,
    language,
    madeAt: now,
    cutOffBatch: upTo.toString(),
    ledgerHead: headText(ledger.get(resellerId)),
    journalHead: headText(journal.get(resellerId)),
    sharedJournalHead: headText(journal.get('')),
    request: packRequest(request, scope),
    customers: scope.customers.map(packCustomer),
    cutCustomers: scope.cutCustomers,
    ...(await registerSide(tx, scope, { now, rulebook, verdicts })),
    ...evidence,
    attachments: attachments.map((it) => ({
      name: it.name,
      size: Number(it.sizeBytes),
      sha256: it.sha256.toString('hex'),
      addedAt: it.addedAt,
      addedBy: it.addedBy,
    })),
  };
}
