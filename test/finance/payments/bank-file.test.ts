/** A bank's files as Danish banks write them, and what is wrong with one, by line and column (R44). */
import { describe, expect, it } from 'vitest';
import { bankText, readPayments } from '../../../src/finance/payments/bank/bank-file.ts';
import { referenceOf, verdictOf } from '../../../src/finance/payments/match.ts';
import { localDate, ore } from '../../../src/kernel/index.ts';

const reading = { format: 'bank-csv', columns: new Map(), today: localDate('2026-11-23') } as const;
const read = (lines: readonly string[], other: object = {}) =>
  readPayments(`${lines.join('\n')}\n`, 'bank.csv', { ...reading, ...other });

describe("a bank's statement", () => {
  it.each([
    ['02-11-2026;1.230,00', '2026-11-02', 123000n],
    ['02.11.2026;1230,00', '2026-11-02', 123000n],
    ['2026-11-02;1230.00', '2026-11-02', 123000n],
    ['02/11/2026;+12.345.678,90', '2026-11-02', 1234567890n],
  ])('says %s', (row, date, amount) => {
    const { lines, faults } = read(['Dato;Beløb;Tekst', `${row};Faktura`]);
    expect(faults).toEqual([]);
    expect(lines).toMatchObject([{ line: 2, date, amount, text: 'Faktura' }]);
  });

  it('is read in the older encoding, too', () => {
    expect(bankText(Buffer.from('Dato;Bel\u00f8b', 'latin1'))).toBe('Dato;Beløb');
    expect(bankText(Buffer.from('Dato;Beløb', 'utf8'))).toBe('Dato;Beløb');
  });

  it('counts what goes out, and keeps two equal payments of a day apart', () => {
    const rows = ['Dato;Beløb;Tekst', '02-11-2026;-10,00;Gebyr', '02-11-2026;5,00;a'];
    const { lines, outgoing } = read([...rows, '02-11-2026;5,00;a']);
    expect(outgoing).toBe(1);
    expect(lines[0]?.byContent).not.toEqual(lines[1]?.byContent);
    expect(read(rows).lines[0]?.byContent).toEqual(lines[0]?.byContent);
  });

  it("tells the bank's own id from what else a row says, and loses no row of an id", () => {
    const header = 'id;Dato;Beløb;Tekst';
    const { lines } = read([header, 'A1;02-11-2026;5,00;a', 'A1;03-11-2026;5,00;b']);
    expect(lines).toHaveLength(2);
    expect(lines[1]?.byBankId).toEqual(lines[0]?.byBankId);
    expect(lines[1]?.byContent).not.toEqual(lines[0]?.byContent);
    expect(read(['Dato;Beløb;Tekst', '02-11-2026;5,00;a']).lines[0]?.byBankId).toBeUndefined();
  });

  it('joins what several columns of text say, each text once', () => {
    const header = 'Dato;Beløb;Tekst;Meddelelse';
    const rows = ['02-11-2026;5,00;Bgs;faktura 10000001', '02-11-2026;5,00;Bgs;Bgs'];
    const { lines } = read([header, ...rows]);
    expect(lines.map(({ text }) => text)).toEqual(['Bgs faktura 10000001', 'Bgs']);
  });

  it.each([
    ['1.230;a', 'amount', 'payments.amount'],
    ['12,3;a', 'amount', 'payments.amount'],
    ['5.00,00;a', 'amount', 'payments.amount'],
  ])('is refused where an amount could mean two things: %s', (rest, column, code) => {
    const { faults } = read(['Dato;Beløb;Tekst', `02-11-2026;${rest}`]);
    expect(faults).toMatchObject([{ line: 2, column, code }]);
  });

  it('is refused for a day that does not exist, and a header that says too little', () => {
    const codes = (row: string) => read(['Dato;Beløb;Tekst', row]).faults.map((it) => it.code);
    expect(codes('31-02-2026;5,00;a')).toEqual(['payments.date']);
    expect(read(['Dato;Beløb;Tekst', '24-11-2026;5,00;a'])).toMatchObject({
      coming: 1,
      faults: [],
    });
    expect(read(['Dato;Kroner;Tekst', '']).faults[0]?.message).toContain('--column amount=NAME');
    const columns = new Map([['amount', 'Kroner']]);
    expect(read(['Dato;Kroner;Tekst', '02-11-2026;5,00;a'], { columns }).lines).toHaveLength(1);
  });

  it('of FIK payments has an id of 15 or 16 digits on every row', () => {
    const rows = ['Dato;Beløb;Betalings-id', '02-11-2026;5,00;0001'];
    expect(read(rows, { format: 'fik' }).faults).toMatchObject([{ column: 'payment_id' }]);
  });
});

const document = (number: number, paymentId: string, open: bigint) => ({
  ...{ resellerId: 'R1', number, kind: 'invoice', paymentId, open: ore(open) },
  issueDate: localDate('2026-11-02'),
});
const known = document(12345, '000000000123455', 500n);
const numbered = document(10000001, '', 700n);
const documents = {
  byPaymentId: new Map([['000000000123455', known]]),
  byNumber: new Map([[10000001, numbered]]),
} as unknown as Parameters<typeof verdictOf>[2];
const verdict = (paymentId: string, text: string, amount: bigint) => {
  const { shares, how, wait } = verdictOf(referenceOf(paymentId, text), ore(amount), documents);
  const numbers = shares.map(({ document: { number } }) => number);
  return shares.length > 0 ? `${numbers.join(' and ')} by ${how}` : wait;
};

describe('a payment', () => {
  it.each([
    ['000000000123455', '', 1n, '12345 by payment-id'],
    ['0000000000123455', '', 500n, '12345 by payment-id'],
    ['', 'FIK +71<000000000123455+88888888<', 500n, '12345 by payment-id'],
    ['', 'Indbetaling 000000000123455', 500n, '12345 by payment-id'],
    ['000000000123454', '', 500n, 'check-digit'],
    ['000000000000109', '', 500n, 'no-document'],
    ['', 'Faktura 10000001', 700n, '10000001 by number'],
    ['', 'Faktura 10000001', 699n, 'amount'],
    ['', 'Faktura 10000002', 700n, 'no-document'],
    ['', 'Tak for sidst', 700n, 'no-reference'],
    ['', 'Indbetaling 000000000123454', 500n, 'check-digit'],
  ])('with id "%s" and text "%s" of %i øre: %s', (id, text, amount, expected) => {
    expect(verdict(id, text, amount)).toBe(expected);
  });
});
