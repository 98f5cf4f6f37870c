import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { documentOf, documentText, missingFields } from '../../src/documents/index.ts';
import { sampleDocument, samples } from './sample.ts';

const options = fc.record({
  kind: fc.constantFrom('invoice', 'credit-note'),
  billTo: fc.constantFrom('customer', 'reseller'),
  language: fc.constantFrom('da', 'en'),
  number: fc.integer({ min: 1, max: 999_999_999 }),
  sections: fc.array(
    fc.record({
      employees: fc.nat(5),
      destinations: fc.nat(7),
      corrections: fc.nat(3),
      pending: fc.nat(3),
      longNames: fc.boolean(),
    }),
    { minLength: 1, maxLength: 3 },
  ),
} as const);

describe('a document as text (R32)', () => {
  it.each(Object.entries(samples))('comes back as it was: %s', (_name, make) => {
    expect(documentOf(documentText(make()))).toEqual(make());
  });

  it('comes back as it was, whatever it holds, and gives the same text again', () => {
    fc.assert(
      fc.property(options, (spec) => {
        const document = sampleDocument(spec);
        const text = documentText(document);
        expect(documentOf(text)).toEqual(document);
        expect(documentText(documentOf(text))).toBe(text);
      }),
      { numRuns: 50 },
    );
  });

  it('keeps texts that look like money as texts', () => {
    const document = samples['one-page']();
    const odd = { ...document, buyer: { ...document.buyer, name: '1230.00', address: '12n' } };
    expect(documentOf(documentText(odd)).buyer).toEqual(odd.buyer);
  });
});

describe('what a party lacks (R34)', () => {
  const { buyer } = samples['one-page']();

  it('is nothing when name and address are there', () => {
    expect(missingFields(buyer)).toEqual([]);
  });

  it('is each field of name and address that is empty or blank', () => {
    expect(missingFields({ ...buyer, name: '', city: '  ' })).toEqual(['name', 'city']);
  });
});
