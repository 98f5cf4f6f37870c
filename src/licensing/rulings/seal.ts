/**
 * What the journal seals of a ruling (R37, R43), and whether the rulings on file are still the ones
 * that were sealed. Who ruled is sealed as a commitment only, since the chain outlives personal data.
 */
import { commitment, type JournalFact, type Tx } from '../../db/index.ts';
import { listRulings, listSealedRulings, type NewRuling } from './store.ts';

export function rulingSeal(ruling: NewRuling & { readonly rulingId: bigint }): JournalFact {
  const content = {
    ruling_id: ruling.rulingId.toString(),
    sku_guid: ruling.guid ?? '',
    sku_part_number: ruling.partNumber ?? '',
    name: ruling.name,
    class: ruling.class,
    as_plan: ruling.asPlan ?? '',
    valid_from: ruling.validFrom,
    reason: ruling.reason,
    ruled_by: commitment(ruling.salt, ruling.ruledBy).toString('hex'),
  };
  return { resellerId: '', kind: 'ruling', content };
}

/** The first ruling that is not as it was sealed, as a sentence; undefined when all are. */
export async function verifyRulings(tx: Tx): Promise<string | undefined> {
  const sealed = await listSealedRulings(tx);
  const rulings = await listRulings(tx);
  for (const ruling of rulings) {
    const content = JSON.stringify(rulingSeal(ruling).content);
    if (!sealed.delete(`${ruling.batchId} ${content}`)) {
      return `ruling ${ruling.rulingId} is not as the journal sealed it (R43)`;
    }
  }
  const [missing] = sealed;
  return missing && `a ruling that the journal sealed is missing: ${missing} (R43)`;
}
