/**
 * Whatever is posted, hledger reads our journal, finds our assertions to hold and comes to the same
 * balances; and a system that derives VAT from codes ends where the vouchers say.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  hledgerBalances as balancesText,
  hledgerHead,
  hledgerNames,
  hledgerTransaction,
} from '../../../src/finance/export/hledger.ts';
import { codedLines, derivedVat, voucherOf } from '../../../src/finance/export/voucher.ts';
import { localDate, month, ore } from '../../../src/kernel/index.ts';
import { hasHledger, hledger, hledgerBalances } from '../../support/hledger.ts';
import { chart, document, mapping } from './samples.ts';

const accounts = [...chart.keys()];

const posting = fc
  .tuple(
    fc.shuffledSubarray(accounts, { minLength: 2, maxLength: 2 }),
    fc.bigInt(1n, 10n ** 13n),
    fc.constantFrom('', 'acme', 'Ærø/1@x', '0.5'),
  )
  .map(([[debit = '', credit = ''], amount, customerId]) => ({
    ...{ debit, credit, amount: ore(amount), customerId },
    ...{ serviceMonth: month('2026-09'), kind: 'usage' },
  }));

const transactions = fc.array(
  fc.record({ text: fc.string({ unit: 'grapheme' }), postings: fc.array(posting) }),
  { maxLength: 8 },
);

describe('the journal of hledger', () => {
  it.skipIf(!hasHledger)('is sound, and comes to what was posted', { timeout: 60_000 }, () => {
    fc.assert(
      fc.property(transactions, (made) => {
        const sums = new Map<string, bigint>();
        const add = (name: string, amount: bigint) =>
          sums.set(name, (sums.get(name) ?? 0n) + amount);
        for (const { debit, credit, amount } of made.flatMap((it) => it.postings)) {
          add(debit, amount);
          add(credit, -amount);
        }
        fc.pre(sums.size > 0);
        const names = hledgerNames([...chart.values()]);
        const date = localDate('2026-10-01');
        const body = made.map((it, index) =>
          hledgerTransaction({ resellerId: 'R1', seq: BigInt(index + 1), date, ...it }, names),
        );
        const ends = [...sums].map(([account, balance]) => ({ account, balance: ore(balance) }));
        const head = hledgerHead([...chart.values()]);
        const journal = [head, ...body, balancesText(date, ends, names)].join('');
        hledger(journal, 'check', '-s', 'ordereddates');
        const theirs = hledgerBalances(journal);
        for (const [account, balance] of sums) expect(theirs.get(account)).toBe(balance);
      }),
      { numRuns: 25 },
    );
  });
});

const taxed = ['revenue.licence', 'revenue.usage', 'revenue.pass-through'] as const;

describe('the lines for a system that derives VAT', () => {
  it('end on every account where ours do, also where a credit note carries an odd VAT', () => {
    const nets = fc.array(fc.integer({ min: -50, max: 100_000 }), { minLength: 1, maxLength: 3 });
    fc.assert(
      fc.property(nets, fc.integer({ min: -2, max: 2 }), (amounts, odd) => {
        const moved: Record<string, number> = {};
        for (const [index, net] of amounts.entries()) moved[taxed[index] ?? ''] = -net;
        const net = amounts.reduce((sum, it) => sum + it, 0);
        const vat = Math.round(net / 4) + odd;
        fc.pre(amounts.some((it) => it !== 0) && net + vat >= 0);
        const posted = { ...moved, 'vat.output': -vat, debtors: net + vat };
        const voucher = voucherOf(document(1, posted), mapping);
        const ended = new Map<string, bigint>();
        const add = (name: string, amount: bigint) =>
          ended.set(name, (ended.get(name) ?? 0n) + amount);
        for (const { external, vatCode, amount } of codedLines(voucher)) {
          const derived = vatCode === '' ? 0n : derivedVat(amount, 25);
          add(external, amount - derived);
          add('6902', derived);
        }
        for (const [name, amount] of Object.entries(posted)) {
          if (name === 'debtors') continue;
          expect(ended.get(chart.get(name)?.externalAccount ?? '') ?? 0n).toBe(BigInt(amount));
        }
      }),
    );
  });
});
