/**
 * An order before it counts (R7, R11): a draft in versions, of which the last is meant, and the
 * confirmation that makes an order of it. Nothing of either is ever edited. Which class a licence
 * has, and what the text that is agreed to says, is not known here.
 */
import type { CustomerId, EmployeeId, Instant, LocalDate, ResellerId } from '../../kernel/index.ts';

/** One licence of an order, for one employee or, without one, for all of the customer. */
export interface OrderLine {
  readonly employeeId: EmployeeId | undefined;
  /** One licence, or several joined by ` | `. */
  readonly licence: string;
}

export interface DraftContent {
  /** As written; it must be the customer's. */
  readonly domain: string;
  /** One licence for all, those added later too; else one line for each employee. */
  readonly sameForAll: boolean;
  readonly lines: readonly OrderLine[];
}

export const draftStates = ['draft', 'confirmed', 'withdrawn'] as const;
export type DraftState = (typeof draftStates)[number];

export interface DraftHead {
  readonly draftId: bigint;
  readonly customerId: CustomerId;
  /** Who made it; a customer that has moved since needs a new draft (R29). */
  readonly resellerId: ResellerId;
  /** Rises with each edit. */
  readonly version: number;
  readonly domain: string;
  readonly sameForAll: boolean;
  readonly state: DraftState;
  /** Who brought it into its state, and when. */
  readonly saidBy: string;
  readonly saidAt: Instant;
  /** Why it was withdrawn; else empty. */
  readonly reason: string;
}
export type OrderDraft = DraftHead & DraftContent;

/** The very words that were agreed to. */
export interface AgreedWording {
  /** Of the table of wordings. */
  readonly version: string;
  readonly language: 'da' | 'en';
  readonly text: string;
  /** Of the text's UTF-8 bytes. */
  readonly sha256: Buffer;
}

export interface Confirmation {
  readonly draftId: bigint;
  readonly customerId: CustomerId;
  readonly resellerId: ResellerId;
  /** The version of the draft that was confirmed. */
  readonly version: number;
  readonly confirmedBy: string;
  readonly confirmedAt: Instant;
  /** Who accepted the monthly fee; empty where no licence has one. */
  readonly feeAcceptedBy: string;
  /** From when the licences are declared. */
  readonly validFrom: LocalDate;
  readonly wording: AgreedWording;
  /** What the journal's commitments to the names are salted with. */
  readonly salt: Buffer;
  /** The orders and declarations that came of it have the same. */
  readonly batchId: bigint;
}

/**
 * Content with some licences said anew: one for all takes the place of everything, a licence for
 * single employees that of their own line, or of the line for all.
 */
export function withLines(content: DraftContent, said: readonly OrderLine[]): DraftContent {
  const sameForAll = said.some((line) => line.employeeId === undefined);
  if (sameForAll || content.sameForAll) return { ...content, sameForAll, lines: said };
  const named = new Set(said.map((line) => line.employeeId));
  const kept = content.lines.filter((line) => !named.has(line.employeeId));
  return { ...content, lines: [...kept, ...said] };
}

/** Whether two contents order the same; the order of the lines does not matter. */
export function ordersTheSame(one: DraftContent, other: DraftContent): boolean {
  const keyOf = ({ domain, sameForAll, lines }: DraftContent) =>
    JSON.stringify([domain, sameForAll, lines.map((l) => [l.employeeId ?? '', l.licence]).sort()]);
  return keyOf(one) === keyOf(other);
}
