/**
 * Decides reported activations (R8, R11): each is stored, whatever the order says. The same start
 * again with an end closes it, an empty end never opens it again, and another end corrects it;
 * overlaps are left as they were reported.
 */
import type { StaleMark } from '../../db/index.ts';
import {
  type Activation,
  activationMark,
  changesActivation,
  type FromLine,
} from '../../register/index.ts';
import type { MasterFile } from '../master-files.ts';
import type { Picture } from '../picture.ts';
import { count, emptyVerdict, unknownFault, type Verdict } from './verdict.ts';

export interface ActivationVerdict extends Verdict {
  readonly activations: FromLine<Activation>[];
  readonly marks: StaleMark[];
}

export function decideActivations(
  picture: Picture,
  file: MasterFile<'activations'>,
): ActivationVerdict {
  const verdict = {
    ...emptyVerdict(),
    activations: [] as FromLine<Activation>[],
    marks: [] as StaleMark[],
  };
  const keyOf = (employee: string, start: Date) => `${start.getTime()} ${employee}`;
  const latest = new Map<string, Activation>();
  for (const activation of [...picture.activations.values()].flat()) {
    latest.set(keyOf(activation.employeeId, activation.activatedAt), activation);
  }
  for (const line of file.lines) {
    const { row: report, record } = line;
    const employee = picture.employees.get(report.employeeId);
    const customer = employee && picture.customers.get(employee.customerId);
    if (!customer) {
      verdict.faults.push(unknownFault(picture, line, 'employee'));
      continue;
    }
    const key = keyOf(report.employeeId, report.activatedAt);
    const known = latest.get(key);
    const changes = changesActivation(known, report);
    const version = (known?.version ?? 0) + 1;
    count(verdict.tally, changes ? { version } : undefined);
    if (!changes) continue;
    const activation = { ...report, customerId: customer.customerId, version, line: record.line };
    latest.set(key, activation);
    verdict.activations.push(activation);
    verdict.marks.push(activationMark(customer, known, report));
  }
  return verdict;
}
