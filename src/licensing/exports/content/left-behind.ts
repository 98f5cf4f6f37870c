/**
 * What is told of the columns and fields that are not kept (R38). Their names stay on file for good
 * and stand in every pack, and a header can hold anything, so only names that Microsoft gives are
 * told; of the others, their number. What the columns hold is not looked at.
 */

/** Names as one writes a long list of them: separated by commas, over several lines. */
export const namesIn = (list: string): string[] => list.trim().split(/\s*,\s*/);

/**
 * Each known name once, as the file writes it, and `(3 other columns)` for those that are not.
 * `comparable` gives names that mean the same the same letters.
 */
export function namedOrCounted(
  names: Iterable<string>,
  known: readonly string[],
  comparable: (name: string) => string,
): string[] {
  const isKnown = new Set(known.map(comparable));
  const told = new Map<string, string>();
  let others = 0;
  for (const name of names) {
    const key = comparable(name);
    if (!isKnown.has(key)) others += 1;
    else if (!told.has(key)) told.set(key, name);
  }
  if (others === 0) return [...told.values()];
  return [...told.values(), `(${others} other column${others === 1 ? '' : 's'})`];
}
