/**
 * Everything that mediation asks about while a batch is taken in: who a customer is, whose an
 * extension or number is, which deck prices it, and where its totals of a month gather. It is built
 * once a batch from the register and the decks, and holds no more than they do.
 */
import type { Month } from '../kernel/index.ts';
import { isShortCode, type PrefixTable } from '../rating/index.ts';
import { dialledKey } from './call-record.ts';
import type { Total } from './tally.ts';

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

/** What the register must tell of an employee; '' for a number that there is not. */
export interface DirectoryEmployee {
  readonly customerId: string;
  readonly employeeId: string;
  readonly extension: string;
  readonly number: string;
  readonly clientNumber: string;
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
}

export type OwnNumber = 'extension' | 'client-number';

export interface Caller {
  readonly customerId: string;
  readonly pricePlan: string;
  readonly deck: RatingDeck | undefined;
  /** Employee by dialled key of extension, direct number and client number. */
  readonly employees: ReadonlyMap<string, string>;
  /** Numbers that colleagues call free of charge (R13); direct numbers are not among them (R14). */
  readonly own: ReadonlyMap<string, OwnNumber>;
  totalsOf(month: Month): MonthTotals;
  resellerIn(month: Month): string;
}

export interface Directory {
  find(customerId: string): Caller | undefined;
  /** The months that a record of the batch asked for. */
  totals(): Iterable<MonthTotals>;
}

/** Builds the directory of a batch; `decks` is by price plan. */
export function buildDirectory(
  customers: Iterable<DirectoryCustomer>,
  employees: Iterable<DirectoryEmployee>,
  decks: ReadonlyMap<string, RatingDeck>,
): Directory {
  const callers = new Map<string, Caller>();
  const opened: MonthTotals[] = [];
  for (const customer of customers) {
    const months = new Map<Month, MonthTotals>();
    const deck = decks.get(customer.pricePlan);
    const totalsOf = (month: Month): MonthTotals => {
      const known = months.get(month);
      if (known) return known;
      const opening = openMonth(customer, month, deck?.deckId);
      months.set(month, opening);
      opened.push(opening);
      return opening;
    };
    callers.set(customer.customerId, {
      customerId: customer.customerId,
      pricePlan: customer.pricePlan,
      deck,
      employees: new Map(),
      own: new Map(),
      totalsOf,
      resellerIn: (month) => customer.resellerIn(month),
    });
  }
  for (const employee of employees) {
    const caller = callers.get(employee.customerId);
    if (caller) enter(caller, employee);
  }
  return { find: (customerId) => callers.get(customerId), totals: () => opened };
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
  };
}

/**
 * An extension names its employee before a number does, should two ever be spelled alike. One that
 * equals a short code was refused at import, and would be unreachable (R14).
 */
function enter(caller: Caller, employee: DirectoryEmployee): void {
  const names = caller.employees as Map<string, string>;
  const own = caller.own as Map<string, OwnNumber>;
  const { employeeId, extension, number, clientNumber } = employee;
  if (extension !== '' && !isShortCode(extension)) {
    names.set(dialledKey(extension), employeeId);
    own.set(dialledKey(extension), 'extension');
  }
  for (const text of [number, clientNumber]) {
    if (text !== '' && !names.has(dialledKey(text))) names.set(dialledKey(text), employeeId);
  }
  if (clientNumber !== '' && !own.has(dialledKey(clientNumber))) {
    own.set(dialledKey(clientNumber), 'client-number');
  }
}
