/**
 * Claims as an answer: for machines by SPEC 10, for a person as a sentence, a row of a list, or
 * everything about one. What a claim comes to was decided when it was taken in.
 */
import type { Claim } from '../../billing/index.ts';
import { moneyText, sumMoney } from '../../kernel/index.ts';
import { counted, countFigure, moneyFigure } from '../terminal/figures.ts';
import { pairsText, tableText } from '../terminal/table.ts';

/** `numbers`: of the documents on which its costs stand. */
export const claimListing = (claim: Claim, numbers: readonly number[]) => ({
  id: claim.claimId,
  reseller_id: claim.resellerId,
  claimant: claim.claimant,
  reference: claim.reference,
  received_on: claim.receivedOn,
  reason: claim.reason,
  withdrawn: claim.withdrawn ?? null,
  costs: claim.costs.map(({ cost, amount, vat }) => ({ cost, amount: moneyText(amount), vat })),
  findings: claim.allocations.map(({ findingId, amount }) => ({
    id: findingId,
    amount: moneyText(amount),
  })),
  documents: claim.documents.map((d) => ({
    name: d.fileName,
    size: d.sizeBytes,
    sha256: d.sha256.toString('hex'),
  })),
  billed_on: numbers,
});

const columns = [
  { title: 'id', align: 'right' },
  { title: 'reseller' },
  { title: 'received' },
  { title: 'kroner', align: 'right' },
  { title: 'state' },
  { title: 'from' },
] as const;

export function claimsText(
  claims: readonly Claim[],
  numbersOf: (claim: Claim) => readonly number[],
  width: number,
): string {
  if (claims.length === 0) return 'No claims are on file.\n';
  const rows = claims.map((claim) => [
    `${claim.claimId}`,
    claim.resellerId,
    claim.receivedOn,
    moneyFigure(sumMoney(claim.costs, (cost) => cost.amount)),
    stateOf(claim, numbersOf(claim)),
    `${claim.claimant} ${claim.reference}: ${claim.reason}`,
  ]);
  return tableText(columns, rows, { width });
}

function stateOf({ withdrawn }: Claim, numbers: readonly number[]): string {
  if (withdrawn !== undefined) return 'withdrawn';
  return numbers.length > 0 ? `on ${numbers.join(', ')}` : 'to be billed';
}

/** What was taken in, with its costs and who bears them. */
export function claimText(claim: Claim): string {
  const total = sumMoney(claim.costs, (cost) => cost.amount);
  const pairs: [string, string][] = claim.costs.map(({ cost, amount, vat }) => {
    const scope = vat === 'within' ? '25 % VAT comes on top' : 'outside the scope of VAT';
    return [`${cost} cost (${scope})`, moneyFigure(amount)];
  });
  for (const { findingId, amount } of claim.allocations) {
    pairs.push([`borne by finding ${findingId}`, moneyFigure(amount)]);
  }
  return (
    `Claim ${claim.claimId}: ${claim.claimant} ${claim.reference}, ${moneyFigure(total)} kr ex VAT, ` +
    `with ${counted(claim.documents.length, 'document')}.\n${pairsText(pairs)}`
  );
}

/** Everything about one claim. */
export function claimDetailText(claim: Claim, numbers: readonly number[]): string {
  const { resellerId, receivedOn, reason, withdrawn } = claim;
  const documents = tableText(
    [{ title: 'document' }, { title: 'bytes', align: 'right' }, { title: 'SHA-256' }],
    claim.documents.map((it) => [
      it.fileName,
      countFigure(it.sizeBytes),
      it.sha256.toString('hex'),
    ]),
  );
  const why = withdrawn === undefined ? '' : `: ${withdrawn}`;
  return (
    `${claimText(claim)}For ${resellerId}, received ${receivedOn}: ${reason}\n` +
    `State: ${stateOf(claim, numbers)}${why}\n\n${documents}`
  );
}
