/**
 * What a kind of charge is: where its money is posted and, for those that recur by the month, how its
 * dues follow from the facts and how its differences read as lines. Another kind is one file beside this one and one line in the table of index.ts; documents
 * and ledger never ask which kind a line is of.
 */
import type { Language, UsageDetail, VatCategory } from '../../documents/index.ts';
import type { Month } from '../../kernel/index.ts';
import type { Difference, Due } from '../due/difference.ts';
import type { MonthFacts } from '../due/facts.ts';

/** Lowest and highest prices of a destination in the decks that rated it, kroner as text. */
export interface DeckPrices {
  readonly perMinute: readonly [lowest: string, highest: string];
  readonly setupFee: readonly [lowest: string, highest: string];
}

/** The differences of one line: same customer, service month and group (R30). */
export interface LineGroup {
  readonly serviceMonth: Month;
  readonly group: string;
  /** How many keys the line gathers: employees of a class. */
  readonly members: number;
  readonly differences: readonly Difference[];
  readonly prices: DeckPrices | undefined;
}

export interface StatedGroup {
  readonly group: string;
  readonly members: number;
}

/** What a line of a credit note gathers. */
export interface CreditedGroup {
  readonly serviceMonth: Month;
  /** How many keys: employees. */
  readonly members: number;
  /** Set off against what an earlier credit note has taken off the same invoice. */
  readonly before: boolean;
}

export interface LineText {
  readonly text: string;
  readonly usage: UsageDetail | undefined;
}

export interface ChargeKind {
  /** The `kind` of its lines and charges (SPEC 10). */
  readonly name: string;
  /** Account of the chart that the net of a line is credited to. */
  revenueAccount(vatCategory: VatCategory): string;
}

/** A kind whose dues are computed for each customer and service month. */
export interface MonthlyKind extends ChargeKind {
  readonly vatCategory: VatCategory;
  readonly vatRate: number;
  /** Whether its differences in one (customer, month) are set against each other first (R9). */
  readonly netted: boolean;
  /** Whether its keys are employees, who are then listed with a correction (R30). */
  readonly perEmployee: boolean;
  /** What is due for each key of the month, rounded to øre; causes in the language. */
  dues(month: MonthFacts, language: Language): Due[];
  /** Groups that an account's first document of the month states though they cost nothing (R30). */
  stated(month: MonthFacts): StatedGroup[];
  /** Groups to state where a document would otherwise have no line at all (§ 58, BR-16). */
  statedElse(month: MonthFacts): StatedGroup[];
  /** What the line of a group says. */
  describe(group: LineGroup, language: Language): LineText;
  /** What a line of a credit note says that takes some of a month's charges back (R10). */
  credited(credit: CreditedGroup, language: Language): string;
}
