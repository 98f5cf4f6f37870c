/**
 * A small employees.csv with bad rows among good ones, in a folder of its own: as it stands the
 * import refuses it and changes nothing; with `--skip-bad` the good rows load (R44). Each bad row is
 * bad by one rule only.
 */
import type { Draft } from '../draft.ts';
import type { RowOf } from '../files.ts';

export interface FaultyRow {
  /** Line in the file, the header being line 1. */
  readonly line: number;
  readonly column: string;
  readonly rule: string;
}

export interface FaultyFile {
  readonly rows: RowOf<'employees'>[];
  readonly faults: readonly FaultyRow[];
  /** The two rows that are in order. */
  readonly good: number;
}

type Employee = RowOf<'employees'>;

/** Good and bad rows for the last customer of the world; extensions 901 and up are free there. */
export function faultyEmployees(draft: Draft): FaultyFile {
  const customer = draft.customers.at(-1);
  const base = (n: number, name: string): Employee => ({
    employee_id: `M9${String(n).padStart(5, '0')}`,
    customer_id: customer?.id ?? '',
    name,
    upn: `fejl${n}@${customer?.domain}`,
    extension: String(900 + n),
    number: `7190000${n}`,
    client_number: `3999000${n}`,
    myfone: 'true',
  });
  const bad: readonly (readonly [Employee, string, string])[] = [
    [{ ...base(2, 'Bente Ærø'), extension: '112' }, 'extension', 'R14'],
    [{ ...base(3, 'Åge Bøgh'), customer_id: 'K0001' }, 'customer_id', 'R44'],
    [base(4, ''), 'name', 'R44'],
    [{ ...base(5, 'Ægir Friis'), myfone: 'måske' }, 'myfone', 'R44'],
  ];
  const rows = [base(1, 'Søs Kjær'), ...bad.map(([row]) => row), base(6, 'Øjvind Bæk')];
  const faults = bad.map(([, column, rule], index) => ({ line: index + 3, column, rule }));
  return { rows, faults, good: rows.length - bad.length };
}
