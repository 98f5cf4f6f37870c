import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { failureOf, failureText } from '../../src/cli/answers/failure.ts';
import { Interruption } from '../../src/cli/caller.ts';
import { Refusal } from '../../src/kernel/index.ts';

const forPerson = { json: false, debug: false };
const textOf = (error: unknown, form = forPerson) => failureText(failureOf(error), form);

describe('what is told when a command fails', () => {
  const refusal = new Refusal('billing.month-order', 'Months are billed in order.', {
    last: '2026-09',
  });

  it('is the sentence and the code of a refusal', () => {
    expect(textOf(refusal)).toBe('Refused: Months are billed in order. [billing.month-order]\n');
  });

  it('is one JSON object with code, message and facts for machines', () => {
    expect(JSON.parse(textOf(refusal, { json: true, debug: false }))).toEqual({
      error: {
        code: 'billing.month-order',
        message: 'Months are billed in order.',
        facts: { last: '2026-09' },
      },
    });
  });

  it('is what the system said, not a mistake of ours, where a file is missing', async () => {
    const error = await readFile('/nowhere/prices.csv').catch((caught: unknown) => caught);
    expect(textOf(error)).toBe('There is no file or folder /nowhere/prices.csv.\n');
  });

  it('is what the system said where there is no sentence for it', () => {
    const fields = { code: 'EMFILE', syscall: 'open', path: '/x' };
    const error = Object.assign(new Error('EMFILE: too many open files'), fields);
    expect(textOf(error)).toBe('The system did not allow it: EMFILE: too many open files.\n');
  });

  it('is that the database ended the work where its server was shut down', () => {
    const error = Object.assign(new Error('terminating connection'), { code: '57P01' });
    expect(textOf(error)).toContain('The database ended the work: terminating connection');
  });

  it("is Takst's own mistake for anything else, with the place only where it is asked for", () => {
    const error = new TypeError('x is not a function');
    expect(textOf(error)).toContain('x is not a function');
    expect(textOf(error)).toContain('a mistake in Takst, not in your input');
    expect(textOf(error)).not.toContain('failure.test.ts');
    expect(textOf(error, { json: false, debug: true })).toContain('failure.test.ts');
  });

  it('is nothing alarming after Ctrl-C', () => {
    const text = 'Stopped before it was finished. What was not finished was taken back.\n';
    expect(textOf(new Interruption('SIGINT'))).toBe(text);
  });

  it('is readable also where something threw what is no error', () => {
    expect(textOf('gone')).toContain('Takst stopped: gone');
  });
});
