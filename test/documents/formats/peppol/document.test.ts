import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import { type Document, documentOf } from '../../../../src/documents/document.ts';
import { checkDocument } from '../../../../src/documents/formats/peppol/checks/document.ts';
import { checkUbl } from '../../../../src/documents/formats/peppol/checks/ubl.ts';
import { peppol, peppolWithPdf } from '../../../../src/documents/formats/peppol/peppol.ts';
import { localDate, type Money, ore } from '../../../../src/kernel/index.ts';
import { samples } from '../../sample.ts';

const golden = (name: string): Document =>
  documentOf(
    readFileSync(new URL(`../../../golden/peppol/${name}/input.json`, import.meta.url), 'utf8'),
  );
const invoice = golden('invoice');
const creditNote = golden('credit-note');

const xmlOf = (document: Document) => peppol.render(document).toString();

interface Xml {
  getResource(what: { text: string; type: 'xml' }): Promise<unknown>;
  readonly XPath: { evaluate(path: string, at: unknown): string };
}
const saxon = createRequire(import.meta.url)('saxon-js') as Xml;

/** What another parser reads at a path. */
async function readBack(xml: string, path: string): Promise<string> {
  const tree = await saxon.getResource({ text: xml, type: 'xml' });
  return saxon.XPath.evaluate(`string((//*:${path})[1])`, tree);
}

const named = (name: string): Document => ({ ...invoice, buyer: { ...invoice.buyer, name } });

describe('a text in the XML', () => {
  const buyerName = 'AccountingCustomerParty//*:RegistrationName';

  it.each([
    'Bager & Søn <ApS> "Å" \'Ø\'',
    'Typed &amp; and &lt; and &#65; and ]]>',
    'Emoji 😀 and Țepeș, 北京',
    '=1+1',
  ])('comes back as it was typed: %s', async (name) => {
    expect(await readBack(xmlOf(named(name)), buyerName)).toBe(name);
  });

  it.each([
    ['a bell', 'A\u0007B', 'A\ufffdB'],
    ['a null', 'A\u0000B', 'A\ufffdB'],
    ['half a pair', 'A\ud83dB', 'A\ufffdB'],
    ['U+FFFE', 'A\ufffeB', 'A\ufffdB'],
    ['line breaks and tabs', '\tA\r\nB\n', 'A B'],
  ])('shows %s where XML cannot carry it', async (_what, typed, shown) => {
    expect(await readBack(xmlOf(named(typed)), buyerName)).toBe(shown);
  });

  it('is told of where a character was replaced, and only there', () => {
    expect(checkDocument(named('A\u0007B'))).toMatchObject([
      { code: 'character', severity: 'warning', place: 'buyer.name', value: 'A\u0007B' },
    ]);
    expect(checkDocument(named('A\tB 😀'))).toEqual([]);
  });
});

describe('the file', () => {
  it('is UTF-8 without a byte order mark, with line feeds alone', () => {
    const text = xmlOf(invoice);
    expect(text.startsWith('<?xml version="1.0" encoding="UTF-8"?>\n<Invoice ')).toBe(true);
    expect(text.endsWith('</Invoice>\n')).toBe(true);
    expect(text).not.toContain('\r');
  });

  it('carries the employees as the CSV that was kept, and no PDF unless it is given', async () => {
    const document = samples['one-page']();
    const csv = Buffer.from('kept;csv');
    const xml = String(peppol.render(document, new Map([['csv', csv]])));
    expect(await readBack(xml, 'EmbeddedDocumentBinaryObject')).toBe(csv.toString('base64'));
    expect(xml.match(/<cac:AdditionalDocumentReference>/g)).toHaveLength(1);
    expect(peppol.embeds).toEqual(['csv']);
    expect(peppolWithPdf.embeds).toEqual(['csv', 'pdf']);
  });

  it('carries no table of employees where there are none', () => {
    const xml = String(peppol.render(invoice, new Map([['csv', Buffer.from('kept;csv')]])));
    expect(xml).not.toContain('AdditionalDocumentReference');
  });

  it('has neither payment means nor due date where nothing is to be paid (R30)', () => {
    const [section] = invoice.sections;
    const lines = [{ ...section!.lines[0]!, unitPrice: ore(0), net: ore(0) }];
    const zero: Document = {
      ...invoice,
      ...{ net: ore(0), vat: ore(0), total: ore(0), dueDate: undefined, payment: undefined },
      sections: [{ ...section!, lines, net: ore(0) }],
      vatSubtotals: [{ category: 'S', rate: 25, net: ore(0), vat: ore(0) }],
    };
    expect(checkDocument(zero)).toEqual([]);
    const xml = xmlOf(zero);
    expect(xml).not.toMatch(/PaymentMeans|DueDate/);
    expect(xml).toContain('<cbc:Note>Der er intet at betale.</cbc:Note>');
    expect(xml).toContain('<cbc:PayableAmount currencyID="DKK">0.00</cbc:PayableAmount>');
  });
});

