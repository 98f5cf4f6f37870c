import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { localDate, month, ore } from '../../src/kernel/index.ts';
import { brokenLink, EMPTY_CHAIN, type Link, linkAfter } from '../../src/ledger/chain.ts';
import type { Entry, Posting } from '../../src/ledger/index.ts';

const posting: fc.Arbitrary<Posting> = fc.record({
  debit: fc.constantFrom('debtors', 'vat.output'),
  credit: fc.constantFrom('revenue.licence', 'revenue.usage'),
  amount: fc.bigInt(1n, 9_999_999n).map(ore),
  customerId: fc.string({ maxLength: 8 }),
  serviceMonth: fc.constantFrom(undefined, month('2026-09'), month('2026-10')),
  kind: fc.constantFrom('licence', 'usage', 'vat'),
});
const entry: fc.Arbitrary<Entry> = fc.record({
  resellerId: fc.string({ minLength: 1, maxLength: 8 }),
  accountingDate: fc.constantFrom(localDate('2026-10-01'), localDate('2026-11-02')),
  recordedAt: fc.date({ noInvalidDate: true, min: new Date(0), max: new Date('2100-01-01') }),
  documentNumber: fc.option(fc.integer({ min: 1, max: 89_999_999 }), { nil: undefined }),
  documentSha256: fc.option(
    fc.uint8Array({ minLength: 32, maxLength: 32 }).map((bytes) => Buffer.from(bytes)),
    { nil: undefined },
  ),
  text: fc.string(),
  postings: fc.array(posting, { minLength: 1, maxLength: 4 }),
});

/** Ways to change one field of a link; each gives another link than it was given. */
const changes: Readonly<Record<string, (link: Link) => Link>> = {
  reseller: (link) => ({ ...link, resellerId: `${link.resellerId}x` }),
  'accounting date': (link) => ({ ...link, accountingDate: localDate('2026-11-03') }),
  'recorded at': (link) => ({ ...link, recordedAt: new Date(link.recordedAt.getTime() + 1) }),
  'document number': (link) => ({ ...link, documentNumber: (link.documentNumber ?? 0) + 1 }),
  'document hash': (link) => ({
    ...link,
    documentSha256: link.documentSha256 ? undefined : Buffer.alloc(32),
  }),
  text: (link) => ({ ...link, text: `${link.text} ` }),
  'a posting more': (link) => ({ ...link, postings: [...link.postings, ...link.postings] }),
  'a posting less': (link) => ({ ...link, postings: link.postings.slice(1) }),
  'order of postings': (link) => ({ ...link, postings: turned(link.postings) }),
  amount: (link) => first(link, (p) => ({ ...p, amount: ore(p.amount + 1n) })),
  debit: (link) => first(link, (p) => ({ ...p, debit: 'revenue.other' })),
  credit: (link) => first(link, (p) => ({ ...p, credit: 'debtors.other' })),
  customer: (link) => first(link, (p) => ({ ...p, customerId: `${p.customerId}1` })),
  'service month': (link) => first(link, (p) => ({ ...p, serviceMonth: month('2026-01') })),
  kind: (link) => first(link, (p) => ({ ...p, kind: 'other' })),
  hash: (link) => ({ ...link, hash: flipped(link.hash) }),
  'previous hash': (link) => ({ ...link, prevHash: flipped(link.prevHash) }),
  number: (link) => ({ ...link, seq: link.seq + 1n }),
};

const first = (link: Link, change: (posting: Posting) => Posting): Link => ({
  ...link,
  postings: link.postings.map((one, index) => (index === 0 ? change(one) : one)),
});
const flipped = (hash: Buffer) => Buffer.from(hash.map((byte, i) => (i === 5 ? byte ^ 1 : byte)));
/** Two postings that differ, the other way round. */
const turned = (postings: readonly Posting[]): Posting[] => {
  const [one] = postings;
  return one ? [{ ...one, kind: 'second' }, one] : [];
};

/** Where a list of links first breaks; undefined when it is whole. */
function firstBreak(links: readonly Link[]): number | undefined {
  let head = EMPTY_CHAIN;
  for (const [index, link] of links.entries()) {
    if (brokenLink(head, link)) return index;
    head = link;
  }
  return undefined;
}

function chainOf(entries: readonly Entry[]): Link[] {
  const links: Link[] = [];
  for (const one of entries) links.push(linkAfter(links.at(-1) ?? EMPTY_CHAIN, one));
  return links;
}

describe('a chain of transactions (R22)', () => {
  const entries = fc.array(entry, { minLength: 1, maxLength: 6 });

  it('is whole as it was written, numbered from 1', () => {
    fc.assert(
      fc.property(entries, (list) => {
        const chain = chainOf(list);
        expect(firstBreak(chain)).toBeUndefined();
        expect(chain.map((link) => link.seq)).toEqual(list.map((_, i) => BigInt(i) + 1n));
      }),
    );
  });

  it.each(Object.keys(changes))('breaks at the link whose %s was changed', (field) => {
    fc.assert(
      fc.property(entries, fc.nat(), (list, at) => {
        const chain = chainOf(list);
        const index = at % chain.length;
        const change = changes[field];
        const broken = chain.map((link, i) => (i === index && change ? change(link) : link));
        expect(firstBreak(broken)).toBe(index);
      }),
    );
  });

  it('breaks where a link before the last was taken away, and where two changed places', () => {
    fc.assert(
      fc.property(fc.array(entry, { minLength: 3, maxLength: 6 }), fc.nat(), (list, at) => {
        const chain = chainOf(list);
        const index = at % (chain.length - 1);
        expect(firstBreak(chain.toSpliced(index, 1))).toBe(index);
        const [one, other] = [chain[index], chain[index + 1]];
        const swapped = one && other ? chain.toSpliced(index, 2, other, one) : [];
        expect(firstBreak(swapped)).toBe(index);
      }),
    );
  });

  it('breaks after a link that was written anew with its own right hash', () => {
    fc.assert(
      fc.property(fc.array(entry, { minLength: 2, maxLength: 6 }), fc.nat(), (list, at) => {
        const chain = chainOf(list);
        const index = at % (chain.length - 1);
        const before = chain[index - 1] ?? EMPTY_CHAIN;
        const old = chain[index];
        const forged = old ? linkAfter(before, { ...old, text: `${old.text}!` }) : undefined;
        expect(forged && firstBreak(chain.with(index, forged))).toBe(index + 1);
      }),
    );
  });
});
