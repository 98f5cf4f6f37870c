/**
 * Decides the rows of employees against the register. An employee belongs to one customer for good,
 * since declarations and activations are filed under both; and what tells colleagues apart must
 * tell them apart. A direct number shared with another customer is only a warning: nobody is billed
 * by it.
 */
import { type Employee, type EmployeeDetails, nextVersion } from '../../register/index.ts';
import type { Line, MasterFile } from '../master-files.ts';
import type { Picture } from '../picture.ts';
import { findClashes } from './number-claims.ts';
import {
  count,
  emptyVerdict,
  lineFault,
  noteRefused,
  unknownFault,
  type Verdict,
} from './verdict.ts';

export interface EmployeeVerdict extends Verdict {
  readonly employees: Employee[];
}

export function decideEmployees(picture: Picture, file: MasterFile<'employees'>): EmployeeVerdict {
  const verdict = { ...emptyVerdict(), employees: [] as Employee[] };
  const possible = file.lines.filter((line) => refersRightly(picture, line, verdict));
  const clashes = findClashes(picture.employees, possible);
  for (const line of possible) {
    const clash = clashes.get(line);
    if (clash) {
      const code = clash.column === 'extension' ? 'extension-taken' : 'number-taken';
      const message = `${clash.holder} of the same customer has it already`;
      verdict.faults.push(lineFault(line, `employee.${code}`, clash.column, message));
      noteRefused(picture, 'employees', line.row.employeeId, line);
      continue;
    }
    const next = nextVersion<EmployeeDetails>(picture.employees.get(line.row.employeeId), line.row);
    count(verdict.tally, next);
    if (!next) continue;
    picture.employees.set(next.employeeId, next);
    verdict.employees.push(next);
    warnOfSharedNumber(picture, line, verdict);
  }
  return verdict;
}

function refersRightly(picture: Picture, line: Line<EmployeeDetails>, verdict: Verdict): boolean {
  const { employeeId, customerId } = line.row;
  const known = picture.employees.get(employeeId);
  if (!picture.customers.has(customerId)) {
    verdict.faults.push(unknownFault(picture, line, 'customer'));
  } else if (known && known.customerId !== customerId) {
    const message = `employee ${employeeId} belongs to ${known.customerId} for good; give a new id`;
    verdict.faults.push(lineFault(line, 'employee.moved', 'customer_id', message));
  } else return true;
  noteRefused(picture, 'employees', employeeId, line);
  return false;
}

function warnOfSharedNumber(picture: Picture, line: Line<EmployeeDetails>, verdict: Verdict): void {
  const { number, customerId } = line.row;
  const holders = number ? (picture.numberHolders.get(number) ?? []) : [];
  const other = holders.find((holder) => holder.customerId !== customerId);
  if (!other) return;
  const message = `${other.employeeId} of customer ${other.customerId} has this number too`;
  verdict.warnings.push(lineFault(line, 'employee.number-shared', 'number', message));
}
