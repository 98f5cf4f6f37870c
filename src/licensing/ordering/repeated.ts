/**
 * A confirmation that is asked for again (R26): whoever was cut off before the answer came says the
 * same once more, and is told what came of it the first time. The same is the same version, by the
 * same person, on the same words, from the same day; anything else is another confirmation.
 */
import type { Tx } from '../../db/index.ts';
import { type Instant, localDateOf } from '../../kernel/index.ts';
import { type Confirmation, listConfirmations, type OrderDraft } from '../../register/index.ts';
import type { Catalogue } from '../catalogue/catalogue.ts';
import { loadCatalogue } from '../catalogue/load.ts';
import type { Declaration } from '../declaration.ts';
import { listDeclarations } from '../store.ts';
import type { ConfirmationRequest, ConfirmedOrder } from './confirm.ts';
import { orderIdsOf } from './drafts.ts';
import { keptIndividually } from './kept-individually.ts';
import { wordingOn } from './wording.ts';

/** The order as it was confirmed, where this is asked for again; undefined: it is not the same. */
export async function findRepeated(
  tx: Tx,
  draft: OrderDraft,
  request: ConfirmationRequest,
  now: Instant,
): Promise<ConfirmedOrder | undefined> {
  if (draft.state !== 'confirmed') return undefined;
  const [confirmation] = await listConfirmations(tx, { draftIds: [draft.draftId] });
  const catalogue = await loadCatalogue(tx);
  if (!confirmation || !saysTheSame(request, confirmation, catalogue, now)) return undefined;
  const { declarations, declared } = await declaredBy(tx, confirmation);
  const fresh = declarations.map((it) => ({ ...it, resellerId: draft.resellerId, line: 0 }));
  return {
    draft,
    confirmation,
    orderIds: await orderIdsOf(tx, confirmation),
    declarations,
    keptIndividually: keptIndividually(declared, catalogue, fresh),
    wasOnFile: true,
  };
}

/** Where no instant was given, the words are those of today. */
function saysTheSame(
  request: ConfirmationRequest,
  confirmation: Confirmation,
  catalogue: Catalogue,
  now: Instant,
): boolean {
  const { version = 1, confirmedBy, confirmedAt, feeAcceptedBy, language } = request;
  const on = localDateOf(confirmation.confirmedAt);
  const wording = wordingOn(localDateOf(confirmedAt ?? now), language, catalogue);
  return (
    version === confirmation.version &&
    confirmedBy === confirmation.confirmedBy &&
    feeAcceptedBy === confirmation.feeAcceptedBy &&
    (!confirmedAt || confirmedAt.getTime() === confirmation.confirmedAt.getTime()) &&
    (request.validFrom ?? on) === confirmation.validFrom &&
    language === confirmation.wording.language &&
    wording.sha256.equals(confirmation.wording.sha256)
  );
}

/** What a confirmation declared, and all of the customer's declarations up to it. */
async function declaredBy(tx: Tx, { customerId, batchId }: Confirmation) {
  const knownUpTo = (upTo: bigint) => listDeclarations(tx, { customerIds: [customerId], upTo });
  const declared = await knownUpTo(batchId);
  const before = new Set((await knownUpTo(batchId - 1n)).get(customerId)?.map(idOf));
  const all = declared.get(customerId) ?? [];
  return { declared, declarations: all.filter((it) => !before.has(idOf(it))) };
}

const idOf = ({ declarationId }: Declaration): bigint => declarationId;
