import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { entryOf } from '../../../src/billing/issue/issue.ts';
import type { Document, StoredDocument } from '../../../src/documents/index.ts';
import {
  addMoney,
  customerId,
  type Money,
  month,
  ore,
  sumMoney,
  vatOn,
} from '../../../src/kernel/index.ts';
import type { Posting } from '../../../src/ledger/index.ts';
import { buyer, issueDate, seller } from '../samples.ts';

const line = fc.record({
  kind: fc.constantFrom('licence', 'usage'),
  customerId: fc.constantFrom('acme', 'bolt', 'cirkel'),
  serviceMonth: fc.constantFrom(month('2026-08'), month('2026-09'), month('2026-10')),
  net: fc.bigInt(-5_000n, 900_000n),
});
type Line = typeof line extends fc.Arbitrary<infer T> ? T : never;

function stored(lines: readonly Line[]): StoredDocument {
  const ids = [...new Set(lines.map((one) => one.customerId))];
  const sections = ids.map((id) => {
    const own = lines.filter((one) => one.customerId === id);
    return {
      customerId: customerId(id),
      customerName: id,
      employees: [],
      net: sumMoney(own, (one) => ore(one.net)),
      lines: own.map((one, index) => ({
        ...one,
        no: index + 1,
        text: one.kind,
        quantity: one.net < 0n ? (-1 as const) : (1 as const),
        unit: 'C62' as const,
        unitPrice: ore(one.net < 0n ? -one.net : one.net),
        net: ore(one.net),
        vatCategory: 'S' as const,
        vatRate: 25,
        cause: undefined,
        usage: undefined,
      })),
    };
  });
  const net = sumMoney(sections, (section) => section.net);
  const vat = vatOn(net, 25);
  const document: Document = {
    form: 1,
    number: 10000001,
    kind: 'invoice',
    language: 'da',
    month: month('2026-10'),
    issueDate,
    dueDate: undefined,
    currency: 'DKK',
    seller,
    buyer,
    sections,
    vatSubtotals: [{ category: 'S', rate: 25, net, vat }],
    net,
    vat,
    total: addMoney(net, vat),
    payment: undefined,
  };
  return { resellerId: 'R1', runId: 1n, document, body: '', bodySha256: Buffer.alloc(32, 7) };
}

const recordedAt = new Date('2026-11-02T09:00:00Z');
const entry = (lines: readonly Line[]) => entryOf(stored(lines), recordedAt);

/** What an account gained on its natural side: debit for debtors, credit for the others. */
function movement(postings: readonly Posting[], account: string, side: 'debit' | 'credit'): Money {
  const other = side === 'debit' ? 'credit' : 'debit';
  const matching = (key: 'debit' | 'credit') =>
    sumMoney(
      postings.filter((posting) => posting[key] === account),
      (posting) => posting.amount,
    );
  return (matching(side) - matching(other)) as Money;
}

describe('the postings of a document, whatever its lines', () => {
  const documents = fc.array(line, { maxLength: 12 });

  it('are the document to the øre: debtors its total, revenue its net, VAT its VAT (R22)', () => {
    fc.assert(
      fc.property(documents, (lines) => {
        const { document } = stored(lines);
        const { postings } = entry(lines);
        const net = movement(postings, 'revenue.licence', 'credit');
        expect(net + movement(postings, 'revenue.usage', 'credit')).toBe(document.net);
        expect(movement(postings, 'vat.output', 'credit')).toBe(document.vat);
        expect(movement(postings, 'debtors', 'debit')).toBe(document.total);
      }),
    );
  });

  it('are positive amounts between two accounts, so that they cannot be unbalanced (R21)', () => {
    fc.assert(
      fc.property(documents, (lines) => {
        for (const posting of entry(lines).postings) {
          expect(posting.amount).toBeGreaterThan(0n);
          expect(posting.debit).not.toBe(posting.credit);
        }
      }),
    );
  });

  it('keep customer, service month and kind of the revenue (R24)', () => {
    fc.assert(
      fc.property(documents, (lines) => {
        const postings = entry(lines).postings.filter((posting) => posting.kind !== 'vat');
        for (const one of lines) {
          const same = (other: { customerId: string; serviceMonth?: unknown; kind: string }) =>
            other.customerId === one.customerId &&
            other.serviceMonth === one.serviceMonth &&
            other.kind === one.kind;
          const due = sumMoney(lines.filter(same), (other) => ore(other.net));
          const account = `revenue.${one.kind}`;
          expect(movement(postings.filter(same), account, 'credit')).toBe(due);
        }
      }),
    );
  });
});

describe('the ledger entry of a document', () => {
  it('is dated on the issue date and seals number and text', () => {
    const made = entry([
      { kind: 'licence', customerId: 'acme', serviceMonth: month('2026-10'), net: 3000n },
    ]);
    expect(made).toMatchObject({
      resellerId: 'R1',
      accountingDate: '2026-11-02',
      documentNumber: 10000001,
      documentSha256: Buffer.alloc(32, 7),
    });
    expect(made.postings).toEqual([
      {
        debit: 'debtors',
        credit: 'revenue.licence',
        amount: 3000n,
        customerId: 'acme',
        serviceMonth: '2026-10',
        kind: 'licence',
      },
      {
        debit: 'debtors',
        credit: 'vat.output',
        amount: 750n,
        customerId: '',
        serviceMonth: undefined,
        kind: 'vat',
      },
    ]);
  });

  it('of 0 kr has no posting and is sealed all the same', () => {
    const made = entry([]);
    expect(made.postings).toEqual([]);
    expect(made.documentNumber).toBe(10000001);
  });
});
