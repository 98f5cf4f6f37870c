/** The register as machines read it (SPEC 10): snake_case, what is not there is null. */
import { instantText } from '../kernel/index.ts';
import type { Activation, Employee } from './employee.ts';
import type { Customer, Party, Reseller } from './party.ts';

const partyListing = (it: Party) => ({
  name: it.name,
  cvr: it.cvr || null,
  gln: it.gln || null,
  address: it.address,
  postcode: it.postcode,
  city: it.city,
  country: it.country,
  buyer_reference: it.buyerReference || null,
  email: it.email || null,
  payment_terms_days: it.paymentTermsDays,
  language: it.language,
});

export const resellerListing = (it: Reseller) => ({
  reseller_id: it.resellerId,
  ...partyListing(it),
  version: it.version,
});

export const customerListing = (it: Customer) => ({
  customer_id: it.customerId,
  reseller_id: it.resellerId,
  ...partyListing(it),
  domain: it.domain,
  tenant_id: it.tenantId || null,
  price_plan: it.pricePlan,
  hosting: it.hosting,
  ready_on: it.readyOn ?? null,
  billed_from: it.billedFrom ?? null,
  homes: it.homes.map(({ fromMonth, resellerId, billTo }) => ({
    from_month: fromMonth,
    reseller_id: resellerId,
    bill_to: billTo,
  })),
  version: it.version,
});

export const employeeListing = (it: Employee) => ({
  employee_id: it.employeeId,
  customer_id: it.customerId,
  name: it.name,
  upn: it.upn || null,
  extension: it.extension,
  number: it.number || null,
  client_number: it.clientNumber || null,
  myfone: it.myfone,
  version: it.version,
});

export const activationListing = (it: Activation) => ({
  activated_at: instantText(it.activatedAt),
  deactivated_at: it.deactivatedAt ? instantText(it.deactivatedAt) : null,
});
