/**
 * Short words for the licensing tests: the shipped catalogue as a value, and declarations and
 * activations written in one line each.
 */
import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import type { Interval, LocalDate } from '../../src/kernel/index.ts';
import { customerId, employeeId, instant, localDate } from '../../src/kernel/index.ts';
import type { CatalogueLine, Declaration } from '../../src/licensing/index.ts';
import { readCatalogue } from '../../src/licensing/index.ts';

const file = 'licences-2026-01.csv';
const text = readFileSync(new URL(`../../rates/${file}`, import.meta.url), 'utf8');

/** The rows of the shipped catalogue, as a CSV reader hands them over. */
export const shippedLines: CatalogueLine[] = (
  parse(text, { columns: true }) as Record<string, string>[]
).map((record, index) => ({ file, line: index + 2, record }));

export const shipped = readCatalogue(shippedLines);

/** Rows of a made-up catalogue: `plan,class,price,from[,to]` or `plan=name,from[,to]`. */
export function catalogueOf(...rows: readonly string[]) {
  return readCatalogue(
    rows.map((row, index) => ({ file: 'made-up.csv', line: index + 2, record: recordOf(row) })),
  );
}

function recordOf(row: string): Record<string, string> {
  const source = 'made up';
  const cells = row.split(',');
  if (row.includes('=')) {
    const [plan = '', name = ''] = (cells[0] ?? '').split('=');
    return {
      kind: 'name',
      plan,
      name,
      valid_from: cells[1] ?? '',
      valid_to: cells[2] ?? '',
      source,
    };
  }
  const [plan = '', planClass = '', price = '', from = '', to = ''] = cells;
  const dates = { valid_from: from, valid_to: to };
  return { kind: 'plan', plan, class: planClass, monthly_price: price, ...dates, source };
}

export const anna = employeeId('anna');
export const acme = customerId('acme');
const recordedAt = instant('2026-01-05T12:00:00Z');

let recorded = 0n;
/** `declare('2026-10-01', 'Enterprise E1')`: Anna's; each is recorded after the one before it. */
export function declare(
  from: string,
  licence: string,
  other: Partial<Declaration> = {},
): Declaration {
  recorded += 1n;
  return {
    declarationId: recorded,
    customerId: acme,
    employeeId: anna,
    licence,
    validFrom: localDate(from),
    recordedAt,
    sequence: recorded,
    declaredBy: 'reseller',
    channel: 'file',
    reason: undefined,
    ...other,
  };
}

/** The same for every employee of the customer. */
export const declareForAll = (from: string, licence: string, other: Partial<Declaration> = {}) =>
  declare(from, licence, { ...other, employeeId: undefined });

/** `active('2026-09-30T22:00Z')`: from then on; with a second instant, until then. */
export const active = (from: string, to?: string): Interval => ({
  start: instant(from),
  end: to === undefined ? undefined : instant(to),
});

export const alwaysActive = active('2020-01-01T00:00Z');

export const date = (day: string): LocalDate => localDate(day);
