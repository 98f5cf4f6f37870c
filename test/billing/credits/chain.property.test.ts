import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  allThatIsLeft,
  type Charged,
  type CreditPart,
  type Release,
  shareOut,
} from '../../../src/billing/credits/left.ts';
import { creditNoteOf } from '../../../src/billing/credits/note.ts';
import { entryOf } from '../../../src/billing/issue/issue.ts';
import type { Document } from '../../../src/documents/index.ts';
import { groupBy, localDate, ore, sumMoney } from '../../../src/kernel/index.ts';
import { type ChargedKey, invoiceOf, lessCredited, summed } from './invoices.ts';

const licence = fc.record({
  customer: fc.constantFrom('k1', 'k2', 'k3'),
  kind: fc.constant('licence' as const),
  key: fc.constantFrom('anna', 'bo', 'cy'),
  ore: fc.constantFrom(3000, 2999, 1),
});
const calls = fc.record({
  customer: fc.constantFrom('k1', 'k2', 'k3'),
  kind: fc.constant('usage' as const),
  key: fc.constantFrom('Denmark', 'Norway', 'Sweden'),
  ore: fc.integer({ min: -9, max: 700 }),
});
const placeName = (it: ChargedKey) => `${it.customer} ${it.kind}`;
/** Each key once; a month of usage is invoiced only where it comes to more than nothing (R9). */
const keys = fc
  .uniqueArray(fc.oneof(licence, calls), {
    minLength: 1,
    maxLength: 9,
    selector: (it) => `${placeName(it)} ${it.key}`,
  })
  .map((all) => {
    const sums = groupBy(all, placeName);
    const sum = (it: ChargedKey) => sums.get(placeName(it))?.reduce((n, { ore: o }) => n + o, 0);
    return all.filter((it) => (sum(it) ?? 0) > 0 && it.ore !== 0);
  })
  .filter((all) => all.length > 0);

/** Which key is credited next, and how much of what is left of it, in thousandths. */
const step = fc.record({ at: fc.nat(), part: fc.integer({ min: 1, max: 1000 }) });

function releaseFrom(charged: readonly Charged[], { at, part }: { at: number; part: number }) {
  const places = new Map<string, { row: Charged; left: bigint }>();
  for (const row of charged) {
    const key = row.kind === 'usage' ? '' : row.key;
    const name = `${row.customerId} ${row.kind} ${key}`;
    const left = (places.get(name)?.left ?? 0n) + row.amount;
    places.set(name, { row: { ...row, key }, left });
  }
  const some = [...places.values()].filter(({ left }) => left > 0n);
  const chosen = some[at % Math.max(1, some.length)];
  if (!chosen) return undefined;
  const amount = (chosen.left * BigInt(part)) / 1000n || 1n;
  return { ...chosen.row, amount: ore(amount), proposalId: 1n, cause: '' } satisfies Release;
}

/** Øre by ledger account, debit above 0. */
function standing(documents: readonly Document[]): Map<string, bigint> {
  const balances = new Map<string, bigint>();
  const add = (account: string, amount: bigint) =>
    balances.set(account, (balances.get(account) ?? 0n) + amount);
  for (const document of documents) {
    const stored = { resellerId: 'R1', runId: 1n, document, body: '' };
    const entry = entryOf({ ...stored, bodySha256: Buffer.alloc(32) }, new Date(0));
    for (const posting of entry.postings) {
      add(posting.debit, posting.amount);
      add(posting.credit, -posting.amount);
    }
  }
  return balances;
}

describe('any sequence of partial credits over any invoices (R10)', () => {
  it('never takes more than an invoice has, and in full leaves no øre of it, VAT included', () => {
    fc.assert(
      fc.property(fc.array(keys, { minLength: 1, maxLength: 3 }), fc.array(step), (all, steps) => {
        const invoices = all.map((it, index) => invoiceOf(10000001 + index, it));
        const notes: Document[] = [];
        let charged: readonly Charged[] = invoices.flatMap((it) => it.charged);
        const issue = (parts: readonly CreditPart[]) => {
          for (const [number, own] of groupBy(parts, (part) => part.invoice)) {
            const invoice = invoices.find((it) => it.document.number === number)?.document;
            if (!invoice) throw new Error(`no invoice ${number}`);
            const earlier = notes.filter((note) => note.corrects?.number === number);
            const facts = { issueDate: localDate('2026-11-05'), reason: 'x' };
            const next = 50000001 + notes.length;
            const corrected = { resellerId: 'R1', invoice, earlier };
            const { document } = creditNoteOf(corrected, own, { ...facts, number: next });
            expect(document.net).toBe(sumMoney(own, (part) => part.amount));
            expect(document.vat).toBeGreaterThanOrEqual(0n);
            notes.push(document);
            const of = notes.filter((note) => note.corrects?.number === number);
            expect(sumMoney(of, (it) => it.net)).toBeLessThanOrEqual(invoice.net);
            expect(sumMoney(of, (it) => it.vat)).toBeLessThanOrEqual(invoice.vat);
          }
          charged = summed(lessCredited(charged, parts));
        };
        for (const one of steps) {
          const release = releaseFrom(charged, one);
          if (!release) break;
          const { parts, beyond } = shareOut([release], charged);
          expect(beyond).toBeUndefined();
          issue(parts);
        }
        const left = groupBy(charged, (row) => row.invoice);
        for (const rows of left.values()) {
          const parts = allThatIsLeft(rows).filter((it) => it.amount !== 0n);
          if (sumMoney(parts, (part) => part.amount) > 0n) issue(parts);
        }
        for (const { document } of invoices) {
          const own = notes.filter((note) => note.corrects?.number === document.number);
          const sums = (of: (it: Document) => bigint) => own.reduce((n, it) => n + of(it), 0n);
          expect([sums((it) => it.net), sums((it) => it.vat), sums((it) => it.total)]).toEqual([
            document.net,
            document.vat,
            document.total,
          ]);
        }
        const balances = standing([...invoices.map((it) => it.document), ...notes]);
        expect([...balances.values()].filter((amount) => amount !== 0n)).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });
});
