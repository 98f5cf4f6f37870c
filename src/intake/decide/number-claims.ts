/**
 * Finds employees who would share an extension or a number with a colleague of the same customer,
 * seen as the register will be once the whole file is in: two colleagues may swap extensions in one
 * file. Two of different customers may well have the same extension.
 */
import type { EmployeeId } from '../../kernel/index.ts';
import type { EmployeeDetails } from '../../register/index.ts';
import type { Line } from '../master-files.ts';

/** What one employee of a customer has and no colleague may have too, with its column. */
const claimed = [
  { column: 'extension', of: (employee: EmployeeDetails) => employee.extension },
  { column: 'number', of: (employee: EmployeeDetails) => employee.number },
  { column: 'client_number', of: (employee: EmployeeDetails) => employee.clientNumber },
] as const;

export interface Clash {
  readonly column: (typeof claimed)[number]['column'];
  readonly holder: EmployeeId;
}

/**
 * The rows that cannot stand, each with what it clashes on. Leaving one out gives its employee the
 * old numbers back, which another row may have taken, so it is asked again until nothing clashes.
 */
export function findClashes(
  known: ReadonlyMap<EmployeeId, EmployeeDetails>,
  lines: readonly Line<EmployeeDetails>[],
): Map<Line<EmployeeDetails>, Clash> {
  const clashes = new Map<Line<EmployeeDetails>, Clash>();
  for (let rest = lines; ; ) {
    const found = clashesAmong(known, rest);
    if (found.size === 0) return clashes;
    for (const [line, clash] of found) clashes.set(line, clash);
    rest = rest.filter((line) => !found.has(line));
  }
}

function clashesAmong(
  known: ReadonlyMap<EmployeeId, EmployeeDetails>,
  lines: readonly Line<EmployeeDetails>[],
): Map<Line<EmployeeDetails>, Clash> {
  const edited = new Set(lines.map(({ row }) => row.employeeId));
  const holders = new Map<string, EmployeeId>();
  for (const employee of known.values()) {
    if (edited.has(employee.employeeId)) continue;
    for (const { key } of claimsOf(employee)) holders.set(key, employee.employeeId);
  }
  const clashes = new Map<Line<EmployeeDetails>, Clash>();
  for (const line of lines) {
    for (const { key, column } of claimsOf(line.row)) {
      const holder = holders.get(key);
      if (holder === undefined) holders.set(key, line.row.employeeId);
      else if (holder !== line.row.employeeId) clashes.set(line, { column, holder });
    }
  }
  return clashes;
}

function claimsOf(employee: EmployeeDetails) {
  return claimed.flatMap(({ column, of }) => {
    const value = of(employee);
    return value ? [{ column, key: `${column} ${value} ${employee.customerId}` }] : [];
  });
}
