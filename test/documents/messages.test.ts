import { describe, expect, it } from 'vitest';
import { type Messages, messages } from '../../src/documents/messages.ts';

/** Every word of a catalogue with its path; phrases are said with harmless arguments. */
function words(value: unknown, path = ''): [string, string][] {
  if (typeof value === 'string') return [[path, value]];
  if (typeof value === 'function') return [[path, String(value('1', '2', '3', '4'))]];
  return Object.entries(value as Messages).flatMap(([key, part]) => words(part, `${path}.${key}`));
}

describe('the words beside a document', () => {
  const danish = words(messages.da);
  const english = words(messages.en);

  it('exist in both languages under the same names', () => {
    expect(english.map(([path]) => path).sort()).toEqual(danish.map(([path]) => path).sort());
  });

  it('are never empty, and never say undefined', () => {
    for (const [path, word] of [...danish, ...english]) {
      expect(word.trim(), path).not.toBe('');
      expect(word, path).not.toMatch(/undefined|\[object/);
    }
  });

  it('call an employee whose licence is not settled `afventer`, as R5 has it', () => {
    expect(messages.da.pending).toBe('afventer');
  });

  it('say one employee and two employees', () => {
    expect(messages.da.employeeCount('1', true)).toBe('1 medarbejder');
    expect(messages.da.employeeCount('2', false)).toBe('2 medarbejdere');
    expect(messages.en.employeeCount('1', true)).toBe('1 employee');
  });
});
