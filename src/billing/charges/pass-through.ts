/**
 * Costs of misreporting that are passed on (R40). They do not recur by the month: a claim comes in and
 * is billed once, so that all there is to say of the kind is its name and where it is posted.
 */
import type { ChargeKind } from './kind.ts';

export const passThrough: ChargeKind = {
  name: 'pass-through',
  revenueAccount: (vatCategory) =>
    vatCategory === 'O' ? 'revenue.pass-through-outside' : 'revenue.pass-through',
};
