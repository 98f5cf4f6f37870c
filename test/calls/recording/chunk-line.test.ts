import { setTimeout } from 'node:timers/promises';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chunkLine } from '../../../src/calls/recording/chunk-line.ts';

/** A line whose steps take as long as they are told and say when they begin and end. */
function toldLine(millisecondsOf: (step: string, chunk: number) => number, most = 3) {
  const said: string[] = [];
  const step = async (name: string, chunk: number) => {
    said.push(`${name} ${chunk}`);
    await setTimeout(millisecondsOf(name, chunk));
    said.push(`${name} ${chunk} done`);
    return chunk;
  };
  const line = chunkLine<number, number, number>(
    {
      ask: (chunk) => step('ask', chunk),
      judge: (chunk) => step('judge', chunk),
      store: async (chunk) => void (await step('store', chunk)),
    },
    most,
  );
  return { said, line };
}

describe('chunks under way', () => {
  it('pass each step in order, and each chunk its steps in order, however long they take', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(3), { minLength: 15, maxLength: 15 }), async (delays) => {
        let at = 0;
        const { said, line } = toldLine(() => delays[at++] ?? 0);
        for (const chunk of [1, 2, 3, 4, 5]) await line.send(chunk);
        await line.finish();
        for (const name of ['ask', 'judge', 'store']) {
          const own = said.filter((text) => text.startsWith(name));
          expect(own).toEqual(
            [1, 2, 3, 4, 5].flatMap((n) => [`${name} ${n}`, `${name} ${n} done`]),
          );
        }
        for (const chunk of [1, 2, 3, 4, 5]) {
          const own = said.filter((text) => text.includes(` ${chunk} done`));
          expect(own).toEqual(['ask', 'judge', 'store'].map((name) => `${name} ${chunk} done`));
        }
      }),
      { numRuns: 20 },
    );
  });

  it('overlap: the second is judged while the first is stored', async () => {
    const { said, line } = toldLine((name) => (name === 'store' ? 30 : 1));
    for (const chunk of [1, 2, 3]) await line.send(chunk);
    await line.finish();
    expect(said.indexOf('judge 2')).toBeLessThan(said.indexOf('store 1 done'));
    expect(said.indexOf('ask 3')).toBeLessThan(said.indexOf('store 1 done'));
  });

  it('are never more than may be: whoever sends another waits', async () => {
    const { said, line } = toldLine(() => 2, 2);
    for (const chunk of [1, 2, 3, 4, 5, 6]) {
      await line.send(chunk);
      const stored = said.filter((text) => /^store \d done$/.test(text)).length;
      expect(chunk - stored).toBeLessThanOrEqual(2);
    }
    await line.finish();
  });

  it('learn when all before them are stored', async () => {
    const stored: number[] = [];
    const seen: number[][] = [];
    const line = chunkLine<number, number, number>(
      {
        ask: async (chunk, earlier) => {
          await earlier;
          seen.push([...stored]);
          return chunk;
        },
        judge: async (chunk) => chunk,
        store: async (chunk) => {
          await setTimeout(2);
          stored.push(chunk);
        },
      },
      3,
    );
    for (const chunk of [1, 2, 3]) await line.send(chunk);
    await line.finish();
    expect(seen).toEqual([[], [1], [1, 2]]);
  });

  it.each(['ask', 'judge', 'store'])(
    'end with the failure of a chunk that cannot %s',
    async (bad) => {
      const failing = async (name: string, chunk: number) => {
        await setTimeout(1);
        if (name === bad && chunk === 2) throw new Error(`${name} failed`);
        return chunk;
      };
      const stored: number[] = [];
      const line = chunkLine<number, number, number>(
        {
          ask: (chunk) => failing('ask', chunk),
          judge: (chunk) => failing('judge', chunk),
          store: async (chunk) => {
            stored.push(await failing('store', chunk));
          },
        },
        2,
      );
      const sending = async () => {
        for (const chunk of [1, 2, 3, 4]) await line.send(chunk);
        await line.finish();
      };
      await expect(sending()).rejects.toThrow(`${bad} failed`);
      await line.settle();
      expect(stored).toEqual([1]);
    },
  );
});
