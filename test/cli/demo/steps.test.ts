import { describe, expect, it } from 'vitest';
import type { ExitCode } from '../../../src/cli/caller.ts';
import { stepRunner } from '../../../src/cli/demo/demo.ts';
import { callerWith, keptStream } from '../caller.ts';

describe('the steps of the demo', () => {
  it('explain the first 3 before it is printed, and no other', async () => {
    const codes: ExitCode[] = [0, 3, 1, 3];
    const run = stepRunner(async () => codes.shift() ?? 0);
    const out = keptStream();
    const caller = callerWith({ out });
    const step = {
      why: 'Why',
      words: ['bill', '2026-09'],
      at: new Date(0),
      expected: [3] as const,
    };
    for (let i = 0; i < 4; i += 1) await run(step, caller);
    const said = out.text().match(/3 means done, with exceptions.*wanted here|\(ended with \d\)/g);
    expect(said).toEqual([
      expect.stringContaining('3 means done'),
      '(ended with 3)',
      '(ended with 1)',
      '(ended with 3)',
    ]);
  });
});
