/**
 * Resellers and customers, and which reseller a customer belongs to in which month (R29). Both are
 * parties that can be sent an invoice, so they share an address. Nothing here knows how the
 * register is stored, or what anybody owes.
 */

import type { ResellerId } from '../kernel/index.ts';
import { type CustomerId, invariant, type LocalDate, type Month } from '../kernel/index.ts';

/** Whoever can be sent an invoice; an empty text is a field that nobody has filled in (R34). */
export interface Party {
  readonly name: string;
  readonly cvr: string;
  readonly gln: string;
  readonly address: string;
  readonly postcode: string;
  readonly city: string;
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  readonly buyerReference: string;
  readonly email: string;
  readonly paymentTermsDays: number;
  /** In which its documents are written (R32). */
  readonly language: 'da' | 'en';
}

export interface ResellerDetails extends Party {
  readonly resellerId: ResellerId;
}
export interface Reseller extends ResellerDetails {
  /** Rises with each recorded change of the row. */
  readonly version: number;
}

export type BillTo = 'customer' | 'reseller';
export type Hosting = 'cloud' | 'on-premise';

/** To whom a customer belongs and who is billed, from the first of a month until the next home. */
export interface Home {
  readonly fromMonth: Month;
  readonly resellerId: ResellerId;
  readonly billTo: BillTo;
}

export interface CustomerDetails extends Party {
  readonly customerId: CustomerId;
  /** The Office 365 domain. */
  readonly domain: string;
  readonly tenantId: string;
  readonly pricePlan: string;
  readonly hosting: Hosting;
  /** From when the integration may be activated; undefined: no such day is agreed. */
  readonly readyOn: LocalDate | undefined;
  /** R10a: the first month that is billed; undefined: everything ever owed. */
  readonly billedFrom: Month | undefined;
}
export interface Customer extends CustomerDetails {
  /** The reseller recorded last, under which new facts are filed; who is billed says `homeIn`. */
  readonly resellerId: ResellerId;
  /** Ascending by month, one for each; never empty. */
  readonly homes: readonly Home[];
  readonly version: number;
}

/** The month from which the first home of a customer holds unless told otherwise. */
export const SINCE_EVER = '0001-01' as Month;

/**
 * The home in force on the last day of a month (R29). A month before the first home takes that one,
 * since somebody must answer for it.
 */
export function homeIn(customer: Pick<Customer, 'homes'>, month: Month): Home {
  const { homes } = customer;
  const home = homes.findLast(({ fromMonth }) => fromMonth <= month) ?? homes[0];
  invariant(home, 'a customer has a home');
  return home;
}
