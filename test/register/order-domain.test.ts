/** Domains of an order: the same name is the same, however it is spelled; nothing else is. */
import { describe, expect, it } from 'vitest';
import { domainKey, sameDomain } from '../../src/register/index.ts';

describe('a domain', () => {
  it.each([
    ['acme.example', 'ACME.Example'],
    ['acme.example', ' acme.example. '],
    // RFC 3492 as browsers apply it: the two spellings of one name.
    ['søhest.example', 'xn--shest-vua.example'],
    ['Ålborg.example', 'xn--lborg-lra.example'],
  ])('%s is the same as %s', (one, other) => {
    expect(sameDomain(one, other)).toBe(true);
  });

  it.each([
    ['acme.example', 'acme.test'],
    ['acme.example', 'mail.acme.example'],
    ['acme.example', ''],
    ['', ''],
    ['not a domain', 'not a domain'],
  ])('%s is not the same as %s', (one, other) => {
    expect(sameDomain(one, other)).toBe(false);
  });

  it.each(['acme', 'anna@acme.example', 'https://acme.example', 'a..example', '-a.example', ''])(
    'is not read from "%s"',
    (text) => {
      expect(domainKey(text)).toBeUndefined();
    },
  );
});
