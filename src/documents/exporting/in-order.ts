/**
 * Work on a stream of things, several under way at once and their results in the order of the
 * things: no more is read ahead than is allowed, so that a slow taker slows the reading down.
 */

/** At most `atOnce` under way or waiting to be taken; the first failure ends it, when none is left. */
export async function* inOrder<In, Out>(
  things: AsyncIterable<In>,
  atOnce: number,
  work: (thing: In) => Promise<Out>,
): AsyncGenerator<Out> {
  const underWay: Promise<Out>[] = [];
  try {
    for await (const thing of things) {
      const result = work(thing);
      // It is awaited when its turn comes; until then a failure is not unheard.
      result.catch(() => undefined);
      underWay.push(result);
      if (underWay.length >= atOnce) yield (await underWay.shift()) as Out;
    }
    for (let next = underWay.shift(); next; next = underWay.shift()) yield await next;
  } finally {
    await Promise.allSettled(underWay);
  }
}
