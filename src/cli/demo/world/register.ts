/**
 * Puts resellers, customers and employees into the world: ids, names, numbers, addresses. Nothing
 * is handed out twice, and columns that a caller fixes are kept. Licences and calls are not known
 * here.
 */
import { invariant } from '../../../kernel/index.ts';
import type { Customer, Draft, Employee } from './draft.ts';
import { dayFromStart, folderAt, monthAt } from './draft.ts';
import type { RowOf } from './files.ts';
import { glnOf, slug, tenantId } from './identifiers.ts';
import type { Random } from './random.ts';
import * as words from './words.ts';

export const personName = (random: Random): string =>
  `${random.pick(words.firstNames)} ${random.pick(words.lastNames)}`;

/** A company name whose domain is still free. */
function companyName(draft: Draft, trades: readonly string[]): { name: string; domain: string } {
  for (;;) {
    const { random } = draft;
    const start = random.pick(words.companyStarts) + random.pick(words.companyEnds);
    const bare = `${start} ${random.pick(trades)}`;
    const domain = `${slug(bare)}.example`;
    if (draft.takenDomains.has(domain)) continue;
    draft.takenDomains.add(domain);
    return { name: `${bare} ${random.pick(words.legalForms)}`, domain };
  }
}

const address = (random: Random) => {
  const place = random.pick(words.postcodes);
  return {
    address: `${random.pick(words.streets)} ${1 + random.int(140)}`,
    postcode: place.slice(0, 4),
    city: place.slice(5),
    country: 'DK',
  };
};

const gln = (random: Random): string => glnOf(`5700000${random.digits(5)}`);

export function addReseller(draft: Draft): void {
  const { random } = draft;
  const index = draft.resellers.length;
  const known = words.resellerNames[index];
  const name = known ?? companyName(draft, ['Telefoni', 'IT', 'Kommunikation']).name;
  const id = `F${String(index + 1).padStart(2, '0')}`;
  draft.resellers.push({ id, contacts: [personName(random), personName(random)] });
  folderAt(draft, 0).resellers.push({
    reseller_id: id,
    name,
    cvr: draft.nextCvr(),
    gln: index === 0 ? gln(random) : '',
    ...address(random),
    buyer_reference: `Indkøb ${100 + index}`,
    email: `faktura@${slug(name)}.example`,
    payment_terms_days: index === 1 ? '30' : '',
  });
}

/** Puts a customer into the first folder; `fixed` are the columns that must not be left to chance. */
export function addCustomer(
  draft: Draft,
  fixed: RowOf<'customers'> = {},
  firstExtension = 201,
): Customer {
  const { random } = draft;
  const index = draft.customers.length;
  const id = `K${1001 + index}`;
  const made = fixed.name
    ? { name: fixed.name, domain: `${slug(fixed.name.replace(/ (ApS|A\/S|I\/S)$/, ''))}.example` }
    : companyName(draft, words.trades);
  const domain = fixed.domain ?? made.domain;
  draft.takenDomains.add(domain);
  const reseller = draft.resellers[index % draft.resellers.length];
  invariant(reseller, 'a customer needs a reseller');
  const row = {
    customer_id: id,
    reseller_id: reseller.id,
    name: made.name,
    cvr: draft.nextCvr(),
    gln: random.chance(0.15) ? gln(random) : '',
    domain,
    tenant_id: tenantId(random),
    price_plan: 'standard',
    bill_to: random.chance(0.15) ? 'reseller' : 'customer',
    hosting: 'cloud',
    ready_on: dayFromStart(draft, -60 - random.int(300)),
    ...address(random),
    buyer_reference: random.chance(0.4) ? `REF-${random.digits(4)}` : '',
    email: `faktura@${domain}`,
    payment_terms_days: random.chance(0.2) ? '30' : '',
    billed_from: monthAt(draft, 0),
    ...fixed,
  };
  const customer: Customer = {
    id,
    name: made.name,
    domain,
    source: index % 3 === 2 ? 'pbx-aar' : 'pbx-cph',
    contact: random.pick(reseller.contacts),
    row,
    firstExtension,
    employees: [],
  };
  draft.customers.push(customer);
  folderAt(draft, 0).customers.push(row);
  return customer;
}

/** Direct numbers lie in 72-74 and client numbers in 38, where no random call goes by accident. */
function ownNumbers(index: number): { number: string; clientNumber: string } {
  const tail = String((index * 7_919) % 1_000_000).padStart(6, '0');
  return { number: `${72 + (index % 3)}${tail}`, clientNumber: `38${tail}` };
}

/** Puts an employee into a folder (the first one, unless told otherwise). */
export function addEmployee(
  draft: Draft,
  customer: Customer,
  fixed: RowOf<'employees'> = {},
  folder = 0,
): Employee {
  const index = draft.employeeCount;
  invariant(index < 1_000_000, 'a world has room for a million employees');
  draft.employeeCount += 1;
  const name = fixed.name ?? personName(draft.random);
  const id = `M${100_001 + index}`;
  const position = customer.employees.length;
  const account = `${slug(name).replaceAll('-', '.')}${position > 0 ? position + 1 : ''}`;
  const row = {
    employee_id: id,
    customer_id: customer.id,
    name,
    upn: `${account}@${customer.domain}`,
    extension: String(customer.firstExtension + position),
    number: ownNumbers(index).number,
    client_number: ownNumbers(index).clientNumber,
    myfone: 'true',
    ...fixed,
  };
  const { extension, number, client_number: clientNumber } = row;
  const employee = { id, customer, name, extension, number, clientNumber, row };
  customer.employees.push(employee);
  folderAt(draft, folder).employees.push(row);
  if (folder > 0) draft.silent.add(id);
  return employee;
}
