import { expect, it } from 'vitest';
import { formulaSafe } from '../../src/kernel/index.ts';

// The characters that OWASP names for CSV injection.
it.each(['=HYPERLINK("http://x")', '+cmd|A0', '-2+3', '@sum', '\tx', '\rx', '\nx', '＝1'])(
  'keeps %j from being a formula',
  (text) => {
    expect(formulaSafe(text)).toBe(`'${text.replace(/[\r\n]/, ' ')}`);
  },
);

it.each(['Nordhavn VVS', 'a=b', '3 + 4', ''])('leaves %j as it is', (text) => {
  expect(formulaSafe(text)).toBe(text);
});

it.each([
  ['a\n=1+1', 'a =1+1'],
  ['Boss\r\n@SUM(1)', 'Boss @SUM(1)'],
  ['a\u2028=1', 'a =1'],
])('keeps %j on one line, where the rest could become a row of its own', (text, safe) => {
  expect(formulaSafe(text)).toBe(safe);
});
