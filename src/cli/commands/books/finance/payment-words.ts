/** What is said to people of payments: what one waits for, and what it leaves of its documents. */
import type { Wait } from '../../../../finance/index.ts';
import type { Money } from '../../../../kernel/index.ts';
import { moneyFigure } from '../../../terminal/figures.ts';

export const waits: Readonly<Record<Wait, string>> = {
  '': '',
  'no-reference': 'it names no document',
  'check-digit': 'its payment id has a wrong check digit',
  'no-document': 'there is no such document',
  'several-documents': 'it names several documents, and is not exactly what is open of them',
  'credit-note': 'it names a credit note',
  amount: 'its amount is not what is open',
  'paid-twice': 'as much was paid on its document about that day already',
  'bank-id': "the bank's reference is that of another payment",
};

/** What is open of the documents of a payment afterwards, or what was paid too much. */
export function cameTo(openAfter: Money): string {
  if (openAfter < 0n) return `${moneyFigure(-openAfter as Money)} kr too much`;
  return `${moneyFigure(openAfter)} kr still open`;
}
