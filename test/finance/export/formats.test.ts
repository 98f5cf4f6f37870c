/**
 * The bytes of each format, written by hand from reference/denmark.md 6: Danish Excel's semicolons,
 * commas and BOM; e-conomic's and Business Central's own names of fields; Uniconta's sample row, whose
 * amount (2.061,25) is that of the first document here.
 */
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import {
  codedLines,
  derivedVat,
  type Voucher,
  voucherOf,
} from '../../../src/finance/export/voucher.ts';
import { financeFormatNamed } from '../../../src/finance/index.ts';
import { localDate, ore } from '../../../src/kernel/index.ts';
import { document, documents, mapping } from './samples.ts';

const vouchers = documents.map((it) => voucherOf(it, mapping));
const plain = { economicJournal: 7, economicYearStart: 1, economicVoucherNumbers: false };
/** Pages of one voucher, so that every seam between two of them is there. */
const render = (name: string, settings = plain) =>
  textOf(
    name,
    vouchers.map((it) => [it]),
    settings,
  );

async function textOf(name: string, pages: Voucher[][], settings = plain): Promise<string> {
  const pieces: string[] = [];
  for await (const piece of financeFormatNamed(name).render(pages, settings)) pieces.push(piece);
  return pieces.join('');
}
const lines = (...rows: string[]) => `\ufeff${rows.map((row) => `${row}\r\n`).join('')}`;

describe('the neutral CSV', () => {
  it('has a row for each account, with VAT on its own, that add up to nothing', async () => {
    const inv = (n: string, rest: string) => `Faktura;02-11-2026;${n};${rest}`;
    expect(await render('csv')).toBe(
      lines(
        'Type;Bilagsdato;Bilagsnr;Kontotype;Konto;Modkonto;Tekst;Beløb;Valuta;Momskode;Debitornr;Fakturanr;Forfaldsdato;Afdeling',
        inv('10000001', 'Debitor;5600;;Faktura 10000001;2061,25;DKK;;1001;10000001;16-11-2026;R1'),
        inv('10000001', 'Finans;1010;;Faktura 10000001;-60,00;DKK;U25;;10000001;;R1'),
        inv('10000001', 'Finans;1020;;Faktura 10000001;-1589,00;DKK;U25;;10000001;;R1'),
        inv('10000001', 'Finans;6902;;Faktura 10000001;-412,25;DKK;;;10000001;;R1'),
        inv('10000002', 'Debitor;5600;;Faktura 10000002;4200,00;DKK;;2001;10000002;16-11-2026;R2'),
        inv('10000002', 'Finans;1031;;Faktura 10000002;-4200,00;DKK;;;10000002;;R2'),
        inv('10000004', 'Debitor;5600;;Faktura 10000004;0,04;DKK;;1001;10000004;16-11-2026;R1'),
        inv('10000004', 'Finans;1010;;Faktura 10000004;-0,01;DKK;U25;;10000004;;R1'),
        inv('10000004', 'Finans;1030;;Faktura 10000004;-0,01;DKK;U25;;10000004;;R1'),
        inv('10000004', 'Finans;1020;;Faktura 10000004;-0,01;DKK;U25;;10000004;;R1'),
        inv('10000004', 'Finans;6902;;Faktura 10000004;-0,01;DKK;;;10000004;;R1'),
        'Kreditnota;02-11-2026;50000001;Debitor;5600;;Kreditnota 50000001;-37,50;DKK;;1001;50000001;;R1',
        'Kreditnota;02-11-2026;50000001;Finans;1010;;Kreditnota 50000001;30,00;DKK;U25;;50000001;;R1',
        'Kreditnota;02-11-2026;50000001;Finans;6902;;Kreditnota 50000001;7,50;DKK;;;50000001;;R1',
      ),
    );
  });
});

describe('Uniconta', () => {
  it('gets amounts with VAT and a code, thousands with a dot, and the odd øre set right', async () => {
    const of = (n: string) => `${n};${n};02-11-2026;Faktura ${n}`;
    const credit = '50000001;50000001;02-11-2026;Kreditnota 50000001';
    expect(await render('uniconta')).toBe(
      lines(
        'Kontotype;Momskode;Konto;Bilag;Faktura;Dato;Tekst;Beløb;Valuta;Forfaldsdato',
        `Debitor;;1001;${of('10000001')};2.061,25;DKK;16-11-2026`,
        `Finans;U25;1010;${of('10000001')};-75,00;DKK;`,
        `Finans;U25;1020;${of('10000001')};-1.986,25;DKK;`,
        `Debitor;;2001;${of('10000002')};4.200,00;DKK;16-11-2026`,
        `Finans;;1031;${of('10000002')};-4.200,00;DKK;`,
        // 0.02 with VAT: the VAT in it is 0.004, which is no øre, and ours is one.
        `Debitor;;1001;${of('10000004')};0,04;DKK;16-11-2026`,
        `Finans;U25;1010;${of('10000004')};-0,02;DKK;`,
        `Finans;;1010;${of('10000004')};0,01;DKK;`,
        `Finans;;6902;${of('10000004')};-0,01;DKK;`,
        `Finans;U25;1030;${of('10000004')};-0,01;DKK;`,
        `Finans;U25;1020;${of('10000004')};-0,01;DKK;`,
        `Debitor;;1001;${credit};-37,50;DKK;`,
        `Finans;U25;1010;${credit};37,50;DKK;`,
      ),
    );
  });
});

