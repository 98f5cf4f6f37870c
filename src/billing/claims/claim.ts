/**
 * A claim (R40): what Microsoft or another third party charges because of misreporting, and what it
 * cost Flexfone to handle it. Here it is checked and shared out over the findings that caused it; how
 * it reaches the reseller's document is the business of `due/pass-through`.
 */
import { type LocalDate, type Money, sumMoney } from '../../kernel/index.ts';

/** `direct`: what the claimant charges; `handling`: Flexfone's own cost of it. */
export type CostName = 'direct' | 'handling';
/**
 * Whether a cost is passed on as part of what is sold (25 % VAT), or as damages outside the scope of
 * VAT. Which it is, is a question of law that a person answers for each cost.
 */
export type VatScope = 'within' | 'outside';

export interface ClaimCost {
  readonly cost: CostName;
  /** Øre ex VAT, above 0. */
  readonly amount: Money;
  readonly vat: VatScope;
}

export interface ClaimDocument {
  readonly fileName: string;
  readonly sizeBytes: number;
  readonly sha256: Buffer;
}

export interface Allocation {
  readonly findingId: bigint;
  readonly amount: Money;
}

export interface ClaimDetails {
  readonly resellerId: string;
  readonly claimant: string;
  /** The claimant's own number or word for it. */
  readonly reference: string;
  readonly receivedOn: LocalDate;
  readonly reason: string;
  readonly costs: readonly ClaimCost[];
  readonly documents: readonly ClaimDocument[];
  readonly allocations: readonly Allocation[];
}

export interface Claim extends ClaimDetails {
  readonly claimId: bigint;
  /** Why it was taken back, before it was billed. */
  readonly withdrawn: string | undefined;
}

const spoken = (text: string): string => text.normalize('NFC').replace(/\s+/g, '').toLowerCase();

/**
 * Whether two texts name the same claim: what a person types differs in blanks and capitals.
 */
export function sameClaim(
  a: Pick<ClaimDetails, 'claimant' | 'reference'>,
  b: Pick<ClaimDetails, 'claimant' | 'reference'>,
): boolean {
  return spoken(a.claimant) === spoken(b.claimant) && spoken(a.reference) === spoken(b.reference);
}

/**
 * Whether a claim says nothing else than one on file, word for word: the order in which costs,
 * papers and findings are named does not matter.
 */
export function repeatsClaim(a: ClaimDetails, b: ClaimDetails): boolean {
  return wordsOf(a) === wordsOf(b);
}

function wordsOf(claim: ClaimDetails): string {
  const { resellerId, claimant, reference, receivedOn, reason } = claim;
  const costs = claim.costs.map((it) => `${it.cost} ${it.amount} ${it.vat}`).sort();
  const papers = claim.documents.map((it) => `${it.sha256.toString('hex')} ${it.fileName}`).sort();
  const shares = claim.allocations.map((it) => `${it.findingId} ${it.amount}`).sort();
  return JSON.stringify([
    resellerId,
    claimant,
    reference,
    receivedOn,
    reason,
    costs,
    papers,
    shares,
  ]);
}

export const claimTotal = (costs: readonly ClaimCost[]): Money => sumMoney(costs, (c) => c.amount);

/** A finding that bears part of a claim, with its amount where somebody has decided it. */
export interface Share {
  readonly findingId: bigint;
  readonly amount: Money | undefined;
}

/**
 * The amounts of a claim's findings. Where none is given the claim is shared out evenly, the øre that
 * are left over going to the first ones, so that the shares sum to the claim exactly.
 */
export function allocate(total: Money, shares: readonly Share[]): Allocation[] {
  const count = BigInt(shares.length);
  return shares.map(({ findingId, amount }, index) => {
    const even = total / count + (BigInt(index) < total % count ? 1n : 0n);
    return { findingId, amount: amount ?? (even as Money) };
  });
}

export type ClaimFault =
  | 'no-text'
  | 'no-cost'
  | 'no-finding'
  | 'no-document'
  | 'finding-twice'
  | 'some-amounts'
  | 'above-claim';

/** What is wrong with a claim before anybody looks at the findings; undefined: nothing. */
export function claimFault(
  costs: readonly ClaimCost[],
  shares: readonly Share[],
  documents: readonly ClaimDocument[],
): ClaimFault | undefined {
  if (costs.length === 0) return 'no-cost';
  if (shares.length === 0) return 'no-finding';
  if (documents.length === 0) return 'no-document';
  if (new Set(shares.map((s) => s.findingId)).size < shares.length) return 'finding-twice';
  const given = shares.flatMap(({ amount }) => (amount === undefined ? [] : [amount]));
  if (given.length > 0 && given.length < shares.length) return 'some-amounts';
  return sumMoney(given, (amount) => amount) > claimTotal(costs) ? 'above-claim' : undefined;
}
