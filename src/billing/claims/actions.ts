/**
 * Takes claims in and back (R40): with their documentation, their VAT treatment, and the findings
 * that they come from. The next run bills what is on file; a claim that has been billed can no longer
 * be taken back, since an issued document never changes.
 */
import { randomBytes } from 'node:crypto';
import {
  type Actor,
  advisoryXactLock,
  type Database,
  openBatch,
  sealFacts,
  type Tx,
} from '../../db/index.ts';
import { localDateOf } from '../../kernel/index.ts';
import { listFindings } from '../../licensing/index.ts';
import { listResellers } from '../../register/index.ts';
import { billingRefusal } from '../refusal.ts';
import {
  allocate,
  type Claim,
  type ClaimDetails,
  claimFault,
  claimTotal,
  repeatsClaim,
  type Share,
  sameClaim,
} from './claim.ts';
import { claimSeal, withdrawalSeal } from './seal.ts';
import { insertClaim, insertWithdrawal, listBilledOn, listClaims } from './store.ts';

export interface ClaimRequest extends Omit<ClaimDetails, 'allocations'> {
  readonly shares: readonly Share[];
  /** Says that one paper holds several claims; else a paper stands for one claim only. */
  readonly sharedDocument?: boolean;
}

export interface ReceivedClaim extends Claim {
  /** It had been taken in before, word for word, and nothing was changed now. */
  readonly wasOnFile: boolean;
}

/**
 * Records a claim; refuses one without cost, finding or documentation, and one that is on file with
 * another content. Word for word the same is answered with the one on file: whoever was cut off
 * before the answer came asks again.
 */
export async function receiveClaim(
  database: Database,
  request: ClaimRequest,
  actor: Actor,
): Promise<ReceivedClaim> {
  const { shares, sharedDocument = false, ...said } = request;
  const trimmed = { claimant: said.claimant.trim(), reference: said.reference.trim() };
  const details = { ...said, ...trimmed };
  const { costs, documents, resellerId, claimant, reference, receivedOn } = details;
  const unsaid = [claimant, reference, details.reason].some((text) => text.trim() === '');
  const fault = unsaid ? 'no-text' : claimFault(costs, shares, documents);
  if (fault) throw billingRefusal('claim-incomplete', { why: sentenceOf[fault] });
  if (receivedOn > localDateOf(actor.now)) {
    throw billingRefusal('claim-in-future', { receivedOn });
  }
  return database.transaction('writer', async (tx) => {
    await advisoryXactLock(tx, 'compliance', 'exclusive');
    if (!(await listResellers(tx)).has(resellerId as never)) {
      throw billingRefusal('claim-reseller', { resellerId });
    }
    const claim = { ...details, allocations: allocate(claimTotal(costs), shares) };
    const known = (await listClaims(tx, { resellerId })).filter((it) => it.withdrawn === undefined);
    const repeated = known.find((it) => repeatsClaim(it, claim));
    if (repeated) return { ...repeated, wasOnFile: true };
    refuseRepeated(known, details, sharedDocument);
    await refuseFindings(tx, resellerId, shares);
    const sourceName = `claim ${claimant} ${reference}`;
    const batchId = await openBatch(tx, actor, { kind: 'claim', sourceName });
    const salted = { ...claim, salt: randomBytes(16) };
    const claimId = await insertClaim(tx, batchId, salted);
    await sealFacts(tx, batchId, [claimSeal({ ...salted, claimId })]);
    return { ...claim, claimId, withdrawn: undefined, wasOnFile: false };
  });
}

/** A cost is passed on once, however it is spelled; what was withdrawn may be handed in again. */
function refuseRepeated(
  known: readonly Claim[],
  details: Omit<ClaimDetails, 'allocations'>,
  sharedDocument: boolean,
): void {
  const { claimant, reference, documents } = details;
  const same = known.find((it) => sameClaim(it, details));
  if (same) {
    throw billingRefusal('claim-on-file', { claimant, reference, id: same.claimId.toString() });
  }
  const hashes = new Set(documents.map(({ sha256 }) => sha256.toString('hex')));
  const papers = (it: Claim) => it.documents.some((d) => hashes.has(d.sha256.toString('hex')));
  const resting = sharedDocument ? undefined : known.find(papers);
  if (resting) throw billingRefusal('claim-same-document', { id: resting.claimId.toString() });
}

const sentenceOf = {
  'no-text': 'it needs a claimant, a reference and a reason',
  'no-cost': 'it has neither a direct cost nor a cost of handling it',
  'no-finding': 'it names no finding that it comes from',
  'no-document': 'it comes without documentation',
  'finding-twice': 'it names a finding twice',
  'some-amounts': 'give either each finding its amount, or none of them',
  'above-claim': 'its findings come to more than the claim',
} as const;

/** A claim rests on findings of the reseller that have not been waived. */
async function refuseFindings(tx: Tx, resellerId: string, shares: readonly Share[]) {
  const findingIds = shares.map((share) => share.findingId);
  const known = await listFindings(tx, { findingIds });
  for (const id of findingIds) {
    const finding = known.find((it) => it.findingId === id && it.resellerId === resellerId);
    if (!finding) throw billingRefusal('claim-finding', { id: id.toString(), resellerId });
    if (finding.state === 'waived') throw billingRefusal('claim-waived', { id: id.toString() });
  }
}

/** Takes a claim back that no document bills yet. */
export async function withdrawClaim(
  database: Database,
  request: { readonly claimId: bigint; readonly reason: string },
  actor: Actor,
): Promise<Claim> {
  const { claimId, reason } = request;
  const id = claimId.toString();
  return database.transaction('writer', async (tx) => {
    await advisoryXactLock(tx, 'compliance', 'exclusive');
    const [claim] = await listClaims(tx, { claimId });
    if (!claim) throw billingRefusal('claim-unknown', { id });
    if (claim.withdrawn !== undefined) throw billingRefusal('claim-withdrawn', { id });
    // Why stands with the withdrawal: of a batch's own reason the journal would hold the words.
    const batchId = await openBatch(tx, actor, { kind: 'claim', sourceName: `claim ${id}` });
    const number = (await listBilledOn(tx, [claim])).get(claimId)?.[0];
    if (number) throw billingRefusal('claim-billed', { id, number });
    const { resellerId } = claim;
    const withdrawal = { resellerId, claimId, reason, salt: randomBytes(16) };
    await insertWithdrawal(tx, batchId, withdrawal);
    await sealFacts(tx, batchId, [withdrawalSeal(withdrawal)]);
    return { ...claim, withdrawn: reason };
  });
}
