import { describe, expect, it } from 'vitest';
import { type CreditPart, type Release, shareOut } from '../../../src/billing/credits/left.ts';
import { creditNoteOf } from '../../../src/billing/credits/note.ts';
import type { Document } from '../../../src/documents/index.ts';
import { customerId, localDate, ore } from '../../../src/kernel/index.ts';
import { september } from '../samples.ts';
import { invoiceOf, lessCredited, type SampleInvoice, summed } from './invoices.ts';

const facts = (number: number) => {
  return { number, issueDate: localDate('2026-11-05'), reason: 'aftalt' };
};
const releaseOf = (customer: string, kind: string, key: string, amount: number): Release => ({
  proposalId: 1n,
  customerId: customerId(customer),
  serviceMonth: september,
  kind,
  key,
  amount: ore(amount),
  cause: 'indberetning 7',
});
const noteOf = (invoice: SampleInvoice, earlier: readonly Document[], parts: CreditPart[]) =>
  creditNoteOf(
    { resellerId: 'R1', invoice: invoice.document, earlier },
    parts,
    facts(50000001 + earlier.length),
  ).document;

describe('credits of an invoice of 3 x 0.10 (R10)', () => {
  const invoice = invoiceOf(
    10000001,
    ['k1', 'k2', 'k3'].map((customer) => {
      return { customer, kind: 'usage', key: 'Norway', ore: 10 } as const;
    }),
  );

  it('carry VAT of 0.03, 0.02 and 0.03, one after another', () => {
    expect([invoice.document.net, invoice.document.vat]).toEqual([30n, 8n]);
    const earlier: Document[] = [];
    let charged = invoice.charged;
    for (const customer of ['k1', 'k2', 'k3']) {
      const { parts } = shareOut([releaseOf(customer, 'usage', '', 10)], charged);
      earlier.push(noteOf(invoice, earlier, [...parts]));
      charged = summed(lessCredited(charged, parts));
    }
    expect(earlier.map((note) => note.vat)).toEqual([3n, 2n, 3n]);
  });

  it('carry 0.08 where all of it is credited at once', () => {
    const releases = ['k1', 'k2', 'k3'].map((it) => releaseOf(it, 'usage', '', 10));
    const { parts } = shareOut(releases, invoice.charged);
    const note = noteOf(invoice, [], [...parts]);
    expect([note.net, note.vat, note.total]).toEqual([30n, 8n, 38n]);
  });
});

describe('a release', () => {
  const older = invoiceOf(10000001, [
    { customer: 'acme', kind: 'usage', key: 'Norway', ore: 200 },
    { customer: 'acme', kind: 'usage', key: 'Sweden', ore: -50 },
    { customer: 'acme', kind: 'licence', key: 'anna', ore: 3000 },
  ]);
  const newer = invoiceOf(10000007, [
    { customer: 'acme', kind: 'usage', key: 'Norway', ore: 100 },
    { customer: 'acme', kind: 'licence', key: 'bo', ore: 3000 },
  ]);
  const charged = [...older.charged, ...newer.charged];

  it('takes the newest invoice first, and of a month of usage what is left of all of it', () => {
    const { parts, beyond } = shareOut([releaseOf('acme', 'usage', '', 220)], charged);
    expect(beyond).toBeUndefined();
    expect(parts.map((it) => [it.invoice, it.key, it.amount])).toEqual([
      [10000007, '', 100n],
      [10000001, '', 120n],
    ]);
  });

  it('takes of a licence nothing from an invoice that did not charge that employee', () => {
    const { parts } = shareOut([releaseOf('acme', 'licence', 'anna', 3000)], charged);
    expect(parts.map((it) => [it.invoice, it.key, it.amount])).toEqual([[10000001, 'anna', 3000n]]);
  });

  it('is beyond what is left where that is an øre more, by whatever went before', () => {
    // 2.00 - 0.50 + 1.00 is left of the month.
    expect(shareOut([releaseOf('acme', 'usage', '', 250)], charged).beyond).toBeUndefined();
    expect(shareOut([releaseOf('acme', 'usage', '', 251)], charged).beyond?.left).toBe(250n);
    const twice = [releaseOf('acme', 'usage', '', 200), releaseOf('acme', 'usage', '', 51)];
    expect(shareOut(twice, charged).beyond?.left).toBe(50n);
  });
});

describe('a credit note', () => {
  const invoice = invoiceOf(10000001, [
    { customer: 'acme', kind: 'licence', key: 'anna', ore: 3000 },
    { customer: 'acme', kind: 'licence', key: 'bo', ore: 3000 },
  ]);
  const { parts } = shareOut([releaseOf('acme', 'licence', 'anna', 3000)], invoice.charged);
  const note = noteOf(invoice, [], [...parts]);

  it('names its invoice with date and reason, and asks for no payment', () => {
    expect(note).toMatchObject({
      kind: 'credit-note',
      corrects: { number: 10000001, issueDate: invoice.document.issueDate, reason: 'aftalt' },
      payment: undefined,
      dueDate: undefined,
      buyer: invoice.document.buyer,
      seller: invoice.document.seller,
      month: invoice.document.month,
    });
  });

  it('says in amounts above 0 what is credited, for whom and why', () => {
    expect(note.sections[0]?.lines).toMatchObject([
      {
        text: 'Skype for Business-integration, september 2026, 1 medarbejder',
        cause: 'indberetning 7',
        quantity: 1,
        unitPrice: 3000n,
        net: 3000n,
        vatRate: 25,
      },
    ]);
  });

  it('is never made for more than the invoice has', () => {
    const [part] = parts as [CreditPart];
    const many = [part, { ...part, amount: ore(3001), key: 'bo' }];
    expect(() => noteOf(invoice, [], many)).toThrow('more credited than 10000001 has');
  });
});
