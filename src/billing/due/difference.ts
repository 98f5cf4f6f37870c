/**
 * R9, the heart of a run: due as now known, minus what was already posted. Pure and exact in øre.
 * A key whose due cannot be told (R5) has no difference; it is worked elsewhere and billed when it
 * is settled.
 */
import {
  type CustomerId,
  type Money,
  type Month,
  sumMoney,
  zeroMoney,
} from '../../kernel/index.ts';

/** What is due for one key, rounded to øre; `amount` undefined while nobody can tell. */
export interface Due {
  readonly key: string;
  /** What lines are gathered by: the class of a licence, the destination of a call. */
  readonly group: string;
  readonly amount: Money | undefined;
  readonly calls: number;
  readonly seconds: number;
  /** Why it is due, for a correction's line; asked only where there is a difference. */
  cause(): string;
}

/** What all runs before have posted for a key. */
export interface Posted {
  readonly key: string;
  readonly amount: Money;
  readonly calls: number;
  readonly seconds: number;
}

/**
 * What is left to post for a key. The amount is 0 where only calls are left, as to a destination that
 * costs nothing: its line is shown (R30), but it is no reason for a document.
 */
export interface Difference {
  readonly kind: string;
  readonly customerId: CustomerId;
  readonly serviceMonth: Month;
  readonly key: string;
  readonly group: string;
  readonly amount: Money;
  readonly calls: number;
  readonly seconds: number;
  readonly cause: string;
}

export interface Place {
  readonly kind: string;
  readonly customerId: CustomerId;
  readonly serviceMonth: Month;
}

/** A posted key that nothing is due for any more. */
const nothingDue = (posted: Posted): Due => ({
  key: posted.key,
  group: posted.key,
  amount: zeroMoney,
  calls: 0,
  seconds: 0,
  cause: () => '',
});

/** Due minus posted for every key of one place that either side knows. */
export function differencesOf(
  place: Place,
  dues: readonly Due[],
  posted: readonly Posted[],
): Difference[] {
  const dueOf = new Map(dues.map((due) => [due.key, due]));
  const postedOf = new Map(posted.map((p) => [p.key, p]));
  const gone = posted.filter((p) => !dueOf.has(p.key)).map(nothingDue);
  const differences: Difference[] = [];
  for (const due of [...dues, ...gone]) {
    if (due.amount === undefined) continue;
    const before = postedOf.get(due.key);
    const amount = (due.amount - (before?.amount ?? 0n)) as Money;
    const calls = due.calls - (before?.calls ?? 0);
    const seconds = due.seconds - (before?.seconds ?? 0);
    if (amount === 0n && calls === 0 && seconds === 0) continue;
    const { key, group } = due;
    differences.push({ ...place, key, group, amount, calls, seconds, cause: due.cause() });
  }
  return differences;
}

/** What is invoiced now, and what is only proposed as a credit (R10). */
export interface Settlement {
  readonly invoiced: readonly Difference[];
  readonly proposed: readonly Difference[];
}

/**
 * Sorts the differences of one place into invoice and proposals. Netted kinds (usage) are first set
 * against each other, so that a renamed destination costs nobody anything: above zero all of them
 * are invoiced, below zero one proposal of the sum remains, at zero nothing is done; where nothing
 * costs anything, the calls are shown on whatever document there is.
 */
export function settle(differences: readonly Difference[], netted: boolean): Settlement {
  if (!netted) {
    return {
      invoiced: differences.filter((d) => d.amount > 0n),
      proposed: differences.filter((d) => d.amount < 0n),
    };
  }
  const [first] = differences;
  const sum = sumMoney(differences, (d) => d.amount);
  const costless = differences.every((d) => d.amount === 0n);
  if (!first || (sum === 0n && !costless)) return { invoiced: [], proposed: [] };
  if (sum > 0n || costless) return { invoiced: differences, proposed: [] };
  const total = (of: (d: Difference) => number) => differences.reduce((n, d) => n + of(d), 0);
  const whole = { key: '', group: '', amount: sum };
  const counts = { calls: total((d) => d.calls), seconds: total((d) => d.seconds) };
  return { invoiced: [], proposed: [{ ...first, ...whole, ...counts }] };
}
