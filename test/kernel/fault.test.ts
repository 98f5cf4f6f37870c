import { describe, expect, it } from 'vitest';
import { defineKinds, faultText, invariant, Refusal, refusals } from '../../src/kernel/index.ts';

describe('the three ways to go wrong', () => {
  it('stops on our own mistake and says why', () => {
    expect(() => invariant(1 > 2, 'one is not more than two')).toThrow('one is not more than two');
    expect(() => invariant('x', 'text is there')).not.toThrow();
  });

  it('refuses with the code of its stage, the sentence and the facts', () => {
    const refuse = refusals('billing', {
      'month-open': { status: 409, say: (facts) => `${facts.month} has not ended.` },
    });
    const refusal = refuse('month-open', { month: '2026-10' });
    expect(refusal).toBeInstanceOf(Refusal);
    expect(refusal).toMatchObject({
      code: 'billing.month-open',
      message: '2026-10 has not ended.',
      facts: { month: '2026-10' },
    });
  });

  it('writes a fault with file, line, column and value (R44)', () => {
    const fault = {
      code: 'register.extension',
      source: 'employees.csv',
      line: 14,
      column: 'extension',
      value: '112',
      message: 'an extension equal to a short code is refused (R14)',
    };
    expect(faultText(fault)).toBe(
      'employees.csv:14 extension "112": an extension equal to a short code is refused (R14)' +
        ' [register.extension]',
    );
    expect(faultText({ ...fault, line: 0, column: '' })).toMatch(/^employees\.csv: an extension/);
  });
});

describe('a table of kinds', () => {
  const kinds = defineKinds([{ name: 'pdf' }, { name: 'csv' }]);

  it('finds a kind by name and keeps the order', () => {
    expect(kinds.names).toEqual(['pdf', 'csv']);
    expect(kinds.find('csv')).toBe(kinds.all[1]);
    expect(kinds.find('xml')).toBeUndefined();
  });

  it('does not take one name twice', () => {
    expect(() => defineKinds([{ name: 'pdf' }, { name: 'pdf' }])).toThrow('share a name');
  });
});
