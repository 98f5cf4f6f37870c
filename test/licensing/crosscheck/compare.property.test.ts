/**
 * Laws of the cross-check over invented customers: the order of what comes in does not matter, a
 * licence that matches costs nothing, correcting as evidenced leaves nothing of class to find, and
 * no finding is lost between raised, open and settled.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { employeeId, localDate } from '../../../src/kernel/index.ts';
import { compareCustomer, findingKey } from '../../../src/licensing/crosscheck/compare/compare.ts';
import { summaryOf } from '../../../src/licensing/crosscheck/compare/summary.ts';
import { reconcile } from '../../../src/licensing/crosscheck/findings/reconcile.ts';
import { sku } from './exports.ts';
import { account, declared, type Export, factsOf, held, type World } from './facts.ts';

const names = ['anna', 'bo', 'carl', 'dorte'] as const;
const months = ['06', '07', '08', '09', '10', '11'] as const;
const day = fc
  .tuple(fc.constantFrom(...months), fc.integer({ min: 1, max: 20 }))
  .map(([of, on]) => `2026-${of}-${String(on).padStart(2, '0')}`);
const decidedSku = fc.constantFrom(sku.e3, sku.e1, sku.businessPremium);
const anySku = fc.constantFrom(sku.e3, sku.e1, sku.businessPremium, sku.teamsPhone);
const planned = fc.constantFrom('Enterprise E3', 'Enterprise E1', 'Business Premium', 'none');

const person = fc.record({
  active: fc.option(fc.tuple(day, fc.option(day, { nil: undefined })), { nil: undefined }),
  own: fc.option(fc.tuple(planned, day), { nil: undefined }),
});
const exported = fc.record({
  asOf: day,
  strength: fc.constantFrom('graph', 'admin-centre', 'partner-center', 'script'),
  licences: fc.array(fc.option(fc.tuple(anySku, day), { nil: undefined }), {
    minLength: 4,
    maxLength: 4,
  }),
});

const world = fc
  .record({
    people: fc.array(person, { minLength: 4, maxLength: 4 }),
    all: fc.option(fc.tuple(planned, day), { nil: undefined }),
    exports: fc.uniqueArray(exported, {
      maxLength: 3,
      selector: (it) => JSON.stringify(it),
    }),
  })
  .map(({ people, all, exports }): World => {
    return {
      people: names.map((id, i) => {
        const [start, end] = people[i]?.active ?? [];
        const ends = end && start && end > start ? `..${end}` : '';
        return { id, active: start ? [`${start}${ends}`] : [] };
      }),
      declarations: [
        ...(all ? [declared(...all)] : []),
        ...names.flatMap((id, i) => {
          const own = people[i]?.own;
          return own ? [declared(...own, id)] : [];
        }),
      ],
      exports: exports.map(
        ({ asOf, strength, licences }): Export => ({
          asOf,
          strength,
          accounts: names.flatMap((id, i) => {
            const licence = licences[i];
            return licence ? [account(`${id}@acme.example`, [held(...licence)])] : [];
          }),
        }),
      ),
    };
  });

/** Without the numbers that files get by coming in. */
const told = (facts: ReturnType<typeof factsOf>) => {
  const files = new Map(facts.files.map(({ fileId, sha256 }) => [fileId, sha256.toString('hex')]));
  return compareCustomer(facts).disagreements.map(({ proof, ...rest }) => ({
    ...rest,
    proof: proof && { ...proof, fileId: files.get(proof.fileId) },
  }));
};

