/**
 * One account of a run, from facts to its draft, proposals and exceptions. Pure: the same facts give
 * the same outcome on any machine and in any attempt, which is what makes a killed run resumable.
 */
import type { Buyer, DocumentBrand, Language, Seller, UsageMonth } from '../../documents/index.ts';
import { firstDay, type LocalDate, type Money, type Month, zeroMoney } from '../../kernel/index.ts';
import type { Brand, Customer, Party, Reseller } from '../../register/index.ts';
import { type DeckPrices, monthlyKinds } from '../charges/index.ts';
import type { VatScope } from '../claims/claim.ts';
import { buyerException, largeChange, monthExceptions, type RunException } from '../exception.ts';
import type { PostedPlace } from '../store.ts';
import { type Account, type AccountWork, accountKey, type Pair, pairKey } from './account.ts';
import { assembleDraft, type Draft, type SectionInput } from './assemble.ts';
import { type Difference, differencesOf, settle } from './difference.ts';
import { type CustomerFacts, monthFacts } from './facts.ts';
import { withTrend } from './trend.ts';

/** What is the same for all accounts of a run. */
export interface RunContext {
  readonly month: Month;
  readonly issueDate: LocalDate;
  readonly seller: Seller;
  readonly customers: ReadonlyMap<string, Customer>;
  readonly resellers: ReadonlyMap<string, Reseller>;
  /** Price plans with a deck that is loaded and not legacy (R11). */
  readonly currentPlans: ReadonlySet<string>;
  /** Accounts that have a document for the run's month already, with its net; and last month's. */
  readonly invoiced: ReadonlyMap<string, Money>;
  readonly invoicedBefore: ReadonlyMap<string, Money>;
  /** What accounts were billed for usage in the months of the trend, by account key. */
  readonly usageBefore: ReadonlyMap<string, readonly UsageMonth[]>;
  /** The brands of white-label resellers, by reseller. */
  readonly brands: ReadonlyMap<string, Brand>;
}

/** What is known about the customers of one portion of accounts. */
export interface PortionFacts {
  readonly facts: ReadonlyMap<string, CustomerFacts>;
  readonly posted: ReadonlyMap<string, readonly PostedPlace[]>;
  readonly prices: (difference: Difference) => DeckPrices | undefined;
}

export interface AccountOutcome {
  readonly account: Account;
  /** One, and another for costs outside the scope of VAT (R40). */
  readonly drafts: readonly Draft[];
  readonly proposed: readonly Difference[];
  readonly exceptions: readonly RunException[];
  /** Pairs with an employee whose licence nobody can judge yet (R5). */
  readonly pending: readonly Pair[];
  /** Pairs that wait because the account cannot be sent a document (R34). */
  readonly heldBack: readonly Pair[];
}

export function computeAccount(
  work: AccountWork,
  portion: PortionFacts,
  context: RunContext,
): AccountOutcome {
  const { account } = work;
  const { buyer, termsDays, language } = buyerOf(account, context);
  const parts = gatherSections(work, portion, context, language);
  const exceptions = [...parts.exceptions];
  const first = !context.invoiced.has(accountKey(account));
  const { month: runMonth, issueDate, seller } = context;
  const { sections } = parts;
  const { prices } = portion;
  const input = { runMonth, issueDate, language, seller, buyer, termsDays } as const;
  const costs = (vat: VatScope) => work.costs.filter((cost) => cost.vat === vat);
  const draft = assembleDraft({ ...input, sections, first, prices, costs: costs('within') });
  const outside = { ...input, sections: [], first: false, prices, costs: costs('outside') };
  const usageBefore = context.usageBefore.get(accountKey(account)) ?? [];
  const charted = draft && withTrend(draft, usageBefore);
  const drafts = [charted, assembleDraft(outside)]
    .filter((it) => it !== undefined)
    .map((it) => branded(it, account, context.brands));
  const blocked =
    drafts.length > 0 && buyerException(account, buyer, firstDay(earliestMonth(drafts)));
  if (blocked) exceptions.push(blocked);
  if (!blocked && first) {
    // Without a document the account fell to 0, as when a file of calls is missing (R27).
    const before = context.invoicedBefore.get(accountKey(account));
    const change = largeChange(account, draft?.document.net ?? zeroMoney, before, runMonth);
    if (change) exceptions.push(change);
  }
  return {
    account,
    drafts: blocked ? [] : drafts,
    proposed: parts.proposed,
    exceptions,
    pending: blocked ? [] : parts.pending,
    heldBack: blocked ? work.pairs : [],
  };
}

