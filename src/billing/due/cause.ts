/** Why a customer's month is computed again: a fact that marked it, or what the last run left over. */

export interface Cause {
  /** Which charges the fact can change. */
  readonly kind: 'licence' | 'usage' | 'any';
  readonly text: string;
}

/** The account could not be sent a document (R34); nothing of its months was billed. */
export const HELD_BACK: Cause = { kind: 'any', text: 'held back' };

/** An employee's licence could not be judged (R5). */
export const STILL_PENDING: Cause = { kind: 'licence', text: 'licence pending' };

export const wasHeldBack = (causes: readonly Cause[]): boolean =>
  causes.some((cause) => cause.kind === HELD_BACK.kind && cause.text === HELD_BACK.text);

const CREDITED = 'invoice credited in full: ';

/** An invoice of the month was credited, to be billed anew (R10). */
export const creditedCause = (invoice: number): Cause => {
  return { kind: 'any', text: `${CREDITED}${invoice}` };
};

/** The invoices that were credited, by the causes of a month. */
export const creditedInvoices = (causes: readonly Cause[]): string[] =>
  causes.flatMap(({ kind, text }) =>
    kind === 'any' && text.startsWith(CREDITED) ? [text.slice(CREDITED.length)] : [],
  );
