/**
 * What a type of disagreement is: its name, what it means to a reseller or an auditor, what one
 * finding of it says, and what can end it (R39). Sentences are made from the facts of a finding
 * alone, in either language, so that pack, list and terminal tell the same. How a disagreement is
 * found is not known here.
 */
import { dateName, type LocalDate } from '../../../kernel/index.ts';
import type { Language } from '../../owed/verdict.ts';

export type DisagreementType =
  | 'enterprise-but-business'
  | 'business-but-enterprise'
  | 'other-price'
  | 'no-valid-licence'
  | 'unknown-sku'
  | 'never-activated'
  | 'no-account'
  | 'account-not-found'
  | 'ambiguous-account'
  | 'guest-account'
  | 'blocked-account'
  | 'stale-evidence'
  | 'concealed-evidence'
  | 'wrong-tenant'
  | 'over-assigned'
  | 'activation-before-ready'
  | 'activation-no-myfone'
  | 'activation-on-premise'
  | 'activation-price-plan'
  | 'activation-fee-not-accepted';

/**
 * What can end a finding beside a waiver, which always can: a declaration or a ruling recorded
 * since, newer evidence, or a change of the register (account, activation, tenant). Where money is
 * at stake a corrected activation alone counts of the register: another account, tenant or first
 * month billed does not change what was held.
 */
export const endings = ['declaration', 'ruling', 'evidence', 'register'] as const;
export type Ending = (typeof endings)[number];

/** The facts of one finding that its sentence may name. */
export interface Said {
  /** What the reseller or the register says: a licence, a day, a count. */
  readonly declared: string;
  /** What the evidence says. */
  readonly evidenced: string;
  readonly since: LocalDate | undefined;
}

type Sentences<Text> = Readonly<Record<Language, Text>>;

export interface DisagreementKind {
  readonly name: DisagreementType;
  /** A few words, for a table or a picture. */
  readonly title: Sentences<string>;
  /** What it means and why it matters: one or two sentences. */
  readonly meaning: Sentences<string>;
  /** What one finding of it says: one sentence. */
  readonly says: Sentences<(said: Said) => string>;
  readonly endings: readonly Ending[];
  /** Words for an ending where the usual ones say too little. */
  readonly remedies?: Partial<Readonly<Record<Ending, Sentences<string>>>>;
  /** Whether kroner hang on it. */
  readonly money: boolean;
}

/** ` since 1 July 2026`; empty where it is not known. */
export const sinceIn = {
  da: ({ since }: Said) => (since ? ` siden ${dateName(since, 'da')}` : ''),
  en: ({ since }: Said) => (since ? ` since ${dateName(since, 'en')}` : ''),
} as const;
