/**
 * Where the fields of a 3CX row stand, and whether its cells can be told apart. Nothing is quoted, so a
 * comma in a name adds a cell: a row with too many is believed only where all that is read stands before
 * the names and the chain is where it must be. Knows nothing of what a call costs.
 */

/** Every field that 3CX offers, in the order in which most systems write them. */
export const fieldNames = [
  'historyid',
  'callid',
  'duration',
  'time-start',
  'time-answered',
  'time-end',
  'reason-terminated',
  'from-no',
  'to-no',
  'from-dn',
  'to-dn',
  'dial-no',
  'reason-changed',
  'final-number',
  'final-dn',
  'bill-code',
  'bill-rate',
  'bill-cost',
  'bill-name',
  'chain',
  'from-type',
  'to-type',
  'final-type',
  'from-dispname',
  'to-dispname',
  'final-dispname',
  'missed-queue-calls',
] as const;

export type Field = (typeof fieldNames)[number];
/** The trimmed text of a field; '' where it is empty, `NULL` or not written at all. */
export type CellOf = (name: Field) => string;

/** Fields that hold whatever somebody typed; none of them is read. */
const names: readonly Field[] = [
  'from-dispname',
  'to-dispname',
  'final-dispname',
  'missed-queue-calls',
];

export interface RowLayout {
  readonly width: number;
  readonly has: (name: Field) => boolean;
  readonly placeOf: (name: Field) => number;
  /** Whether more cells than fields can only come from the names at the row's end. */
  readonly namesLast: boolean;
  /** Whether something is read of the last field, so that half of it would tell something else. */
  readonly lastIsRead: boolean;
}

export function layoutOf(fields: readonly Field[]): RowLayout {
  const places = new Map(fields.map((name, place) => [name, place]));
  const firstName = fields.findIndex((name) => names.includes(name));
  const afterNames = fields.slice(firstName).some((name) => !names.includes(name));
  return {
    width: fields.length,
    has: (name) => places.has(name),
    placeOf: (name) => places.get(name) ?? -1,
    namesLast: firstName >= 0 && !afterNames && places.has('chain'),
    lastIsRead: !fields.slice(-1).some((name) => names.includes(name)),
  };
}

/** The fields that a line names, where it is a header such as some tools add; else undefined. */
export function headerOf(line: string, delimiter: string): readonly Field[] | undefined {
  const cells = line
    .replace(/^\uFEFF/, '')
    .split(delimiter)
    .map((cell) => cell.trim().toLowerCase().replaceAll('_', '-'));
  const isField = (name: string): name is Field => (fieldNames as readonly string[]).includes(name);
  return cells.includes('time-start') && cells.every(isField) ? (cells as Field[]) : undefined;
}

interface Row {
  readonly cell: CellOf;
}

/** The cells of a line by field, or why they cannot be told apart. */
export function cellsOf(
  text: string,
  delimiter: string,
  layout: RowLayout,
): Row | { readonly why: string } {
  const cells = text.replace(/^Call\s+/i, '').split(delimiter);
  const { width, has, placeOf, namesLast } = layout;
  const count = `the row has ${cells.length} cells, and ${width} are wanted`;
  if (cells.length < width) return { why: count };
  const cell: CellOf = (name) => {
    const told = cells[placeOf(name)]?.trim() ?? '';
    return told === 'NULL' || told === '\\N' ? '' : told;
  };
  const chain = cell('chain');
  if (cells.length > width && !(namesLast && chain !== '')) {
    return { why: `${count}: a comma in a name has moved the others` };
  }
  if (chain !== '' && !/^chain:/i.test(chain)) {
    return { why: `"${chain}" stands where the chain of the call should be` };
  }
  if (has('time-start') && !/^\d{4}[/-]\d\d[/-]\d\d \d\d:\d\d:\d\d$/.test(cell('time-start'))) {
    return { why: `"${cell('time-start')}" stands where the call's start should be` };
  }
  return { cell };
}
