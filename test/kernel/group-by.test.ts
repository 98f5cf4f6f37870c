import { expect, it } from 'vitest';
import { groupBy, groupInto, shellWord } from '../../src/kernel/index.ts';

it('gathers items by key, keys and items in the order in which they come', () => {
  const groups = groupBy(['bo', 'anna', 'bent', 'carl'], (name) => name.charAt(0));
  expect([...groups]).toEqual([
    ['b', ['bo', 'bent']],
    ['a', ['anna']],
    ['c', ['carl']],
  ]);
});

it('gathers what is made of them, once each', () => {
  const groups = groupInto(
    [1, 2, 3],
    (n) => n % 2,
    (n) => n * 10,
  );
  expect([...groups]).toEqual([
    [1, [10, 30]],
    [0, [20]],
  ]);
});

it.each([
  ['standard', 'standard'],
  ['../demo/users.json', '../demo/users.json'],
  ['Fri tale', "'Fri tale'"],
  ["Bo's", "'Bo'\\''s'"],
  ['$HOME', "'$HOME'"],
  ['', "''"],
])('writes %j as %s for a shell', (word, typed) => {
  expect(shellWord(word)).toBe(typed);
});
