/**
 * The Danish SAF-T Financial 2.1 as pieces of XML: what comes before the transactions, each
 * transaction, and what closes the file. Elements and their order are those of Erhvervsstyrelsen's
 * schema as far as it is known to us; standard accounts and standard VAT codes are left out, since
 * their lists are not at hand and a wrong one is worse than none. Pure text.
 */
import { fragment } from 'xmlbuilder2';
import { type LocalDate, type Money, moneyText } from '../../kernel/index.ts';

export const SAFT_NAMESPACE = 'urn:StandardAuditFile-Taxation-Financial:DK';

/** Who keeps the books, as a document names the seller. */
export interface SaftCompany {
  readonly cvr: string;
  readonly name: string;
  readonly address: string;
  readonly postcode: string;
  readonly city: string;
  readonly country: string;
  readonly bankRegistration: string;
  readonly bankAccount: string;
}

export interface SaftAccount {
  /** Number in the accounting system. */
  readonly id: string;
  readonly name: string;
  readonly type: 'asset' | 'liability' | 'revenue' | 'expense';
  /** Empty where no VAT code belongs to it. */
  readonly vatCode: string;
  /** A debit is above 0. */
  readonly opening: Money;
  readonly closing: Money;
}

export interface SaftTotals {
  readonly transactions: number;
  readonly debit: Money;
  readonly credit: Money;
}

export interface SaftHead {
  readonly company: SaftCompany;
  readonly version: string;
  readonly createdOn: LocalDate;
  readonly from: LocalDate;
  readonly to: LocalDate;
  readonly accounts: readonly SaftAccount[];
  readonly totals: SaftTotals;
}

export interface SaftLine {
  readonly account: string;
  readonly vatCode: string;
  /** A debit is above 0. */
  readonly amount: Money;
}

export interface SaftTransaction {
  readonly resellerId: string;
  readonly seq: bigint;
  readonly date: LocalDate;
  readonly recordedOn: LocalDate;
  readonly text: string;
  readonly document: number | undefined;
  readonly lines: readonly SaftLine[];
}

type Tree = { readonly [name: string]: string | Tree | readonly Tree[] };

const types: Readonly<Record<SaftAccount['type'], string>> = {
  asset: 'Asset',
  liability: 'Liability',
  revenue: 'Sale',
  expense: 'Expense',
};

/** The file up to the first journal. */
export function saftHead(head: SaftHead): string {
  const { transactions, debit, credit } = head.totals;
  const totals = {
    NumberOfEntries: `${transactions}`,
    TotalDebit: moneyText(debit),
    TotalCredit: moneyText(credit),
  };
  return (
    `<?xml version="1.0" encoding="UTF-8"?>\n<AuditFile xmlns="${SAFT_NAMESPACE}">\n` +
    `${xml({ Header: header(head) })}${xml({ MasterFiles: masterFiles(head) })}` +
    `<GeneralLedgerEntries>\n${xml(totals)}`
  );
}

export const saftEnd = '</GeneralLedgerEntries>\n</AuditFile>\n';

function header({ company, version, createdOn, from, to }: SaftHead): Tree {
  return {
    AuditFileVersion: '2.1',
    AuditFileCountry: 'DK',
    AuditFileDateCreated: createdOn,
    SoftwareCompanyName: 'Takst',
    SoftwareID: 'Takst',
    SoftwareVersion: version,
    Company: {
      CVR: company.cvr,
      Name: company.name,
      Address: {
        StreetName: company.address,
        City: company.city,
        PostalCode: company.postcode,
        Country: company.country,
      },
      BankAccount: { BankAccountNumber: company.bankAccount, SortCode: company.bankRegistration },
    },
    DefaultCurrencyCode: 'DKK',
    SelectionCriteria: {
      SelectionStartDate: from,
      SelectionEndDate: to,
      PeriodStartYear: from.slice(0, 4),
      PeriodEndYear: to.slice(0, 4),
    },
    HeaderComment: 'Experimental: a sub-ledger of sales, without standard accounts and VAT codes',
    TaxEntity: company.cvr,
  };
}

