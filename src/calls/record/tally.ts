/**
 * Counting what became of records: the five outcomes in count and seconds (R12), and exact sums of
 * prices. Sums stay in safe integers and move to a bigint before they could leave them, so that no
 * batch is too large to be added up exactly (R9).
 */

export const outcomes = ['rated', 'free', 'duplicate', 'quarantined', 'excluded'] as const;
export type Outcome = (typeof outcomes)[number];

/** A figure for the records read and for each of the five outcomes, which add up to it. */
export type ByOutcome = Readonly<Record<'read' | Outcome, number>>;

/** Records, and beside them their billable seconds. */
export interface CallCounts extends ByOutcome {
  readonly seconds: ByOutcome;
}

/** Counts of a batch while it is taken in. */
export interface Tally {
  add(outcome: Outcome, reason: string, seconds: number): void;
  counts(): CallCounts;
  /** Records by `outcome` or `outcome reason`, such as `quarantined no-rate`, in order of name. */
  reasons(): Readonly<Record<string, number>>;
}

const noRecords = { read: 0, rated: 0, free: 0, duplicate: 0, quarantined: 0, excluded: 0 };
export const noCalls: CallCounts = { ...noRecords, seconds: noRecords };

export function newTally(): Tally {
  const count = { ...noRecords };
  const time = { ...noRecords };
  const reasons = new Map<Outcome, Map<string, number>>(outcomes.map((name) => [name, new Map()]));
  return {
    add: (outcome, reason, seconds) => {
      count.read += 1;
      count[outcome] += 1;
      time.read += seconds;
      time[outcome] += seconds;
      const byReason = reasons.get(outcome);
      byReason?.set(reason, (byReason.get(reason) ?? 0) + 1);
    },
    counts: () => ({ ...count, seconds: { ...time } }),
    reasons: () => {
      const named = [...reasons].flatMap(([outcome, byReason]) =>
        [...byReason].map(([reason, n]) => [reason ? `${outcome} ${reason}` : outcome, n] as const),
      );
      return Object.fromEntries(named.sort(([a], [b]) => (a < b ? -1 : 1)));
    },
  };
}

/** What calls to one destination come to, in millionths of a krone. */
export interface Total {
  calls: number;
  seconds: number;
  micro: number;
  /** Rated calls whose caller is no employee (R12). */
  unattributed: number;
  /** What has left `micro` so that it stays a safe integer. */
  overflow: bigint;
}

export const newTotal = (): Total => ({
  calls: 0,
  seconds: 0,
  micro: 0,
  unattributed: 0,
  overflow: 0n,
});

/** Adds one call; `priceMicro` is a safe integer. */
export function addToTotal(total: Total, seconds: number, priceMicro: number): void {
  total.calls += 1;
  total.seconds += seconds;
  if (total.micro > Number.MAX_SAFE_INTEGER - priceMicro) {
    total.overflow += BigInt(total.micro);
    total.micro = 0;
  }
  total.micro += priceMicro;
}

export const priceOfTotal = (total: Total): bigint => total.overflow + BigInt(total.micro);
