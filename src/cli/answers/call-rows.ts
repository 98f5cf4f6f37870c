/**
 * Calls as rows: for a terminal, in CSV and in JSON (SPEC 10), written page by page with the reader
 * setting the pace. Prices are kroner to six decimals, negative where a row takes a call back.
 */
import { once } from 'node:events';
import { type KeptCall, standingOf } from '../../calls/index.ts';
import {
  amountOfMicro,
  amountText,
  formulaSafe,
  instantText,
  shownInstant,
} from '../../kernel/index.ts';
import { shortText, tableText } from '../terminal/table.ts';

type Out = NodeJS.WritableStream;

/** Millionths of a krone → `1.234567`. */
export const microText = (micro: bigint): string => amountText(amountOfMicro(micro), 6);

/** Waits until the reader has taken what was written. */
export async function drained(out: Out): Promise<void> {
  if ((out as NodeJS.WriteStream).writableNeedDrain) await once(out, 'drain');
}

/** One call under the names of SPEC 10. */
export const callListing = (call: KeptCall) => ({
  source: call.source,
  record_id: call.recordId,
  customer_id: call.customerId,
  service_month: call.serviceMonth,
  standing: standingOf(call),
  direction: call.outgoing ? 'out' : 'in',
  from: call.from,
  to: call.to,
  started_at: instantText(call.startedAt),
  billable_seconds: call.seconds,
  gathered_seconds: call.gatheredSeconds ?? null,
  repeated_seconds: call.repeatedSeconds,
  billed_seconds: call.billedSeconds ?? null,
  calls: call.calls,
  outcome: call.outcome,
  reason: call.reason || null,
  destination: call.destination ?? null,
  price: call.priceMicro === undefined ? null : microText(call.priceMicro),
  deck: call.deckId?.toString() ?? null,
  employee_id: call.employeeId ?? null,
  batch: call.batchId.toString(),
  line: call.line.toString(),
});

type Listing = ReturnType<typeof callListing>;

/** Those that somebody outside wrote. */
const typed = new Set<string>(['source', 'record_id', 'from', 'to', 'destination', 'reason']);

const columns = [
  ...['customer_id', 'service_month', 'source', 'record_id', 'standing', 'direction', 'from', 'to'],
  ...['started_at', 'billable_seconds', 'gathered_seconds', 'repeated_seconds', 'billed_seconds'],
  ...['calls', 'outcome', 'reason', 'destination', 'price', 'deck', 'employee_id', 'batch', 'line'],
] as (keyof Listing)[];

/** Writes calls as CSV, the header first; `before` are cells that stand before a call's own. */
export async function openCallCsv(out: Out, before: readonly string[] = []) {
  const { stringify } = await import('csv-stringify/sync');
  out.write(stringify([[...before, ...columns]]));
  return async (calls: readonly KeptCall[], cells: readonly (string | number)[] = []) => {
    const rows = calls.map((call) => {
      const listing = callListing(call);
      const own = columns.map((name) => {
        const value = listing[name];
        return typed.has(name) && typeof value === 'string' ? formulaSafe(value) : value;
      });
      return [...cells, ...own];
    });
    out.write(stringify(rows));
    await drained(out);
  };
}

const tableColumns = [
  { title: 'started' },
  { title: 'from' },
  { title: 'to' },
  { title: 'destination' },
  { title: 'seconds', align: 'right' },
  { title: 'billed', align: 'right' },
  { title: 'kroner', align: 'right' },
  { title: 'record' },
  { title: '' },
] as const;

const standings = { 'as-it-came': '', 'taken-back': 'taken back', instead: 'stands instead' };

/** Calls as a table for a person. */
export function callTable(calls: readonly KeptCall[], indent = ''): string {
  const rows = calls.map((call) => [
    shownInstant(call.startedAt),
    shortText(call.from),
    shortText(call.to),
    shortText(call.destination ?? [call.outcome, call.reason].join(' ')),
    `${call.gatheredSeconds ?? call.seconds}`,
    `${call.billedSeconds ?? ''}`,
    call.priceMicro === undefined ? '' : microText(call.priceMicro),
    shortText(`${call.source} ${call.recordId}`),
    [call.calls === 0 ? 'a part' : '', standings[standingOf(call)]].filter(Boolean).join('; '),
  ]);
  return tableText(tableColumns, rows, { indent });
}