describe('e-conomic', () => {
  it('gets one body of POST /journals/{n}/vouchers a document, with the VAT said', async () => {
    const bodies = JSON.parse(await render('economic'));
    expect(bodies).toHaveLength(4);
    const common = { currency: { code: 'DKK' }, date: '2026-11-02', text: 'Faktura 10000001' };
    expect(bodies[0]).toEqual({
      accountingYear: { year: '2026' },
      journal: { journalNumber: 7 },
      entries: {
        manualCustomerInvoices: [
          {
            customer: { customerNumber: 1001 },
            customerInvoice: 10000001,
            amount: 2061.25,
            dueDate: '2026-11-16',
            ...common,
          },
        ],
        financeVouchers: [
          {
            account: { accountNumber: 1010 },
            amount: -75,
            vatAccount: { vatCode: 'U25' },
            vatAmount: -15,
            ...common,
          },
          {
            account: { accountNumber: 1020 },
            amount: -1986.25,
            vatAccount: { vatCode: 'U25' },
            vatAmount: -397.25,
            ...common,
          },
        ],
      },
    });
    expect(bodies[1].entries.financeVouchers[0]).not.toHaveProperty('vatAccount');
    expect(bodies[3].entries.manualCustomerInvoices[0].amount).toBe(-37.5);
  });

  it('writes amounts digit by digit, with two decimals', async () => {
    expect(await render('economic')).toContain('"amount": -1986.25,');
    expect(await render('economic')).toContain('"amount": -75.00,');
  });

  it('is refused for debtors without a whole number, until the list gives them one', async () => {
    const named = document(
      10000009,
      { debtors: 100, 'revenue.pass-through-outside': -100 },
      {
        account: 'K1001',
      },
    );
    await expect(textOf('economic', [[voucherOf(named, mapping)]])).rejects.toThrow(
      /1 of ours have none: K1001/,
    );
    const many = Array.from({ length: 7 }, (_, at) =>
      document(
        10000010 + at,
        { debtors: 100, 'revenue.pass-through-outside': -100 },
        { account: `K${at}` },
      ),
    ).map((it) => [voucherOf(it, mapping)]);
    // The sentence shows the first five; the facts, which --json gives, have every one.
    await expect(textOf('economic', many)).rejects.toMatchObject({
      message: expect.stringContaining('7 of ours have none: K0, K1, K2, K3, K4, …'),
      facts: { debtors: ['K0', 'K1', 'K2', 'K3', 'K4', 'K5', 'K6'] },
    });
    const debtors = new Map([['K1001', '4217']]);
    const known = await textOf('economic', [[voucherOf(named, { ...mapping, debtors })]]);
    expect(known).toContain('"customerNumber": 4217');
  });
});

describe('the accounting year of e-conomic', () => {
  const yearOf = async (date: string, economicYearStart: number) => {
    const dated = document(
      10000001,
      { debtors: 100, 'revenue.pass-through-outside': -100 },
      { issueDate: localDate(date) },
    );
    const pages = [[voucherOf(dated, mapping)]];
    const [body] = JSON.parse(await textOf('economic', pages, { ...plain, economicYearStart }));
    return body.accountingYear.year;
  };

  it.each([
    ['2026-11-02', 1, '2026'],
    ['2026-06-30', 7, '2025/2026'],
    ['2026-07-01', 7, '2026/2027'],
    ['2026-12-31', 12, '2026/2027'],
    ['2026-11-30', 12, '2025/2026'],
  ])('of %s, beginning with month %i, is %s', async (date, first, year) => {
    expect(await yearOf(date, first)).toBe(year);
  });

  it('goes with a voucher number only where that is wished', async () => {
    const [wished] = JSON.parse(
      await render('economic', { ...plain, economicVoucherNumbers: true }),
    );
    expect(wished).toMatchObject({ voucherNumber: 10000001 });
    expect(await render('economic')).not.toContain('voucherNumber');
  });
});

