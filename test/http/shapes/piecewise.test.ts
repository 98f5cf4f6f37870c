import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { piecewise } from '../../../src/http/shapes/piecewise.ts';

describe('an answer made piece by piece', () => {
  it('is what was handed over, in order', async () => {
    const stream = piecewise(async (take) => {
      for (let at = 0; at < 3; at += 1) await take(`${at};`);
    });
    expect(await text(stream)).toBe('0;1;2;');
  });

  it('does not begin before somebody reads', async () => {
    let begun = false;
    const stream = piecewise(async () => {
      begun = true;
    });
    stream.destroy();
    await new Promise(setImmediate);
    expect(begun).toBe(false);
  });

  it('breaks off where the work fails', async () => {
    const stream = piecewise(async (take) => {
      await take('half');
      throw new Error('the calls do not come to the line');
    });
    await expect(text(stream)).rejects.toThrow('do not come to the line');
  });

  it('ends the work where nobody reads any longer', async () => {
    const piece = Buffer.alloc(64 * 1024);
    let failed: unknown;
    const stream = piecewise(async (take) => {
      try {
        for (;;) await take(piece);
      } catch (error) {
        failed = error;
        throw error;
      }
    });
    stream.once('data', () => stream.destroy());
    await once(stream, 'close');
    await expect.poll(() => failed).toBeInstanceOf(Error);
  });
});
