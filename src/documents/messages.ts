/**
 * Every word that a rendering puts beside the document's own texts, in Danish and English. One
 * record per language, so that a word missing in one of them does not compile. The document's own
 * lines come with their text already; nothing here knows what is charged or why.
 */
import type { DocumentKind, EmployeeRow, Language, VatCategory } from './document.ts';
import { type UsageWords, usageWords } from './formats/usage-words.ts';

export interface Messages {
  readonly kind: Readonly<Record<DocumentKind, string>>;
  readonly number: Readonly<Record<DocumentKind, string>>;
  readonly issueDate: Readonly<Record<DocumentKind, string>>;
  readonly dueDate: string;
  readonly period: string;
  readonly account: string;
  readonly reference: string;
  readonly cvr: string;
  readonly gln: string;

  readonly payBy: (days: number) => string;
  readonly fikLine: string;
  readonly bankAccount: string;
  readonly bank: (registration: string, account: string) => string;
  readonly nothingToPay: string;
  readonly nothingToPayWhy: string;
  readonly credited: string;
  readonly creditedWhy: (account: string) => string;
  readonly corrects: string;
  readonly correctsInvoice: (number: string, date: string) => string;
  readonly creditedLines: string;
  readonly creditReason: string;

  readonly netTotal: string;
  readonly vat: (rate: string) => string;
  readonly toPay: string;
  readonly creditTotal: string;
  readonly currency: string;
  readonly amountsIn: string;

  readonly overview: string;
  readonly customerId: string;
  readonly page: string;
  readonly pageOf: (page: number, pages: number) => string;
  readonly continued: string;
  readonly employeeCount: (count: string, one: boolean) => string;
  readonly allCustomers: string;

  readonly charges: string;
  readonly employees: string;
  readonly employeesCorrected: string;
  readonly usage: string;
  readonly corrections: string;
  readonly corrected: string;
  readonly vatSummary: string;

  readonly month: string;
  readonly thisMonth: string;
  readonly quantity: string;
  readonly unitPrice: string;
  readonly amount: string;
  readonly net: string;
  readonly total: string;
  readonly sum: string;
  readonly extension: string;
  readonly licence: string;
  readonly licenceClass: string;
  readonly classes: Readonly<Record<EmployeeRow['class'], string>>;
  readonly price: string;
  readonly pending: string;
  readonly pendingWhy: string;
  readonly calls: string;
  readonly minutes: string;
  readonly perMinute: string;
  readonly setupFee: string;
  readonly share: string;
  readonly cause: (cause: string) => string;
  readonly usageBeside: (calls: string, minutes: string, perMinute: string, fee: string) => string;

  readonly vatCategories: Readonly<Record<VatCategory, string>>;
  readonly vatBase: string;
  readonly vatRate: string;
  readonly vatAmount: string;

  readonly enclosedXml: string;
  readonly usageWords: UsageWords;
}

const da: Messages = {
  kind: { invoice: 'Faktura', 'credit-note': 'Kreditnota' },
  number: { invoice: 'Fakturanr.', 'credit-note': 'Kreditnotanr.' },
  issueDate: { invoice: 'Fakturadato', 'credit-note': 'Dato' },
  dueDate: 'Forfaldsdato',
  period: 'Periode',
  account: 'Kundenr.',
  reference: 'Deres reference',
  cvr: 'CVR-nr.',
  gln: 'EAN/GLN',

  payBy: (days) => `Betales senest (netto ${days} dage)`,
  fikLine: 'Betalingslinje (FIK)',
  bankAccount: 'Bankoverførsel',
  bank: (registration, account) => `Reg.nr. ${registration} \u00b7 Kontonr. ${account}`,
  nothingToPay: 'Der er intet at betale',
  nothingToPayWhy: 'Fakturaen viser licenser og forbrug for perioden og lyder på 0,00 kr.',
  credited: 'Beløbet er krediteret',
  creditedWhy: (account) => `Beløbet godskrives kundenr. ${account}. Der skal ikke betales noget.`,
  corrects: 'Vedrører',
  correctsInvoice: (number, date) => `Faktura ${number} af ${date}`,
  creditedLines: 'Krediteret',
  creditReason: 'Begrundelse',

  netTotal: 'I alt ekskl. moms',
  vat: (rate) => `Moms ${rate}`,
  toPay: 'At betale',
  creditTotal: 'Krediteret i alt',
  currency: 'kr.',
  amountsIn: 'Beløb i danske kroner (DKK)',

  overview: 'Oversigt pr. kunde',
  customerId: 'Kundenr.',
  page: 'Side',
  pageOf: (page, pages) => `Side ${page} af ${pages}`,
  continued: 'fortsat',
  employeeCount: (count, one) => `${count} ${one ? 'medarbejder' : 'medarbejdere'}`,
  allCustomers: 'Alle kunder',

  charges: 'Ydelser',
  employees: 'Medarbejdere',
  employeesCorrected: 'Medarbejdere i rettede måneder',
  usage: 'Forbrug pr. destination',
  corrections: 'Rettelser til tidligere måneder',
  corrected: 'Rettelser',
  vatSummary: 'Moms og total',

  month: 'Måned',
  thisMonth: 'Perioden',
  quantity: 'Antal',
  unitPrice: 'Stk.pris',
  amount: 'Beløb',
  net: 'Ekskl. moms',
  total: 'I alt',
  sum: 'I alt',
  extension: 'Lokalnr.',
  licence: 'Licens',
  licenceClass: 'Klasse',
  classes: {
    Enterprise: 'Enterprise',
    Business: 'Business',
    UNKNOWN: 'Uafklaret',
    NONE: 'Ingen licens',
  },
  price: 'Pris',
  pending: 'afventer',
  pendingWhy:
    'Afventer: licensen er ikke afklaret. Prisen for måneden kommer på en senere faktura.',
  calls: 'Opkald',
  minutes: 'Min:sek',
  perMinute: 'Pris/min.',
  setupFee: 'Opkaldsafgift',
  share: 'Andel',
  cause: (cause) => `Årsag: ${cause}`,
  usageBeside: (calls, minutes, perMinute, fee) =>
    `${calls} opkald, ${minutes} min. à ${perMinute} kr., opkaldsafgift ${fee} kr.`,

  vatCategories: { S: 'Momspligtigt salg', O: 'Uden for momslovens anvendelsesområde' },
  vatBase: 'Grundlag',
  vatRate: 'Sats',
  vatAmount: 'Moms',

  enclosedXml: 'Dokumentet som Peppol BIS Billing 3 (UBL)',
  usageWords: usageWords.da,
};

