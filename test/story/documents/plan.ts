/**
 * Two months of a small operator by chance: who there is and with which numbers, what is declared and
 * when it is known, who is active, who calls whom, which prices change, what finance does about what
 * is to be credited. Nothing is decided here; every instant and name is invented.
 */
import fc from 'fast-check';
import { cvr, gln } from '../../documents/formats/peppol/random-document.ts';

/** When things become known: before the first run, before it is run again, and so for October. */
export const knownOn = ['2026-10-01', '2026-10-05', '2026-11-02', '2026-11-05'] as const;
const stage = fc.nat(3);

/** Names that XML and CSV have to take care of. */
const partyName = fc.constantFrom('Nordnet & Søn ApS', '"Østnet" <A/S>', '=Vestnet', "Å's Net 😀");

const party = fc.record({
  name: partyName,
  cvr: fc.oneof(cvr, fc.constantFrom('', '24256791')),
  gln: fc.oneof(fc.constant(''), gln),
  buyerReference: fc.constantFrom('', 'PO-4711', 'Ærø <7> & 8'),
  terms: fc.constantFrom('', '8', '30'),
  language: fc.constantFrom('', 'da', 'en'),
});
export type PartyPlan = typeof party extends fc.Arbitrary<infer T> ? T : never;

export const licences = {
  'Enterprise E3': 'E',
  'Education A5': 'E',
  'Business Premium': 'B',
  'Enterprise E1': 'B',
  K1: 'B',
  'Business | Enterprise E5': 'E',
  'Contoso Premium | Enterprise E4': 'E',
  'Contoso Premium': '?',
  'Contoso Premium | Business': '?',
  none: '?',
} as const;
const licence = fc.constantFrom(...(Object.keys(licences) as (keyof typeof licences)[]));

const declaration = fc.record({
  /** `as-customer` is for one employee only. */
  licence: fc.oneof({ weight: 9, arbitrary: licence }, fc.constant('as-customer' as const)),
  validFrom: fc.constantFrom(
    ...['2026-07-01', '2026-08-31', '2026-09-01', '2026-09-30', '2026-10-01', '2026-10-31'],
  ),
  known: stage,
});
const first = fc.record({
  licence,
  validFrom: fc.constant('2026-07-01'),
  known: fc.constant(0),
});
export type DeclarationPlan = typeof declaration extends fc.Arbitrary<infer T> ? T : never;

/** Instants at and about the ends of months, in Denmark and in UTC. */
const instants = [
  '2026-08-05T08:00:00Z',
  '2026-08-31T21:59:59Z',
  '2026-08-31T22:00:00Z',
  '2026-09-10T08:00:00Z',
  '2026-09-30T21:59:59Z',
  '2026-09-30T22:00:00Z',
  '2026-10-25T00:30:00Z',
  '2026-10-31T22:59:59Z',
  '2026-10-31T23:00:00Z',
] as const;
const activation = fc
  .tuple(fc.nat(instants.length - 2), fc.nat(instants.length))
  .map(([from, to]) => ({
    from: instants[from] ?? '',
    to: to > from ? (instants[to] ?? '') : '',
  }));

const employee = fc.record({
  declarations: fc.array(declaration, { maxLength: 3 }),
  activations: fc.uniqueArray(activation, {
    minLength: 1,
    maxLength: 2,
    selector: (it) => it.from,
  }),
});

export const numbers = {
  '+4520123456': 'rated',
  '+4722334455': 'rated',
  '+46812345678': 'rated',
  '+4915112345678': 'quarantined',
  '8*205': 'free',
} as const;
const call = fc.record({
  by: fc.nat(5),
  to: fc.constantFrom(...(Object.keys(numbers) as (keyof typeof numbers)[])),
  at: fc.constantFrom(
    ...['2026-09-01T10:00:00+02:00', '2026-09-30T21:59:59Z', '2026-09-30T22:00:00Z'],
    ...['2026-10-25T00:30:00Z', '2026-10-25T01:30:00Z', '2026-10-31T22:59:59Z'],
  ),
  seconds: fc.oneof(fc.nat(200), fc.integer({ min: 1000, max: 80_000 })),
  known: stage,
});
export type CallPlan = typeof call extends fc.Arbitrary<infer T> ? T : never;

const customer = fc.record({
  reseller: fc.constantFrom('R1', 'R1', 'R2'),
  billTo: fc.constantFrom('customer', 'reseller'),
  party,
  forAll: fc
    .tuple(first, fc.array(declaration, { maxLength: 1 }))
    .map(([one, more]) => [one, ...more]),
  employees: fc.array(employee, { minLength: 1, maxLength: 3 }),
  calls: fc.array(call, { maxLength: 8 }),
});
export type CustomerPlan = typeof customer extends fc.Arbitrary<infer T> ? T : never;

/** Kroner with up to six decimals, as a deck has them; in millionths. */
const price = fc.constantFrom(0n, 110_000n, 123_457n, 600_000n, 1_200_000n);
const row = fc.record({
  setup: fc.constantFrom(0n, 0n, 250_000n),
  perMinute: price,
  increment: fc.constantFrom(1, 1, 18, 60),
  minimum: fc.constantFrom(0, 0, 30),
});
export type RowPlan = typeof row extends fc.Arbitrary<infer T> ? T : never;
const deck = fc.record({ danish: row, norwegian: row, swedish: row, renamed: fc.boolean() });
export type DeckPlan = typeof deck extends fc.Arbitrary<infer T> ? T : never;

const creditAct = fc.record({
  what: fc.constantFrom('release', 'part', 'part', 'part', 'reject', 'reissue'),
  which: fc.nat(20),
  thousandths: fc.integer({ min: 1, max: 999 }),
} as const);
export type CreditAct = typeof creditAct extends fc.Arbitrary<infer T> ? T : never;
const credits = fc.array(creditAct, { minLength: 1, maxLength: 6 });

export const plan = fc.record({
  resellers: fc.tuple(party, party),
  customers: fc.array(customer, { minLength: 2, maxLength: 4 }),
  decks: fc.tuple(deck, deck),
  /** Of each rerated month: whether it is, once the second deck is there. */
  rerated: fc.record({ september: fc.boolean(), october: fc.boolean() }),
  credits: fc.tuple(credits, credits),
  /** What Microsoft claims of R1, in øre: outside VAT, and within it; billed by October's run. */
  claim: fc.record({
    outside: fc.integer({ min: 0, max: 9_999 }),
    within: fc.integer({ min: 1, max: 9_999 }),
  }),
  /** Thousandths of a document that are paid; the second of each has a payment id that is nobody's. */
  payments: fc.array(fc.tuple(fc.integer({ min: 1, max: 1_300 }), fc.nat(3)), { maxLength: 8 }),
});
export type Plan = typeof plan extends fc.Arbitrary<infer T> ? T : never;
