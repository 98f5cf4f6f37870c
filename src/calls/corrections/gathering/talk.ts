/**
 * Which seconds of a call its records tell of more than once (R12). A PBX may write a row for each pair
 * of parties, so in a call of three several rows tell of the same talk with one outer party. Talk on one
 * leg counts once; what was said on another leg at the same time is paid for too. Knows no prices.
 */
import { dialledKey } from '../../record/call-record.ts';

/** What a part tells of its talk. */
export interface Talk {
  /** As dialled. */
  readonly to: string;
  readonly seconds: number;
  /** Milliseconds since 1970, UTC; undefined where the source does not tell. */
  readonly answeredAt: number | undefined;
  /** Which leg to that number; '' where the number alone tells. */
  readonly outerLeg: string;
}

/** Seconds since 1970, the last not included. */
interface Span {
  readonly from: number;
  readonly until: number;
}

/**
 * Of each part, how many of its seconds the parts before it tell too. What is left of all parts is the
 * length of the talk on each leg, whatever their order; talk whose answer is not told counts in full.
 */
export function repeatedSeconds(parts: readonly Talk[]): number[] {
  const toldOf = new Map<string, Span[]>();
  return parts.map(({ to, seconds, answeredAt, outerLeg }) => {
    if (answeredAt === undefined || parts.length === 1) return 0;
    const leg = `${dialledKey(to)}\0${outerLeg}`;
    const told = toldOf.get(leg) ?? [];
    toldOf.set(leg, told);
    // Talk is counted in whole seconds, so it begins on one.
    const from = Math.floor(answeredAt / 1000);
    return tell(told, { from, until: from + seconds });
  });
}

/** Adds talk to spans that are in order and apart; returns how much of it they had. */
function tell(told: Span[], talk: Span): number {
  let after = told.length;
  while (after > 0 && (told[after - 1]?.from ?? 0) > talk.until) after -= 1;
  let first = after;
  let repeated = 0;
  let { from, until } = talk;
  for (let span = told[first - 1]; span && span.until >= talk.from; span = told[first - 1]) {
    repeated += Math.min(talk.until, span.until) - Math.max(talk.from, span.from);
    from = Math.min(from, span.from);
    until = Math.max(until, span.until);
    first -= 1;
  }
  told.splice(first, after - first, { from, until });
  return repeated;
}
