/**
 * The licences of an order as a user gives them: one for all, some by employee, or a file with one
 * for each. A file with any fault is refused as a whole, each fault with its line (R44).
 */
import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import { readCsv } from '../../../../intake/index.ts';
import {
  employeeId,
  type Fault,
  faultText,
  idPattern,
  refusals,
} from '../../../../kernel/index.ts';
import type { OrderLine } from '../../../../register/index.ts';
import type { RefuseUsage } from '../../../command.ts';
import { requireFile } from '../../given-path.ts';

export interface LineOptions {
  readonly licence?: string;
  readonly employee?: ReadonlyMap<string, string>;
  readonly licences?: string;
}

const refusal = refusals('orders-file', {
  faulty: {
    status: 422,
    say: (f) => `Nothing was ordered, since ${f.file} has faults:\n${[f.faults].flat().join('\n')}`,
  },
});

/** Undefined where nothing is said of licences; in two ways at once it is wrong usage. */
export async function givenLines(
  refuseUsage: RefuseUsage,
  { licence, employee, licences }: LineOptions,
): Promise<readonly OrderLine[] | undefined> {
  const ways = [licence, employee, licences].filter((way) => way !== undefined);
  if (ways.length > 1) {
    refuseUsage('Give the licences in one way: --licence, --employee or --licences.');
  }
  if (licence !== undefined) return [{ employeeId: undefined, licence }];
  if (licences !== undefined) return linesIn(licences);
  return employee && [...employee].map(([id, text]) => lineOf(id, text));
}

const lineOf = (id: string, licence: string): OrderLine => ({
  employeeId: employeeId(id),
  licence,
});

const columns = [
  { name: 'employee_id', required: true },
  { name: 'licence', required: true },
];

async function linesIn(path: string): Promise<OrderLine[]> {
  await requireFile(path);
  const file = basename(path);
  const lines = new Map<string, OrderLine>();
  const found: Fault[] = [];
  const read = await readCsv(createReadStream(path), file, columns, ({ line, cells }) => {
    const { employee_id: id = '', licence = '' } = cells;
    const fault = (code: string, column: string, value: string, message: string) =>
      found.push({ code, source: file, line, column, value, message });
    if (licence === '') fault('cell.missing', 'licence', '', 'the cell is required and empty');
    if (!idPattern.test(id)) fault('cell.id', 'employee_id', id, 'each row names an employee');
    else if (lines.has(id)) fault('order.twice', 'employee_id', id, 'an employee has one row');
    lines.set(id, lineOf(id, licence));
  });
  const faults = [...read.fileFaults, ...read.rowFaults, ...found];
  if (faults.length > 0) throw refusal('faulty', { file, faults: faults.map(faultText) });
  return [...lines.values()];
}
