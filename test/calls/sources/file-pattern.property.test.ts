import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { matchesPattern, patternsMeet } from '../../../src/calls/sources/file-pattern.ts';

describe('a pattern of file names', () => {
  it.each([
    ['Master.csv', 'Master*.csv', true],
    ['master-2026-11.CSV', 'Master*.csv', true],
    ['Master.csv.gz', 'Master*.csv', true],
    ['Master.csv.old', 'Master*.csv', false],
    ['XMaster.csv', 'Master*.csv', false],
    ['cdr_1.csv', 'cdr?1.csv', false],
    ['a+b.csv', 'a+b.csv', true],
    ['anything', '', false],
  ])('%s is meant by %s: %s', (name, pattern, expected) => {
    expect(matchesPattern(name, pattern)).toBe(expected);
  });
});

describe('two patterns that one name can have', () => {
  it.each([
    ['Master*.csv', '*.csv', true],
    ['Master*.csv', 'master.csv', true],
    ['Master*.csv', 'cdr*.csv', false],
    ['cdr*', '*cdr', true],
    ['a*b', 'b*a', false],
    ['cdr.csv', 'cdr.csv.gz', true],
    ['', '*', false],
  ])('%s and %s: %s', (one, other, expected) => {
    expect([patternsMeet(one, other), patternsMeet(other, one)]).toEqual([expected, expected]);
  });

  const letters = fc
    .array(fc.constantFrom('a', 'b', '*'), { maxLength: 7 })
    .map((it) => it.join(''));
  const name = fc.array(fc.constantFrom('a', 'b'), { maxLength: 7 }).map((it) => it.join(''));

  it('meet wherever a name is found that both mean', () => {
    fc.assert(
      fc.property(letters, letters, name, (one, other, file) => {
        fc.pre(matchesPattern(file, one) && matchesPattern(file, other));
        expect(patternsMeet(one, other)).toBe(true);
      }),
    );
  });

  it('do not meet where no short name is found that both mean', () => {
    const names = [''];
    for (let i = 0; names.length < 2 ** 9 - 1; i++) names.push(`${names[i]}a`, `${names[i]}b`);
    const short = fc.array(fc.constantFrom('a', 'b', '*'), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(short, short, (a, b) => {
        const [one, other] = [a.join(''), b.join('')];
        // Two patterns of up to four letters meet, if at all, in a name of at most eight.
        const both = names.some((it) => matchesPattern(it, one) && matchesPattern(it, other));
        expect(patternsMeet(one, other)).toBe(both);
      }),
    );
  });
});
