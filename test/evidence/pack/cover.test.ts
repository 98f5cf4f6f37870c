import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { page } from '../../../src/documents/index.ts';
import { coverPdf, layoutCover } from '../../../src/evidence/pack/cover/cover.ts';
import { partsOf } from '../../../src/evidence/pack/cover/picture.ts';
import type { PackFacts } from '../../../src/evidence/pack/facts.ts';
import { leftOut } from '../../../src/evidence/pack/left-out.ts';
import { resultOf } from '../../../src/evidence/pack/result.ts';
import { manyEmployees, threeEmployees } from './sample.ts';

const nobody = (): PackFacts => {
  const facts = threeEmployees();
  return { ...facts, employees: [], accounts: [], findings: [], declarations: [] };
};
const samples: Readonly<Record<string, () => PackFacts>> = {
  'evidence-cover-da': threeEmployees,
  'three-en': () => ({ ...threeEmployees(), language: 'en' }),
  'many-en': () => manyEmployees(500),
  'many-da': () => ({ ...manyEmployees(500), language: 'da' }),
  nobody,
};

const marksOf = (facts: PackFacts) => layoutCover(facts, resultOf(facts));
const textsOf = (marks: readonly page.Mark[]) =>
  marks.flatMap((mark) => (mark.kind === 'text' ? [mark] : []));
const saidBy = (facts: PackFacts) =>
  marksOf(facts)
    .flatMap((marks) => textsOf(marks).map(({ text }) => text))
    .join('\n')
    .replaceAll('\u00a0', ' ');

describe('the cover sheet', () => {
  // `PICTURES=folder` also keeps the files there, to be looked at (docs/pictures/README.md).
  it.each(Object.entries(samples))('%s becomes a PDF of two pages at most', async (name, make) => {
    const bytes = await coverPdf(make(), resultOf(make()));
    expect(bytes.subarray(0, 5).toString()).toBe('%PDF-');
    if (process.env.PICTURES) writeFileSync(join(process.env.PICTURES, `${name}.pdf`), bytes);
    expect(marksOf(make()).length).toBeLessThan(3);
  });

  it.each(Object.entries(samples))('%s keeps everything on the paper', (_name, make) => {
    for (const marks of marksOf(make())) {
      for (const mark of marks) {
        if (mark.kind !== 'text' && mark.kind !== 'box') continue;
        expect(mark.x).toBeGreaterThanOrEqual(page.paper.left - 0.01);
        expect(mark.x + mark.width).toBeLessThanOrEqual(page.paper.right + 0.01);
        expect(mark.y).toBeLessThan(page.paper.height);
      }
    }
  });

  it.each(Object.entries(samples))('%s prints no text over another', (_name, make) => {
    for (const marks of marksOf(make())) {
      const texts = textsOf(marks);
      for (const [i, a] of texts.entries()) {
        for (const b of texts.slice(i + 1)) {
          const apart = a.x + a.width <= b.x + 0.01 || b.x + b.width <= a.x + 0.01;
          const lines = Math.abs(a.y - b.y) >= 0.7 * Math.min(a.style.size, b.style.size);
          expect(apart || lines, `${a.text} / ${b.text}`).toBe(true);
        }
      }
    }
  });

  it('says who asked about whom, since when, until when and whether it was in time', () => {
    const said = saidBy(threeEmployees());
    expect(said).toContain('Svar på anmodning fra Microsoft om kunden Acme ApS (acme)');
    expect(said).toContain('20. november 2026 kl. 10.15');
    expect(said).toContain('23. november 2026 kl. 13.28');
    expect(said).toContain('udgangen af 25. november 2026, overholdt');
  });

  it('says of each clock whether it was met', () => {
    const said = saidBy(manyEmployees(12));
    expect(said).toContain('the end of 21 November 2026, missed');
    expect(said).toContain('the end of 25 November 2026, met');
  });

  it('names open findings with their kroner, and what is left out', () => {
    const said = saidBy(threeEmployees());
    expect(said).toContain('Oplysningerne stemmer for 1 af 2 medarbejdere');
    expect(said).toContain('Stemmer overens 1');
    expect(said).not.toContain('mangler dokumentation');
    expect(said).toContain(
      '1 åben afvigelse. Faktureret for lidt: 30,00 kr. pr. måned, 150,00 kr. indtil nu.',
    );
    expect(said).toContain('Medarbejder bo (bo)');
    for (const { what } of leftOut.da) expect(said).toContain(what);
  });

  it.each([
    [
      'da',
      'Oplysningerne stemmer for 0 af 2 medarbejdere\n1 mangler dokumentation. 1 åben afvigelse.',
    ],
    ['en', 'The records agree for 0 of 2 employees\n1 has no evidence. 1 open finding.'],
  ] as const)('says in %s beside the result how many lack evidence', (language, headline) => {
    const facts = threeEmployees();
    const employees = facts.employees.map((it) => ({
      ...it,
      verdict: it.verdict === 'agrees' ? ('unproved' as const) : it.verdict,
    }));
    expect(saidBy({ ...facts, language, employees })).toContain(headline);
  });

  it('names who made it on each page', () => {
    for (const marks of marksOf(manyEmployees(500))) {
      const texts = textsOf(marks).map(({ text }) => text);
      expect(texts.some((text) => text.startsWith('Fiktiv Telefoni A/S · '))).toBe(true);
    }
  });

  it('prints the heads of both chains and the fingerprint of the key', () => {
    const said = saidBy(threeEmployees());
    for (const letter of ['a', 'b', 'c']) expect(said).toContain(letter.repeat(64));
  });
});

describe('the picture of the result', () => {
  const none = { agrees: 0, waived: 0, disagrees: 0, 'not-evidenced': 0, 'not-concerned': 0 };

  it('is as wide as the page in all, each part in proportion to its count', () => {
    const parts = partsOf({ ...none, agrees: 300, disagrees: 100 }, 408);
    expect(parts.map(({ width }) => width)).toEqual([304, 104]);
  });

  it('shows one among ten thousand', () => {
    const parts = partsOf({ ...none, agrees: 9_999, disagrees: 1 }, 480);
    expect(parts[1]?.width).toBeGreaterThan(4);
    expect(parts.reduce((sum, { width }) => sum + width, 0)).toBeCloseTo(480);
  });

  it('has no part for a result that nobody has', () => {
    expect(partsOf(none, 480)).toEqual([]);
  });
});
