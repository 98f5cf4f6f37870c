/** `takst licences`: the rulebook as people and machines read it, and rulings asked for by command. */
import { PassThrough } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { canAsk, confirmed } from '../../src/cli/terminal/confirm.ts';
import { loadCatalogueFile } from '../../src/licensing/index.ts';
import { actorOn, customer, employee, openWorld, resellers, type World } from '../month-world.ts';
import { takst as call, callerWith, keptStream } from './caller.ts';

const proposals = fileURLToPath(new URL('../../rates/licences-2026-11.csv', import.meta.url));

let world: World;
beforeAll(async () => {
  world = await openWorld();
  await loadCatalogueFile(world.database, proposals, actorOn('2026-01-02'));
  await world.take('2026-09-20', {
    resellers,
    customers: [customer('acme', 'R1'), customer('bolt', 'R2')],
    employees: [employee('anna', 'acme', 201), employee('bo', 'bolt', 202)],
    declarations: [
      'acme,anna,SPB,2026-06-01',
      'bolt,bo,Microsoft 365 Business Premium | Kontorpakke Plus,2026-06-01',
      'acme,,Enterprise E3,2026-06-01',
    ],
    activations: ['anna,2026-06-10T08:00:00+02:00,', 'bo,2026-11-01T08:00:00+01:00,'],
  });
});
afterAll(() => world?.close());

// The clock of these commands stands at 2 November 2026.
const takst = (...words: string[]) =>
  call(['licences', ...words], { DATABASE_URL: world.database.url, USER: 'birgit' });
const because = ['--reason', 'As the others'];
const spbRuling = ['rule', 'SPB', '--class', 'business', ...because];

describe('takst licences list', () => {
  it('has the plans, the licences beyond them, and what only declarations name', async () => {
    const { code, out } = await takst('list', '--json');
    const listed = JSON.parse(out) as Record<string, unknown>[];
    expect(code).toBe(0);
    // 13 plans of the price table, 89 SKUs that it is silent about, one name that nobody knows.
    expect(listed).toHaveLength(103);
    expect(listed.filter((it) => it.class === 'UNKNOWN')).toHaveLength(90);
    expect(listed.find((it) => it.name === 'Enterprise E3')).toMatchObject({
      plan: 'Enterprise E3',
      class: 'Enterprise',
      monthly_price: '0.00',
      declarations: 1,
    });
    expect(listed.find((it) => it.sku_part_number === 'SPB')).toMatchObject({
      name: 'Microsoft 365 Business Premium',
      class: 'UNKNOWN',
      monthly_price: null,
      proposed_class: 'Business',
      declarations: 2,
    });
    expect(listed.at(-1)).toMatchObject({ name: 'Kontorpakke Plus', declarations: 1 });
  });

  it('shows a person what is undecided, who named it and what is proposed', async () => {
    const { out } = await takst('list', '--undecided');
    expect(out).not.toContain('price table');
    expect(out).toMatch(
      /^Microsoft 365 Business Premium +SPB +UNKNOWN +2 +nobody; proposed: Business$/m,
    );
    expect(out).toMatch(/^Kontorpakke Plus +UNKNOWN +1 +nobody; nothing proposed$/m);
    expect(out).toMatch(/^90 licences undecided, 2 of them named by declarations\.$/m);
  });
});

describe('takst licences rule', () => {
  it('shows what it would move, and changes nothing without a yes', async () => {
    const { code, out } = await takst(...spbRuling);
    expect([code, out]).toEqual([
      1,
      'Microsoft 365 Business Premium (SPB, cbdc14ab-d96c-4c30-b9f4-6ada7cdc1d46)\n' +
        '  Business, priced as the Business plans, from 2017-01-01; named by 2 declarations\n' +
        // Anna alone, June to November; Bo holds a licence beside it that nobody knows.
        '  moves 1 employee of 1 customer, +30.00 kr a month (2026-11), back to 2026-06: ' +
        '+180.00 kr in all\n' +
        'Nothing was recorded; with --yes it is.\n',
    ]);
    const dry = await takst(...spbRuling, '--dry-run');
    expect([dry.code, dry.out.split('\n').at(-2)]).toEqual([0, 'Nothing was recorded.']);
  });

  it('shows several one by one and in sum, which is more where somebody holds both', async () => {
    const { code, out } = await takst(
      ...['rule', 'SPB', 'Kontorpakke Plus', '--class', 'Business', ...because],
      ...['--dry-run', '--json'],
    );
    expect(code).toBe(0);
    const { recorded, rulings, together } = JSON.parse(out);
    expect(recorded).toBe(false);
    expect(rulings.map((it: { effect: object }) => it.effect)).toEqual([
      { employees: 1, customers: 1, per_month: '30.00', total: '180.00', since: '2026-06' },
      { employees: 0, customers: 0, per_month: '0.00', total: '0.00', since: null },
    ]);
    expect(together).toMatchObject({
      employees: 2,
      customers: 2,
      per_month: '60.00',
      total: '210.00',
    });
  });

  it.each([
    ['a class that is none', ['rule', 'SPB', '--class', 'silver', ...because]],
    ['no reason', ['rule', 'SPB', '--class', 'Business']],
    ['no licence', ['rule', '--class', 'Business', ...because]],
    ['a day that does not exist', [...spbRuling, '--from', '2026-02-30']],
    ['yes and no at once', [...spbRuling, '--yes', '--dry-run']],
  ])('is used wrongly with %s', async (_, words) => {
    const { code, err } = await takst(...words);
    expect([code, err.startsWith('error: ')]).toEqual([2, true]);
  });

  it('refuses a licence of the price table, for a machine with its code', async () => {
    const words = ['rule', 'STANDARDPACK', '--class', 'Enterprise', ...because, '--yes'];
    const { code, err } = await takst(...words, '--json');
    expect([code, JSON.parse(err).error.code]).toEqual([1, 'ruling.price-table-decides']);
  });

  it('records with --yes, and says under which number', async () => {
    const { code, out } = await takst(...spbRuling, '--by', 'Birgit', '--yes');
    expect(code).toBe(0);
    expect(out).toContain('moves 1 employee of 1 customer');
    expect(out).toMatch(
      /\nRecorded as ruling 1\. The next run bills the difference \(takst bill\)\.\n$/,
    );
    const again = await takst(...spbRuling, '--yes');
    expect([again.code, again.err]).toEqual([
      1,
      expect.stringContaining('was ruled on before: ruling 1'),
    ]);
  });

  it('follows an earlier ruling from the first of a month to come', async () => {
    const later = ['rule', 'SPB', '--class', 'Enterprise', ...because, '--from', '2027-01-01'];
    const { out } = await takst(...later, '--by', 'Carl', '--yes');
    // Anna's 30 kr end, and Bo's month is settled: any Enterprise licence makes it free (R4).
    expect(out).toContain(
      'moves 2 employees of 2 customers, -30.00 kr a month (2027-01), from 2027-01 on: ',
    );
    expect(out).toContain('Recorded as ruling 2.');
  });
});