const en: Messages = {
  kind: { invoice: 'Invoice', 'credit-note': 'Credit note' },
  number: { invoice: 'Invoice no.', 'credit-note': 'Credit note no.' },
  issueDate: { invoice: 'Invoice date', 'credit-note': 'Date' },
  dueDate: 'Due date',
  period: 'Period',
  account: 'Customer no.',
  reference: 'Your reference',
  cvr: 'CVR no.',
  gln: 'GLN',

  payBy: (days) => `To be paid by (net ${days} days)`,
  fikLine: 'Payment line (FIK)',
  bankAccount: 'Bank transfer',
  bank: (registration, account) => `Reg. no. ${registration} \u00b7 Account no. ${account}`,
  nothingToPay: 'There is nothing to pay',
  nothingToPayWhy: 'The invoice states licences and usage of the period and amounts to DKK 0.00.',
  credited: 'The amount is credited',
  creditedWhy: (account) =>
    `The amount is credited to customer no. ${account}. No payment is to be made.`,
  corrects: 'Concerns',
  correctsInvoice: (number, date) => `Invoice ${number} of ${date}`,
  creditedLines: 'Credited',
  creditReason: 'Reason',

  netTotal: 'Total excl. VAT',
  vat: (rate) => `VAT ${rate}`,
  toPay: 'To pay',
  creditTotal: 'Credited in total',
  currency: 'DKK',
  amountsIn: 'Amounts in Danish kroner (DKK)',

  overview: 'Overview by customer',
  customerId: 'Customer no.',
  page: 'Page',
  pageOf: (page, pages) => `Page ${page} of ${pages}`,
  continued: 'continued',
  employeeCount: (count, one) => `${count} ${one ? 'employee' : 'employees'}`,
  allCustomers: 'All customers',

  charges: 'Charges',
  employees: 'Employees',
  employeesCorrected: 'Employees in corrected months',
  usage: 'Usage by destination',
  corrections: 'Corrections of earlier months',
  corrected: 'Corrections',
  vatSummary: 'VAT and total',

  month: 'Month',
  thisMonth: 'This period',
  quantity: 'Quantity',
  unitPrice: 'Unit price',
  amount: 'Amount',
  net: 'Excl. VAT',
  total: 'Total',
  sum: 'Total',
  extension: 'Extension',
  licence: 'Licence',
  licenceClass: 'Class',
  classes: {
    Enterprise: 'Enterprise',
    Business: 'Business',
    UNKNOWN: 'Undecided',
    NONE: 'No licence',
  },
  price: 'Price',
  pending: 'pending',
  pendingWhy:
    'Pending: the licence is not settled. The price for the month follows on a later invoice.',
  calls: 'Calls',
  minutes: 'Min:sec',
  perMinute: 'Price/min.',
  setupFee: 'Set-up fee',
  share: 'Share',
  cause: (cause) => `Cause: ${cause}`,
  usageBeside: (calls, minutes, perMinute, fee) =>
    `${calls} calls, ${minutes} min. at DKK ${perMinute}, set-up fee DKK ${fee}`,

  vatCategories: { S: 'Taxable sale', O: 'Outside the scope of VAT' },
  vatBase: 'Base',
  vatRate: 'Rate',
  vatAmount: 'VAT',

  enclosedXml: 'The document as Peppol BIS Billing 3 (UBL)',
  usageWords: usageWords.en,
};

export const messages: Readonly<Record<Language, Messages>> = { da, en };