function masterFiles({ accounts }: SaftHead): Tree {
  const codes = [...new Set(accounts.map((it) => it.vatCode).filter((code) => code !== ''))];
  return {
    GeneralLedgerAccounts: {
      NameOfStandardAccount: 'Standardkontoplanen',
      VersionOfStandardAccount: '20260101',
      Account: accounts.map((account) => ({
        AccountID: account.id,
        AccountDescription: account.name,
        AccountType: types[account.type],
        ...balance('Opening', account.opening),
        ...balance('Closing', account.closing),
      })),
    },
    TaxTable: {
      TaxTableEntry: {
        TaxType: 'VAT',
        Description: 'Moms',
        TaxCodeDetails: codes.map((code) => ({
          TaxCode: code,
          Description: 'Salgsmoms',
          // The one rate there is in Denmark (momsloven § 33).
          TaxPercentage: '25',
          Country: 'DK',
        })),
      },
    },
  };
}

const balance = (which: 'Opening' | 'Closing', value: Money): Tree =>
  value < 0n
    ? { [`${which}CreditBalance`]: moneyText(-value as Money) }
    : { [`${which}DebitBalance`]: moneyText(value) };

/** What opens the journal of a reseller: the chain of its transactions. */
export const saftJournal = (resellerId: string): string =>
  `<Journal>\n${xml({ JournalID: resellerId, Description: `Forhandler ${resellerId}`, Type: 'GL' })}`;

export const saftJournalEnd = '</Journal>\n';

/** One transaction; its number is its place in the chain, `R1/17`, which never changes. */
export function saftTransaction(it: SaftTransaction): string {
  const id = `${it.resellerId}/${it.seq}`;
  const source = it.document === undefined ? {} : { SourceDocumentID: `${it.document}` };
  const lines = it.lines.map(({ account, vatCode, amount }, index) => ({
    RecordID: `${index + 1}`,
    AccountID: account,
    ...source,
    Description: it.text,
    [amount < 0n ? 'CreditAmount' : 'DebitAmount']: amountTree(amount),
    ...(vatCode === '' ? {} : { TaxInformation: { TaxType: 'VAT', TaxCode: vatCode } }),
  }));
  return xml({
    Transaction: {
      TransactionID: id,
      Period: `${Number(it.date.slice(5, 7))}`,
      PeriodYear: it.date.slice(0, 4),
      TransactionDate: it.date,
      Description: it.text,
      SystemEntryDate: it.recordedOn,
      GLPostingDate: it.date,
      SystemID: id,
      Line: lines,
    },
  });
}

function amountTree(amount: Money): Tree {
  const text = moneyText((amount < 0n ? -amount : amount) as Money);
  return { Amount: text, CurrencyCode: 'DKK', CurrencyAmount: text, ExchangeRate: '1.0' };
}

type Node = ReturnType<typeof fragment>;

function xml(tree: Tree): string {
  const root = fragment();
  append(root, tree);
  return `${root.end({ prettyPrint: true, wellFormed: true })}\n`;
}

function append(parent: Node, tree: Tree): void {
  for (const [name, value] of Object.entries(tree)) {
    // The library takes a typed `&lt;` for one that is escaped already; an `&amp;` it leaves alone.
    if (typeof value === 'string') parent.ele(name).txt(speakable(value).replaceAll('&', '&amp;'));
    else for (const part of [value].flat() as Tree[]) append(parent.ele(name), part);
  }
}

/** What XML 1.0 cannot carry becomes U+FFFD, which a reader sees. */
const speakable = (text: string): string =>
  text.replace(/[\p{Cc}\p{Surrogate}\ufffe\uffff]/gu, '\ufffd');