describe('takst licences show', () => {
  it('has keys, class through time, and who ruled when and why', async () => {
    const { code, out } = await takst('show', 'spb');
    expect(code).toBe(0);
    expect(out).toMatch(/^Microsoft 365 Business Premium\n/);
    expect(out).toMatch(/class today +Business, 30\.00 kr\n +decided by +ruling 1\n/);
    expect(out).toMatch(/declarations naming it +2\n/);
    expect(out).toMatch(/name +Microsoft 365 Business +from 2017-01-01\n/);
    expect(out).toMatch(/name +Microsoft 365 Business Premium +from 2020-04-21\n/);
    expect(out).toMatch(
      /from 2017-01-01: Business, 30\.00 kr a month \(ruling 1: As the others\)\n/,
    );
    expect(out).toMatch(
      /from 2027-01-01: Enterprise, 0\.00 kr a month \(ruling 2: As the others\)\n/,
    );
    expect(out).toContain('ruled by Birgit 2026-11-02T08:00:00+01:00: As the others\n');
    expect(out).toContain('ruled by Carl ');
  });

  it('has a plan of the price table with all its keys, for machines too', async () => {
    const { out } = await takst('show', 'STANDARDPACK', '--json');
    const [card] = JSON.parse(out);
    expect(card).toMatchObject({
      name: 'Enterprise E1',
      class: 'Business',
      monthly_price: '30.00',
    });
    const keys = card.keys.map(({ key }: { key: string }) => key);
    for (const key of ['Enterprise E1', 'Office 365 E1', 'STANDARDPACK'])
      expect(keys).toContain(key);
    expect(card.history).toMatchObject([{ from: '2017-01-01', class: 'Business' }]);
  });

  it('has every licence that shares a name, and what only declarations name', async () => {
    const { out } = await takst('show', 'Microsoft 365 F1', '--json');
    expect(JSON.parse(out).map((it: { sku_part_number: string }) => it.sku_part_number)).toEqual([
      'M365_F1',
      'M365_F1_COMM',
    ]);
    const named = await takst('show', 'kontorpakke plus', '--json');
    expect(JSON.parse(named.out)).toMatchObject([{ class: 'UNKNOWN', declarations: 1 }]);
  });

  it('refuses what nobody has heard of', async () => {
    const { code, err } = await takst('show', 'Kontorpakke');
    expect([code, err]).toEqual([1, expect.stringContaining('"Kontorpakke"')]);
  });
});

describe('the question at a terminal', () => {
  const terminal = (isTTY: boolean) => Object.assign(new PassThrough(), { isTTY });
  const answered = async (answer: string) => {
    const input = terminal(true);
    const asked = confirmed(callerWith({ out: keptStream(80) }), 'Record this?', input);
    input.write(`${answer}\n`);
    return asked;
  };

  it('is asked only where somebody reads and somebody can answer', () => {
    expect(canAsk(callerWith({ out: keptStream(80) }), terminal(true))).toBe(true);
    expect(canAsk(callerWith({ out: keptStream() }), terminal(true))).toBe(false);
    expect(canAsk(callerWith({ out: keptStream(80) }), terminal(false))).toBe(false);
  });

  it('is a yes only where the answer is one', async () => {
    expect(await answered('y')).toBe(true);
    expect(await answered('YES ')).toBe(true);
    expect(await answered('')).toBe(false);
    expect(await answered('yesterday')).toBe(false);
  });

  it('is given up when the command is to stop', async () => {
    const stop = new AbortController();
    const caller = callerWith({ out: keptStream(80), stop: stop.signal });
    const asked = confirmed(caller, 'Record this?', terminal(true));
    stop.abort(new Error('stopped'));
    await expect(asked).rejects.toThrow('stopped');
  });
});
