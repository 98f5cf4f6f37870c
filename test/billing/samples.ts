/**
 * Short words for the tests of billing: a customer with employees, what was declared and active, and
 * the run around them, each written in one line. All names are invented.
 */
import type { AccountWork } from '../../src/billing/due/account.ts';
import { accountOf } from '../../src/billing/due/account.ts';
import type { PortionFacts, RunContext } from '../../src/billing/due/compute.ts';
import type { Difference } from '../../src/billing/due/difference.ts';
import type { CustomerFacts, Usage } from '../../src/billing/due/facts.ts';
import type { PostedPlace, Proposal } from '../../src/billing/store.ts';
import type { Buyer, Seller } from '../../src/documents/index.ts';
import {
  customerId,
  employeeId,
  type Interval,
  localDate,
  type Month,
  month,
  ore,
  resellerId,
} from '../../src/kernel/index.ts';
import type { Customer, Employee } from '../../src/register/index.ts';
import { SINCE_EVER } from '../../src/register/index.ts';
import { active, shipped } from '../licensing/samples.ts';

export const september = month('2026-09');
export const october = month('2026-10');
export const issueDate = localDate('2026-11-02');
/** Active since long before any month of the tests. */
export const always = [active('2020-01-01T00:00:00Z')];

const party = {
  address: 'Ravnsøvej 12',
  postcode: '8240',
  city: 'Risskov',
  country: 'DK',
  gln: '',
  email: 'post@eksempel.example',
};

export const seller: Seller = {
  ...party,
  name: 'Fiktiv Telefoni A/S',
  cvr: '12345674',
  bankRegistration: '1234',
  bankAccount: '0001234567',
  fikCreditor: '88888888',
};

export const buyer: Buyer = {
  ...party,
  name: 'Ålsø Smedje ApS',
  cvr: '24256790',
  account: 'acme',
  billTo: 'customer',
  buyerReference: 'acme',
};

/** `customerOf('acme')`: of reseller R1, billed itself. */
export function customerOf(id: string, other: Partial<Customer> = {}): Customer {
  const home = { fromMonth: SINCE_EVER, resellerId: resellerId('R1'), billTo: 'customer' } as const;
  return {
    ...party,
    customerId: customerId(id),
    name: `Kunde ${id}`,
    cvr: '24256790',
    domain: `${id}.example`,
    tenantId: '',
    pricePlan: 'standard',
    hosting: 'cloud',
    readyOn: undefined,
    billedFrom: undefined,
    buyerReference: '',
    paymentTermsDays: 14,
    language: 'da',
    resellerId: home.resellerId,
    homes: [home],
    version: 1,
    ...other,
  };
}

/** A customer billed through its reseller from a month on, itself before. */
export const throughReseller = (id: string, from: Month = SINCE_EVER): Customer => {
  const own = { fromMonth: SINCE_EVER, resellerId: resellerId('R1'), billTo: 'customer' } as const;
  const homes = [own, { ...own, fromMonth: from, billTo: 'reseller' } as const];
  return customerOf(id, { homes: from === SINCE_EVER ? homes.slice(1) : homes });
};

export function employeeOf(id: string, other: Partial<Employee> = {}): Employee {
  return {
    employeeId: employeeId(id),
    customerId: customerId('acme'),
    name: `Medarbejder ${id}`,
    upn: `${id}@acme.example`,
    extension: '201',
    number: '',
    clientNumber: '',
    myfone: true,
    version: 1,
    ...other,
  };
}

/** What is known of one customer; employees are active when `activations` name them. */
export function factsOf(
  other: Omit<Partial<CustomerFacts>, 'activations'> & {
    readonly activations?: Readonly<Record<string, readonly Interval[]>>;
  } = {},
): CustomerFacts {
  const { activations = {}, ...rest } = other;
  return {
    customer: customerOf('acme'),
    employees: Object.keys(activations).map((id) => employeeOf(id)),
    declarations: [],
    catalogue: shipped.catalogue,
    usage: new Map(),
    causes: new Map(),
    lastCutOffAt: undefined,
    ...rest,
    activations: new Map(Object.entries(activations).map(([id, all]) => [employeeId(id), all])),
  };
}

/** `usageOf('Denmark', 3, 180, 123456n)`: calls, seconds, millionths of a krone. */
export const usageOf = (
  destination: string,
  calls: number,
  seconds: number,
  priceMicro: bigint,
): Usage => ({ destination, deckIds: [1n], calls, seconds, priceMicro });

export const postedOf = (kind: string, key: string, amountOre: bigint): PostedPlace => ({
  kind,
  key,
  amount: ore(amountOre),
  calls: 0,
  seconds: 0,
});

export function differenceOf(amountOre: bigint, other: Partial<Difference> = {}): Difference {
  return {
    kind: 'licence',
    customerId: customerId('acme'),
    serviceMonth: october,
    key: 'anna',
    group: 'Business',
    amount: ore(amountOre),
    calls: 0,
    seconds: 0,
    cause: '',
    ...other,
  };
}

export function proposalOf(id: bigint, amountOre: bigint, state: string): Proposal {
  const { customerId: of, serviceMonth, kind, key } = differenceOf(amountOre);
  return {
    proposalId: id,
    resellerId: 'R1',
    runId: 1n,
    customerId: of,
    serviceMonth,
    kind,
    key,
    amount: ore(amountOre),
    cause: '',
    numbers: [10000001],
    state,
  };
}

export function contextOf(
  customers: readonly Customer[],
  other: Partial<RunContext> = {},
): RunContext {
  return {
    month: october,
    issueDate,
    seller,
    customers: new Map(customers.map((customer) => [customer.customerId, customer])),
    resellers: new Map(),
    currentPlans: new Set(['standard']),
    invoiced: new Map(),
    invoicedBefore: new Map(),
    usageBefore: new Map(),
    brands: new Map(),
    ...other,
  };
}

export function portionOf(
  all: readonly CustomerFacts[],
  posted: Readonly<Record<string, readonly PostedPlace[]>> = {},
): PortionFacts {
  return {
    facts: new Map(all.map((facts) => [facts.customer.customerId, facts])),
    posted: new Map(Object.entries(posted)),
    prices: () => undefined,
  };
}

/** The work of one customer's account in these months. */
export function workOf(customer: Customer, ...months: readonly Month[]): AccountWork {
  const pairs = months.map((serviceMonth) => ({ customerId: customer.customerId, serviceMonth }));
  return { account: accountOf(customer, months.at(-1) ?? october), pairs, costs: [] };
}
