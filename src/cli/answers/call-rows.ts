/**
 * Calls as rows, for a terminal and in CSV, written page by page with the reader setting the pace.
 * Prices are kroner to six decimals, negative where a row takes a call back.
 */
import { once } from 'node:events';
import { callCells, callColumns, type KeptCall, microText, standingOf } from '../../calls/index.ts';
import { shownInstant } from '../../kernel/index.ts';
import { shortText, tableText } from '../terminal/table.ts';

type Out = NodeJS.WritableStream;

/** Waits until the reader has taken what was written. */
export async function drained(out: Out): Promise<void> {
  if ((out as NodeJS.WriteStream).writableNeedDrain) await once(out, 'drain');
}

/** Writes calls as CSV, the header first; `before` are cells that stand before a call's own. */
export async function openCallCsv(out: Out, before: readonly string[] = []) {
  const { stringify } = await import('csv-stringify/sync');
  out.write(stringify([[...before, ...callColumns]]));
  return async (calls: readonly KeptCall[], cells: readonly (string | number)[] = []) => {
    const rows = calls.map((call) => [...cells, ...callCells(call)]);
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