describe('the cross-check', () => {
  it('does not depend on the order of files, accounts, employees or declarations', () => {
    fc.assert(
      fc.property(world, (it) => {
        const facts = factsOf(it);
        const turned = {
          ...facts,
          employees: facts.employees.toReversed(),
          files: facts.files.toReversed(),
          accounts: facts.accounts.toReversed(),
          declarations: facts.declarations.toReversed(),
        };
        const backwards = factsOf({ ...it, exports: it.exports?.toReversed() ?? [] });
        expect(told(turned)).toEqual(told(facts));
        expect(told({ ...backwards, declarations: facts.declarations })).toEqual(told(facts));
      }),
      { numRuns: 300 },
    );
  });

  it('finds no kroner where each export shows what is declared', () => {
    const pair = fc.constantFrom(
      ['Enterprise E3', sku.e3],
      ['Enterprise E1', sku.e1],
      ['Business Premium', sku.businessPremium],
    );
    fc.assert(
      fc.property(pair, day, day, ([plan = '', key = ''], active, asOf) => {
        const it: World = {
          people: [{ id: 'anna', active: [active] }],
          declarations: [declared(plan, '2026-01-01')],
          exports: [{ asOf, accounts: [account('anna@acme.example', [held(key, '2026-01-01')])] }],
        };
        const { disagreements } = compareCustomer(factsOf(it));
        expect(disagreements.filter(({ total }) => total !== undefined && total !== 0n)).toEqual(
          [],
        );
        expect(disagreements.every(({ type }) => type === 'stale-evidence')).toBe(true);
      }),
    );
  });

  it('finds the classes agreeing once what an export shows is declared from the day it began', () => {
    fc.assert(
      fc.property(decidedSku, planned, day, day, (key, plan, active, assigned) => {
        const it: World = {
          people: [{ id: 'anna', active: [active] }],
          declarations: [declared(plan, '2026-01-01')],
          exports: [
            { asOf: '2026-11-21', accounts: [account('anna@acme.example', [held(key, assigned)])] },
          ],
        };
        const ofClass = ['enterprise-but-business', 'business-but-enterprise'];
        const facts = factsOf(it);
        const [apart] = compareCustomer(facts).disagreements.filter(({ type }) =>
          ofClass.includes(type),
        );
        if (!apart) return;
        const correction = {
          ...declared(key, assigned, 'anna'),
          validFrom: localDate(assigned),
        };
        const corrected = { ...facts, declarations: [...facts.declarations, correction] };
        const { disagreements } = compareCustomer(corrected);
        expect(disagreements.filter(({ type }) => ofClass.includes(type))).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  it('counts every employee once and every disagreement once', () => {
    fc.assert(
      fc.property(world, (it) => {
        const check = compareCustomer(factsOf(it));
        const summary = summaryOf(check);
        const { checked, agreeing, disagreeing, unproved, types } = summary;
        expect(agreeing + disagreeing + unproved).toBe(checked);
        expect(types.reduce((sum, { count }) => sum + count, 0)).toBe(check.disagreements.length);
        expect(new Set(check.disagreements.map(findingKey)).size).toBe(check.disagreements.length);
        const own = new Set(check.disagreements.map((one) => one.employeeId).filter((id) => !!id));
        expect(disagreeing).toBe(own.size);
        expect(check.employees.map((one) => one.employeeId)).toEqual(names.map(employeeId));
      }),
    );
  });

  it('loses no finding: those found are raised or known, those known found, settled or waiting', () => {
    fc.assert(
      fc.property(world, world, (before, now) => {
        const raisedThen = compareCustomer(factsOf(before)).disagreements;
        const found = compareCustomer(factsOf(now)).disagreements;
        const known = raisedThen.map((it, i) => ({ ...it, findingId: BigInt(i), batchId: 1n }));
        const changes = {
          declarations: new Map([['' as const, { batchId: 2n, reference: 'declaration 1' }]]),
          ruling: undefined,
          evidence: { batchId: 2n, reference: 'export 1' },
          register: new Map(),
          activations: new Map(),
        };
        const open = known.map((it) => ({ ...it, state: 'open' })) as never;
        const { raised, again, settled, waiting } = reconcile(open, found, changes);
        expect(raised.length + again.length).toBe(found.length);
        expect(again.length + settled.length + waiting.length).toBe(known.length);
      }),
    );
  });
});
