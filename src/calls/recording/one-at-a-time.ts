/**
 * Lets pieces of work through one at a time, in the order in which they are handed in. What needs
 * several statements in a row, such as a savepoint and what it guards, is one piece.
 */

export type OneAtATime = <T>(work: () => Promise<T>) => Promise<T>;

export function oneAtATime(): OneAtATime {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const done = last.then(work);
    // Whoever handed the work in meets its failure; the next is not to be kept from its own.
    last = done.catch(() => undefined);
    return done;
  };
}
