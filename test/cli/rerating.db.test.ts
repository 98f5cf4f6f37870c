import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { call, customer, openWorld, resellers, type World } from '../month-world.ts';
import { takst as run } from './caller.ts';

let world: World;
let folder: string;
const takst = (...words: string[]) => run(words, { DATABASE_URL: world.database.url });
const file = async (name: string, text: string) => {
  await writeFile(join(folder, name), text);
  return join(folder, name);
};

beforeAll(async () => {
  world = await openWorld();
  folder = await mkdtemp(join(tmpdir(), 'takst-rerating-'));
  await world.take('2026-11-01', {
    resellers,
    customers: [customer('acme', 'R1'), customer('bolt', 'R2'), customer('calm', 'R2')],
    calls: [
      // Denmark 0.30 and Norway 1.20 a minute: 0.50, 2.40 and 1.20.
      call('c1', 'acme', '+4533001122', '2026-10-05T10:00:00+02:00', 100),
      call('c2', 'acme', '+4733001122', '2026-10-06T10:00:00+02:00', 120),
      call('c3', 'bolt', '+4733001122', '2026-10-07T10:00:00+02:00', 60),
      call('c4', 'calm', '+4533001122', '2026-10-07T10:00:00+02:00', 60),
    ],
  });
});
afterAll(async () => {
  await world.close();
  await rm(folder, { recursive: true });
});

/** Norway twice as dear; in øre and under a carrier's names. */
const ours = 'prefix,destination,per_minute\n45,Denmark,0.30\n47,Norway,2.40\n';
const theirs = 'Code;Land;Øre\n+45;Denmark;30\n0047;Norway;240\n';

/** The tests follow a corrected deck from the what-if to the second re-rating, in this order. */
describe('another deck by commands', () => {
  it('tells the effect for customers and destinations, and a histogram', async () => {
    const { code, out } = await takst('whatif', '2026-10', '--deck', await file('ours.csv', ours));
    expect(code).toBe(0);
    expect(out).toContain('October 2026 by ours.csv (2 rows)');
    expect(out).toMatch(/all calls +4\.40 +8\.00 +\+3\.60 +81\.8\n/);
    expect(out).toMatch(/Norway +2 +3 +3\.60 +7\.20 +\+3\.60 +100\.0\n/);
    expect(out).toMatch(/none +1 +█+\n/);
    expect(out).toMatch(/above \+50 % +2 +█+\n/);
    expect(out).toMatch(/acme +2 +4 +2\.90 +5\.30 +\+2\.40 +82\.8\n {2}bolt/);
    expect(out).toContain('Nothing was loaded or posted.');
  });

  it("says the same of a carrier's file by its mapping, in JSON", async () => {
    const mapping = {
      columns: { prefix: 'Code', destination: 'Land', per_minute: 'Øre' },
      unit: 'øre/min',
    };
    const deck = await file('theirs.csv', theirs);
    const kept = await file('mapping.json', JSON.stringify(mapping));
    const { code, out } = await takst(
      ...['whatif', '2026-10', '--deck', deck, '--mapping', kept, '--json'],
    );
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      month: '2026-10',
      before: '4.40',
      after: '8.00',
      difference: '3.60',
      percent: '81.8',
      customers: [
        { customer_id: 'acme', difference: '2.40', destinations: [{}, { destination: 'Norway' }] },
        { customer_id: 'bolt', before: '1.20', after: '2.40', percent: '100.0' },
        { customer_id: 'calm', difference: '0.00', percent: '0.0' },
      ],
    });
  });

  it('refuses a file that is no deck, with its place', async () => {
    const bad = await file('bad.csv', 'prefix,destination,per_minute\n47,Norway,dear\n');
    const { code, out } = await takst('whatif', '2026-10', '--deck', bad);
    expect(code).toBe(1);
    expect(out).toContain('bad.csv:2 per_minute "dear"');
  });

  it('ends with 3 where calls have no row, and then refuses to rate again without consent', async () => {
    const some = await file('some.csv', 'prefix,destination,per_minute\n45,Denmark,0.60\n');
    const asked = await takst('whatif', '2026-10', '--deck', some);
    expect(asked.code).toBe(3);
    expect(asked.out).toContain('2 calls without a row in the deck');
    await takst('rates', 'load', some, '--plan', 'standard');
    const refused = await takst('rerate', '2026-10', '--plan', 'standard');
    expect(refused.code).toBe(1);
    expect(refused.err).toContain('--keep-unrated');
    const dry = await takst('rerate', '2026-10', '--plan', 'standard', '--dry-run');
    expect([dry.code, dry.out]).toEqual([3, expect.stringContaining('Nothing was changed')]);
  });

  it('rates again with the newest deck, once', async () => {
    await world.loadRates('2026-11-03', ours);
    const words = ['rerate', '2026-10', '--plan', 'standard', '--reason', 'a price was wrong'];
    const first = await takst(...words);
    expect(first.code).toBe(0);
    expect(first.out).toContain('4 calls of 3 customers, 2 of them priced or named otherwise.');
    expect(first.out).toMatch(
      /Recorded as batch \d+; the next run bills the difference of 2026-10/,
    );
    const again = await takst(...words, '--json');
    expect([again.code, JSON.parse(again.out)]).toEqual([
      0,
      expect.objectContaining({ changed: 0, batch: null, before: '8.00', difference: '0.00' }),
    ]);
  });
});
