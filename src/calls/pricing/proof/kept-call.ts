/**
 * A row of `call` as those see it who ask for calls: what came in, what became of it, and whether a
 * correction took it back. Who called whom is in it, so it is shown on explicit request only.
 */
import type { Instant, Month } from '../../../kernel/index.ts';

export interface KeptCall {
  readonly resellerId: string;
  readonly customerId: string;
  readonly serviceMonth: Month;
  readonly batchId: bigint;
  readonly line: bigint;
  readonly source: string;
  readonly recordId: string;
  readonly outgoing: boolean;
  readonly from: string;
  readonly to: string;
  readonly startedAt: Instant;
  /** Of this record; negative where the row takes back. */
  readonly seconds: number;
  readonly employeeId: string | undefined;
  readonly outcome: 'rated' | 'free' | 'excluded';
  readonly reason: string;
  readonly deckId: bigint | undefined;
  readonly destination: string | undefined;
  readonly billedSeconds: number | undefined;
  /** Millionths of a krone. */
  readonly priceMicro: bigint | undefined;
  /** Which of two instants a local time was taken for that the clock shows twice (R12). */
  readonly clock: 'earlier' | 'later' | undefined;
  readonly callId: string | undefined;
  /** 1 where it counts as a call, 0 for a further part of one, -1 where it takes a call back. */
  readonly calls: number;
  /** Of all parts of the call, which the price is for. */
  readonly gatheredSeconds: number | undefined;
  /** Those of its seconds that another part tells too and that count there; negative like them. */
  readonly repeatedSeconds: number;
  readonly sign: number;
  /** The row that it takes back or stands instead of. */
  readonly of: { readonly batchId: bigint; readonly line: bigint } | undefined;
}

/** What a row is to the one that it came from. */
export type Standing = 'as-it-came' | 'taken-back' | 'instead';

export const standingOf = ({ sign, of }: KeptCall): Standing =>
  sign < 0 ? 'taken-back' : of ? 'instead' : 'as-it-came';
