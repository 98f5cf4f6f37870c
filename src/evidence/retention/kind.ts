/**
 * What a kind of data with a limited life is: what of it goes, what stays and why, how long it is
 * kept, and how it is erased. Another kind is one entry in the table of kinds.ts.
 */
import type { Tx } from '../../db/index.ts';
import type { LocalDate } from '../../kernel/index.ts';

/** Months for which each kind is kept, as the configuration says. */
export type Periods = Readonly<
  Record<'evidence' | 'packs' | 'mail' | 'payments' | 'calls', number>
>;

/** What went, or in a dry run would go, of one age. */
export interface ErasedAge {
  /** `2020-11-24 to 2021-11-23`, or the month of calls. */
  readonly age: string;
  readonly rows: number;
}

/** What is old enough to go and has to wait all the same. */
export interface Kept {
  readonly age: string;
  readonly why: string;
}

export interface Erasure {
  /** Oldest first, none of them empty. */
  readonly ages: readonly ErasedAge[];
  readonly kept: readonly Kept[];
}

export interface RetentionKind {
  readonly name: string;
  /** Which period of the configuration it follows. */
  readonly period: keyof Periods;
  /** The shortest period, in months, that is accepted. */
  readonly leastMonths: number;
  readonly erased: string;
  readonly stays: string;
  readonly basis: string;
  /** A lock that keeps out who writes such data, taken before anything else. */
  readonly lock?: string;
  /** Erases what is older than a local day, under an open batch. */
  erase(tx: Tx, batchId: bigint, before: LocalDate): Promise<Erasure>;
}
