/**
 * Invoices for the tests of credits, with what stands among the charges for them: customers with the
 * licences of employees and calls to destinations, each a key with its øre.
 */

import type { Charged } from '../../../src/billing/credits/left.ts';
import { assembleDraft } from '../../../src/billing/due/assemble.ts';
import type { Document } from '../../../src/documents/index.ts';
import { customerId, type Month, ore } from '../../../src/kernel/index.ts';
import { buyer, issueDate, seller, september } from '../samples.ts';

export interface ChargedKey {
  readonly customer: string;
  readonly kind: 'licence' | 'usage';
  readonly key: string;
  readonly ore: number;
}

export interface SampleInvoice {
  readonly document: Document;
  readonly charged: readonly Charged[];
}

/** The invoice of these keys as a run would make it, in the number given. */
export function invoiceOf(number: number, keys: readonly ChargedKey[]): SampleInvoice {
  const customers = [...new Set(keys.map((it) => it.customer))];
  const draft = assembleDraft({
    runMonth: september,
    issueDate,
    language: 'da',
    seller,
    buyer,
    termsDays: 14,
    first: false,
    prices: () => undefined,
    costs: [],
    sections: customers.map((customer) => ({
      customerId: customer,
      customerName: `Kunde ${customer}`,
      months: [],
      invoiced: keys
        .filter((it) => it.customer === customer)
        .map(({ kind, key, ore: amount }) => ({
          kind,
          customerId: customerId(customer),
          serviceMonth: september,
          key,
          group: kind === 'licence' ? 'Business' : key,
          amount: ore(amount),
          calls: kind === 'usage' ? 3 : 0,
          seconds: kind === 'usage' ? 60 : 0,
          cause: '',
        })),
    })),
  });
  if (!draft) throw new Error('an invoice of nothing');
  const { termsDays: _, ...document } = draft.document;
  const charged = draft.charges.map(
    ({ customerId: of, serviceMonth, kind, key, amount, calls, seconds, lineNo }): Charged => ({
      ...{ resellerId: 'R1', invoice: number, customerId: of, serviceMonth: serviceMonth as Month },
      ...{ kind, key, amount, calls, seconds, lineNo },
    }),
  );
  return { document: { ...document, number, payment: undefined }, charged };
}

/** What is left once these parts were credited: another row below 0 for each. */
export const lessCredited = (
  charged: readonly Charged[],
  parts: readonly Charged[],
): readonly Charged[] => [
  ...charged,
  ...parts.map((part) => ({ ...part, amount: ore(-part.amount), lineNo: undefined })),
];

/** The sum of the rows of each key, as the store gives them. */
export function summed(charged: readonly Charged[]): Charged[] {
  const sums = new Map<string, Charged>();
  for (const row of charged) {
    const key = [row.invoice, row.customerId, row.serviceMonth, row.kind, row.key].join('/');
    const before = sums.get(key);
    const lineNo = before?.lineNo ?? row.lineNo;
    sums.set(key, before ? { ...before, amount: ore(before.amount + row.amount), lineNo } : row);
  }
  return [...sums.values()];
}
