/** Names of files as an operator writes them down: `Master*.csv`, where `*` is any run of characters. */

/** Whether a file is meant; '' means none. Case does not matter, and an added `.gz` is overlooked. */
export function matchesPattern(fileName: string, pattern: string): boolean {
  if (pattern === '') return false;
  const parts = pattern.split('*').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}(?:\\.gz)?$`, 'iu').test(fileName);
}

/** Whether a file can have a name that both patterns mean. */
export function patternsMeet(one: string, other: string): boolean {
  if (one === '' || other === '') return false;
  const packed = (pattern: string) => [pattern, `${pattern}.gz`];
  return packed(one).some((a) => packed(other).some((b) => meet(lettersOf(a), lettersOf(b))));
}

const lettersOf = (pattern: string): string[] => [...pattern.toLowerCase()];

/** Goes through both at once; a star of one may pass over what the other says. */
function meet(one: readonly string[], other: readonly string[]): boolean {
  const failed = new Set<number>();
  const from = (i: number, j: number): boolean => {
    const at = i * (other.length + 1) + j;
    if (failed.has(at)) return false;
    const [a, b] = [one[i], other[j]];
    const found =
      a === '*'
        ? from(i + 1, j) || (b !== undefined && from(i, j + 1))
        : b === '*'
          ? from(i, j + 1) || (a !== undefined && from(i + 1, j))
          : a === b && (a === undefined || from(i + 1, j + 1));
    if (!found) failed.add(at);
    return found;
  };
  return from(0, 0);
}
