/**
 * What a draft of an order may say at all: a domain that is the customer's, known employees each
 * once, licences that can be looked up. Whether it can be confirmed is another question, asked
 * later (R11): a draft may be incomplete.
 */
import type { EmployeeId } from '../../kernel/index.ts';
import {
  type Customer,
  type DraftContent,
  domainKey,
  type OrderLine,
  sameDomain,
} from '../../register/index.ts';
import { isAsCustomer } from '../licence-text.ts';
import { orderRefusal } from './refusal.ts';

/** As in `orders.csv`. */
const LONGEST_LICENCE = 500;
const LONGEST_TEXT = 200;

/** The content with blanks around its texts taken away; refuses what no draft may say. */
export function requireContent(
  { domain, sameForAll, lines }: DraftContent,
  customer: Customer,
  employees: readonly { readonly employeeId: EmployeeId }[],
): DraftContent {
  const trimmed = lines.map((line) => ({ ...line, licence: line.licence.trim() }));
  requireDomain(domain.trim(), customer);
  requireEmployees(trimmed, customer, employees);
  for (const { licence } of trimmed) requireLicence(licence);
  return { domain: domain.trim(), sameForAll, lines: trimmed };
}

function requireDomain(domain: string, { customerId, domain: onFile }: Customer): void {
  if (!domainKey(domain)) throw orderRefusal('domain-unreadable', { domain });
  if (!sameDomain(domain, onFile)) {
    throw orderRefusal('domain', { domain, customer: customerId, onFile });
  }
}

function requireEmployees(
  lines: readonly OrderLine[],
  { customerId }: Customer,
  employees: readonly { readonly employeeId: EmployeeId }[],
): void {
  if (lines.length === 0) throw orderRefusal('nothing-ordered');
  const named = lines.flatMap(({ employeeId }) => employeeId ?? []);
  const known = new Set(employees.map(({ employeeId }) => employeeId));
  const unknown = named.filter((id) => !known.has(id));
  if (unknown.length > 0) {
    throw orderRefusal('employee-unknown', { customer: customerId, employees: unknown });
  }
  const twice = named.filter((id, index) => named.indexOf(id) < index);
  if (twice.length > 0) throw orderRefusal('employee-twice', { employees: [...new Set(twice)] });
}

function requireLicence(licence: string): void {
  const refuse = (why: string) => orderRefusal('licence', { licence, why });
  if (licence === '') throw refuse('it is empty');
  if (licence.length > LONGEST_LICENCE) throw refuse(`it has over ${LONGEST_LICENCE} characters`);
  if (/\p{Cc}/u.test(licence)) throw refuse('it holds a line break or control character');
  if (isAsCustomer(licence)) throw refuse('an order names the licence that is held');
}

/** A name or a reason as a person gives it; refuses what is empty or goes over its line. */
export function requireText(what: string, text: string): string {
  const trimmed = text.trim();
  const right = trimmed !== '' && trimmed.length <= LONGEST_TEXT && !/\p{Cc}/u.test(trimmed);
  if (!right) throw orderRefusal('text', { what });
  return trimmed;
}
