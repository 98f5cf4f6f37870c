/** What a new deck changes: by the longest match of R15 and the prices of R16. */
import { describe, expect, it } from 'vitest';
import { amountText, localDate } from '../../src/kernel/index.ts';
import { compareDecks, perMinuteOf, type RateRow } from '../../src/rating/index.ts';
import { rateRow, tableOf, tariffWith } from './rows.ts';

const today = localDate('2026-11-23');
const compare = (before: Partial<RateRow>[], after: Partial<RateRow>[]) =>
  compareDecks(tableOf(before.map(rateRow)), tableOf(after.map(rateRow)), today);
const said = ({ changes }: ReturnType<typeof compareDecks>) =>
  changes.map(({ prefix, kind, effect }) => [prefix, kind, effect]);

describe('a comparison of two decks', () => {
  it('finds nothing between a deck and itself', () => {
    const rows = [{}, { prefix: '4520', perMinuteMicro: 1 }, { prefix: '46' }];
    const { counts, changes } = compare(rows, rows);
    expect(changes).toEqual([]);
    expect(counts).toMatchObject({ unchanged: 3, new: 0, gone: 0 });
  });

  it('tells dearer, cheaper, renamed, new and gone', () => {
    const comparison = compare(
      [
        { prefix: '45' },
        { prefix: '46' },
        { prefix: '47' },
        { prefix: '48', destination: 'Polen' },
        { prefix: '49' },
      ],
      [
        { prefix: '45', perMinuteMicro: 600_001 },
        { prefix: '46', perMinuteMicro: 599_999 },
        { prefix: '47', destination: 'Norge' },
        { prefix: '48', destination: 'Polen' },
        { prefix: '298' },
      ],
    );
    expect(said(comparison)).toEqual([
      ['298', 'new', undefined],
      ['45', 'dearer', 'dearer'],
      ['46', 'cheaper', 'cheaper'],
      ['47', 'renamed', 'same'],
      ['49', 'gone', undefined],
    ]);
    expect(comparison.counts).toEqual({
      new: 1,
      dearer: 1,
      cheaper: 1,
      mixed: 0,
      gone: 1,
      renamed: 1,
      unchanged: 1,
    });
  });

  it('says which shorter prefix prices one that is gone, and what that does to its calls', () => {
    const short = { prefix: '45', perMinuteMicro: 300_000 };
    const { changes } = compare([short, { prefix: '4520' }], [short]);
    expect(changes).toMatchObject([
      { prefix: '4520', kind: 'gone', effect: 'cheaper', after: { prefix: '45' } },
    ]);
    const back = compare([short], [short, { prefix: '4520' }]);
    expect(back.changes).toMatchObject([
      { prefix: '4520', kind: 'new', effect: 'dearer', before: { prefix: '45' } },
    ]);
  });

  it('never prices a short code by a shorter prefix, since no call to it would be', () => {
    const short = { prefix: '45' };
    const { changes } = compare([short, { prefix: '45112' }], [short, { prefix: '451818' }]);
    // Looked at by number: 112 loses its price, 1818 gets its first (R14).
    expect(changes).toMatchObject([
      { prefix: '45112', kind: 'gone', before: { prefix: '45112' }, after: undefined },
      { prefix: '451818', kind: 'new', before: undefined, after: { prefix: '451818' } },
    ]);
  });

  it('prices a prefix that is not valid on the day by the shorter one that is', () => {
    const short = { prefix: '45', perMinuteMicro: 300_000 };
    const later = { prefix: '4520', validFrom: localDate('2026-12-01') };
    const comparison = compare([short, { prefix: '4520' }], [short, later]);
    expect(comparison.changes).toMatchObject([{ prefix: '4520', kind: 'gone', effect: 'cheaper' }]);
    expect(comparison.later).toBe(1);
  });

  it.each([
    ['a set-up fee', { setupFeeMicro: 1 }, 'dearer'],
    ['a minimum', { minimumSeconds: 30 }, 'dearer'],
    ['whole minutes', { incrementSeconds: 60 }, 'dearer'],
    ['a fee with cheaper minutes', { setupFeeMicro: 300_000, perMinuteMicro: 300_000 }, 'mixed'],
  ] as const)('sees %s', (_, change, kind) => {
    expect(compare([{}], [change]).changes).toMatchObject([{ kind }]);
  });

  it('sees a second band that only long calls meet', () => {
    const long = [{}, { fromSecond: 7_200, perMinuteMicro: 700_000 }];
    expect(said(compare([{}], long))).toEqual([['45', 'dearer', 'dearer']]);
  });

  it('shows kroner a minute over a call of three minutes', () => {
    expect(amountText(perMinuteOf(tariffWith({ perMinuteMicro: 185_000 })))).toBe('0.185');
    // (0.30 + 3 x 0.60) / 3
    expect(amountText(perMinuteOf(tariffWith({ setupFeeMicro: 300_000 })))).toBe('0.7');
  });
});
