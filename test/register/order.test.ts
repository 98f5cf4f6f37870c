/** R11: the preconditions of an order, each by itself and all that fail together. */
import { describe, expect, it } from 'vitest';
import { employeeId } from '../../src/kernel/index.ts';
import { failedPreconditions, type OrderFacts } from '../../src/register/index.ts';

const right: OrderFacts = {
  pricePlan: 'standard',
  currentPlans: new Set(['standard']),
  hosting: 'cloud',
  withoutMyfone: [],
  licence: 'Enterprise E1',
  licenceClass: 'Business',
  undecided: '',
  feeAcceptedBy: 'Pia Bech',
};
const codes = (facts: Partial<OrderFacts>) =>
  failedPreconditions({ ...right, ...facts }).map(({ code }) => code);

describe('an order', () => {
  it('stands when everything holds', () => {
    expect(codes({})).toEqual([]);
  });

  it('needs nobody to accept a fee that is not charged', () => {
    expect(codes({ licenceClass: 'Enterprise', feeAcceptedBy: '' })).toEqual([]);
  });

  it.each([
    ['a plan without a current deck', { pricePlan: 'classic' }, 'plan'],
    ['hosting on premise', { hosting: 'on-premise' }, 'hosting'],
    ['an employee without Myfone', { withoutMyfone: [employeeId('M1')] }, 'myfone'],
    ['a licence that nobody knows', { licenceClass: 'UNKNOWN' }, 'licence'],
    ['no licence', { licenceClass: 'NONE' }, 'licence'],
    ['a Business fee that nobody accepted', { feeAcceptedBy: '' }, 'fee'],
  ] as const)('is refused for %s', (_, facts, code) => {
    expect(codes(facts)).toEqual([code]);
  });

  it('is told everything that is wrong with it at once', () => {
    const wrong = {
      currentPlans: new Set<string>(),
      hosting: 'on-premise',
      feeAcceptedBy: '',
    } as const;
    expect(codes(wrong)).toEqual(['plan', 'hosting', 'fee']);
  });

  it('on a plan without rates is told how they are loaded, ready to be typed', () => {
    const reasonOn = (pricePlan: string) =>
      failedPreconditions({ ...right, pricePlan, currentPlans: new Set() })[0]?.reason;
    expect(reasonOn('standard')).toMatch(/load it with: takst rates load FILE --plan standard$/);
    expect(reasonOn('Fri tale')).toMatch(/--plan 'Fri tale'$/);
    expect(reasonOn("Bo's")).toMatch(/--plan 'Bo'\\''s'$/);
  });

  it('with a licence that nobody has decided is told what its caller knows of it', () => {
    const undecided = 'nobody has ruled on "SPB" yet';
    const failed = failedPreconditions({ ...right, licenceClass: 'UNKNOWN', undecided });
    expect(failed).toEqual([{ code: 'licence', reason: undecided }]);
  });

  it('names a few of many employees without Myfone', () => {
    const many = Array.from({ length: 8 }, (_, i) => employeeId(`M${i}`));
    const [failed] = failedPreconditions({ ...right, withoutMyfone: many });
    expect(failed?.reason).toBe('no Myfone user for M0, M1, M2, M3, M4 and 3 more');
  });
});
