import { describe, expect, it } from 'vitest';
import { idPattern } from '../../src/kernel/index.ts';

describe('an id', () => {
  it.each(['c-17', 'Øresund_A/S', '4711', 'anna@acme.dk', 'x'.repeat(64)])('may be "%s"', (id) => {
    expect(idPattern.test(id)).toBe(true);
  });

  it.each(['', ' a', 'a b', '-a', '../a', 'a;b', 'a"b', 'a\nb', 'x'.repeat(65)])(
    'may not be "%s"',
    (id) => {
      expect(idPattern.test(id)).toBe(false);
    },
  );
});
