/** Documents as the export reads them, worked out by hand: an invoice, its credit note, two oddities. */
import type { ExportedDocument, Mapping } from '../../../src/finance/export/voucher.ts';
import { localDate, month, ore } from '../../../src/kernel/index.ts';
import type { ChartAccount } from '../../../src/ledger/index.ts';

const account = (
  name: string,
  type: ChartAccount['type'],
  externalAccount: string,
  vatCode: string,
): [string, ChartAccount] => [
  name,
  { account: name, nameDa: name, nameEn: name, type, externalAccount, vatCode },
];

/** The accounts and codes of rates/chart-….csv. */
export const chart = new Map([
  account('debtors', 'asset', '5600', ''),
  account('vat.output', 'liability', '6902', ''),
  account('revenue.licence', 'revenue', '1010', 'U25'),
  account('revenue.usage', 'revenue', '1020', 'U25'),
  account('revenue.pass-through', 'revenue', '1030', 'U25'),
  account('revenue.pass-through-outside', 'revenue', '1031', ''),
]);

export const mapping: Mapping = { chart, debtors: new Map() };

type Moved = Readonly<Record<string, number>>;

export function document(
  number: number,
  moved: Moved,
  other: Partial<ExportedDocument> = {},
): ExportedDocument {
  const movements = Object.entries(moved).map(([name, amount]) => ({
    account: name,
    amount: ore(amount),
  }));
  const total = moved.debtors ?? 0;
  return {
    resellerId: 'R1',
    number,
    kind: total < 0 ? 'credit-note' : 'invoice',
    month: month('2026-10'),
    issueDate: localDate('2026-11-02'),
    dueDate: total > 0 ? localDate('2026-11-16') : undefined,
    account: '1001',
    vatRate: 25,
    total: ore(total < 0 ? -total : total),
    movements,
    ...other,
  };
}

/**
 * 60.00 for licences and 1,589.00 for calls: 1,649.00 with 412.25 VAT is 2,061.25. A credit note of
 * 30.00. Costs outside VAT to a reseller. 0 kr. Three times 0.01 net, each 0.0025 VAT: together 0.01.
 */
export const documents = [
  document(10000001, {
    debtors: 206125,
    'revenue.licence': -6000,
    'revenue.usage': -158900,
    'vat.output': -41225,
  }),
  document(
    10000002,
    { debtors: 420000, 'revenue.pass-through-outside': -420000 },
    {
      account: '2001',
      resellerId: 'R2',
      vatRate: 0,
    },
  ),
  document(10000003, {}, { dueDate: undefined }),
  document(10000004, {
    debtors: 4,
    'revenue.licence': -1,
    'revenue.pass-through': -1,
    'revenue.usage': -1,
    'vat.output': -1,
  }),
  document(50000001, { debtors: -3750, 'revenue.licence': 3000, 'vat.output': 750 }),
];
