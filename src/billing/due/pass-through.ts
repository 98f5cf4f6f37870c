/**
 * Costs of misreporting on their way to the reseller's document (R40): a section of their own behind
 * those of the customers, one line a cost. Costs outside the scope of VAT are for a document of their
 * own, since the two may not stand on one (BR-O-11); which they are was chosen when they came in.
 */
import type { DocumentLine, Language, Section, VatCategory } from '../../documents/index.ts';
import { type CustomerId, dateName, type Money, type Month, sumMoney } from '../../kernel/index.ts';
import { passThrough } from '../charges/index.ts';
import { billedAnew } from '../charges/wording.ts';
import { costKey, type OpenCost } from '../claims/store.ts';
import type { DraftCharge } from './assemble.ts';

const words = {
  da: {
    title: 'Videreførte omkostninger',
    direct: (claimant: string) => `Omkostning videreført fra ${claimant}`,
    handling: (claimant: string) => `Håndtering af krav fra ${claimant}`,
    reference: (reference: string, on: string) => `reference ${reference}, modtaget ${on}`,
    cause: (claim: bigint, findings: string) => `krav ${claim}, afvigelse ${findings}`,
    papers: (hashes: string) => `dokumentation SHA-256 ${hashes}`,
  },
  en: {
    title: 'Costs passed on',
    direct: (claimant: string) => `Cost passed on from ${claimant}`,
    handling: (claimant: string) => `Handling of a claim by ${claimant}`,
    reference: (reference: string, on: string) => `reference ${reference}, received ${on}`,
    cause: (claim: bigint, findings: string) => `claim ${claim}, finding ${findings}`,
    papers: (hashes: string) => `documentation SHA-256 ${hashes}`,
  },
} as const;

/** What of a cost is left to bill. */
const leftOf = (cost: OpenCost): Money => (cost.amount - cost.billed) as Money;

const vatOf = { within: ['S', 25], outside: ['O', 0] } as const satisfies Record<
  OpenCost['vat'],
  readonly [VatCategory, number]
>;

/** Costs belong to no customer: the reseller answers for them. */
const NOBODY = '' as CustomerId;

export interface PassedOn {
  readonly section: Section;
  readonly charges: readonly DraftCharge[];
}

/** The section of these costs, its lines numbered from `firstLine` on. */
export function passedOn(
  costs: readonly OpenCost[],
  month: Month,
  language: Language,
  firstLine: number,
): PassedOn {
  const lines = costs.map((cost, index) => lineOf(cost, firstLine + index, month, language));
  const charges = costs.map((cost, index): DraftCharge => {
    const key = costKey(cost.claimId, cost.cost);
    return {
      ...{ kind: passThrough.name, customerId: NOBODY, serviceMonth: month, key, group: key },
      ...{ amount: leftOf(cost), calls: 0, seconds: 0 },
      cause: `claim ${cost.claimId}`,
      lineNo: firstLine + index,
    };
  });
  const net = sumMoney(lines, (line) => line.net);
  const customerName = words[language].title;
  return { section: { customerId: NOBODY, customerName, lines, employees: [], net }, charges };
}

function lineOf(cost: OpenCost, no: number, month: Month, language: Language): DocumentLine {
  const say = words[language];
  const [vatCategory, vatRate] = vatOf[cost.vat];
  const on = dateName(cost.receivedOn, language);
  const net = leftOf(cost);
  const cause = [
    cost.credited === undefined ? '' : billedAnew([`${cost.credited}`], language),
    say.cause(cost.claimId, cost.findings.join(', ')),
    cost.reason,
    say.papers(cost.documents.join(', ')),
  ];
  return {
    no,
    kind: passThrough.name,
    customerId: NOBODY,
    serviceMonth: month,
    text: `${say[cost.cost](cost.claimant)}, ${say.reference(cost.reference, on)}`,
    quantity: 1,
    unit: 'C62',
    unitPrice: net,
    net,
    vatCategory,
    vatRate,
    cause: cause.filter((part) => part !== '').join('; '),
    usage: undefined,
  };
}
