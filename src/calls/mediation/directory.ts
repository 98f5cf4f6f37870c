/**
 * Everything that mediation asks about while a batch is taken in: who a customer is, whose an
 * extension or number was when, which deck prices it, and where its totals of a month gather. It is
 * built once a batch from the register and the decks, and holds no more than they do.
 */
import type { Month } from '../../kernel/index.ts';
import type { PrefixTable } from '../../rating/index.ts';
import { dialledKey } from '../record/call-record.ts';
import type { Total } from '../record/tally.ts';
import type { SourceSettings } from '../sources/settings.ts';
import { type Activity, neverActive, noCallers, type RatedCallers } from './callers.ts';
import { type Holdings, holderAt, holdersAt, holdingsOf, type Tenure } from './holdings.ts';
import { byPerson, numberSpans } from './own-numbers.ts';

/** A deck version ready for rating. */
export interface RatingDeck {
  readonly deckId: bigint;
  readonly table: PrefixTable;
}

/** What the register must tell of a customer. */
export interface DirectoryCustomer {
  readonly customerId: string;
  readonly pricePlan: string;
  readonly billedFrom: Month | undefined;
  /** Months of which retention has purged the calls (R9). */
  readonly sealed?: ReadonlySet<Month> | undefined;
  /** The reseller in force on the last day of a month (R29). */
  resellerIn(month: Month): string;
}

/**
 * What the register must tell of an employee; '' for a number that there is not. One whose numbers
 * changed comes once for each time that they were recorded, one after the other in that order.
 */
export interface DirectoryEmployee {
  readonly customerId: string;
  readonly employeeId: string;
  readonly extension: string;
  readonly number: string;
  readonly clientNumber: string;
  /** When these numbers were recorded, in milliseconds since 1970; absent: they always were. */
  readonly recordedAt?: number;
}

/** What a customer's service month gathers within this batch. */
export interface MonthTotals {
  readonly customerId: string;
  readonly resellerId: string;
  readonly month: Month;
  /** The deck that rates it; undefined where none is loaded for the customer's plan. */
  readonly deckId: bigint | undefined;
  /** Before the customer's `billed_from` (R10a). */
  readonly beforeBilling: boolean;
  /** Its calls were purged, and its totals stand for good (R9). */
  readonly sealed: boolean;
  /** Priced calls by destination. */
  readonly destinations: Map<string, Total>;
  /** Who made its rated calls, as far as that is counted. */
  readonly callers: RatedCallers;
}

export type OwnNumber = 'extension' | 'client-number';

export interface Person {
  readonly employeeId: string;
  /** When the integration was active, as it is known now. */
  readonly activity: Activity;
}

/** An employee had an extension or a number for a time. */
interface PersonTenure extends Tenure {
  readonly person: Person;
  /** Colleagues call it free of charge (R13); undefined for a direct number, which is none (R14). */
  readonly own: OwnNumber | undefined;
}

/** A customer's employee had a number that anybody can dial. */
interface CallerTenure extends Tenure {
  readonly callers: readonly [Caller];
}

export interface Caller {
  readonly customerId: string;
  readonly pricePlan: string;
  readonly deck: RatingDeck | undefined;
  /** Who had an extension, direct number or client number, by its dialled key. */
  readonly numbers: Holdings<PersonTenure>;
  totalsOf(month: Month): MonthTotals;
  resellerIn(month: Month): string;
}

export interface Directory {
  /** The settings of the source that is read; undefined for files that need none. */
  readonly source: SourceSettings | undefined;
  find(customerId: string): Caller | undefined;
  /**
   * Customers of whose employees one had this number at an instant, by its dialled key; extensions
   * do not count.
   */
  holdersOf(key: string, at: number): readonly Caller[];
  /** Whether the source's settings name this number, by its dialled key, as one of its customer's. */
  isOwnNumber(key: string): boolean;
  /** The months that a record of the batch asked for. */
  totals(): Iterable<MonthTotals>;
}

/** The customer's employee who had a number at an instant, by its dialled key. */
export const employeeAt = ({ numbers }: Caller, key: string, at: number): Person | undefined =>
  holderAt(numbers, key, at)?.person;

