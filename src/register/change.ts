/**
 * What a row that came in changes in the register: nothing, or a new version, or something new. A
 * repeated row changes nothing (R44), an edited one is recorded beside the old (R43). Whether the
 * row may be believed is settled before it comes here.
 */
import type { Month, ResellerId } from '../kernel/index.ts';
import {
  type BillTo,
  type Customer,
  type CustomerDetails,
  type Home,
  homeIn,
  SINCE_EVER,
} from './party.ts';

/** Details with the number of their version; undefined when they say what is known already. */
export function nextVersion<Details extends object>(
  known: (Details & { readonly version: number }) | undefined,
  details: Details,
): (Details & { readonly version: number }) | undefined {
  if (!known) return { ...details, version: 1 };
  return saysTheSame(known, details) ? undefined : { ...details, version: known.version + 1 };
}

function saysTheSame<Details extends object>(known: Details, details: Details): boolean {
  return (Object.keys(details) as (keyof Details)[]).every((key) => known[key] === details[key]);
}

export interface CustomerRow {
  readonly details: CustomerDetails;
  readonly resellerId: ResellerId;
  readonly billTo: BillTo;
  /** From which month reseller and bill-to hold; undefined: from the month of the import. */
  readonly homeFrom: Month | undefined;
}

export interface CustomerChange {
  /** As the customer is from now on, homes included. */
  readonly customer: Customer;
  /** A version is to be recorded. */
  readonly versioned: boolean;
  /** A home is to be recorded. */
  readonly home: Home | undefined;
}

/**
 * What a row changes of a customer. Its reseller and bill-to are compared with those in force in
 * the month from which the row says they hold (R29), so that a move planned for later survives an
 * edit of the address. `importMonth` is the local month of the import.
 */
export function changeCustomer(
  known: Customer | undefined,
  row: CustomerRow,
  importMonth: Month,
): CustomerChange | undefined {
  const { details, resellerId, billTo } = row;
  const fromMonth = row.homeFrom ?? (known ? importMonth : SINCE_EVER);
  const home: Home = { fromMonth, resellerId, billTo };
  if (!known) {
    const customer = { ...details, resellerId, homes: [home], version: 1 };
    return { customer, versioned: true, home };
  }
  const now = homeIn(known, fromMonth);
  const moved = now.resellerId !== resellerId || now.billTo !== billTo;
  const tenant = moved ? resellerId : known.resellerId;
  const versioned = tenant !== known.resellerId || !saysTheSame<CustomerDetails>(known, details);
  if (!moved && !versioned) return undefined;
  const customer = {
    ...details,
    resellerId: tenant,
    homes: moved ? withHome(known.homes, home) : known.homes,
    version: known.version + (versioned ? 1 : 0),
  };
  return { customer, versioned, home: moved ? home : undefined };
}

function withHome(homes: readonly Home[], home: Home): Home[] {
  const others = homes.filter(({ fromMonth }) => fromMonth !== home.fromMonth);
  return [...others, home].sort((a, b) => (a.fromMonth < b.fromMonth ? -1 : 1));
}
