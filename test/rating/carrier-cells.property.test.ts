/**
 * Laws of reading what carriers write (R15, R16, R44): however a price is spelled it is the same
 * millionths or refused, a range covers its numbers and no others, and a file that could be read in
 * two ways is not read at all.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type DeckForm, readDeckFile } from '../../src/rating/index.ts';

type Sign = 'comma' | 'point';
const signs: Record<Sign, string> = { comma: ',', point: '.' };

/** Digits and scale as text: thousands apart or not, and any zeros at the end. */
function spell(digits: bigint, scale: number, sign: Sign, apart: string, zeros: number): string {
  const text = digits.toString().padStart(scale + 1, '0');
  const whole = text.slice(0, text.length - scale);
  const decimals = text.slice(text.length - scale) + '0'.repeat(scale > 0 ? zeros : 0);
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, apart);
  return decimals === '' ? grouped : `${grouped}${signs[sign]}${decimals}`;
}

const units = [
  { unit: 'kr/min', times: 1n, cut: 0, words: ['', ' kr', ' kr.', ' DKK'] },
  { unit: 'øre/min', times: 1n, cut: 2, words: ['', ' øre', ' ore'] },
  { unit: 'kr/s', times: 60n, cut: 0, words: ['', ' kr'] },
  { unit: 'øre/s', times: 60n, cut: 2, words: ['', ' øre'] },
] as const;

const anyPrice = fc
  .record({
    unit: fc.constantFrom(...units),
    sign: fc.constantFrom<Sign>('comma', 'point'),
    // Of the smallest that a price of this unit can have: 160 kr a second is near the limit of R16.
    digits: fc.bigInt(0n, 160_000_000n),
    scale: fc.integer({ min: 0, max: 6 }),
    apart: fc.constantFrom('', 'other', ' ', '\u00a0', "'"),
    zeros: fc.integer({ min: 0, max: 3 }),
    word: fc.nat(3),
  })
  .map(({ unit, sign, digits, scale, apart, zeros, word }) => {
    const between = apart === 'other' ? signs[sign === 'comma' ? 'point' : 'comma'] : apart;
    const places = Math.max(0, scale - unit.cut);
    const text = spell(digits, places, sign, between, zeros);
    return { unit, sign, digits, places, text: text + (unit.words[word] ?? '') };
  });

const deckOf = (texts: readonly string[], form: DeckForm) => {
  const rows = texts.map((text, index) => `${4500 + index};Danmark;"${text}"`);
  const bytes = Buffer.from(['prefix;destination;per_minute', ...rows, ''].join('\n'));
  return readDeckFile(bytes, 'deck.csv', form);
};

describe('a price', () => {
  it('comes to the same millionths of a krone a minute in every notation, or is refused', () => {
    fc.assert(
      fc.property(anyPrice, ({ unit, sign, digits, places, text }) => {
        const { rows, faults } = deckOf([text], { unit: unit.unit, decimal: sign });
        // micro = digits · times · 10^6 / 10^(places + cut), in whole numbers or not at all
        const above = digits * unit.times * 1_000_000n;
        const below = 10n ** BigInt(places + unit.cut);
        const isWhole = above % below === 0n;
        if (isWhole && above / below <= 10_000_000_000n) {
          expect(rows.map((row) => BigInt(row.perMinuteMicro))).toEqual([above / below]);
        } else {
          expect(rows).toEqual([]);
          expect(faults.map(({ code }) => code)).toEqual([
            isWhole ? 'rating.price-limit' : 'rating.price-inexact',
          ]);
        }
      }),
      { numRuns: 2_000 },
    );
  });

  it('is never read with the other sign than the one in which its file was written', () => {
    const apart = fc.constantFrom('', 'other');
    const prices = fc.array(
      fc.record({
        digits: fc.bigInt(0n, 9_999_999n),
        scale: fc.integer({ min: 0, max: 4 }),
        apart,
      }),
      { minLength: 1, maxLength: 6 },
    );
    fc.assert(
      fc.property(prices, fc.constantFrom<Sign>('comma', 'point'), (all, sign) => {
        const other = signs[sign === 'comma' ? 'point' : 'comma'];
        const texts = all.map(({ digits, scale, apart: mark }) =>
          spell(digits, scale, sign, mark === 'other' ? other : '', 0),
        );
        const { rows, faults } = deckOf(texts, {});
        if (faults.some(({ code }) => code === 'rating.decimal')) return;
        const wanted = all.map(({ digits, scale }) => (digits * 1_000_000n) / 10n ** BigInt(scale));
        for (const row of rows) {
          expect(BigInt(row.perMinuteMicro)).toBe(wanted[Number(row.prefix) - 4500]);
        }
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('a range of prefixes', () => {
  const anyRange = fc.integer({ min: 2, max: 5 }).chain((length) => {
    const low = 10 ** (length - 1);
    const number = fc.integer({ min: low, max: 10 * low - 1 });
    return fc.tuple(number, number, fc.boolean(), fc.integer({ min: low, max: 10 * low - 1 }));
  });

  it('covers exactly the numbers that begin with one of it', () => {
    fc.assert(
      fc.property(anyRange, ([one, two, abbreviated, probe]) => {
        const [low, high] = [Math.min(one, two), Math.max(one, two)];
        fc.pre(low < high && high - low < 10_000);
        const [from, to] = [`${low}`, `${high}`];
        // The end without the digits that it shares with the beginning.
        const shared = abbreviated ? [...from].findIndex((digit, at) => digit !== to[at]) : 0;
        const cell = `${from}-${to.slice(shared)}`;
        const bytes = Buffer.from(`prefix,destination,per_minute\n${cell},Danmark,1\n`);
        const { rows, faults } = readDeckFile(bytes, 'deck.csv', { hyphen: 'range' });
        expect(faults).toEqual([]);
        const number = `${probe}1234567`;
        const covered = rows.filter(({ prefix }) => number.startsWith(prefix));
        expect(covered.length).toBe(low <= probe && probe <= high ? 1 : 0);
        expect(rows.length).toBe(high - low + 1);
      }),
      { numRuns: 500 },
    );
  });

  it('is never made of what one can also take for a prefix, unless told', () => {
    const pair = fc.tuple(fc.integer({ min: 2, max: 999 }), fc.integer({ min: 0, max: 999 }));
    fc.assert(
      fc.property(pair, ([left, right]) => {
        const bytes = Buffer.from(`prefix,destination,per_minute\n${left}-${right},X,1\n`);
        const { rows, faults } = readDeckFile(bytes, 'deck.csv', {});
        if (faults.length > 0) expect(faults[0]?.code).toBe('rating.hyphen');
        else expect(rows.map(({ prefix }) => prefix)).toEqual([`${left}${right}`]);
      }),
    );
  });
});
