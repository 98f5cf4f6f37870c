/**
 * Any two months through the real engine, and what leaves it: every document is right to the øre by a
 * computation that shares no code with ours, says the same in every format, passes the official rules,
 * and the books around it are found sound by hledger. TAKST_STORY_MONTHS raises how many are lived,
 * TAKST_STORY_DOCUMENTS how many of their documents go before the official rules.
 */
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkUbl, type Document } from '../../../src/documents/index.ts';
import { openWorld, type World } from '../../month-world.ts';
import { describeWithRules, openJudge, refusedFor } from '../../support/einvoice-rules.ts';
import { hasHledger } from '../../support/hledger.ts';
import {
  expectDue,
  expectHledgerAgrees,
  expectNothingLeft,
  expectRight,
  expectVerified,
  trialBalance,
} from './books.ts';
import { type Facts, factsOf } from './facts.ts';
import { creditWhole, issued, live } from './live.ts';
import { type Plan, plan } from './plan.ts';
import { hasPdftotext, renderAll, sumsOfCsv, sumsOfXml, textOfPdf, written } from './rendering.ts';

const MONTHS = Number(process.env.TAKST_STORY_MONTHS || 8);
const DOCUMENTS = Number(process.env.TAKST_STORY_DOCUMENTS || 36);
const languages = ['da', 'en'] as const;

/** Peppol files by what is particular about them, for the official rules. */
const kept = new Map<string, string[]>();
const counts = { compared: 0, invoices: 0, creditNotes: 0, refused: 0 };

function keep({ kind, language, buyer, total, vatSubtotals }: Document, xml: string): void {
  const by = [buyer.cvr, buyer.gln, buyer.buyerReference].map((it) => (it === '' ? '-' : '+'));
  const scope = vatSubtotals.map((it) => it.category).join();
  const shape = [kind, language, buyer.billTo, ...by, scope, total === 0n].join(' ');
  kept.set(shape, [...(kept.get(shape) ?? []), xml]);
}

/** In either language, since the same documents go to buyers who read English. */
async function expectSameInAllFormats(document: Document): Promise<void> {
  const { net, vat, total, buyer, language } = document;
  const sums = { net, vat, total, lines: net };
  const { files, refused } = await renderAll(document);
  const unreachable = buyer.cvr === '' && buyer.gln === '';
  const peppol = refused.filter(({ format }) => format.startsWith('peppol'));
  const codes = unreachable ? [['no-endpoint'], ['no-endpoint']] : [];
  expect(peppol.map((it) => it.codes)).toEqual(codes);
  expect(sumsOfCsv(files.get('csv') ?? Buffer.of())).toMatchObject(sums);
  for (const [format, bytes] of files) {
    if (!format.startsWith('peppol')) continue;
    const xml = bytes.toString('utf8');
    expect(sumsOfXml(xml)).toEqual(sums);
    expect(checkUbl(xml).filter((it) => it.severity === 'error')).toEqual([]);
    if (format === 'peppol') keep(document, xml);
  }
  counts.refused += refused.length;
  if (!hasPdftotext) return;
  const text = textOfPdf(files.get('pdf') ?? Buffer.of());
  for (const amount of [net, vat, total]) expect(text).toContain(written(amount, language));
}

async function expectEverything(world: World, it: Plan, facts: Facts): Promise<void> {
  await live(world, it, facts);
  counts.compared += await expectDue(world, it, facts);
  const before = await issued(world.database);
  expectRight(before);
  await expectVerified(world);
  if (hasHledger) await expectHledgerAgrees(world);
  for (const { kind, number } of before) {
    if (kind === 'invoice') await creditWhole(world.database, number, '2026-11-10');
  }
  const documents = await issued(world.database);
  expectRight(documents);
  expectNothingLeft(documents);
  const open = await trialBalance(world);
  for (const [account, balance] of open) {
    if (/^(revenue|vat)/.test(account)) expect([account, balance]).toEqual([account, 0n]);
  }
  await expectVerified(world);
  if (hasHledger) await expectHledgerAgrees(world);
  for (const [at, document] of documents.entries()) {
    await expectSameInAllFormats({ ...document, language: languages[at % 2] ?? 'da' });
  }
  counts.invoices += before.filter((doc) => doc.kind === 'invoice').length;
  counts.creditNotes += documents.filter((doc) => doc.kind === 'credit-note').length;
}

describe('any two months', () => {
  it('charge what is due, to the øre and in every format, and credited in full leave nothing', {
    timeout: MONTHS * 60_000,
  }, async () => {
    await fc.assert(
      fc.asyncProperty(plan, async (it) => {
        const world = await openWorld();
        try {
          await expectEverything(world, it, factsOf(it));
        } finally {
          await world.close();
        }
      }),
      { numRuns: MONTHS, endOnFailure: true },
    );
    // Chance may leave a thing out, but not all of it: what was looked at must have been there.
    expect(counts.compared).toBeGreaterThan(MONTHS * 4);
    expect(counts.invoices).toBeGreaterThan(MONTHS * 2);
    expect(counts.creditNotes).toBeGreaterThan(MONTHS);
  });
});

describeWithRules('the official rules over documents of such months', () => {
  let judge: Awaited<ReturnType<typeof openJudge>>;
  beforeAll(async () => {
    judge = await openJudge();
  });
  afterAll(() => kept.clear());

  it('refuse none of them', { timeout: DOCUMENTS * 10_000 }, async () => {
    const shapes = [...kept.values()];
    const rounds = Math.max(0, ...shapes.map((it) => it.length));
    const chosen = Array.from({ length: rounds }, (_, round) =>
      shapes.flatMap((it) => it[round] ?? []),
    );
    const files = chosen.flat().slice(0, DOCUMENTS);
    expect(files.length).toBeGreaterThan(DOCUMENTS / 2);
    for (const xml of files) expect(refusedFor(await judge(xml)), xml).toEqual([]);
  });
});
