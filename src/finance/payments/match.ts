/**
 * Which document a payment is for: by its payment id; else by a document number in the bank's text,
 * and then only where the amount is exactly what is open. Never by amount alone, since that would be
 * a guess. Pure: the documents that could be meant are handed in.
 */
import { documentPaymentId } from '../../documents/index.ts';
import type { LocalDate, Money } from '../../kernel/index.ts';

export type How = 'payment-id' | 'number' | 'by-hand';

/** Why a payment waits for somebody; empty where it was matched. */
export type Wait = '' | 'no-reference' | 'check-digit' | 'no-document' | 'credit-note' | 'amount';

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
  /** As documents bear it; undefined where none is told. */
  readonly paymentId: string | undefined;
  readonly isBroken: boolean;
  readonly numbers: readonly number[];
}

/** What a payment says of its document: its payment id, and numbers in the text that could be one. */
export function referenceOf(paymentId: string, text: string): Reference {
  const told = paymentId || (/\+7[15]<(\d{15,16})\+/.exec(text)?.[1] ?? '');
  const inText = text.match(/(?<!\d)\d{15,16}(?!\d)/g) ?? [];
  const candidates = told ? [told] : inText;
  const ids = candidates.map(documentPaymentId).filter((id) => id !== undefined);
  const numbers = (text.match(/(?<!\d)[1-9]\d{7,8}(?!\d)/g) ?? []).map(Number);
  return {
    paymentId: ids.length === 1 ? ids[0] : undefined,
    isBroken: told !== '' && ids.length === 0,
    numbers: [...new Set(numbers)],
  };
}

export interface Verdict {
  readonly document: OpenDocument | undefined;
  readonly how: How;
  readonly wait: Wait;
}

/** The document of a payment, or what it waits for. */
export function verdictOf(
  reference: Reference,
  amount: Money,
  documents: {
    readonly byPaymentId: ReadonlyMap<string, OpenDocument>;
    readonly byNumber: ReadonlyMap<number, OpenDocument>;
  },
): Verdict {
  const waiting = (wait: Wait): Verdict => ({ document: undefined, how: 'by-hand', wait });
  if (reference.isBroken) return waiting('check-digit');
  if (reference.paymentId !== undefined) {
    const document = documents.byPaymentId.get(reference.paymentId);
    return document ? { document, how: 'payment-id', wait: '' } : waiting('no-document');
  }
  const named = reference.numbers.flatMap((number) => documents.byNumber.get(number) ?? []);
  if (reference.numbers.length === 0) return waiting('no-reference');
  if (named.length !== 1) return waiting('no-document');
  const [document] = named;
  if (document?.kind === 'credit-note') return waiting('credit-note');
  return document?.open === amount ? { document, how: 'number', wait: '' } : waiting('amount');
}
