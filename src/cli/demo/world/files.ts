/**
 * The intake files of SPEC section 10 as text: their columns, quoting by RFC 4180, and writing in
 * large pieces that wait for the disk, so that a file of any length costs the same memory. What the
 * rows mean is decided elsewhere.
 */
import { open } from 'node:fs/promises';
import { join } from 'node:path';

export const columns = {
  resellers: [
    'reseller_id',
    'name',
    'cvr',
    'gln',
    'address',
    'postcode',
    'city',
    'country',
    'buyer_reference',
    'email',
    'payment_terms_days',
  ],
  customers: [
    'customer_id',
    'reseller_id',
    'name',
    'cvr',
    'gln',
    'domain',
    'tenant_id',
    'price_plan',
    'bill_to',
    'hosting',
    'ready_on',
    'address',
    'postcode',
    'city',
    'country',
    'buyer_reference',
    'email',
    'payment_terms_days',
    'language',
    'billed_from',
  ],
  employees: [
    'employee_id',
    'customer_id',
    'name',
    'upn',
    'extension',
    'number',
    'client_number',
    'myfone',
  ],
  orders: [
    'customer_id',
    'employee_id',
    'licence',
    'confirmed_by',
    'confirmed_at',
    'fee_accepted_by',
  ],
  declarations: ['customer_id', 'employee_id', 'licence', 'valid_from', 'declared_by', 'reason'],
  activations: ['employee_id', 'activated_at', 'deactivated_at'],
  calls: [
    'source',
    'record_id',
    'customer_id',
    'direction',
    'from',
    'to',
    'started_at',
    'billable_seconds',
    'forwarded_by',
    'on_net',
  ],
} as const;

export type FileKind = keyof typeof columns;
/** One row; a column that is absent is written empty. */
export type RowOf<K extends FileKind> = Readonly<
  Partial<Record<(typeof columns)[K][number], string>>
>;

export const masterKinds = [
  'resellers',
  'customers',
  'employees',
  'orders',
  'declarations',
  'activations',
] as const satisfies readonly FileKind[];

/** What one import folder holds, beside the bulk of its calls. */
export type Folder = { readonly [K in FileKind]: RowOf<K>[] };

export const emptyFolder = (): Folder => ({
  resellers: [],
  customers: [],
  employees: [],
  orders: [],
  declarations: [],
  activations: [],
  calls: [],
});

/** A comma without byte order mark, or what Danish spreadsheets write: BOM and semicolon. */
export type Dialect = ',' | ';';

const ROWS_PER_PIECE = 5_000;

function line(cells: readonly string[], dialect: Dialect): string {
  const quoted = cells.map((cell) =>
    /[",;\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell,
  );
  return `${quoted.join(dialect)}\n`;
}

export function headerText(kind: FileKind, dialect: Dialect = ','): string {
  return `${dialect === ';' ? '\uFEFF' : ''}${line(columns[kind], dialect)}`;
}

/** Rows as CSV without the header, some thousands at a time. */
export function* rowPieces<K extends FileKind>(
  kind: K,
  rows: readonly RowOf<K>[],
  dialect: Dialect = ',',
): Generator<string> {
  const names: readonly (keyof RowOf<K>)[] = columns[kind];
  for (let start = 0; start < rows.length; start += ROWS_PER_PIECE) {
    const part = rows.slice(start, start + ROWS_PER_PIECE);
    const text = (row: RowOf<K>) =>
      line(
        names.map((name) => row[name] ?? ''),
        dialect,
      );
    yield part.map(text).join('');
  }
}

/** Writes the pieces one after the other; each is on its way to disk before the next is made. */
export async function writePieces(
  directory: string,
  name: string,
  pieces: Iterable<string>,
): Promise<void> {
  const file = await open(join(directory, name), 'w');
  try {
    for (const piece of pieces) await file.appendFile(piece);
  } finally {
    await file.close();
  }
}
