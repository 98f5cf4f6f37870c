import { describe, expect, it } from 'vitest';
import { employeeId, instant } from '../../src/kernel/index.ts';
import { declarationsOf, inForce, licenceTimeline } from '../../src/licensing/index.ts';
import { anna, date, declare, declareForAll } from './samples.ts';

describe('the declaration in force (R6)', () => {
  const e1 = declare('2026-01-01', 'Enterprise E1');
  const e3 = declare('2026-06-15', 'Enterprise E3');
  const licenceOn = (day: string) => inForce([e3, e1], anna, date(day))?.licence;

  it('is the one with the latest valid-from not after the date', () => {
    expect(licenceOn('2025-12-31')).toBeUndefined();
    expect(licenceOn('2026-01-01')).toBe('Enterprise E1');
    expect(licenceOn('2026-06-14')).toBe('Enterprise E1');
    expect(licenceOn('2026-06-15')).toBe('Enterprise E3');
  });

  it('is the last recorded of several with the same valid-from', () => {
    const first = declare('2026-01-01', 'Enterprise E1');
    const second = declare('2026-01-01', 'Enterprise E3');
    for (const order of [
      [first, second],
      [second, first],
    ]) {
      expect(inForce(order, anna, date('2026-02-01'))).toBe(second);
    }
  });

  it('recorded last but valid earlier does not push aside one that is valid later', () => {
    const later = declare('2026-05-01', 'Enterprise E3');
    const backdated = declare('2026-02-01', 'Enterprise E1');
    expect(inForce([later, backdated], anna, date('2026-03-01'))).toBe(backdated);
    expect(inForce([later, backdated], anna, date('2026-05-01'))).toBe(later);
  });

  it('can be asked for as it was known at an earlier sequence or instant', () => {
    const before = declare('2026-01-01', 'Enterprise E1', {
      recordedAt: instant('2026-01-02T09:00:00Z'),
    });
    const after = declare('2026-01-01', 'Enterprise E3', {
      recordedAt: instant('2026-03-02T09:00:00Z'),
    });
    const on = date('2026-02-01');
    expect(inForce([before, after], anna, on)).toBe(after);
    expect(inForce([before, after], anna, on, before.sequence)).toBe(before);
    expect(inForce([before, after], anna, on, instant('2026-03-02T08:59:59Z'))).toBe(before);
    expect(inForce([before, after], anna, on, instant('2026-03-02T09:00:00Z'))).toBe(after);
  });
});

describe('one licence for all employees (R7)', () => {
  const forAll = declareForAll('2026-01-01', 'Enterprise E3');
  const own = declare('2026-03-01', 'Enterprise E1');
  const ended = declare('2026-08-01', 'As-Customer');
  const every = [ended, forAll, own];

  it('stands for an employee without one of their own, added later or not', () => {
    expect(inForce(every, employeeId('added-later'), date('2026-09-01'))).toBe(forAll);
  });

  it('gives way to an individual declaration in force, until as-customer ends that', () => {
    expect(inForce(every, anna, date('2026-02-28'))).toBe(forAll);
    expect(inForce(every, anna, date('2026-03-01'))).toBe(own);
    expect(inForce(every, anna, date('2026-07-31'))).toBe(own);
    expect(inForce(every, anna, date('2026-08-01'))).toBe(forAll);
  });

  it('does not push an individual declaration aside by being later', () => {
    const newer = declareForAll('2026-04-01', 'Business');
    expect(inForce([...every, newer], anna, date('2026-04-01'))).toBe(own);
    expect(inForce([...every, newer], anna, date('2026-08-01'))).toBe(newer);
  });

  it('leaves nothing in force where as-customer meets no declaration for all', () => {
    expect(inForce([own, ended], anna, date('2026-08-01'))).toBeUndefined();
  });

  it('does not touch an individual "none", which is a declaration like any other', () => {
    const none = declare('2026-03-01', 'none');
    expect(inForce([forAll, none], anna, date('2026-04-01'))).toBe(none);
  });
});

describe('the timeline of an employee', () => {
  it('begins a segment only where another declaration comes into force', () => {
    const forAll = declareForAll('2026-01-01', 'Enterprise E3');
    const own = declare('2026-03-01', 'Enterprise E1');
    const unseen = declareForAll('2026-05-01', 'Business');
    const ended = declare('2026-08-01', 'as-customer');
    const timeline = licenceTimeline(declarationsOf([unseen, ended, own, forAll], anna));
    expect(timeline).toEqual([
      { from: '2026-01-01', declaration: forAll },
      { from: '2026-03-01', declaration: own },
      { from: '2026-08-01', declaration: unseen },
    ]);
  });
});
