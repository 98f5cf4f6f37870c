import { describe, expect, it } from 'vitest';
import { localDate, month, ore } from '../../src/kernel/index.ts';
import { EMPTY_CHAIN, linkAfter, linkText } from '../../src/ledger/chain.ts';
import { chartAccountOf } from '../../src/ledger/chart.ts';
import { postingsOf } from '../../src/ledger/index.ts';

const movement = {
  debit: 'debtors',
  credit: 'revenue.usage',
  amount: ore(1250n),
  customerId: 'acme',
  serviceMonth: month('2026-10'),
  kind: 'usage',
};

describe('the posting of a movement (R21)', () => {
  it('is the movement itself when it is positive', () => {
    expect(postingsOf(movement)).toEqual([movement]);
  });

  it('changes sides when it is negative, so that the amount stays positive', () => {
    expect(postingsOf({ ...movement, amount: ore(-1250n) })).toEqual([
      { ...movement, debit: 'revenue.usage', credit: 'debtors', amount: 1250n },
    ]);
  });

  it('is none when nothing moves', () => {
    expect(postingsOf({ ...movement, amount: ore(0n) })).toEqual([]);
  });

  it('from an account to itself is our own mistake', () => {
    expect(() => postingsOf({ ...movement, credit: 'debtors' })).toThrow('own mistake');
  });
});

describe('the line that is hashed', () => {
  it('can be written again from the exported rows and hashed by anyone', async () => {
    const entry = {
      resellerId: 'R1',
      accountingDate: localDate('2026-11-02'),
      recordedAt: new Date('2026-11-02T09:00:00.000Z'),
      documentNumber: 10000001,
      documentSha256: Buffer.alloc(32, 0xab),
      text: 'invoice 10000001 acme',
      postings: [movement],
    };
    const zeros = '0'.repeat(64);
    const expected =
      `["${zeros}","R1","1","2026-11-02","2026-11-02T09:00:00.000Z",10000001,` +
      `"${'ab'.repeat(32)}","invoice 10000001 acme",` +
      `[["debtors","revenue.usage","1250","acme","2026-10","usage"]]]`;
    expect(linkText(entry, 1n, EMPTY_CHAIN.hash)).toBe(expected);
    const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(expected));
    expect(linkAfter(EMPTY_CHAIN, entry).hash).toEqual(Buffer.from(digest));
  });
});

describe('a row of the chart of accounts (R23)', () => {
  const row = {
    account: 'revenue.usage',
    name_da: 'Omsætning, opkald',
    name_en: 'Revenue, calls',
    type: 'revenue',
    external_account: '1020',
    vat_code: 'U25',
  };

  it('is an account with its number and VAT code in the accounting system', () => {
    expect(chartAccountOf(row, 'chart.csv', 2)).toEqual({
      account: 'revenue.usage',
      nameDa: 'Omsætning, opkald',
      nameEn: 'Revenue, calls',
      type: 'revenue',
      externalAccount: '1020',
      vatCode: 'U25',
    });
  });

  it.each([
    ['account', { ...row, account: 'Revenue Usage' }],
    ['account', { ...row, account: '' }],
    ['type', { ...row, type: 'income' }],
  ])('with a wrong %s is a fault that names it', (column, wrong) => {
    expect(chartAccountOf(wrong, 'chart.csv', 7)).toMatchObject({
      code: `chart.${column}`,
      source: 'chart.csv',
      line: 7,
      column,
    });
  });
});
