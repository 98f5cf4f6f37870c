import { describe, expect, it } from 'vitest';
import type { PackFacts, PackFinding } from '../../../src/evidence/pack/facts.ts';
import { resultOf } from '../../../src/evidence/pack/result.ts';
import { instant, ore } from '../../../src/kernel/index.ts';
import { manyEmployees, threeEmployees } from './sample.ts';

const facts = threeEmployees();
const [finding] = facts.findings as [PackFinding];
const resultsOf = (changed: Partial<PackFacts>) =>
  Object.fromEntries(
    resultOf({ ...facts, ...changed }).employees.map(({ employee, result }) => [
      employee.employeeId,
      result,
    ]),
  );

describe('the result of an employee', () => {
  it('is that all agrees where evidence is on file and no finding stands', () => {
    expect(resultsOf({})).toMatchObject({ anna: 'agrees' });
  });

  it('is a disagreement as long as one of its findings is open', () => {
    const waived = { ...finding, findingId: '2', state: 'waived' } as const;
    expect(resultsOf({ findings: [waived, finding] })).toMatchObject({ bo: 'disagrees' });
    expect(resultsOf({ findings: [waived] })).toMatchObject({ bo: 'waived' });
    const settled = { ...finding, findingId: '3', state: 'settled' } as const;
    const employees = facts.employees.map((it) => ({ ...it, verdict: 'agrees' as const }));
    expect(resultsOf({ findings: [settled], employees })).toMatchObject({ bo: 'agrees' });
  });

  it('is not evidenced where the cross-check had nothing to go by', () => {
    const employees = facts.employees.map((it) => ({ ...it, verdict: 'unproved' as const }));
    expect(resultsOf({ employees, findings: [] })).toMatchObject({ anna: 'not-evidenced' });
    expect(resultsOf({})).toMatchObject({ cecilie: 'not-concerned' });
  });

  it('is a disagreement too where the finding is on record by no cross-check yet', () => {
    const findings = [{ ...finding, findingId: undefined, employeeId: 'anna' }];
    expect(resultsOf({ findings })).toMatchObject({ anna: 'disagrees' });
  });

  it('is one for each employee, so that the counts add up', () => {
    const { counts, employees } = resultOf(manyEmployees(500));
    const sum = Object.values(counts).reduce((total, count) => total + count, 0);
    expect([sum, employees.length]).toEqual([500, 500]);
  });
});

describe('the sums of a pack', () => {
  it('count kroner of open findings only', () => {
    const settled = { ...finding, findingId: '2', state: 'settled' } as const;
    const { monthly, total } = resultOf({ ...facts, findings: [finding, settled] });
    expect([monthly, total]).toEqual([3000n, 15000n]);
  });

  it('keep what was billed too little apart from what was billed too much', () => {
    const credit = { ...finding, findingId: '2', monthly: ore(-1000n), total: ore(-2500n) };
    const unknown = { ...finding, findingId: '3', monthly: undefined, total: undefined };
    const result = resultOf({ ...facts, findings: [credit, finding, unknown] });
    expect(result.tooLittle).toEqual({ monthly: 3000n, total: 15000n });
    expect(result.tooMuch).toEqual({ monthly: 1000n, total: 2500n });
    expect([result.monthly, result.total]).toEqual([2000n, 12500n]);
  });

  it('leave a finding about the customer as a whole out of the employees', () => {
    const whole = { ...finding, employeeId: undefined };
    const employees = facts.employees.map((it) => ({ ...it, verdict: 'agrees' as const }));
    const result = resultOf({ ...facts, employees, findings: [whole] });
    expect(result.openFindings).toHaveLength(1);
    expect(result.counts.disagrees).toBe(0);
  });

  it('tell both clocks apart, and that the due instant itself is too late', () => {
    const at = (made: string) => {
      const { inTime, firstInTime } = resultOf({
        ...facts,
        madeAt: instant(made),
        request: {
          ...facts.request,
          first: {
            receivedAt: facts.request.receivedAt,
            dueAt: instant('2026-11-24T00:00:00+01:00'),
          },
        },
      });
      return [inTime, firstInTime];
    };
    expect(at('2026-11-23T23:59:59+01:00')).toEqual([true, true]);
    expect(at('2026-11-25T23:59:59+01:00')).toEqual([true, false]);
    expect(at('2026-11-26T00:00:00+01:00')).toEqual([false, false]);
  });
});
