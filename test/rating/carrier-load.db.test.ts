/** Loading a carrier's file: what is stored with it, what it changes, and prices in doubt (R15, R43, R44). */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sql } from '../../src/db/index.ts';
import { localDate } from '../../src/kernel/index.ts';
import {
  findDeck,
  type LoadOptions,
  listDeckVersions,
  loadDeck,
  loadDeckFile,
} from '../../src/rating/index.ts';
import { actor, openWorld, type World } from '../calls/world.ts';

const carrier = `Code;Country;Price;Steps;Tier
+45;Danmark;18,5;60/1;A
"20, 21-24, 30";Marked A;1.234,5;;B
Total;;;;
`;
const form = {
  columns: {
    prefix: 'Code',
    destination: 'Country',
    per_minute: 'Price',
    increments: 'Steps',
  },
  unit: 'øre/min',
} as const;

describe("a carrier's file", () => {
  let world: World;
  beforeEach(async () => {
    world = await openWorld();
  });
  afterEach(() => world.close());

  const load = async (text: string, options: Partial<LoadOptions> = {}) => {
    const path = await world.file('carrier.csv', text);
    return loadDeckFile(world.database, path, { plan: 'standard', ...options }, actor);
  };
  const deckRows = () => world.rows(sql`select * from takst.deck_row`);

  it('is stored row by row with its lines, and with the form in which it was read', async () => {
    const report = await load(carrier, { form });
    expect(report).toMatchObject({
      status: 'loaded',
      rows: 8,
      ignored: ['Tier'],
      notes: [{ line: 4, text: 'Total' }],
    });
    const deck = await world.write((tx) => loadDeck(tx, report.deckId ?? 0n));
    expect(
      deck.rows.map((r) => [r.row, r.prefix, r.fromSecond, r.incrementSeconds, r.perMinuteMicro]),
    ).toEqual([
      [2, '45', 0, 60, 185_000],
      [2, '45', 60, 1, 185_000],
      ...['20', '21', '22', '23', '24', '30'].map((prefix) => [3, prefix, 0, 1, 12_345_000]),
    ]);
    const version = await world.write((tx) => findDeck(tx, 'standard'));
    expect(version?.form).toEqual({
      columns: { prefix: 'Code', destination: 'Country', per_minute: 'Price', increments: 'Steps' },
      header_line: 1,
      encoding: 'utf-8',
      delimiter: ';',
      unit: 'øre/min',
      fee_unit: 'øre',
      decimal: 'comma',
      hyphen: 'range',
      dates: 'YYYY-MM-DD',
      valid_to: 'exclusive',
    });
  });

  it('changes nothing when it is read the same again, and is a new deck when read otherwise', async () => {
    const first = await load(carrier, { form });
    expect(await load(carrier, { form: { ...form, decimal: 'comma' } })).toMatchObject({
      status: 'unchanged',
      deckId: first.deckId,
    });
    const other = await load(carrier, { form: { ...form, hyphen: 'range', fee_unit: 'kr' } });
    expect(other).toMatchObject({ status: 'loaded', against: first.deckId });
    expect(other.comparison?.counts).toMatchObject({ unchanged: 7, dearer: 0 });
  });

  it('in our own columns is stored without a form', async () => {
    await load('prefix,destination,per_minute\n45,Danmark,1\n');
    expect(await world.rows(sql`select form from takst.deck`)).toEqual([{ form: null }]);
  });

  it('has no comparison as a plan’s first deck, and one with the deck in force after it', async () => {
    const first = await load('prefix,destination,per_minute\n45,Danmark,1\n46,Sverige,2\n');
    expect(first.comparison).toBeUndefined();
    const changed = 'prefix,destination,per_minute\n45,Danmark,1.5\n47,Norge,2\n';
    const trial = await load(changed, { dryRun: true });
    expect(trial).toMatchObject({ status: 'checked', against: first.deckId });
    expect(trial.comparison?.changes.map(({ prefix, kind }) => [prefix, kind])).toEqual([
      ['45', 'dearer'],
      ['46', 'gone'],
      ['47', 'new'],
    ]);
    expect((await load(changed)).comparison).toEqual(trial.comparison);
    expect(await deckRows()).toHaveLength(4);
  });

  it('with a price in doubt changes nothing until it is accepted with a reason', async () => {
    await load('prefix,destination,per_minute\n45,Danmark,0.185\n');
    const lost = 'prefix,destination,per_minute\n45,Danmark,185\n';
    for (const dryRun of [false, true]) {
      const held = await load(lost, { dryRun });
      expect(held).toMatchObject({ status: 'refused', faults: [{ line: 2, value: '185' }] });
      expect(held.doubts).toEqual(held.faults);
      expect(held.comparison?.counts.dearer).toBe(1);
    }
    expect(await deckRows()).toHaveLength(1);
    const accepted = await load(lost, { acceptOutliers: 'agreed with the carrier' });
    expect(accepted).toMatchObject({ status: 'loaded', faults: [], doubts: [{ line: 2 }] });
    const [newest] = await world.write((tx) => listDeckVersions(tx, 'standard'));
    expect(newest).toMatchObject({
      inForce: true,
      rows: 1n,
      recordedBy: actor.by,
      reason: 'plan standard; 1 doubtful price accepted: agreed with the carrier',
    });
  });

  it('keeps a guard of one’s own, that lets pass what the usual one would not', async () => {
    const dear = 'prefix,destination,per_minute\n870,Inmarsat,150\n';
    await load(dear, { guard: { perMinuteMicro: 150_000_000 } });
    const [newest] = await world.write((tx) => listDeckVersions(tx, 'standard'));
    expect(newest?.reason).toBe('plan standard; guard 150 kr a minute');
  });

  it('holds back doubts that are not those that were accepted', async () => {
    const lost = (price: string) => `prefix,destination,per_minute\n45,Danmark,${price}\n`;
    const { doubts } = await load(lost('185'));
    const accepted = { acceptOutliers: 'as agreed', doubtsSeen: doubts };
    // The file is another one by the time of the answer.
    expect(await load(lost('1850'), accepted)).toMatchObject({ status: 'refused' });
    expect(await load(lost('185'), accepted)).toMatchObject({ status: 'loaded' });
  });

  it('is held against the prices in force whatever day is compared', async () => {
    const header = 'prefix,destination,per_minute,valid_from,valid_to';
    await load(`${header}\n45,Danmark,0.30,,2029-01-01\n45,Danmark,30,2029-01-01,\n`);
    const held = await load(`${header}\n45,Danmark,30,,\n`, { on: localDate('2030-01-01') });
    expect(held).toMatchObject({ status: 'refused', doubts: [{ value: '30' }] });
    expect(held.comparison).toMatchObject({ on: '2030-01-01', counts: { unchanged: 1 } });
  });

  it('says as a plan’s first deck too on which days it has no price', async () => {
    const later = 'prefix,destination,per_minute,valid_from\n45,Danmark,1,2027-01-01\n';
    expect(await load(later)).toMatchObject({
      status: 'loaded',
      comparison: undefined,
      validity: { on: '2026-12-01', prefixes: 0, later: 1, next: '2027-01-01' },
    });
  });

  it('is not doubted above the usual guard where another is given', async () => {
    const dear = 'prefix,destination,per_minute\n870,Inmarsat,150\n';
    expect((await load(dear)).status).toBe('refused');
    expect((await load(dear, { guard: { perMinuteMicro: 150_000_000 } })).status).toBe('loaded');
  });

  it('cannot have its doubtful prices accepted without a reason', async () => {
    await expect(load(carrier, { form, acceptOutliers: ' ' })).rejects.toMatchObject({
      code: 'rating.reason-missing',
    });
  });

  it('of forty thousand prefixes is stored whole', async () => {
    const rows = Array.from(
      { length: 20_000 },
      (_, index) => `${100_000 + index};Zone ${index % 250};0,${100 + (index % 90)};60/1`,
    );
    const text = ['prefix;destination;per_minute;Steps', ...rows, ''].join('\n');
    const report = await load(text, { form: { columns: { increments: 'Steps' } } });
    expect(report).toMatchObject({ status: 'loaded', rows: 40_000 });
    expect(await world.rows(sql`select count(*) from takst.deck_row`)).toEqual([
      { count: 40_000n },
    ]);
  });
});
