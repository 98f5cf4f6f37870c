/** A listing of a stage as JSON holds it: instants with their offset, counts and numbers as numbers. */
import { instantText, invariant } from '../../kernel/index.ts';

export function plain(value: unknown): unknown {
  if (value instanceof Date) return instantText(value);
  if (typeof value === 'bigint') {
    invariant(value <= BigInt(Number.MAX_SAFE_INTEGER), 'a number that JSON would not keep');
    return Number(value);
  }
  if (Array.isArray(value)) return value.map(plain);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([name, it]) => [name, plain(it)]));
}
