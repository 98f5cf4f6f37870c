/**
 * Decides the rows of resellers and customers against the register: which are new, which are edits,
 * and which refer to a reseller that nobody knows. A change of when billing starts is marked (R9,
 * R10a); a change of who is billed needs no mark, since what was posted is found by customer.
 */
import type { StaleMark } from '../../db/index.ts';
import type { Month } from '../../kernel/index.ts';
import {
  billedFromMark,
  type CustomerChange,
  changeCustomer,
  nextVersion,
  type Reseller,
  type ResellerDetails,
} from '../../register/index.ts';
import type { MasterFile } from '../master-files.ts';
import type { Picture } from '../picture.ts';
import { count, emptyVerdict, noteRefused, unknownFault, type Verdict } from './verdict.ts';

export interface ResellerVerdict extends Verdict {
  readonly resellers: Reseller[];
}

export function decideResellers(picture: Picture, file: MasterFile<'resellers'>): ResellerVerdict {
  const verdict = { ...emptyVerdict(), resellers: [] as Reseller[] };
  for (const { row } of file.lines) {
    const known = picture.resellers.get(row.resellerId);
    const next = nextVersion<ResellerDetails>(known, row);
    count(verdict.tally, next);
    if (!next) continue;
    picture.resellers.set(next.resellerId, next);
    verdict.resellers.push(next);
  }
  return verdict;
}

export interface CustomerVerdict extends Verdict {
  readonly customers: CustomerChange[];
  readonly marks: StaleMark[];
}

/** `importMonth`: the month from which a move holds that names no month itself (R29). */
export function decideCustomers(
  picture: Picture,
  file: MasterFile<'customers'>,
  importMonth: Month,
): CustomerVerdict {
  const verdict = {
    ...emptyVerdict(),
    customers: [] as CustomerChange[],
    marks: [] as StaleMark[],
  };
  for (const line of file.lines) {
    const { row } = line;
    const { customerId } = row.details;
    if (!picture.resellers.has(row.resellerId)) {
      verdict.faults.push(unknownFault(picture, line, 'reseller'));
      noteRefused(picture, 'customers', customerId, line);
      continue;
    }
    const known = picture.customers.get(customerId);
    const change = changeCustomer(known, row, importMonth);
    count(verdict.tally, change && { version: known ? 2 : 1 });
    if (!change) continue;
    const mark =
      known && billedFromMark(known, change.customer, picture.firstMonths.get(customerId));
    if (mark) verdict.marks.push(mark);
    picture.customers.set(customerId, change.customer);
    verdict.customers.push(change);
  }
  return verdict;
}
