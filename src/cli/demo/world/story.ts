/**
 * The customer of the demo's compliance story: two employees whose order says E3 for all, and the
 * export in which Microsoft says that one of them holds Business Premium since two months before the
 * world begins. What follows from it is left to the commands.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { addMonths, instantText, type LocalDate } from '../../../kernel/index.ts';
import type { Customer, Draft, Employee } from './draft.ts';
import { at, dayFromStart, monthAt } from './draft.ts';
import { addCustomer, addEmployee } from './register.ts';
import { activate } from './statements.ts';

/** What the demo's commands need to know of it. */
export interface Story {
  readonly customerId: string;
  readonly resellerId: string;
  readonly domain: string;
  /** Who orders and declares at the reseller. */
  readonly contact: string;
  /** Since when the second employee holds Business Premium. */
  readonly since: LocalDate;
  /** When the order was confirmed, on paper. */
  readonly orderedAt: string;
  readonly exportFile: string;
}

const E3 = '6fd2c87f-b296-42f0-b197-1e91e994b900';
const BUSINESS_PREMIUM = 'f245ecc8-75af-4f8e-b61f-27d8114de5f3';
/** 30 days each: the two months before the first hold 62 days in any summer. */
const DAYS_BEFORE = -62;

export function addStory(draft: Draft): Customer {
  const customer = addCustomer(draft, {
    name: 'Odderhavn Arkitekter ApS',
    bill_to: 'customer',
    billed_from: addMonths(monthAt(draft, 0), -2),
  });
  draft.silent.add(customer.id);
  for (const days of [5, 6]) {
    const employee = addEmployee(draft, customer);
    activate(draft, employee, at(dayFromStart(draft, DAYS_BEFORE + days), 9));
  }
  return customer;
}

/** Writes Microsoft's export beside the folders of the months. */
export async function writeStory(
  directory: string,
  draft: Draft,
  customer: Customer,
): Promise<Story> {
  const since = dayFromStart(draft, DAYS_BEFORE);
  const folder = join(directory, 'microsoft');
  await mkdir(folder, { recursive: true });
  const exportFile = join(folder, 'users.json');
  const [first, second] = customer.employees;
  const value = [
    ...(first ? [graphUser(first, E3, since)] : []),
    ...(second ? [graphUser(second, BUSINESS_PREMIUM, since)] : []),
  ];
  await writeFile(exportFile, `${JSON.stringify({ value }, undefined, 1)}\n`);
  const { id: customerId, domain, contact, row } = customer;
  const orderedAt = instantText(at(since, 9, 30));
  const resellerId = row.reseller_id ?? '';
  return { customerId, resellerId, domain, contact, since, orderedAt, exportFile };
}

/** As `GET /users` of Microsoft Graph answers, with more than a licence check may keep. */
const graphUser = ({ name, row }: Employee, skuId: string, since: LocalDate) => ({
  displayName: name,
  jobTitle: 'Arkitekt',
  userPrincipalName: row.upn,
  mail: row.upn,
  accountEnabled: true,
  userType: 'Member',
  assignedLicenses: [{ skuId, disabledPlans: [] }],
  licenseAssignmentStates: [
    {
      skuId,
      assignedByGroup: null,
      disabledPlans: [],
      error: 'None',
      state: 'Active',
      lastUpdatedDateTime: `${since}T06:00:00Z`,
    },
  ],
});
