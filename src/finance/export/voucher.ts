/**
 * A document as the accounting system books it: debtor, revenue and VAT, taken from the postings in
 * the ledger, since those are what was sealed. A debit is above zero, so a credit note needs no word
 * of its own. It knows accounts and codes of the chart, and no system that they are sent to.
 */
import type { DocumentKind } from '../../documents/index.ts';
import { invariant, type LocalDate, type Money, type Month, vatOn } from '../../kernel/index.ts';
import type { ChartAccount } from '../../ledger/index.ts';

export const DEBTORS = 'debtors';
export const OUTPUT_VAT = 'vat.output';

/** What a document moved on one account of the chart; a debit is above 0. */
export interface Movement {
  readonly account: string;
  readonly amount: Money;
}

/** What is read of a document beside its movements. */
export interface ExportedDocument {
  readonly resellerId: string;
  readonly number: number;
  readonly kind: DocumentKind;
  readonly month: Month;
  readonly issueDate: LocalDate;
  readonly dueDate: LocalDate | undefined;
  /** The customer or reseller billed. */
  readonly account: string;
  /** Per cent, of what is within VAT. */
  readonly vatRate: number;
  /** Above 0, also on a credit note. */
  readonly total: Money;
  readonly movements: readonly Movement[];
}

export interface RevenueLine {
  readonly account: string;
  /** The account's number in the accounting system. */
  readonly external: string;
  /** Empty where the account is outside VAT. */
  readonly vatCode: string;
  readonly vatRate: number;
  readonly net: Money;
  /** This line's part of the document's VAT; the parts add up to it. */
  readonly vat: Money;
}

export interface Voucher {
  readonly resellerId: string;
  readonly number: number;
  readonly kind: DocumentKind;
  readonly issueDate: LocalDate;
  readonly dueDate: LocalDate | undefined;
  /** Number of the debtor in the accounting system. */
  readonly debtor: string;
  /** `Faktura 10000001`: as the bookkeeper will look for it. */
  readonly text: string;
  readonly debtors: { readonly external: string; readonly amount: Money };
  readonly vat: { readonly external: string; readonly amount: Money };
  readonly revenue: readonly RevenueLine[];
}

export interface Mapping {
  readonly chart: ReadonlyMap<string, ChartAccount>;
  /** Debtor numbers that differ from our account ids. */
  readonly debtors: ReadonlyMap<string, string>;
}

const words: Readonly<Record<DocumentKind, string>> = {
  invoice: 'Faktura',
  'credit-note': 'Kreditnota',
};

/** The name of a document in Danish, as accounting systems show it. */
export const documentName = ({ kind, number }: { kind: DocumentKind; number: number }): string =>
  `${words[kind]} ${number}`;

/** The voucher of a document. Throws where its movements do not make one, which is our own mistake. */
export function voucherOf(document: ExportedDocument, mapping: Mapping): Voucher {
  const { resellerId, number, kind, issueDate, dueDate, account, movements } = document;
  const sums = new Map<string, bigint>();
  for (const it of movements) sums.set(it.account, (sums.get(it.account) ?? 0n) + it.amount);
  const of = (name: string) => (sums.get(name) ?? 0n) as Money;
  const debtors = { external: chartOf(DEBTORS, mapping).externalAccount, amount: of(DEBTORS) };
  const vat = { external: chartOf(OUTPUT_VAT, mapping).externalAccount, amount: of(OUTPUT_VAT) };
  const owed = kind === 'invoice' ? document.total : -document.total;
  invariant(debtors.amount === owed, `document ${number} totals otherwise than was posted`);
  const nets = [...sums]
    .filter(([name, net]) => name !== DEBTORS && name !== OUTPUT_VAT && net !== 0n)
    .map(([name, net]): RevenueLine => {
      const { externalAccount: external, vatCode } = chartOf(name, mapping);
      const vatRate = vatCode === '' ? 0 : document.vatRate;
      return { account: name, external, vatCode, vatRate, net: net as Money, vat: 0n as Money };
    })
    .sort((a, b) => (a.account < b.account ? -1 : 1));
  const revenue = withVat(nets, vat.amount);
  const sum = revenue.reduce((left, line) => left + line.net, debtors.amount + vat.amount);
  invariant(sum === 0n, `the movements of document ${number} do not add up to nothing`);
  const debtor = mapping.debtors.get(account) ?? account;
  const text = documentName(document);
  return { resellerId, number, kind, issueDate, dueDate, debtor, text, debtors, vat, revenue };
}

function chartOf(name: string, { chart }: Mapping): ChartAccount {
  const account = chart.get(name);
  invariant(account, `the account ${name} was posted to and is not in the chart`);
  return account;
}

const sizeOf = ({ net }: RevenueLine): bigint => (net < 0n ? -net : net);

/**
 * The document's VAT on its lines: each its own, and the øre by which rounding each differs from
 * rounding the sum (R30) on the largest lines.
 */
function withVat(lines: readonly RevenueLine[], vat: Money): RevenueLine[] {
  const own = lines.map((line) => vatOn(line.net, line.vatRate) as bigint);
  const bySize = lines
    .flatMap((line, index) => (line.vatRate > 0 ? [{ index, size: sizeOf(line) }] : []))
    .sort((a, b) => (a.size === b.size ? a.index - b.index : a.size > b.size ? -1 : 1));
  let rest = own.reduce((left, part) => left - part, vat as bigint);
  invariant(rest === 0n || bySize.length > 0, 'VAT was posted for revenue outside VAT');
  for (let turn = 0; rest !== 0n; turn += 1) {
    const at = bySize[turn % bySize.length]?.index ?? 0;
    const one = rest > 0n ? 1n : -1n;
    own[at] = (own[at] ?? 0n) + one;
    rest -= one;
  }
  return lines.map((line, index) => ({ ...line, vat: (own[index] ?? 0n) as Money }));
}

export interface CodedLine {
  readonly external: string;
  readonly vatCode: string;
  /** With VAT where there is a code. */
  readonly amount: Money;
}

/**
 * The lines of revenue and VAT for a system that is given amounts with VAT and derives the VAT from
 * the code. Where it would derive another øre than the document says, two lines without a code set
 * that right, so that every account ends where ours does.
 */
export function codedLines(voucher: Voucher): CodedLine[] {
  return voucher.revenue.flatMap(({ external, vatCode, vatRate, net, vat }) => {
    if (vatCode === '') return [{ external, vatCode, amount: net }];
    const gross = (net + vat) as Money;
    const off = derivedVat(gross, vatRate) - vat;
    const line = { external, vatCode, amount: gross };
    if (off === 0n) return [line];
    return [
      line,
      { external, vatCode: '', amount: off as Money },
      { external: voucher.vat.external, vatCode: '', amount: -off as Money },
    ];
  });
}

/** The VAT within an amount, half away from zero: what a system derives from code and amount. */
export function derivedVat(gross: Money, ratePercent: number): Money {
  const [whole, rate] = [BigInt(100 + ratePercent), BigInt(ratePercent)];
  const size = gross < 0n ? -gross : gross;
  const vat = (2n * size * rate + whole) / (2n * whole);
  return (gross < 0n ? -vat : vat) as Money;
}
