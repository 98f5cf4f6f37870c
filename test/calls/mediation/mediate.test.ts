import { describe, expect, it } from 'vitest';
import { mediate } from '../../../src/calls/mediation/mediate.ts';
import { localPlaces } from '../../../src/calls/record/call-time.ts';
import { directory, judge, named } from '../samples.ts';

describe('the outcome of a record (R12)', () => {
  // Each record meets its own condition and, from the one below it, every later one it can.
  const before = { at: '2026-09-30T23:59:59+02:00' };
  it.each([
    [
      'a known identity is a duplicate even for an unknown customer',
      'duplicate',
      { customerId: 'NOBODY' },
      'duplicate',
    ],
    [
      'another content is a conflict even for an unknown customer',
      'quarantined conflict',
      { customerId: 'NOBODY' },
      'conflict',
    ],
    [
      'an unknown customer waits even with an incoming call of 0 seconds',
      'quarantined unknown-customer',
      { customerId: 'NOBODY', outgoing: false, seconds: 0 },
      'new',
    ],
    [
      'a month before billed_from is excluded even when incoming',
      'excluded before-billed-from',
      { ...before, outgoing: false, seconds: 0 },
      'new',
    ],
    [
      'a leg marked as not billed is excluded even when incoming',
      'excluded second-leg',
      { notBilled: 'second-leg', outgoing: false, seconds: 0 },
      'new',
    ],
    [
      'an incoming call is free as incoming even when unanswered',
      'free incoming',
      { outgoing: false, seconds: 0, to: 'nonsense' },
      'new',
    ],
    [
      'an unanswered call is free even to a number that is none',
      'free unanswered',
      { seconds: 0, to: 'nonsense' },
      'new',
    ],
    [
      'an unanswered call is free even to a SIP address',
      'free unanswered',
      { seconds: 0, to: 'sip:x@y.dk' },
      'new',
    ],
    ['a number that is none waits', 'quarantined number', { to: '12345678' }, 'new'],
    ['a number without a row waits', 'quarantined no-rate', { to: '+4915112345678' }, 'new'],
    ['all else is rated', 'rated', {}, 'new'],
  ] as const)('%s', (_title, expected, changes, identity) => {
    expect(named(judge(changes, identity))).toBe(expected);
  });

  it('an unreadable record waits even when its identity is known', () => {
    const reading = {
      unreadable: 'started_at',
      why: '"yesterday" is no instant',
      source: 'pbx1',
      recordId: 'r1',
      customerId: 'NOBODY',
      seconds: 61,
    };
    const verdict = mediate(reading, 'duplicate', directory(), localPlaces());
    expect(verdict).toMatchObject({ outcome: 'quarantined', reason: 'unreadable.started_at' });
  });

  it('a customer on a plan without a deck waits, but its free calls do not', () => {
    expect(named(judge({ customerId: 'OTHER' }))).toBe('quarantined no-deck');
    expect(named(judge({ customerId: 'OTHER', to: '301' }))).toBe('free extension');
    expect(named(judge({ customerId: 'OTHER', to: 'nonsense' }))).toBe('quarantined number');
  });
});

describe('a call before billed_from (R9, R10a)', () => {
  const at = '2026-09-30T23:59:59+02:00';

  it('is excluded, and priced as it would be if billing began earlier', () => {
    expect(judge({ at })).toMatchObject({
      outcome: 'excluded',
      reason: 'before-billed-from',
      employeeId: 'anna',
      totals: { month: '2026-09' },
      price: { deckId: 7n, destination: 'Danmark, mobil', billedSeconds: 61, micro: 610_000 },
    });
  });

  it.each([
    ['is incoming', { outgoing: false }],
    ['is unanswered', { seconds: 0 }],
    ['goes to a colleague', { to: '202' }],
    ['is marked as not billed', { notBilled: 'second-leg' }],
    ['goes to a number that is none', { to: '12345678' }],
    ['goes where the deck has no row', { to: '+4915112345678' }],
  ])('has no price where it %s', (_why, changes) => {
    const verdict = judge({ at, ...changes });
    expect(named(verdict)).toBe('excluded before-billed-from');
    expect(verdict).toMatchObject({ price: undefined });
  });
});

