import { describe, expect, it } from 'vitest';
import { Interruption } from '../../../src/cli/caller.ts';
import { openProgress, positionText } from '../../../src/cli/terminal/progress.ts';
import { callerWith, keptStream } from '../caller.ts';

const position = { stage: 'Importing', done: 30_000, total: 90_000, unit: 'records' };

describe('how far a command has come (R28)', () => {
  it('names share, rate and time left: 20,000 in 2 s leave 60,000 for 6 s', () => {
    const text = positionText({ ...position, elapsedMs: 2_000, doneBefore: 10_000 });
    expect(text).toBe('Importing: 33 %, 30,000 of 90,000 records, 10,000 a second, 6 s left');
  });

  it('says nothing of a rate before a second has passed', () => {
    const text = positionText({ ...position, elapsedMs: 900, doneBefore: 0 });
    expect(text).toBe('Importing: 33 %, 30,000 of 90,000 records');
  });

  it('shows a count alone where the whole is not known', () => {
    const unknown = { ...position, total: 0, elapsedMs: 0, doneBefore: 0 };
    expect(positionText(unknown)).toBe('Importing: 30,000 records');
  });
});

describe('progress', () => {
  const steps = (milliseconds: readonly number[], silent = false, columns?: number) => {
    const err = keptStream(columns);
    let now = 0;
    const progress = openProgress(callerWith({ err }), { silent, clock: () => now });
    for (const at of milliseconds) {
      now = at;
      progress.update('Importing', at, 20_000, 'records');
    }
    progress.close();
    return err.text();
  };

  it('writes a plain line every five seconds where nobody watches', () => {
    const lines = steps([0, 1_000, 4_999, 5_000, 6_000, 9_999, 10_000]).trimEnd().split('\n');
    expect(lines).toEqual([
      'Importing: 25 %, 5,000 of 20,000 records, 1,000 a second, 15 s left',
      'Importing: 50 %, 10,000 of 20,000 records, 1,000 a second, 10 s left',
    ]);
  });

  it('is silent for machines', () => {
    expect(steps([0, 5_000, 10_000], true)).toBe('');
  });

  it('draws a bar on a terminal', () => {
    expect(steps([0, 10_000], false, 100)).toContain('█');
  });

  it('is where a command learns that it has to stop', () => {
    const stopping = new AbortController();
    const progress = openProgress(callerWith({ stop: stopping.signal }), { silent: true });
    progress.update('Importing', 1, 2);
    stopping.abort(new Interruption('SIGINT'));
    expect(() => progress.update('Importing', 2, 2)).toThrow(Interruption);
  });
});
