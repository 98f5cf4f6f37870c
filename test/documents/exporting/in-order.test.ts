import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { inOrder } from '../../../src/documents/exporting/in-order.ts';

/** Counts up, and tells how far it was asked to. */
function counter(end: number) {
  let read = 0;
  return {
    read: () => read,
    async *[Symbol.asyncIterator]() {
      while (read < end) {
        read += 1;
        yield read;
      }
    },
  };
}

describe('work on a stream in order', () => {
  it('gives results in the order of the things, whichever is done first', async () => {
    const results: number[] = [];
    const slowFirst = async (n: number) => wait(12 - n, n * 10);
    for await (const result of inOrder(counter(10), 4, slowFirst)) results.push(result);
    expect(results).toEqual([10, 20, 30, 40, 50, 60, 70, 80, 90, 100]);
  });

  it('reads no further ahead of a slow taker than it may', async () => {
    const things = counter(20);
    let taken = 0;
    for await (const _ of inOrder(things, 3, async (n) => n)) {
      taken += 1;
      await wait(1);
      expect(things.read() - taken).toBeLessThanOrEqual(2);
    }
    expect(taken).toBe(20);
  });

  it('ends with the first failure, when nothing is under way any more', async () => {
    let underWay = 0;
    const work = async (n: number) => {
      underWay += 1;
      await wait(n === 2 ? 1 : 10);
      underWay -= 1;
      if (n === 2) throw new Error('no second');
      return n;
    };
    const taken: number[] = [];
    const all = async () => {
      for await (const n of inOrder(counter(9), 3, work)) taken.push(n);
    };
    await expect(all()).rejects.toThrow('no second');
    expect([taken, underWay]).toEqual([[1], 0]);
  });
});
