/**
 * A call as it stands: a row of `call` that nothing has taken back. Rows are never changed; a call that
 * turns out otherwise is taken back by a row with sign -1, and where something stands instead, by a
 * further row (R9, R20). Knows nothing of why a call turned out otherwise.
 */
import type { Month } from '../../kernel/index.ts';
import type { CallPrice } from '../mediation/mediate.ts';
import type { Outcome } from '../record/tally.ts';

/** A customer's month as its calls are filed: under the reseller of that month (R29). */
export interface FiledMonth {
  readonly resellerId: string;
  readonly customerId: string;
  readonly serviceMonth: Month;
}

/** Where a row of `call` is. */
export interface CallKey extends FiledMonth {
  readonly batchId: bigint;
  /** Negative where the row is a correction and came from no line of a file. */
  readonly line: number;
}

/** What a row counts for in its month: this is what a correction can change. */
export interface CallShare {
  readonly resellerId: string;
  readonly serviceMonth: Month;
  /** 0 for a further part of a call that several records tell of (R12). */
  readonly calls: 0 | 1;
  /** Seconds of all parts, which the price is for; undefined where the record is a call by itself. */
  readonly gatheredSeconds: number | undefined;
  /** Those of the record's own seconds that an earlier part tells too: they count once, there (R12). */
  readonly repeatedSeconds: number;
  /** undefined where the call is free, or excluded without a price. */
  readonly price: CallPrice | undefined;
}

export interface StandingCall extends CallKey, CallShare {
  readonly source: string;
  readonly recordId: string;
  /** '' where the record is no part of a call. */
  readonly callId: string;
  readonly outgoing: boolean;
  readonly from: string;
  readonly to: string;
  /** Milliseconds since 1970, UTC. */
  readonly startedAt: number;
  /** Billable seconds of this record alone. */
  readonly seconds: number;
  /** Milliseconds since 1970, UTC; undefined where it is not told. */
  readonly answeredAt: number | undefined;
  /** Which leg to the number; '' where the number alone tells. */
  readonly outerLeg: string;
  readonly employeeId: string | undefined;
  readonly outcome: Extract<Outcome, 'rated' | 'free' | 'excluded'>;
  readonly reason: string;
}

/** Takes a standing call back; `now` is what stands instead, undefined where nothing does. */
export interface Correction {
  readonly was: StandingCall;
  readonly now: CallShare | undefined;
}

/** Whether a share is what the call counts for already. */
export function sameShare(was: CallShare, now: CallShare): boolean {
  return (
    was.resellerId === now.resellerId &&
    was.serviceMonth === now.serviceMonth &&
    was.calls === now.calls &&
    was.gatheredSeconds === now.gatheredSeconds &&
    was.repeatedSeconds === now.repeatedSeconds &&
    was.price?.deckId === now.price?.deckId &&
    was.price?.destination === now.price?.destination &&
    was.price?.billedSeconds === now.price?.billedSeconds &&
    was.price?.micro === now.price?.micro
  );
}
