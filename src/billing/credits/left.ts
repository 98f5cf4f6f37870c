/**
 * What is left to credit of invoices, and how a release is shared out over them (R10): newest first,
 * never above what an invoice charged for the key and has not been credited yet. Pure; who is billed
 * and what a credit note looks like are not known here.
 */
import {
  addMoney,
  type CustomerId,
  type Money,
  type Month,
  zeroMoney,
} from '../../kernel/index.ts';
import { monthlyKinds } from '../charges/index.ts';

/** What an invoice charged for a key, less what credit notes have taken off it. */
export interface Charged {
  readonly resellerId: string;
  readonly invoice: number;
  readonly customerId: CustomerId;
  readonly serviceMonth: Month;
  readonly kind: string;
  readonly key: string;
  readonly amount: Money;
  readonly calls: number;
  readonly seconds: number;
  /** The line of the invoice; undefined where it charged nothing for the key. */
  readonly lineNo: number | undefined;
}

/** What is to be released of a proposal. */
export interface Release {
  readonly proposalId: bigint;
  readonly customerId: CustomerId;
  readonly serviceMonth: Month;
  readonly kind: string;
  readonly key: string;
  /** Above 0. */
  readonly amount: Money;
  readonly cause: string;
}

/** What a credit note takes off an invoice for one key; below 0 where it gives back what a credit took. */
export interface CreditPart extends Charged {
  readonly cause: string;
  /** Undefined where the whole invoice is credited. */
  readonly proposalId: bigint | undefined;
}

type Place = Pick<Charged, 'customerId' | 'serviceMonth' | 'kind' | 'key'>;

/** Differences of netted kinds are proposed for the month as a whole (R9), so they are left as one. */
export const placeOf = ({ customerId, serviceMonth, kind, key }: Place): string =>
  [customerId, serviceMonth, kind, monthlyKinds.find(kind)?.netted ? '' : key].join('\u0000');

export interface Shared {
  readonly parts: readonly CreditPart[];
  /** The first release that the invoices have not enough left for, with what they have. */
  readonly beyond: { readonly release: Release; readonly left: Money } | undefined;
}

/** Shares releases out over the invoices that charged their keys, the newest first. */
export function shareOut(releases: readonly Release[], charged: readonly Charged[]): Shared {
  const left = new Map<string, Map<number, Charged>>();
  for (const row of charged) {
    const invoices = left.get(placeOf(row)) ?? new Map<number, Charged>();
    left.set(placeOf(row), invoices);
    const before = invoices.get(row.invoice)?.amount ?? zeroMoney;
    invoices.set(row.invoice, { ...row, amount: addMoney(before, row.amount) });
  }
  const parts: CreditPart[] = [];
  for (const release of releases) {
    const { proposalId, key, cause } = release;
    const invoices = left.get(placeOf(release)) ?? new Map<number, Charged>();
    let rest: bigint = release.amount;
    for (const row of [...invoices.values()].sort((a, b) => b.invoice - a.invoice)) {
      const amount = (row.amount < rest ? row.amount : rest) as Money;
      if (amount <= 0n) continue;
      rest -= amount;
      invoices.set(row.invoice, { ...row, amount: (row.amount - amount) as Money });
      const counts = { calls: 0, seconds: 0, lineNo: undefined };
      parts.push({ ...row, ...counts, key, amount, cause, proposalId });
    }
    if (rest > 0n) {
      return { parts, beyond: { release, left: (release.amount - rest) as Money } };
    }
  }
  return { parts, beyond: undefined };
}

/** All that is left of an invoice, key by key, calls and seconds too: as if it had never been. */
export function allThatIsLeft(charged: readonly Charged[]): CreditPart[] {
  return charged
    .filter(({ amount, calls, seconds }) => amount !== 0n || calls !== 0 || seconds !== 0)
    .map((row) => ({ ...row, cause: '', proposalId: undefined }));
}
