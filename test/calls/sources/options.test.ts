import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { optionTexts, readOptions } from '../../../src/calls/sources/options.ts';

const settings = {
  zone: 'UTC',
  rule: '',
  options: z.strictObject({
    legs: z.enum(['a', 'b']).default('a').describe('Which leg is billed.'),
    contexts: z.array(z.string()).default(['in']).describe('Contexts of calls that come in.'),
    rounds: z.int().min(1).optional().describe('How often.'),
    code: z.string().optional().describe('A code.'),
    header: z.boolean().default(true).describe('Whether there is a header.'),
    id: z.string().describe('The column of the id.'),
    either: z.union([z.string(), z.int()]).optional().describe('A name or a place.'),
  }),
};
const set = (texts: Record<string, string>, given: Record<string, unknown> = { id: 'x' }) =>
  readOptions(settings, given, new Map(Object.entries(texts)));
const options = (texts: Record<string, string>, given?: Record<string, unknown>) => {
  const read = set(texts, given);
  return 'options' in read ? read.options : read.problems;
};

describe('the options of a format', () => {
  it('are listed with kind, default and meaning', () => {
    const [legs, contexts, rounds, , header, id, either] = optionTexts(settings);
    expect(legs).toEqual({
      name: 'legs',
      kind: 'a | b',
      fallback: '"a"',
      required: false,
      meaning: 'Which leg is billed.',
    });
    expect(contexts).toMatchObject({ kind: 'list of text', fallback: '["in"]' });
    expect(rounds).toMatchObject({ kind: 'whole number', fallback: undefined, required: false });
    expect(header?.kind).toBe('true | false');
    expect(id).toMatchObject({ kind: 'text', required: true });
    expect(either?.kind).toBe('text or whole number');
  });

  it.each([
    [{ legs: 'b' }, { legs: 'b' }],
    [{ contexts: 'pstn, trunk' }, { contexts: ['pstn', 'trunk'] }],
    [{ contexts: 'pstn' }, { contexts: ['pstn'] }],
    [{ contexts: '["a,b"]' }, { contexts: ['a,b'] }],
    [{ rounds: '3' }, { rounds: 3 }],
    [{ code: '007' }, { code: '007' }],
    [{ code: '12' }, { code: '12' }],
    [{ code: 'true' }, { code: 'true' }],
    [{ header: 'false' }, { header: false }],
    [{ either: '4' }, { either: 4 }],
  ])('are read from text as what the format accepts: %j', (texts, expected) => {
    expect(options(texts)).toEqual({ id: 'x', ...expected });
  });

  it("are stored as they were given, so that what holds without them stays the format's", () => {
    expect(options({})).toEqual({ id: 'x' });
    expect(options({ legs: '' }, { id: 'x', legs: 'b' })).toEqual({ id: 'x' });
  });

  it.each([
    [{ legs: 'c' }, 'option legs: "c" is refused, a or b is wanted'],
    [{ leg: 'a' }, 'there is no option "leg"; there are: legs, contexts, rounds'],
    [{ rounds: 'often' }, 'option rounds: "often" is refused, number is wanted'],
    [{ rounds: '0' }, 'option rounds: '],
    [{ id: '' }, 'the option id is missing: The column of the id.'],
    [{ header: 'perhaps' }, 'option header: '],
  ])('are refused with their name: %j', (texts, sentence) => {
    expect(options(texts)).toEqual([expect.stringContaining(sentence)]);
  });

  it('tell of every fault at once', () => {
    expect(options({ legs: 'c', header: 'x', id: '' })).toHaveLength(3);
  });
});
