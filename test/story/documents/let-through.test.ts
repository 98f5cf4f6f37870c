/**
 * The four mistakes that every official rule set lets pass, each made in a file of ours that is right
 * but for it: an øre of VAT, a wrong check digit of FIK, CVR or GLN, a credit note that says not what
 * it corrects; and the one that the package at hand is too old for (DK-R-017). Sums and check digits
 * are worked out by the reference of this folder.
 */
import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { checkUbl } from '../../../src/documents/index.ts';
import {
  describeWithRules,
  type Judge,
  openJudge,
  refusedFor,
} from '../../support/einvoice-rules.ts';
import { fikId, isGln, kroner, oreIn, vatOf } from './reference.ts';

const golden = (name: string): string =>
  readFileSync(new URL(`../../golden/peppol/${name}/expected.xml`, import.meta.url), 'utf8');
const invoice = golden('invoice');
const creditNote = golden('credit-note');

const amountIn = (xml: string, name: string): bigint =>
  oreIn(new RegExp(`<cbc:${name} currencyID="DKK">([^<]*)<`).exec(xml)?.[1] ?? '');

/** Every amount of VAT and every total that holds it, so many øre off; all sums still agree. */
function vatOff(xml: string, by: bigint): string {
  const amounts = ['TaxAmount', 'TaxInclusiveAmount', 'PayableAmount'];
  const tag = new RegExp(`(<cbc:(?:${amounts.join('|')}) currencyID="DKK">)([^<]*)<`, 'g');
  return xml.replace(tag, (_, open, text) => `${open}${kroner(oreIn(text) + by)}<`);
}

/** The digit that stands last, raised by one. */
const wrongDigit = (digits: string): string =>
  `${digits.slice(0, -1)}${(Number(digits.at(-1)) + 1) % 10}`;

const found = (pattern: RegExp, xml: string): string => {
  const [, digits] = pattern.exec(xml) ?? [];
  if (digits === undefined) throw new Error(`the file has no ${pattern}`);
  return digits;
};
const paymentId = found(/<cbc:PaymentID>71#(\d+)</, invoice);
const buyer = invoice.slice(invoice.indexOf('<cac:AccountingCustomerParty>'));
/** With the VAT of its own sum: without its invoice it can have no other (R10). */
const own = vatOf(amountIn(creditNote, 'TaxExclusiveAmount')) - amountIn(creditNote, 'TaxAmount');
const ownVat = vatOff(creditNote, own);
const cvr = found(/schemeID="0184">(\d{8})</, buyer);
const gln = '5798009811578';
const withGln = (digits: string): string => {
  const at = invoice.indexOf('<cac:AccountingCustomerParty>');
  const endpoint = /<cbc:EndpointID schemeID="\d+">[^<]*</;
  const given = `<cbc:EndpointID schemeID="0088">${digits}<`;
  return invoice.slice(0, at) + invoice.slice(at).replace(endpoint, given);
};

const mistakes: [what: string, code: string, severity: string, xml: string][] = [
  ['an øre of VAT too much', 'vat', 'error', vatOff(invoice, 1n)],
  ['fifty øre of VAT too little', 'vat', 'error', vatOff(invoice, -50n)],
  [
    'a payment id with a wrong check digit',
    'fik',
    'error',
    invoice.replaceAll(paymentId, wrongDigit(paymentId)),
  ],
  [
    'a CVR number with a wrong check digit',
    'cvr-check-digit',
    'warning',
    invoice.replaceAll(cvr, wrongDigit(cvr)),
  ],
  [
    'a credit note without its invoice',
    'no-reference',
    'error',
    ownVat.replace(/\s*<cac:BillingReference>[\s\S]*?<\/cac:BillingReference>/, ''),
  ],
];
const scheme = invoice
  .slice(0, invoice.indexOf('<cac:AccountingCustomerParty>'))
  .concat(buyer.replace(/(<cbc:CompanyID) schemeID="0184"(>\d{8}<)/, '$1 schemeID="0196"$2'));

describe('a mistake of this kind', () => {
  it('is made in files that are right, by the reference', () => {
    expect(checkUbl(invoice).concat(checkUbl(creditNote), checkUbl(withGln(gln)))).toEqual([]);
    expect(amountIn(invoice, 'TaxAmount')).toBe(vatOf(amountIn(invoice, 'TaxExclusiveAmount')));
    const number = Number(found(/<cbc:ID>(\d+)</, invoice));
    expect(fikId(number)).toBe(paymentId);
    expect([gln, wrongDigit(gln)].map(isGln)).toEqual([true, false]);
  });

  it.each([
    ...mistakes,
    ['a GLN with a wrong check digit', 'gln', 'error', withGln(wrongDigit(gln))],
    ["a buyer's number of another scheme", 'legal-scheme', 'error', scheme],
  ])('%s is found by documents check, and nothing else is', (_what, code, severity, xml) => {
    const findings = checkUbl(xml).map((it) => [it.code, it.severity]);
    expect([...new Set(findings.map((it) => it.join(' ')))]).toEqual([`${code} ${severity}`]);
  });
});

describeWithRules('the official rules', () => {
  let judge: Judge;
  beforeAll(async () => {
    judge = await openJudge();
  });

  it.each(mistakes)(
    'let %s pass, which is why we look ourselves',
    async (_what, _code, _s, xml) => {
      expect(refusedFor(await judge(xml))).toEqual([]);
    },
  );

  it('know a GLN by its check digit, as we do', async () => {
    const ids = refusedFor(await judge(withGln(wrongDigit(gln)))).map((it) => it.split(':')[0]);
    expect(ids).toEqual(['PEPPOL-COMMON-R040']);
    expect(refusedFor(await judge(withGln(gln)))).toEqual([]);
  });
});
