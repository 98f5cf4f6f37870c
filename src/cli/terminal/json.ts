/**
 * Answers for machines (`--json`): one JSON value on the output and nothing else, amounts and
 * instants in the forms of SPEC 10. A list is written as it is read, one element a line, so that
 * its length costs no memory.
 */
import { instantText } from '../../kernel/index.ts';

type Out = NodeJS.WritableStream;

/** JSON text: counts of the database become numbers, or text where a number is not exact. */
export function jsonText(value: unknown, indent?: number): string {
  return JSON.stringify(plainly(value), undefined, indent);
}

function plainly(value: unknown): unknown {
  if (typeof value === 'bigint')
    return Number.isSafeInteger(Number(value)) ? Number(value) : `${value}`;
  if (value instanceof Date) return instantText(value);
  if (value instanceof Map) return plainly(Object.fromEntries(value));
  if (Array.isArray(value)) return value.map(plainly);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, plainly(item)]));
}

export function writeJson(out: Out, value: unknown): void {
  out.write(`${jsonText(value, 2)}\n`);
}

/** Writes a JSON array element by element; `end` closes it. */
export function openJsonArray(out: Out): { add(element: unknown): void; end(): void } {
  let count = 0;
  return {
    add: (element) => {
      out.write(`${count === 0 ? '[\n' : ',\n'}${jsonText(element)}`);
      count += 1;
    },
    end: () => {
      out.write(count === 0 ? '[]\n' : '\n]\n');
    },
  };
}
