/**
 * Which lines of a bank's file are new. A bank's id makes a payment known as long as the rest of its
 * row is the same: banks use one reference for several payments, and one that comes again with other
 * content is looked at by a person. Pure: what is on file is handed in.
 */
import type { LocalDate, Money } from '../../../kernel/index.ts';
import type { PaymentLine } from '../bank/bank-file.ts';

/** A payment on file, as far as a line can be compared with it. */
export interface OnFile {
  readonly paidOn: LocalDate;
  readonly amount: Money;
  readonly reference: string;
  /** Undefined where it was erased. */
  readonly text: string | undefined;
}

export interface NewLine {
  readonly line: PaymentLine;
  /** Under which it is taken: that of the bank's id, or, where another has that, of its content. */
  readonly identity: Buffer;
  /** The bank's id is another payment's, and nothing says that this is one more. */
  readonly isDoubtful: boolean;
}

/** The lines not taken yet, in order; `onFile` by identity in hexadecimal. */
export function newLines(
  lines: readonly PaymentLine[],
  onFile: ReadonlyMap<string, OnFile>,
): NewLine[] {
  const inThisFile = new Set<string>();
  return lines.flatMap((line): NewLine[] => {
    const { byBankId, byContent, nth } = line;
    if (onFile.has(byContent.toString('hex'))) return [];
    if (!byBankId) return [{ line, identity: byContent, isDoubtful: false }];
    const key = byBankId.toString('hex');
    const before = onFile.get(key);
    if (before) {
      const isKnown = nth === 1 && isSame(before, line);
      return isKnown ? [] : [{ line, identity: byContent, isDoubtful: true }];
    }
    if (inThisFile.has(key)) return [{ line, identity: byContent, isDoubtful: nth > 1 }];
    inThisFile.add(key);
    return [{ line, identity: byBankId, isDoubtful: false }];
  });
}

const isSame = (before: OnFile, { date, amount, paymentId, text }: PaymentLine): boolean =>
  before.paidOn === date &&
  before.amount === amount &&
  before.reference === paymentId &&
  (before.text === undefined || before.text === text);

export const identitiesOf = (lines: readonly PaymentLine[]): Buffer[] =>
  lines.flatMap(({ byBankId, byContent }) => (byBankId ? [byBankId, byContent] : [byContent]));