/** What a number was to colleagues at an instant, by its dialled key; undefined: none of theirs. */
export function ownNumberAt({ numbers }: Caller, key: string, at: number): OwnNumber | undefined {
  const holding = numbers.get(key);
  if (holding === undefined) return undefined;
  return 'from' in holding ? holding.own : holdersAt(holding, at).find(({ own }) => own)?.own;
}

/** Builds the directory of a batch; `decks` is by price plan, `activities` by employee. */
export function buildDirectory(
  customers: Iterable<DirectoryCustomer>,
  employees: Iterable<DirectoryEmployee>,
  decks: ReadonlyMap<string, RatingDeck>,
  activities: ReadonlyMap<string, Activity> = new Map(),
): Directory {
  const callers = new Map<string, readonly [Caller]>();
  const opened: MonthTotals[] = [];
  const gathered = new Map<string, Gathering>();
  for (const customer of customers) {
    const gathering = holdingsOf<PersonTenure>();
    gathered.set(customer.customerId, gathering);
    const deck = decks.get(customer.pricePlan);
    callers.set(customer.customerId, [callerOf(customer, deck, gathering.settled, opened)]);
  }
  const holders = holdingsOf<CallerTenure>();
  for (const versions of byPerson(employees)) {
    const [{ customerId, employeeId }] = versions;
    const alone = callers.get(customerId);
    if (!alone) continue;
    const person = { employeeId, activity: activities.get(employeeId) ?? neverActive };
    for (const { key, own, from, until } of numberSpans(versions)) {
      gathered.get(customerId)?.enter(key, { person, own, from, until });
      // Only a number that anybody can dial tells a customer; an extension is many customers'.
      if (key.startsWith('+')) holders.enter(key, { callers: alone, from, until });
    }
  }
  for (const gathering of gathered.values()) gathering.settle();
  holders.settle();
  return {
    source: undefined,
    find: (customerId) => callers.get(customerId)?.[0],
    holdersOf: (key, at) => callersAt(holders.settled, key, at),
    isOwnNumber: () => false,
    totals: () => opened,
  };
}

type Gathering = ReturnType<typeof holdingsOf<PersonTenure>>;

function callerOf(
  customer: DirectoryCustomer,
  deck: RatingDeck | undefined,
  numbers: Caller['numbers'],
  opened: MonthTotals[],
): Caller {
  const { customerId, pricePlan } = customer;
  const months = new Map<Month, MonthTotals>();
  const totalsOf = (month: Month): MonthTotals => {
    const known = months.get(month);
    if (known) return known;
    const opening = openMonth(customer, month, deck?.deckId);
    months.set(month, opening);
    opened.push(opening);
    return opening;
  };
  const resellerIn = (month: Month) => customer.resellerIn(month);
  return { customerId, pricePlan, deck, numbers, totalsOf, resellerIn };
}

const NOBODY: readonly Caller[] = [];

/** Each customer once, also where two of its people had the number. */
function callersAt(holders: Holdings<CallerTenure>, key: string, at: number): readonly Caller[] {
  const holding = holders.get(key);
  if (holding === undefined) return NOBODY;
  if ('from' in holding) return holding.callers;
  return [...new Set(holdersAt(holding, at).flatMap(({ callers }) => callers))];
}

/** The directory as the records of one source see it. */
export function directoryOf(source: SourceSettings | undefined, directory: Directory): Directory {
  if (!source) return directory;
  const ownNumbers = new Set(source.ownNumbers.map(dialledKey));
  return { ...directory, source, isOwnNumber: (key) => ownNumbers.has(key) };
}

function openMonth(
  customer: DirectoryCustomer,
  month: Month,
  deckId: bigint | undefined,
): MonthTotals {
  return {
    customerId: customer.customerId,
    resellerId: customer.resellerIn(month),
    month,
    deckId,
    beforeBilling: customer.billedFrom !== undefined && month < customer.billedFrom,
    sealed: customer.sealed?.has(month) ?? false,
    destinations: new Map(),
    callers: noCallers(),
  };
}
