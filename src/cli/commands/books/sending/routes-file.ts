/**
 * Ways of delivery as a CSV: `account,way,target,formats,since,bill_to`, formats joined by `+`. The first
 * row that cannot be read ends it, with its line; what a way must be is not known here.
 */
import { parse } from 'csv-parse/sync';
import { parseLocalDate } from '../../../../kernel/index.ts';
import { type RouteWish, usualFormats, ways } from '../../../../sending/index.ts';

const COLUMNS = ['account', 'way', 'target', 'formats', 'since', 'bill_to'];
const BILL_TO = ['customer', 'reseller'] as const;

type Cells = Readonly<Record<string, string | undefined>>;

/** The wishes of a file, or a sentence that says where it cannot be read. */
export function readRoutes(text: string, name: string): readonly RouteWish[] | string {
  let rows: { readonly record: Cells; readonly info: { readonly lines: number } }[];
  try {
    rows = parse(text, {
      bom: true,
      columns: true,
      info: true,
      trim: true,
      skip_empty_lines: true,
    });
  } catch (error) {
    return `${name} is no CSV: ${error instanceof Error ? error.message : error}`;
  }
  const unknown = Object.keys(rows[0]?.record ?? {}).find((column) => !COLUMNS.includes(column));
  if (unknown !== undefined) {
    return `${name} has a column "${unknown}"; its columns are ${COLUMNS.join(', ')}.`;
  }
  if (rows.length === 0) return `${name} holds no account.`;
  const wishes: RouteWish[] = [];
  for (const { record, info } of rows) {
    const wish = wishOf(record);
    if (typeof wish === 'string') return `${name}:${info.lines} ${wish}`;
    wishes.push(wish);
  }
  return wishes;
}

function wishOf(record: Cells): RouteWish | string {
  const { account = '', target = '', formats = '', since = '' } = record;
  const way = ways.find((it) => it === record.way);
  const billTo = BILL_TO.find((it) => it === record.bill_to);
  const day = parseLocalDate(since);
  if (!account) return 'account is empty.';
  if (!way) return `way "${record.way ?? ''}": it is one of ${ways.join(', ')}.`;
  if (since && !day) return `since "${since}": a date is written YYYY-MM-DD.`;
  if (record.bill_to && !billTo) return `bill_to "${record.bill_to}": it is customer or reseller.`;
  const named = formats ? formats.split('+') : usualFormats[way];
  return { account, billTo, way, target, formats: named, since: day };
}
