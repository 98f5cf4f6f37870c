/**
 * Where in a row each thing stands that a mapping speaks of. Names are looked up in the file's header
 * once; a file that lacks one is refused with all that it lacks, since a mapping and a file that do
 * not fit would bill anything at all.
 */
import { columnPlaces, type HeaderRow } from '../text/named-columns.ts';
import type { MappedColumn, MappedOptions } from './options.ts';

/** Places from 0; several where columns are joined, none where the mapping names no column. */
export interface Layout {
  readonly width: number;
  readonly recordId: readonly number[];
  readonly from: readonly number[];
  readonly to: readonly number[];
  readonly startedAt: readonly number[];
  readonly answeredAt: readonly number[];
  readonly endedAt: readonly number[];
  readonly seconds: readonly number[];
  readonly direction: readonly number[];
  readonly disposition: readonly number[];
  readonly account: readonly number[];
  readonly callId: readonly number[];
  readonly forwardedBy: readonly number[];
  /** What a billed row has in each of these places. */
  readonly billable: readonly (readonly [place: number, texts: readonly string[]])[];
  /** How a row of totals begins in each of these places. */
  readonly totals: readonly (readonly [place: number, text: string])[];
}

/** Finds the places; `header` is the file's first row, or where it would stand. Throws a FileFault. */
export function layoutOf(options: MappedOptions, header: HeaderRow): Layout {
  const { columns, billable = {}, totals = {} } = options;
  const width = options.width ?? header.names.length;
  const all = [
    ...Object.values(columns).flatMap((it) => it ?? []),
    ...Object.keys({ ...billable, ...totals }).map((it) => keyColumn(it, header)),
  ];
  // A place that no row has is missing like a name that the header has not.
  const missing = (it: MappedColumn) => (typeof it === 'number' ? `number ${it}` : it);
  const asked = all.filter((it) => typeof it === 'string' || it > width).map(missing);
  const wanted = Object.fromEntries(asked.map((it) => [it, { column: it, needed: true }]));
  const found = columnPlaces(header, wanted);
  const placeOf = (it: MappedColumn) => (typeof it === 'number' ? it - 1 : (found[it] ?? -1));
  const places = (it: MappedColumn | readonly MappedColumn[] | undefined) =>
    it === undefined ? [] : [it].flat().map(placeOf);
  return {
    width,
    recordId: places(columns.record_id),
    from: places(columns.from),
    to: places(columns.to),
    startedAt: places(columns.started_at),
    answeredAt: places(columns.answered_at),
    endedAt: places(columns.ended_at),
    seconds: places(columns.seconds),
    direction: places(columns.direction),
    disposition: places(columns.disposition),
    account: places(columns.account),
    callId: places(columns.call_id),
    forwardedBy: places(columns.forwarded_by),
    billable: Object.entries(billable).map(([it, texts]) => [
      placeOf(keyColumn(it, header)),
      texts,
    ]),
    totals: Object.entries(totals).map(([it, text]) => [placeOf(keyColumn(it, header)), text]),
  };
}

/** A key of a JSON object is text, also where it means a place: unless a column is called that. */
function keyColumn(key: string, { names }: HeaderRow): MappedColumn {
  return /^[1-9]\d*$/.test(key) && !names.includes(key) ? Number(key) : key;
}
