/** `takst credits` as finance types it, over one month with a licence that was declared too late. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { customer, employee, openWorld, resellers, type World } from '../month-world.ts';
import { takst } from './caller.ts';

let world: World;
const now = () => new Date('2026-11-05T08:00:00Z');
const credits = (...words: string[]) =>
  takst(['credits', ...words], { DATABASE_URL: world.database.url }, { now });

beforeAll(async () => {
  world = await openWorld();
  const ids = ['anna', 'bo', 'cy'];
  await world.take('2026-10-01', {
    resellers,
    customers: [customer('acme', 'R1')],
    employees: ids.map((id, index) => employee(id, 'acme', 201 + index)),
    declarations: ['acme,,Business Premium,2026-01-01'],
    activations: ids.map((id) => `${id},2026-09-01T08:00:00+02:00,`),
  });
  await world.bill('2026-09', '2026-10-01');
  await world.take('2026-10-10', { declarations: ['acme,,Enterprise E3,2026-01-02'] });
  await world.bill('2026-09', '2026-10-11');
});
afterAll(() => world?.close());

/** The tests follow one month. */
describe('credits by commands', () => {
  it('are listed and shown with what they would be taken off', async () => {
    const { code, out } = await credits('list', '--open');
    expect(code).toBe(0);
    expect(out).toMatch(/1 +proposed +acme +2026-09 +licence anna +-30\.00 +indberetning/);
    expect(out).toContain('3 proposals open, -90.00 kr ex VAT.');
    const shown = await credits('show', '1');
    expect(shown.out).toContain(
      'Proposed credit 1: -30.00 kr ex VAT, licence anna of acme in 2026-09',
    );
    expect(shown.out).toMatch(/left of invoice 10000001 +30\.00/);
    const none = await credits('show', '77');
    expect([none.code, none.err]).toEqual([1, expect.stringContaining('[billing.credit-unknown]')]);
  });

  it('are not decided without a reason, nor an amount for several: that is wrong usage', async () => {
    expect((await credits('release', '1')).code).toBe(2);
    const several = await credits('release', '1', '2', '--amount', '10.00', '--reason', 'x');
    expect([several.code, several.err]).toEqual([
      2,
      expect.stringContaining('--amount goes with one proposal'),
    ]);
    expect((await credits('release', 'anna', '--reason', 'x')).code).toBe(2);
  });

  it('are released in part, and the rest is a proposal that can be rejected', async () => {
    const words = ['release', '1', '--amount', '10.00', '--reason', 'aftalt', '--json'];
    const { code, out } = await credits(...words);
    expect(code).toBe(0);
    expect(JSON.parse(out)).toEqual({
      documents: [
        {
          number: 50000001,
          corrects: 10000001,
          account: 'acme',
          issue_date: '2026-11-05',
          net: '10.00',
          vat: '2.50',
          total: '12.50',
        },
      ],
      released: [{ id: 1, document: 50000001, amount: '10.00' }],
      rest: { id: 4, amount: '-20.00' },
    });
    const rejected = await credits('reject', '4', '--reason', 'resten er for sent', '--json');
    expect([rejected.code, JSON.parse(rejected.out)]).toEqual([0, { rejected: [4] }]);
    const again = await credits('reject', '4', '--reason', 'igen');
    expect([again.code, again.err]).toEqual([1, expect.stringContaining('was rejected')]);
    const shown = JSON.parse((await credits('show', '1', '--json')).out);
    expect(shown).toMatchObject({
      state: 'released',
      released: [{ document: 50000001, amount: '10.00' }],
      left: [{ document: 10000001, amount: '20.00' }],
      steps: [{ state: 'proposed' }, { state: 'released', reason: 'aftalt' }],
    });
  });

  it('are released together on a date that is given, as one credit note an invoice', async () => {
    const words = ['release', '2', '3', '--reason', 'rettet', '--issue-date', '2026-11-05'];
    const { code, out } = await credits(...words);
    expect(code).toBe(0);
    expect(out).toContain('1 credit note issued\n');
    expect(out).toMatch(/50000002 +10000001 +acme +60\.00 +15\.00 +75\.00/);
  });

  it('of a whole invoice say that the next run bills anew', async () => {
    const { code, out } = await credits('reissue', '10000001', '--reason', 'forkert modtager');
    expect(code).toBe(0);
    expect(out).toMatch(/50000003 +10000001 +acme +20\.00 +5\.00 +25\.00/);
    expect(out).toContain('The next run bills anew what is due of it.');
    const again = await credits('reissue', '10000001', '--reason', 'forkert modtager');
    expect([again.code, again.err]).toEqual([
      1,
      expect.stringContaining('Nothing is left of invoice 10000001'),
    ]);
  });

  it('are shown by the ledger, the document list and the next run', async () => {
    const at = { DATABASE_URL: world.database.url };
    const verified = await takst(['ledger', 'verify', '--full'], at, { now });
    expect([verified.code, verified.out]).toEqual([
      0,
      expect.stringContaining('The ledger agrees.'),
    ]);
    const listed = JSON.parse((await takst(['documents', 'list', '--json'], at)).out);
    expect(listed.map((it: Record<string, unknown>) => [it.number, it.corrects])).toEqual([
      [10000001, null],
      [50000001, 10000001],
      [50000002, 10000001],
      [50000003, 10000001],
    ]);
    const shown = await takst(['documents', 'show', '50000003'], at);
    expect(shown.out).toContain('Corrects invoice 10000001: forkert modtager');
    const report = await world.bill('2026-09', '2026-11-06');
    expect(report).toMatchObject({
      documents: 0,
      proposals: 0,
      credited: { documents: 3, net: 9000n, vat: 2250n },
    });
    expect(await world.verify()).toBeUndefined();
  });
});
