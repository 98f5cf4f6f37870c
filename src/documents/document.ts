/**
 * A document as a neutral, frozen value (R32): what was agreed is here, and PDF, CSV, XML and the
 * finance export only render it. It knows lines with text, quantity, unit, price and VAT category;
 * it does not know charge kinds, databases or how anything looks.
 */
import { type LocalDate, type Money, type Month, moneyOf, moneyText } from '../kernel/index.ts';

export type DocumentKind = 'invoice' | 'credit-note';
export type BillTo = 'customer' | 'reseller';
export type Language = 'da' | 'en';

/** Who sells or buys, as momsbekendtgørelsen § 58 wants it on the paper. */
export interface Party {
  readonly name: string;
  readonly address: string;
  readonly postcode: string;
  readonly city: string;
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  /** Eight digits; empty when not known. */
  readonly cvr: string;
  /** Thirteen digits; empty when not known. */
  readonly gln: string;
  readonly email: string;
}

export interface Seller extends Party {
  readonly bankRegistration: string;
  readonly bankAccount: string;
  /** Eight digits, the FIK creditor number. */
  readonly fikCreditor: string;
}

export interface Buyer extends Party {
  /** The customer_id or reseller_id billed (R29). */
  readonly account: string;
  readonly billTo: BillTo;
  readonly buyerReference: string;
}

/** What stands beside a usage line: R30 wants calls, minutes and the deck's prices shown. */
export interface UsageDetail {
  readonly destination: string;
  readonly calls: number;
  readonly seconds: number;
  /** Kroner per minute and per call in the deck, lowest and highest, as decimal text. */
  readonly perMinute: readonly [lowest: string, highest: string];
  readonly setupFee: readonly [lowest: string, highest: string];
}

export interface DocumentLine {
  readonly no: number;
  readonly kind: string;
  readonly customerId: string;
  readonly serviceMonth: Month;
  readonly text: string;
  /** 1, or -1 on a line that takes back: prices are never negative (BR-27). */
  readonly quantity: 1 | -1;
  /** UN/ECE Rec 20: C62, "one". */
  readonly unit: 'C62';
  readonly unitPrice: Money;
  readonly net: Money;
  readonly vatCategory: VatCategory;
  readonly vatRate: number;
  /** Why the line is there when it is a correction: the declaration or fact that caused it. */
  readonly cause: string | undefined;
  readonly usage: UsageDetail | undefined;
}

/** UNCL5305: S standard rate, O outside the scope of VAT. */
export type VatCategory = 'S' | 'O';

/** One employee in one service month; `amount` undefined is printed `afventer` (R5). */
export interface EmployeeRow {
  readonly employeeId: string;
  readonly name: string;
  readonly extension: string;
  readonly licence: string;
  readonly class: 'Enterprise' | 'Business' | 'UNKNOWN' | 'NONE';
  readonly serviceMonth: Month;
  readonly amount: Money | undefined;
}

/** One customer's part; a reseller's document has several (R29). */
export interface Section {
  /** Empty: what concerns no single customer, such as costs passed on to a reseller (R40). */
  readonly customerId: string;
  readonly customerName: string;
  readonly lines: readonly DocumentLine[];
  readonly employees: readonly EmployeeRow[];
  readonly net: Money;
}

export interface VatSubtotal {
  readonly category: VatCategory;
  readonly rate: number;
  readonly net: Money;
  readonly vat: Money;
}

export interface Payment {
  /** `+71<…+…<` with its check digit (R33). */
  readonly fikLine: string;
  readonly paymentId: string;
  readonly termsDays: number;
}

/** The invoice that a credit note takes something off, and why finance let it. */
export interface Correction {
  readonly number: number;
  readonly issueDate: LocalDate;
  readonly reason: string;
}

/**
 * What an account was billed for usage of a service month, as of this document: its own lines, what
 * earlier documents charged, and less what credit notes took back (R9).
 */
export interface UsageMonth {
  readonly serviceMonth: Month;
  readonly seconds: number;
  readonly amount: Money;
}

/**
 * How a document of a white-label reseller's customer looks (R29). It is here and not looked up, so
 * that a document keeps the look it was issued with; who sells is the seller's own (R34).
 */
export interface DocumentBrand {
  /** `#rrggbb`, readable as text on white. */
  readonly colour: string;
  readonly logo?: {
    /** Of the bytes that are kept, hexadecimal. */
    readonly sha256: string;
    /** In pixels. */
    readonly width: number;
    readonly height: number;
  };
}

export interface Document {
  /** Version of this shape. */
  readonly form: 1;
  readonly number: number;
  readonly kind: DocumentKind;
  readonly language: Language;
  /** The run's month. */
  readonly month: Month;
  readonly issueDate: LocalDate;
  /** Absent when the total is 0 (R30). */
  readonly dueDate: LocalDate | undefined;
  readonly currency: 'DKK';
  readonly seller: Seller;
  readonly buyer: Buyer;
  readonly sections: readonly Section[];
  readonly vatSubtotals: readonly VatSubtotal[];
  readonly net: Money;
  readonly vat: Money;
  readonly total: Money;
  readonly payment: Payment | undefined;
  /** Present on a credit note and on no other document (R10). Its amounts are what is credited, above 0. */
  readonly corrects?: Correction;
  /** Twelve months that end with the document's own, oldest first; absent where there was no usage. */
  readonly usageTrend?: readonly UsageMonth[];
  /** Absent: the look of the seller. */
  readonly brand?: DocumentBrand;
}

/** What is known before the number is taken (R26): all but number and payment. */
export type DraftDocument = Omit<Document, 'number' | 'payment'> & { readonly termsDays: number };

const moneyKeys = new Set(['unitPrice', 'net', 'vat', 'total', 'amount']);

/** The document as the text that is stored and hashed: JSON, keys in the order they were built. */
export function documentText(document: Document | DraftDocument): string {
  return JSON.stringify(document, (_key, value: unknown) =>
    typeof value === 'bigint' ? moneyText(value as Money) : value,
  );
}

const reviveMoney = (key: string, value: unknown): unknown =>
  moneyKeys.has(key) && typeof value === 'string' ? moneyOf(value) : value;

/** The inverse of {@link documentText}. */
export function documentOf(text: string): Document {
  return JSON.parse(text, reviveMoney) as Document;
}

export function draftOf(text: string): DraftDocument {
  return JSON.parse(text, reviveMoney) as DraftDocument;
}

/** Whether a document is within VAT or wholly outside its scope; never both (BR-O-11). */
export const vatScopeOf = (document: Pick<Document, 'vatSubtotals'>): 'within' | 'outside' =>
  document.vatSubtotals.some((subtotal) => subtotal.category === 'O') ? 'outside' : 'within';

/** What § 58 of momsbekendtgørelsen wants of a party on an invoice and this one lacks (R34). */
export function missingFields(party: Party): string[] {
  const needed = ['name', 'address', 'postcode', 'city', 'country'] as const;
  return needed.filter((field) => party[field].trim() === '');
}