describe('a file in pieces', () => {
  /** Of every seventh a credit note, of every eleventh nothing booked. */
  const many = Array.from({ length: 4500 }, (_, i): Voucher => {
    const [kind, word] = i % 7 === 3 ? ['credit-note', 'Kreditnota'] : ['invoice', 'Faktura'];
    const line = (account: string, external: string, net: number, vat: number) => ({
      ...{ account, external, vatCode: 'U25', vatRate: 25, net: ore(net), vat: ore(vat) },
    });
    const booked = i % 11 !== 0;
    return {
      resellerId: `F0${i % 90}`,
      number: 10000001 + i,
      kind: kind as Voucher['kind'],
      issueDate: localDate('2026-11-02'),
      dueDate: i % 5 ? localDate('2026-11-16') : undefined,
      debtor: `${1000 + (i % 5000)}`,
      text: `${word} ${10000001 + i}`,
      debtors: { external: '5600', amount: ore(booked ? 35331 : 0) },
      vat: { external: '6902', amount: ore(-7067) },
      revenue: booked
        ? [
            line('revenue.licence', '1010', -9000, -2251),
            line('revenue.usage', '1020', -19264, -4816),
          ]
        : [],
    };
  });
  const pagesOf = (size: number): Voucher[][] =>
    Array.from({ length: Math.ceil(many.length / size) }, (_, at) =>
      many.slice(at * size, (at + 1) * size),
    );

  // The hashes of what was written whole, before there were pieces: old batches keep their bytes.
  it.each([
    ['csv', 'd34b9b0133d45ed2f932876cb2f3f95b1e1edbb9dcd11d44a40498a8b6d93d29'],
    ['economic', '429e4fd1df677826ee9c4991f4e89464fc60255e382bd9e0db39627cad08e74f'],
    ['uniconta', '4205e8ab662bd849dd4af12fd33ce06567aab5133169cf3bfa86da0b42e1e054'],
    ['business-central', '7dcf5c63ec0d5eed16906b8da31d13f2f479693006e239224c5316ab0896773d'],
  ])('is %s of the same bytes as one written whole, however long the pages', async (name, hash) => {
    const settings = { ...plain, economicJournal: 3 };
    for (const size of [1, 1000, 4500]) {
      const text = await textOf(name, pagesOf(size), settings);
      expect(createHash('sha256').update(text).digest('hex')).toBe(hash);
    }
  });

  it.each([
    ['economic', '[]\n'],
    ['business-central', '[]\n'],
  ])('is an empty array of %s where nothing is booked', async (name, text) => {
    expect(await textOf(name, [])).toBe(text);
    expect(await textOf(name, [many.slice(0, 1)])).toBe(text);
  });
});

describe('Business Central', () => {
  it('gets journal lines with VAT, in the order of documents', async () => {
    const [first, second, , , , , , ...rest] = JSON.parse(await render('business-central'));
    const common = {
      postingDate: '2026-11-02',
      documentNumber: '10000001',
      externalDocumentNumber: '10000001',
      description: 'Faktura 10000001',
    };
    const customer = { accountType: 'Customer', accountNumber: '1001', amount: 2061.25 };
    expect(first).toEqual({ lineNumber: 10000, ...customer, ...common });
    const licence = { accountType: 'G/L Account', accountNumber: '1010', amount: -75 };
    expect(second).toEqual({ lineNumber: 20000, ...licence, ...common, taxCode: 'U25' });
    expect(rest.at(-1)).toMatchObject({ accountNumber: '1010', amount: 37.5 });
  });
});

describe('the VAT that a system derives from an amount with VAT', () => {
  it.each([
    [4, 1],
    [2, 0],
    [3, 1],
    [206125, 41225],
    [-3750, -750],
  ])('is a fifth, to the øre: of %i it is %i', (gross, vat) => {
    expect(derivedVat(ore(gross), 25)).toBe(BigInt(vat));
  });

  it('ends on every account where ours does', () => {
    const [, , , odd] = vouchers;
    const byAccount = new Map<string, bigint>();
    const add = (key: string, amount: bigint) =>
      byAccount.set(key, (byAccount.get(key) ?? 0n) + amount);
    for (const { external, vatCode, amount } of codedLines(odd ?? (undefined as never))) {
      const vat = vatCode === '' ? 0n : derivedVat(amount, 25);
      add(external, amount - vat);
      add('6902', vat);
    }
    expect(Object.fromEntries(byAccount)).toEqual({ 1010: -1n, 1020: -1n, 1030: -1n, 6902: -1n });
  });
});
