import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { checkDocument } from '../../../../src/documents/formats/peppol/checks/document.ts';
import { checkUbl } from '../../../../src/documents/formats/peppol/checks/ubl.ts';
import { peppol } from '../../../../src/documents/formats/peppol/peppol.ts';
import {
  describeWithRules,
  type Judge,
  openJudge,
  refusedFor,
} from '../../../support/einvoice-rules.ts';
import { randomDocument } from './random-document.ts';

const codes = (findings: readonly { readonly code: string }[]) => findings.map(({ code }) => code);

describe('our own checks of any document that is right', () => {
  it('find nothing but characters that XML cannot carry, before and after rendering', () => {
    fc.assert(
      fc.property(randomDocument, (document) => {
        const before = codes(checkDocument(document)).filter((code) => code !== 'character');
        expect(before).toEqual([]);
        expect(checkUbl(peppol.render(document).toString())).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });

  it('find an øre too much or too little in each of its sums', () => {
    const sums = ['net', 'vat', 'total'] as const;
    fc.assert(
      fc.property(
        randomDocument,
        fc.constantFrom(...sums),
        fc.constantFrom(1n, -1n),
        (d, sum, by) => {
          const wrong = { ...d, [sum]: d[sum] + by };
          expect(codes(checkDocument(wrong as typeof d))).toContain('sum');
        },
      ),
      { numRuns: 100 },
    );
  });
});

describeWithRules('the official rules over any document that is right', () => {
  let judge: Judge;
  beforeAll(async () => {
    judge = await openJudge();
  });

  it('refuse none of them', async () => {
    await fc.assert(
      fc.asyncProperty(randomDocument, async (document) => {
        const xml = peppol.render(document).toString();
        expect(refusedFor(await judge(xml))).toEqual([]);
      }),
      // Shrinking would ask the rules hundreds of times more.
      { numRuns: 40, endOnFailure: true },
    );
  });
});
