/**
 * The official rules and our own checks over samples that are broken in one known way each. What the
 * rules say of them is denmark.md 2.5; what they let pass is why there are checks of our own.
 */
import { beforeAll, expect, it } from 'vitest';
import { checkUbl } from '../../../../src/documents/formats/peppol/checks/ubl.ts';
import {
  describeWithRules,
  type Judge,
  openJudge,
  refusedFor,
  ruleSamples,
} from '../../../support/einvoice-rules.ts';

/** By the number that a file's name begins with: what the official rules refuse it for. */
const refused: Readonly<Record<string, readonly string[]>> = {
  '01': ['BR-CO-16'],
  '02': ['BR-CO-14', 'BR-CO-15'],
  '03': ['DK-R-010'],
  '04': ['DK-R-010'],
  '05': ['DK-R-014'],
  '06': ['XSD'],
  '07': ['BR-CL-23'],
  '08': ['BR-CL-23'],
  '09': ['BR-DEC-23', 'UBL-DT-01'],
  '10': ['BR-CO-10', 'PEPPOL-EN16931-R120'],
  '11': ['PEPPOL-COMMON-R040'],
  '12': ['PEPPOL-EN16931-R003'],
  '13': ['DK-R-005'],
  '32': ['DK-R-016'],
  '33': ['XSD'],
  '40': ['PEPPOL-EN16931-R111'],
  '42': ['BR-O-02', 'BR-O-11', 'BR-O-12'],
};

/** What our own checks find; those that are not named are right or of another kind of mistake. */
const found: Readonly<Record<string, readonly string[]>> = {
  '01': ['sum'],
  '02': ['sum'],
  '03': ['fik-creditor'],
  '04': ['fik'],
  // The buyer's is wrong too, which only Peppol from 3.0.21 on refuses (DK-R-017).
  '05': ['legal-scheme'],
  '09': ['decimals', 'line-net', 'sum', 'vat-base'],
  '10': ['line-net', 'sum', 'vat-base'],
  '11': ['gln'],
  '12': ['no-buyer-reference'],
  '13': ['payment-means'],
  '14': ['vat'],
  '16': ['cvr-check-digit'],
  // Its payment id 0000000001234564 should end in 6 (denmark.md 3.1).
  '18': ['fik'],
  '19': ['fik'],
  '20': ['cvr-check-digit'],
  '31': ['no-reference'],
  '32': ['total-negative'],
  '40': ['period'],
  '42': ['vat-mixed'],
};

const distinct = (codes: readonly string[]) => [...new Set(codes)].sort();

describeWithRules('the samples of known mistakes', () => {
  const samples = ruleSamples('own-samples').filter(([name]) => /^\d\d-/.test(name));
  const asked = (name: string, table: typeof refused) => table[name.slice(0, 2)] ?? [];
  let judge: Judge;
  beforeAll(async () => {
    judge = await openJudge();
  });

  it('are as many as are known', () => {
    expect(samples).toHaveLength(30);
  });

  it.each(samples)('%s gets the known verdict of the official rules', async (name, xml) => {
    const ids = refusedFor(await judge(xml)).map((line) => line.split(': ')[0] ?? '');
    expect(distinct(ids)).toEqual(asked(name, refused));
  });

  it.each(samples)('%s gets the known verdict of our own checks', (name, xml) => {
    expect(distinct(checkUbl(xml).map(({ code }) => code))).toEqual(asked(name, found));
  });

  it('leaves nothing of the official examples wrong but numbers made up and what is told', () => {
    const told = ['cvr-check-digit', 'gln', 'no-reference', 'total-negative'];
    const examples = ruleSamples('peppol-dk-cius-1.15.0/examples');
    const codes = examples.flatMap(([, xml]) => checkUbl(xml).map(({ code }) => code));
    expect(examples).toHaveLength(11);
    expect(distinct(codes)).toEqual(told);
  });
});
