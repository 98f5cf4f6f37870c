/**
 * Which batches of calls a line is of (R9, R20). A run bills a key's calls up to its cut-off, less those
 * that an earlier run billed; where an invoice was credited in full, its calls are billed anew by the
 * next run, however far back they lie. Pure: numbers of batches only.
 */

/** Batches after one number, up to and including another. */
export interface Window {
  readonly after: bigint;
  readonly upTo: bigint;
}

/** A key charged on an invoice by a run with a cut-off. */
export interface ChargedBy {
  readonly number: number;
  readonly runId: bigint;
  readonly cutOff: bigint;
}

/** A key's charge on an invoice taken back in full, after a run. */
export interface TakenBack {
  readonly number: number;
  readonly afterRun: bigint;
}

/** The windows of the last of these charges, which are in the order of their runs. */
export function windowsOf(
  charges: readonly ChargedBy[],
  takenBack: readonly TakenBack[],
): readonly Window[] {
  let reached = 0n;
  let covered: readonly Window[] = [];
  const coverage = new Map<number, readonly Window[]>();
  let credits = [...takenBack];
  for (const { number, runId, cutOff } of charges) {
    const freed = credits.filter(({ afterRun }) => afterRun < runId);
    credits = credits.filter(({ afterRun }) => afterRun >= runId);
    const again = freed.flatMap((it) => coverage.get(it.number) ?? []);
    const fresh = cutOff > reached ? [{ after: reached, upTo: cutOff }] : [];
    // A run bills all that no invoice stands for, so nothing is left open behind it.
    covered = joined([...again, ...fresh]);
    reached = cutOff > reached ? cutOff : reached;
    coverage.set(number, covered);
  }
  return covered;
}

/** Windows in their order, those that touch made one. */
function joined(windows: readonly Window[]): Window[] {
  const result: Window[] = [];
  for (const window of windows.toSorted((a, b) => (a.after < b.after ? -1 : 1))) {
    const last = result.at(-1);
    if (last?.upTo === window.after) result[result.length - 1] = { ...last, upTo: window.upTo };
    else result.push(window);
  }
  return result;
}
