/**
 * From when to when an employee had which extension and numbers, out of the versions that the register
 * keeps of one person. Where a number has not changed, a newer version of the person goes on with it.
 */
import { isShortCode } from '../../rating/index.ts';
import { dialledKey } from '../record/call-record.ts';
import type { DirectoryEmployee, OwnNumber } from './directory.ts';
import type { Tenure } from './holdings.ts';

/** An employee had a number for a time. */
export interface NumberSpan extends Tenure {
  /** Dialled key of the number. */
  readonly key: string;
  readonly own: OwnNumber | undefined;
}

/** An extension that equals a short code was refused at import, and would be unreachable (R14). */
const extensionKey = ({ extension }: DirectoryEmployee) =>
  isShortCode(extension) ? '' : dialledKey(extension);

const fields = [
  { own: 'extension', keyOf: extensionKey },
  { own: undefined, keyOf: ({ number }: DirectoryEmployee) => dialledKey(number) },
  {
    own: 'client-number',
    keyOf: ({ clientNumber }: DirectoryEmployee) => dialledKey(clientNumber),
  },
] as const;

/** The spans of one employee; `versions` are all of that person's, in the order of recording. */
export function* numberSpans(versions: readonly DirectoryEmployee[]): Generator<NumberSpan> {
  for (const { own, keyOf } of fields) {
    let key = '';
    let from = Number.NEGATIVE_INFINITY;
    for (const version of versions) {
      const next = keyOf(version);
      if (next === key) continue;
      const recordedAt = version.recordedAt ?? Number.NEGATIVE_INFINITY;
      if (key !== '') yield { key, own, from, until: recordedAt };
      key = next;
      from = recordedAt;
    }
    if (key !== '') yield { key, own, from, until: Number.POSITIVE_INFINITY };
  }
}

/** Rows of the same employee that follow each other, as one person each. */
export function* byPerson(
  rows: Iterable<DirectoryEmployee>,
): Generator<readonly [DirectoryEmployee, ...DirectoryEmployee[]]> {
  let person: [DirectoryEmployee, ...DirectoryEmployee[]] | undefined;
  for (const row of rows) {
    if (person?.[0].employeeId === row.employeeId && person[0].customerId === row.customerId) {
      person.push(row);
      continue;
    }
    if (person) yield person;
    person = [row];
  }
  if (person) yield person;
}
