import { describe, expect, it } from 'vitest';
import { usage } from '../../../src/billing/charges/usage.ts';
import type { Cause } from '../../../src/billing/due/cause.ts';
import type { CustomerFacts, MonthFacts } from '../../../src/billing/due/facts.ts';
import { rerateCause } from '../../../src/calls/pricing/rerating/cause.ts';
import { customerId, month } from '../../../src/kernel/index.ts';

const october = month('2026-10');
const norway = {
  destination: 'Norway',
  deckIds: [1n],
  calls: 1,
  seconds: 60,
  priceMicro: 1_200_000n,
};

/** The cause of October's calls to Norway, given the texts of its marks. */
function causeOf(language: 'da' | 'en', ...texts: string[]) {
  const causes = texts.map((text): Cause => ({ kind: 'usage', text }));
  const facts = {
    usage: new Map([[october, [norway]]]),
    causes: new Map([[october, causes]]),
  } as unknown as CustomerFacts;
  const of: MonthFacts = {
    facts,
    customerId: customerId('acme'),
    serviceMonth: october,
    verdicts: [],
  };
  return usage.dues(of, language)[0]?.cause();
}

describe('why calls of an earlier month are billed (R9)', () => {
  it('is the files that brought them', () => {
    expect(causeOf('da', 'a.csv', 'b.csv')).toBe('opkald modtaget i a.csv, b.csv');
    expect(causeOf('en', 'a.csv')).toBe('calls received in a.csv');
  });

  it('is the decks that they were rated again by, beside the files', () => {
    expect(causeOf('da', rerateCause(12n))).toBe('takst rettet: deck 12');
    expect(causeOf('en', 'a.csv', rerateCause(12n), rerateCause(13n))).toBe(
      'calls received in a.csv; rates corrected: deck 12, 13',
    );
  });
});
