/**
 * The calls behind a document once more, employee by employee (R30): what each of them called and
 * what it came to, and the same proof that all of it comes to the usage lines. Nothing is rounded on
 * the way, so employees add up to lines exactly.
 */

import type { Writable } from 'node:stream';
import { type KeptCall, readCallsByEmployee } from '../../calls/index.ts';
import type { Database, Tx } from '../../db/index.ts';
import { type AnnexCall, type AnnexLine, type Document, openAnnex } from '../../documents/index.ts';
import { groupBy, invariant } from '../../kernel/index.ts';
import { type Employee, listEmployees } from '../../register/index.ts';
import {
  addCall,
  agreeWith,
  type CallSum,
  type LineProof,
  nothingRead,
  ofOneMoment,
  proveLines,
} from './specification.ts';

/** Whose calls; without an employee those of a main number, a queue or a forwarding (R12). */
export interface CallerOf {
  readonly customerId: string;
  readonly employee: Pick<Employee, 'employeeId' | 'name' | 'extension'> | undefined;
}

export interface EmployeeReader {
  begin(caller: CallerOf): void | Promise<void>;
  /** Some of the caller's calls, in the order in which they began. */
  take(calls: readonly KeptCall[]): void | Promise<void>;
  end(caller: CallerOf, sum: Readonly<CallSum>): void | Promise<void>;
}

/**
 * Reads the calls of an invoice by employee, and gives its usage lines with their proof; calls that
 * retention has purged are left out.
 */
export async function specifyEmployees(
  database: Database,
  document: Document,
  reader: EmployeeReader,
): Promise<readonly LineProof[]> {
  const read = async (tx: Tx) => {
    const proofs = await proveLines(tx, document);
    const kept = proofs.filter(({ purged }) => !purged);
    for (const own of groupBy(kept, ({ line }) => line.customerId).values()) {
      await readCustomer(tx, own, reader);
    }
    return proofs;
  };
  return database.transaction('writer', read, ofOneMoment);
}

const placeOf = (serviceMonth: string, destination: string) => `${serviceMonth} ${destination}`;

/** Short extensions before long ones, so that 90 comes before 100. */
const byExtension = (a: Employee, b: Employee): number =>
  a.extension.length - b.extension.length ||
  (a.extension < b.extension ? -1 : Number(a.extension > b.extension));

async function readCustomer(
  tx: Tx,
  proofs: readonly LineProof[],
  reader: EmployeeReader,
): Promise<void> {
  const [first] = proofs;
  if (!first) return;
  const { customerId } = first.line;
  const employees = (await listEmployees(tx, { customerIds: [customerId] })).sort(byExtension);
  const known = new Map(employees.map((it) => [it.employeeId as string, it]));
  const sums = new Map(
    proofs.map(({ line }) => [placeOf(line.serviceMonth, line.destination), { ...nothingRead }]),
  );
  const added = proofs.flatMap(({ line: { windows, serviceMonth, destination } }) =>
    windows.map((window) => ({ serviceMonth, destination, ...window })),
  );
  let open: { caller: CallerOf; id: string | undefined; sum: CallSum } | undefined;
  for await (const page of readCallsByEmployee(tx, customerId, added, [...known.keys()])) {
    for (const calls of runsOf(page)) {
      const id = calls[0]?.employeeId;
      if (!open || open.id !== id) {
        if (open) await reader.end(open.caller, open.sum);
        open = { id, sum: { ...nothingRead }, caller: { customerId, employee: whoIs(id, known) } };
        await reader.begin(open.caller);
      }
      for (const call of calls) {
        addCall(open.sum, call);
        const line = sums.get(placeOf(call.serviceMonth, call.destination ?? ''));
        invariant(line, `a call of no line: ${call.source} ${call.recordId}`);
        addCall(line, call);
      }
      await reader.take(calls);
    }
  }
  if (open) await reader.end(open.caller, open.sum);
  for (const proof of proofs) {
    const { serviceMonth, destination } = proof.line;
    agreeWith(proof, sums.get(placeOf(serviceMonth, destination)) ?? nothingRead);
  }
}

const whoIs = (id: string | undefined, known: ReadonlyMap<string, Employee>) =>
  id === undefined
    ? undefined
    : (known.get(id) ?? { employeeId: id as Employee['employeeId'], name: id, extension: '' });

/** A page cut where the employee changes. */
function runsOf(page: readonly KeptCall[]): KeptCall[][] {
  const runs: KeptCall[][] = [];
  for (const call of page) {
    const last = runs.at(-1);
    if (last && last[0]?.employeeId === call.employeeId) last.push(call);
    else runs.push([call]);
  }
  return runs;
}

/**
 * Writes the annex of an invoice: its calls employee by employee as a PDF, as they are read, so that a
 * month of any size costs the memory of a page. Tells whether some of the calls were erased.
 */
export async function writeAnnex(
  database: Database,
  document: Document,
  options: { readonly masked: boolean },
  out: Writable,
): Promise<{ readonly erased: boolean }> {
  const { annex, file } = openAnnex(document, options, out);
  const proofs = await specifyEmployees(database, document, {
    begin: ({ customerId, employee }) => annex.begin(customerId, employee),
    take: (calls) => annex.calls(calls.map(annexCall)),
    end: (_caller, sum) => annex.end(sum),
  });
  await annex.settle(proofs.map(annexLine));
  await file.end();
  return { erased: proofs.some(({ purged }) => purged) };
}

const annexCall = (call: KeptCall): AnnexCall => ({
  startedAt: call.startedAt,
  to: call.to,
  destination: call.destination ?? '',
  seconds: call.seconds - call.repeatedSeconds,
  priceMicro: call.priceMicro ?? 0n,
  standing: call.sign < 0 ? 'taken-back' : call.of ? 'instead' : 'as-it-came',
  part: call.calls === 0,
});

const annexLine = ({ line, text, microBefore, microNow, purged }: LineProof): AnnexLine => ({
  no: line.lineNo,
  text,
  calls: line.calls,
  seconds: line.seconds,
  micro: microNow - microBefore,
  microBefore,
  posted: line.posted.amount,
  net: line.amount,
  erased: purged,
});
