import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sql } from '../../src/db/index.ts';
import { faultText, instant, month } from '../../src/kernel/index.ts';
import {
  destinationKey,
  findDeck,
  listCurrentPlans,
  listDestinationPrices,
  loadDeck,
  loadDeckFile,
  priceNumber,
} from '../../src/rating/index.ts';
import { actor, openWorld, standardRates, type World } from '../calls/world.ts';

const banded = `prefix;destination;setup_fee;per_minute;increment_seconds;minimum_seconds;from_second;valid_from;valid_to
45;Danmark;0.25;0.60;30;;;;
45;Danmark;;0.45;18;;30;;
46;Sverige;;1.20;;;;;2026-11-01
46;Sverige;;1.234567;;;;2026-11-01;
45112;Emergency;;0;;;;;
`;

describe('loading a deck (R15)', () => {
  let world: World;
  beforeEach(async () => {
    world = await openWorld();
  });
  afterEach(() => world.close());

  const load = async (
    text: string | Buffer,
    options: { legacy?: boolean; dryRun?: boolean } = {},
  ) =>
    loadDeckFile(
      world.database,
      await world.file('rates.csv', text),
      { plan: 'standard', ...options },
      actor,
    );
  const price = (to: string, seconds: number, at = '2026-11-10T10:00:00+01:00') =>
    world.write((tx) => priceNumber(tx, { plan: 'standard', to, seconds, at: instant(at) }));

  it('stores every row as it was read', async () => {
    const report = await load(banded);
    expect(report).toMatchObject({ status: 'loaded', rows: 5, faults: [] });
    const deck = await world.write((tx) => loadDeck(tx, report.deckId ?? 0n));
    expect(
      deck.rows.map((r) => [
        r.row,
        r.prefix,
        r.fromSecond,
        r.perMinuteMicro,
        r.validFrom,
        r.validTo,
      ]),
    ).toEqual([
      [2, '45', 0, 600_000, undefined, undefined],
      [3, '45', 30, 450_000, undefined, undefined],
      [4, '46', 0, 1_200_000, undefined, '2026-11-01'],
      [5, '46', 0, 1_234_567, '2026-11-01', undefined],
      [6, '45112', 0, 0, undefined, undefined],
    ]);
  });

  it('the same bytes as the newest deck change nothing, other bytes are a new version', async () => {
    const first = await load(standardRates);
    expect(await load(standardRates)).toMatchObject({ status: 'unchanged', deckId: first.deckId });
    const second = await load(banded);
    expect(second.deckId).toBeGreaterThan(first.deckId ?? 0n);
    const back = await load(standardRates);
    expect(back.status).toBe('loaded');
    const newest = await world.write((tx) => findDeck(tx, 'standard'));
    expect(newest?.deckId).toBe(back.deckId);
    const asKnown = await world.write((tx) =>
      findDeck(tx, 'standard', { upTo: (newest?.batchId ?? 0n) - 1n }),
    );
    expect(asKnown?.deckId).toBe(second.deckId);
  });

  it('a dry run checks and changes nothing', async () => {
    expect(await load(banded, { dryRun: true })).toMatchObject({ status: 'checked', rows: 5 });
    expect(await world.rows(sql`select * from takst.batch`)).toEqual([]);
  });

  it.each([
    [
      'a fault in a row',
      'prefix,destination,per_minute\n45,Danmark,0.1234567\n',
      'rating.price',
      2,
    ],
    ['an unknown column', 'prefix,destination,per_minute,colour\n', 'rating.unknown-column', 1],
    ['a missing column', 'prefix,destination\n45,Danmark\n', 'rating.column-missing', 1],
    ['a ragged row', 'prefix,destination,per_minute\n45,Danmark,1,2\n', 'rating.row-width', 2],
    ['an unclosed quote', 'prefix,destination,per_minute\n45,"Danmark,1\n', 'rating.quoting', 2],
    [
      'Windows-1252',
      Buffer.from('prefix,destination,per_minute\n298,F\xe6r\xf8erne,1\n', 'latin1'),
      'rating.encoding',
      2,
    ],
    ['nothing in it', '', 'rating.file-empty', 0],
    ['no row', 'prefix,destination,per_minute\n', 'rating.deck-empty', 0],
  ])('%s refuses the file and changes nothing', async (_what, text, code, line) => {
    const report = await load(text);
    expect(report).toMatchObject({
      status: 'refused',
      faults: [{ code, line, source: 'rates.csv' }],
    });
    expect(await world.rows(sql`select * from takst.deck`)).toEqual([]);
  });

  it('a fault of the header names the column once, in its sentence', async () => {
    const { faults } = await load('prefix,destination,per_minute,# Takst,prefix\n');
    expect(faults.map(faultText)).toEqual([
      'rates.csv:1: "# Takst" is no column of a rates file; --map reads a file with columns of its own [rating.unknown-column]',
      'rates.csv:1: the column "prefix" stands twice [rating.column-twice]',
    ]);
  });

  it('plans whose newest deck is legacy cannot be ordered on (R11)', async () => {
    await load(standardRates);
    expect(await world.write((tx) => listCurrentPlans(tx))).toEqual(new Set(['standard']));
    await load(standardRates, { legacy: true });
    expect(await world.write((tx) => listCurrentPlans(tx))).toEqual(new Set());
  });

  it("tells a destination's prices, lowest and highest, of the rows valid in a month", async () => {
    const deckId = (await load(banded)).deckId ?? 0n;
    const months = ['2026-10', '2026-11'].map(month);
    const prices = await world.write((tx) => listDestinationPrices(tx, [deckId], months));
    expect(prices.get(destinationKey(deckId, 'Danmark', month('2026-11')))).toEqual({
      perMinuteLowest: 450_000n,
      perMinuteHighest: 600_000n,
      setupFeeLowest: 250_000n,
      setupFeeHighest: 250_000n,
    });
    const sweden = months.map((m) => prices.get(destinationKey(deckId, 'Sverige', m)));
    expect(sweden.map((p) => p?.perMinuteHighest)).toEqual([1_200_000n, 1_234_567n]);
  });

  it('explains a price step by step (R20)', async () => {
    await load(banded);
    // 0.25 + 30 s x 0.60 / 60 + 18 s x 0.45 / 60 = 0.25 + 0.30 + 0.135
    expect(await price('33112233', 31)).toMatchObject({
      destination: 'Danmark',
      prefix: '45',
      billed_seconds: 48,
      price: '0.685000',
    });
    expect((await price('+46812345678', 60)).price).toBe('1.234567');
    expect((await price('+46812345678', 60, '2026-10-31T22:59:59Z')).price).toBe('1.200000');
    expect((await price('112', 60)).price).toBe('0.000000');
  });

  it.each([
    ['33112233', -1, 'rating.seconds-range'],
    ['8*205', 1, 'rating.number-free'],
    ['nonsense', 1, 'rating.number-unreadable'],
    ['+4915112345678', 1, 'rating.rate-missing'],
    ['118', 1, 'rating.rate-missing'],
  ])('has no price for %s with %s s: %s', async (to, seconds, code) => {
    await load(banded);
    await expect(price(to, seconds)).rejects.toMatchObject({ code });
  });

  it('has no price for a plan without a deck', async () => {
    await expect(price('33112233', 1)).rejects.toMatchObject({ code: 'rating.deck-missing' });
  });
});