describe('free calls (R13)', () => {
  it.each([
    ['sip:bo@acme.dk', 'free sip-uri'],
    ['bo@acme.dk', 'free sip-uri'],
    ['202', 'free extension'],
    [' 202 ', 'free extension'],
    ['12', 'free extension'],
    ['8*205', 'free feature-code'],
    ['88*', 'free feature-code'],
    ['2*205', 'free feature-code'],
    ['#31#20123456', 'free feature-code'],
    ['20112201', 'free client-number'],
    ['+45 20 11 22 01', 'free client-number'],
  ])('a call to %s is %s', (to, expected) => {
    expect(named(judge({ to }))).toBe(expected);
  });

  it("another customer's extension and client number are not free", () => {
    expect(named(judge({ to: '301' }))).toBe('quarantined no-rate');
    expect(named(judge({ to: '20113301' }))).toBe('rated');
  });
});

describe('numbers (R14)', () => {
  it("a colleague's direct number is rated unless the record says on-net", () => {
    expect(judge({ to: '33112202' })).toMatchObject({
      outcome: 'rated',
      price: { destination: 'Danmark, fastnet' },
    });
    expect(named(judge({ to: '33112202', onNet: true }))).toBe('free on-net');
  });

  it.each([
    ['20123456', 'Danmark, mobil'],
    ['+45 20 12 34 56', 'Danmark, mobil'],
    ['004520123456', 'Danmark, mobil'],
    ['33445566', 'Danmark, fastnet'],
    ['0046812345678', 'Sverige'],
    ['112', 'Emergency'],
    ['114', 'Police'],
    ['118', 'Directory'],
  ])('%s is rated as %s', (to, destination) => {
    expect(judge({ to })).toMatchObject({ outcome: 'rated', price: { destination } });
  });

  it.each([
    ['112', 'Emergency'],
    ['150', 'Speaking clock'],
  ])('the short code %s goes before an extension spelled like it', (to, destination) => {
    expect(judge({ to })).toMatchObject({ outcome: 'rated', price: { destination } });
  });

  it('a short code without a row of its own is not rated by a shorter prefix', () => {
    expect(named(judge({ to: '1813' }))).toBe('quarantined no-rate');
    expect(named(judge({ to: '116000' }))).toBe('quarantined no-rate');
  });

  it.each(['', 'anonymous', '12345678', '1234567', '+1', '0045(0)20123456'])(
    '"%s" waits and is never guessed',
    (to) => expect(named(judge({ to }))).toBe('quarantined number'),
  );
});

describe('the caller', () => {
  it.each([
    ['201', 'anna'],
    ['33112201', 'anna'],
    ['+4520112201', 'anna'],
    ['004533112202', 'bo'],
    ['12', 'kim'],
  ])('%s is %s', (from, employeeId) => {
    expect(judge({ from })).toMatchObject({ outcome: 'rated', employeeId });
  });

  it('a caller that is nobody is rated without an employee, whoever forwarded it (R12)', () => {
    const verdict = judge({ from: '70101010', forwardedBy: '201' });
    expect(verdict).toMatchObject({ outcome: 'rated', employeeId: undefined });
  });

  it('an incoming call belongs to the employee who was called', () => {
    const verdict = judge({ outgoing: false, from: '70101010', to: '202' });
    expect(verdict).toMatchObject({ outcome: 'free', employeeId: 'bo' });
  });
});

describe('price and month', () => {
  it('61 s at 0.60 kr a minute by the second is 0.61 kr', () => {
    expect(judge()).toMatchObject({
      outcome: 'rated',
      price: { deckId: 7n, billedSeconds: 61, micro: 610_000 },
    });
  });

  // The months are those of the table in reference/denmark.md section 7, and its rule for 2027.
  it.each([
    ['2026-10-31T22:30:00Z', '2026-10'],
    ['2026-10-31T23:00:00Z', '2026-11'],
    ['2026-12-31T22:59:59.999Z', '2026-12'],
    ['2026-12-31T23:30:00Z', '2027-01'],
    ['2027-01-31T23:30:00Z', '2027-02'],
    ['2027-03-27T23:30:00Z', '2027-03'],
    ['2027-03-31T21:59:59Z', '2027-03'],
    ['2027-03-31T22:00:00Z', '2027-04'],
    ['2027-10-30T22:30:00Z', '2027-10'],
    ['2027-10-31T00:30:00Z', '2027-10'],
    ['2027-10-31T01:30:00Z', '2027-10'],
    ['2027-10-31T22:30:00Z', '2027-10'],
    ['2027-10-31T23:00:00Z', '2027-11'],
  ])('a call that starts at %s belongs to %s (R17)', (at, month) => {
    expect(judge({ at })).toMatchObject({ totals: { month } });
  });
});