/** The first month that the documents have something of. */
function earliestMonth(drafts: readonly Draft[]): Month {
  const rows = drafts.flatMap(({ document }) => [
    document.month,
    ...document.sections
      .flatMap((s) => [...s.lines, ...s.employees])
      .map((row) => row.serviceMonth),
  ]);
  return rows.sort()[0] as Month;
}

interface Parts {
  readonly sections: readonly SectionInput[];
  readonly proposed: readonly Difference[];
  readonly exceptions: readonly RunException[];
  readonly pending: readonly Pair[];
}

/** Each customer of the account with its months, differences settled and exceptions found. */
function gatherSections(
  work: AccountWork,
  portion: PortionFacts,
  { currentPlans, month: runMonth }: RunContext,
  language: Language,
): Parts {
  const sections = new Map<string, { -readonly [K in keyof SectionInput]: SectionInput[K] }>();
  const proposed: Difference[] = [];
  const exceptions: RunException[] = [];
  const pending: Pair[] = [];
  for (const pair of work.pairs) {
    const facts = portion.facts.get(pair.customerId);
    if (!facts) continue;
    const month = monthFacts(facts, pair.serviceMonth);
    const { customerId } = pair;
    const section = sections.get(customerId) ?? {
      customerId,
      customerName: facts.customer.name,
      months: [],
      invoiced: [],
    };
    sections.set(customerId, section);
    section.months = [...section.months, month];
    for (const kind of monthlyKinds.all) {
      const posted = (portion.posted.get(pairKey(pair)) ?? []).filter((p) => p.kind === kind.name);
      const place = { kind: kind.name, customerId, serviceMonth: pair.serviceMonth };
      const settled = settle(differencesOf(place, kind.dues(month, language), posted), kind.netted);
      // A late call that costs nothing is no correction; its count waits for the next one that does.
      const own = pair.serviceMonth === runMonth;
      const shown = settled.invoiced.filter((d) => own || d.amount !== 0n);
      section.invoiced = [...section.invoiced, ...shown];
      proposed.push(...settled.proposed);
    }
    exceptions.push(...monthExceptions(month, work.account.resellerId, currentPlans));
    if (month.verdicts.some((v) => v.owed.decision === 'pending')) pending.push(pair);
  }
  return { sections: [...sections.values()], proposed, exceptions, pending };
}

/**
 * A draft with the look of the reseller whose customer gets it. What the reseller gets itself is the
 * seller's own paper: nobody is sold his own brand.
 */
function branded(draft: Draft, account: Account, brands: RunContext['brands']): Draft {
  const brand = account.billTo === 'customer' ? brands.get(account.resellerId) : undefined;
  if (!brand) return draft;
  const { colour, logo } = brand;
  const look: DocumentBrand = {
    colour,
    ...(logo ? { logo: { ...logo, sha256: logo.sha256.toString('hex') } } : {}),
  };
  return { ...draft, document: { ...draft.document, brand: look } };
}

interface Billed {
  readonly buyer: Buyer;
  readonly termsDays: number;
  readonly language: Language;
}

/** The party billed, its terms and its language, as known at the cut-off (R29, R32). */
function buyerOf(account: Account, context: RunContext): Billed {
  const { accountId, billTo } = account;
  const parties: Readonly<Record<Account['billTo'], ReadonlyMap<string, Party>>> = {
    customer: context.customers,
    reseller: context.resellers,
  };
  const party = parties[billTo].get(accountId);
  const text = (field: Exclude<keyof Party, 'paymentTermsDays' | 'language'>) =>
    party?.[field] ?? '';
  const buyer = {
    name: text('name'),
    address: text('address'),
    postcode: text('postcode'),
    city: text('city'),
    country: text('country'),
    cvr: text('cvr'),
    gln: text('gln'),
    email: text('email'),
    account: accountId,
    billTo,
    buyerReference: text('buyerReference') || accountId,
  };
  const { paymentTermsDays: termsDays = 14, language = 'da' } = party ?? {};
  return { buyer, termsDays, language };
}
