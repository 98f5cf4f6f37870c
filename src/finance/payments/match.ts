/**
 * Which documents a payment is for: by its payment id; else by document numbers in the bank's text,
 * and then only where the amount is exactly what is open. Never by amount alone, since that would be
 * a guess. Pure: the documents that could be meant are handed in.
 */
import { documentPaymentId } from '../../documents/index.ts';
import { type LocalDate, type Money, sumMoney } from '../../kernel/index.ts';

export type How = 'payment-id' | 'number' | 'by-hand';

/** Why a payment waits for somebody; empty where it was matched. */
export type Wait =
  | ''
  | 'no-reference'
  | 'check-digit'
  | 'no-document'
  | 'several-documents'
  | 'credit-note'
  | 'amount'
  | 'paid-twice'
  | 'bank-id';

export interface OpenDocument {
  readonly resellerId: string;
  readonly number: number;
  readonly kind: 'invoice' | 'credit-note';
  readonly paymentId: string;
  readonly issueDate: LocalDate;
  /** Total less credits less payments; below 0 where more was paid than owed. */
  readonly open: Money;
}

export interface Reference {
  /** As documents bear them, each once. */
  readonly paymentIds: readonly string[];
  /** Whether a payment id was told whose check digit is wrong. */
  readonly isBroken: boolean;
  readonly numbers: readonly number[];
}

/**
 * What a payment says of its documents: payment ids, and numbers in the text that could be documents'.
 * One with a wrong check digit counts where it was told as a payment id, or where nothing else is.
 */
export function referenceOf(paymentId: string, text: string): Reference {
  const lines = [...text.matchAll(/\+7[15]<(\d{15,16})\+/g)].map((match) => match[1] ?? '');
  const told = paymentId ? [paymentId] : lines;
  const inText = text.match(/(?<!\d)\d{15,16}(?!\d)/g) ?? [];
  const candidates = told.length > 0 ? told : inText;
  const ids = candidates.map(documentPaymentId).filter((id) => id !== undefined);
  const inWords = text.match(/(?<!\d)[1-9]\d{7,8}(?!\d)/g) ?? [];
  const isBroken =
    told.length > 0
      ? ids.length < told.length
      : inText.length > 0 && ids.length === 0 && inWords.length === 0;
  const numbers = [...new Set(inWords.map(Number))];
  return { paymentIds: [...new Set(ids)], isBroken, numbers };
}

/** What of a payment goes to a document. */
export interface Share {
  readonly document: OpenDocument;
  readonly amount: Money;
}

export interface Verdict {
  /** Of the whole amount; none where it waits. */
  readonly shares: readonly Share[];
  readonly how: How;
  readonly wait: Wait;
}

export interface Documents {
  readonly byPaymentId: ReadonlyMap<string, OpenDocument>;
  readonly byNumber: ReadonlyMap<number, OpenDocument>;
}

export const waiting = (wait: Wait): Verdict => ({ shares: [], how: 'by-hand', wait });

/** The documents of a payment, or what it waits for. */
export function verdictOf(reference: Reference, amount: Money, documents: Documents): Verdict {
  const { paymentIds, numbers, isBroken } = reference;
  if (isBroken) return waiting('check-digit');
  if (paymentIds.length > 0) {
    const paid = paymentIds.flatMap((id) => documents.byPaymentId.get(id) ?? []);
    const [document] = paid;
    if (!document) return waiting('no-document');
    if (paymentIds.length > 1) {
      const isWhole = paid.length === paymentIds.length;
      return isWhole ? split(paid, amount, 'payment-id') : waiting('several-documents');
    }
    return { shares: [{ document, amount }], how: 'payment-id', wait: '' };
  }
  if (numbers.length === 0) return waiting('no-reference');
  const named = numbers.flatMap((number) => documents.byNumber.get(number) ?? []);
  const [document] = named;
  if (!document) return waiting('no-document');
  if (named.length > 1) return split(named, amount, 'number');
  if (document.kind === 'credit-note') return waiting('credit-note');
  if (document.open !== amount) return waiting('amount');
  return { shares: [{ document, amount }], how: 'number', wait: '' };
}

/** Each gets what is open of it where that is the whole amount; anything else would be a guess. */
function split(documents: readonly OpenDocument[], amount: Money, how: How): Verdict {
  const isExact = sumMoney(documents, (it) => it.open) === amount;
  const arePayable = documents.every((it) => it.kind === 'invoice' && it.open > 0n);
  if (!isExact || !arePayable) return waiting('several-documents');
  return { shares: documents.map((it) => ({ document: it, amount: it.open })), how, wait: '' };
}