describe('what refuses a document as Peppol', () => {
  const wrong = (change: Partial<Document>, document = invoice): Document => ({
    ...document,
    ...change,
  });
  const buyer = (change: Partial<Document['buyer']>) =>
    wrong({ buyer: { ...invoice.buyer, ...change } });
  const seller = (change: Partial<Document['seller']>) =>
    wrong({ seller: { ...invoice.seller, ...change } });
  const line = (change: Partial<Document['sections'][number]['lines'][number]>) => {
    const [section] = invoice.sections;
    const [first, ...others] = section!.lines;
    return wrong({ sections: [{ ...section!, lines: [{ ...first!, ...change }, ...others] }] });
  };
  const { corrects: _, ...withoutReference } = creditNote;
  const [vat] = invoice.vatSubtotals;
  const withVat = (by: bigint, document = invoice): Document => {
    const [own] = document.vatSubtotals;
    const changed = (own!.vat + by) as Money;
    return {
      ...document,
      vatSubtotals: [{ ...own!, vat: changed }],
      vat: changed,
      total: (document.net + changed) as Money,
    };
  };

  it.each<[string, string, string, Document]>([
    ['an øre of VAT too little', 'vat', 'VAT category S', withVat(-1n)],
    ['an øre of VAT too much', 'vat', 'VAT category S', withVat(1n)],
    ['two øre on a credit note', 'vat', 'VAT category S', withVat(-2n, creditNote)],
    ['a line that is not its price', 'line-net', 'line 1', line({ unitPrice: ore(6001) })],
    ['a negative price', 'price-negative', 'line 1', line({ quantity: -1, unitPrice: ore(-6000) })],
    [
      'a line outside VAT among others',
      'vat-mixed',
      'lines',
      line({ vatCategory: 'O', vatRate: 0 }),
    ],
    ['another rate', 'vat-rate', 'line 1', line({ vatRate: 12 })],
    ['a line without text', 'no-text', 'line 1', line({ text: ' ' })],
    ['no line at all', 'no-lines', 'lines', wrong({ sections: [] })],
    ['no VAT sum', 'vat-missing', 'line 1', wrong({ vatSubtotals: [] })],
    ['a total that is not net and VAT', 'sum', 'total', wrong({ total: ore(22792) })],
    [
      'a base that is not its lines',
      'vat-base',
      'VAT category S',
      wrong({ vatSubtotals: [{ ...vat!, net: ore(18233) }] }),
    ],
    ['no original', 'no-reference', 'reference', withoutReference],
    ['a buyer that cannot be reached', 'no-endpoint', 'buyer', buyer({ cvr: '', gln: '' })],
    ['a buyer abroad', 'country', 'buyer.country', buyer({ country: 'SE' })],
    ['a GLN with a wrong digit', 'gln', 'buyer.gln', buyer({ gln: '5798009811579' })],
    ['a CVR number of seven digits', 'cvr', 'buyer.cvr', buyer({ cvr: '2425679' })],
    ['a buyer without a city', 'party-field', 'buyer.city', buyer({ city: '' })],
    ['no account and no reference', 'no-buyer-reference', 'buyer', buyer({ account: '' })],
    ['a seller without CVR', 'no-cvr', 'seller.cvr', seller({ cvr: '', gln: '5798009811578' })],
    ['no payment line', 'payment', 'payment', wrong({ payment: undefined })],
    ['no due date', 'no-due-date', 'payment', wrong({ dueDate: undefined })],
    [
      'a payment line on a credit note',
      'payment',
      'payment',
      wrong({ payment: invoice.payment }, creditNote),
    ],
    [
      'another creditor in the line',
      'fik-line',
      'payment.fikLine',
      seller({ fikCreditor: '88888889' }),
    ],
    [
      'a payment id with a wrong digit',
      'fik',
      'payment',
      wrong({ payment: { ...invoice.payment!, paymentId: '000000100000174' } }),
    ],
  ])('%s', (_what, code, place, document) => {
    const found = checkDocument(document).filter(({ severity }) => severity === 'error');
    expect(found.map((finding) => [finding.code, finding.place])).toContainEqual([code, place]);
  });

  it('is not an øre of VAT on a credit note, nor a CVR number with a wrong check digit', () => {
    expect(checkDocument(withVat(1n, creditNote))).toEqual([]);
    expect(checkDocument(buyer({ cvr: '24256791' }))).toMatchObject([
      { code: 'cvr-check-digit', severity: 'warning', place: 'buyer.cvr' },
    ]);
  });

  it("is not that an earlier month is corrected: the document's period takes it in", () => {
    const early = { ...invoice, month: invoice.month, issueDate: localDate('2026-11-02') };
    expect(xmlOf(early)).toContain('<cbc:StartDate>2026-09-01</cbc:StartDate>');
    expect(checkUbl(xmlOf(early))).toEqual([]);
  });
});

describe('the exact checks of a finished file', () => {
  const changed = (from: string, to: string) => {
    const xml = xmlOf(invoice);
    expect(xml).toContain(from);
    return checkUbl(xml.replace(from, to)).map(({ code }) => code);
  };

  it('read decimals as XML writes them, and tell of what is none', () => {
    expect(changed('>60.00</cbc:PriceAmount>', '>+60.</cbc:PriceAmount>')).toEqual([]);
    expect(changed('>60.00</cbc:PriceAmount>', '>6e1</cbc:PriceAmount>')).toContain('not-a-number');
    expect(changed('>60.00</cbc:PriceAmount>', '></cbc:PriceAmount>')).toContain('not-a-number');
  });

  it('take a price for more than one unit as such', () => {
    const price = '>60.00</cbc:PriceAmount>';
    const forTen = '>600.00</cbc:PriceAmount><cbc:BaseQuantity>10</cbc:BaseQuantity>';
    expect(changed(price, forTen)).toEqual([]);
  });

  it('do not mind which prefixes a file uses', () => {
    const other = xmlOf(invoice).replaceAll('cbc:', 'b:').replaceAll('xmlns:cbc', 'xmlns:b');
    expect(checkUbl(other)).toEqual([]);
  });
});
