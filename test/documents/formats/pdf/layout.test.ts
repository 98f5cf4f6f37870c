/** What stands where on the pages, measured on the layout that the file is drawn from. */
import { describe, expect, it } from 'vitest';
import type { Document } from '../../../../src/documents/document.ts';
import { layoutDocument } from '../../../../src/documents/formats/pdf/layout.ts';
import type { Mark, TextMark } from '../../../../src/documents/formats/pdf/page/marks.ts';
import { paper, styles } from '../../../../src/documents/formats/pdf/page/theme.ts';
import { ore } from '../../../../src/kernel/index.ts';
import { sampleDocument, samples } from '../../sample.ts';

const plain = (text: string) => text.replaceAll('\u00a0', ' ');
const textsOf = (marks: readonly Mark[]): TextMark[] =>
  marks.filter((mark): mark is TextMark => mark.kind === 'text');
const wordsOf = (document: Document) =>
  layoutDocument(document).map((page) => textsOf(page).map(({ text }) => plain(text)));

/** Everything as long as it can be: names without blanks, long ids, millions, prices in ranges. */
function inflated(): Document {
  const made = sampleDocument({
    billTo: 'reseller',
    number: 999999999,
    sections: [
      { employees: 3, destinations: 7, corrections: 3, pending: 1, outsideVat: 123_456_789_012n },
      { employees: 2, destinations: 2, longNames: true },
    ],
  });
  const sections = made.sections.map((section) => ({
    ...section,
    customerId: `${section.customerId}${'X1234567/'.repeat(6)}`,
    employees: section.employees.map((row) => ({ ...row, name: 'Wolfgang'.repeat(8) })),
    lines: section.lines.map((line) => ({
      ...line,
      net: ore(1_234_567_890n),
      unitPrice: ore(1_234_567_890n),
      cause: 'uden mellemrum'.replace(' ', '').repeat(20),
      usage: line.usage && {
        ...line.usage,
        destination: `Saint Vincent og Grenadinerne, mobil ${line.usage.destination}`,
        calls: 1_234_567,
        seconds: 740_740_719,
        perMinute: ['0.123456', '123.456789'] as const,
        setupFee: ['0.01', '12.345678'] as const,
      },
    })),
  }));
  return {
    ...made,
    sections,
    total: ore(123_456_789_012_345n),
    seller: { ...made.seller, name: 'Telefoni og Internet i Kongeriget Danmark og Omegn A/S' },
    buyer: { ...made.buyer, buyerReference: 'ABCDEFGH'.repeat(8), gln: '5790000000000' },
  };
}

const cases: [string, () => Document][] = [...Object.entries(samples), ['inflated', inflated]];

/** The space that ink can take: from the height of capitals to a little below the line. */
const inkOf = ({ x, y, width, style }: TextMark) => ({
  left: x,
  right: x + width,
  top: y - style.size * 0.7,
  bottom: y + style.size * 0.2,
});

function overlaps(page: readonly Mark[]): string[] {
  const texts = textsOf(page);
  return texts.flatMap((one, i) =>
    texts.slice(i + 1).flatMap((other) => {
      const [a, b] = [inkOf(one), inkOf(other)];
      const across = a.left < b.right - 0.05 && b.left < a.right - 0.05;
      const along = a.top < b.bottom - 0.05 && b.top < a.bottom - 0.05;
      return across && along ? [`${one.text} / ${other.text}`] : [];
    }),
  );
}

describe.each(cases)('the pages of the sample %s', (_name, make) => {
  const document = make();
  const pages = layoutDocument(document);

  it('keep all text inside the margins', () => {
    for (const page of pages) {
      for (const mark of textsOf(page)) {
        expect(mark.x, mark.text).toBeGreaterThanOrEqual(paper.left - 0.05);
        expect(mark.x + mark.width, mark.text).toBeLessThanOrEqual(paper.right + 0.05);
        expect(mark.y, mark.text).toBeLessThanOrEqual(paper.foot);
        expect(mark.y, mark.text).toBeGreaterThanOrEqual(paper.head);
      }
    }
  });

  it('let no two texts touch', () => {
    expect(pages.flatMap(overlaps)).toEqual([]);
  });

  it('bear the number and the page of pages', () => {
    wordsOf(document).forEach((words, index) => {
      const count =
        document.language === 'da'
          ? `Side ${index + 1} af ${pages.length}`
          : `Page ${index + 1} of ${pages.length}`;
      expect(words).toContain(count);
      expect(words.some((word) => word.includes(String(document.number)))).toBe(true);
    });
  });

  it('list each employee of each customer once', () => {
    const rows = document.sections.flatMap((section) => section.employees);
    const shown = pages.flatMap((page) => {
      const texts = textsOf(page);
      const heads = texts.filter(({ text }) => text === 'Lokalnr.' || text === 'Extension');
      const columns = new Set(heads.map(({ x }) => x));
      return texts.filter(({ x, text }) => columns.has(x) && /^\d+$/.test(text));
    });
    const sorted = (extensions: readonly string[]) => [...extensions].sort();
    expect(sorted(shown.map(({ text }) => text))).toEqual(
      sorted(rows.map(({ extension }) => extension)),
    );
  });
});

describe('page 1', () => {
  it.each([
    ['one-page', 1],
    ['five-pages', 5],
    ['zero', 1],
    ['credit-note', 1],
  ] as const)('of %s is one of %s', (name, count) => {
    expect(layoutDocument(samples[name]())).toHaveLength(count);
  });

  it('shows total, due date, FIK line and bank account, however many pages follow', () => {
    const document = samples.reseller();
    const [first = []] = wordsOf(document);
    expect(layoutDocument(document).length).toBeGreaterThanOrEqual(40);
    expect(first).toContain('49.768,38 kr.');
    expect(first).toContain('16. november 2026');
    expect(first).toContain('+71<000000100000058+88888888<');
    expect(first).toContain('Reg.nr. 1234 · Kontonr. 0001234567');
  });

  it('still shows the total below names and addresses far too long', () => {
    const made = samples['one-page']();
    const name = 'Den Selvejende Institution for Håndværk, Søfart og Kulturminder '.repeat(8);
    const [first = []] = wordsOf({ ...made, buyer: { ...made.buyer, name, address: name } });
    expect(first).toContain('631,60 kr.');
  });

  it('says that nothing is to be paid, without payment line or due date', () => {
    const words = wordsOf(samples.zero()).flat();
    expect(words).toContain('Der er intet at betale');
    expect(words).toContain('0,00 kr.');
    expect(words).not.toContain('Forfaldsdato');
    expect(words.some((word) => word.includes('+71<'))).toBe(false);
  });

  it('asks for no payment on a credit note', () => {
    const words = wordsOf(samples['credit-note']()).flat();
    expect(words).toContain('Kreditnota');
    expect(words).toContain('Krediteret i alt');
    expect(words.some((word) => word.includes('+71<') || word === 'At betale')).toBe(false);
  });

  it('names on a credit note the invoice that it corrects, with its date, and the reason', () => {
    const words = wordsOf(samples['credit-note']()).flat();
    expect(words.join(' ')).toContain('Vedrører Faktura 10000001 af 1. oktober 2026');
    expect(words.join(' ')).toContain(
      'Begrundelse Licensen blev indberettet for sent, aftalt med kunden',
    );
    expect(words).toContain('Krediteret');
    expect(words).not.toContain('Ydelser');
  });

  it('puts the receiver into the window of an envelope, whose lines begin 47 mm from the top', () => {
    const document = samples['one-page']();
    const name = textsOf(layoutDocument(document)[0] ?? []).find(
      (mark) => mark.text === document.buyer.name && mark.style === styles.receiverName,
    );
    const millimetres = ((name?.y ?? 0) / 72) * 25.4;
    expect(millimetres).toBeGreaterThan(45);
    expect(millimetres).toBeLessThan(60);
    expect(((name?.x ?? 0) / 72) * 25.4).toBeCloseTo(20, 1);
  });
});

describe('tables', () => {
  const heads = ['Medarbejdere', 'Medarbejdere (fortsat)'];

  it('repeat their head on each page that they reach, with a row below it', () => {
    const document = samples['many-employees']();
    for (const page of layoutDocument(document)) {
      const texts = textsOf(page);
      const rows = texts.filter(({ text }) => /^\d{3}$/.test(text));
      const title = texts.filter(({ text }) => heads.includes(text));
      expect(title).toHaveLength(rows.length > 0 ? 1 : 0);
      expect(texts.filter(({ text }) => text === 'Lokalnr.')).toHaveLength(title.length);
    }
  });

  it('align amounts on the decimal comma', () => {
    const [page = []] = layoutDocument(samples['one-page']());
    const ends = textsOf(page)
      .filter((mark) => ['250,29', '140,95', '23,56', '445,28'].includes(mark.text))
      .map((mark) => mark.x + mark.width);
    expect(ends).toHaveLength(4);
    expect(Math.max(...ends) - Math.min(...ends)).toBeLessThan(0.01);
  });

  it('show prices of one column with the same decimals', () => {
    const words = wordsOf(samples.awkward()).flat();
    expect(words).toEqual(expect.arrayContaining(['0,2450', '0,1200', '3,1525']));
  });

  it('print `afventer` where the licence is not settled, and count it as no amount', () => {
    const words = wordsOf(samples.awkward()).flat();
    expect(words.filter((word) => word === 'afventer')).toHaveLength(2);
    expect(words).toContain(
      'Afventer: licensen er ikke afklaret. Prisen for måneden kommer på en senere faktura.',
    );
  });

  /** Employees of 30, 30 and 0 kr on a document that bills so many øre for them. */
  function threeEmployees(billed: bigint, pending = false): Document {
    const made = sampleDocument({ sections: [{ employees: 3, destinations: 1 }] });
    const [section] = made.sections;
    const employees = section!.employees.map((row, i) => ({
      ...row,
      amount: pending && i === 2 ? undefined : ore(i === 2 ? 0 : 3000),
    }));
    const lines = section!.lines.map((line) => (line.usage ? line : { ...line, net: ore(billed) }));
    return { ...made, sections: [{ ...section!, employees, lines }] };
  }

  /** What stands on the line of the table that counts the employees. */
  function countedLine(document: Document): string[] {
    const texts = layoutDocument(document).flatMap(textsOf);
    const count = texts.find(({ text }) => text === '3 medarbejdere');
    return texts.filter(({ y }) => y === count?.y).map(({ text }) => text);
  }

  it('sum up the employees where that is what the document bills for them', () => {
    expect(countedLine(threeEmployees(6000n))).toEqual(['3 medarbejdere', '60,00']);
  });

  it('only count the employees on a later document of the month, which bills one of them', () => {
    expect(countedLine(threeEmployees(3000n))).toEqual(['3 medarbejdere']);
  });

  it('only count the employees while the licence of one is not settled', () => {
    expect(countedLine(threeEmployees(6000n, true))).toEqual(['3 medarbejdere']);
  });

  it('put corrections in a table of their own, with month, cause and the deck price', () => {
    const words = wordsOf(samples.awkward()).flat();
    expect(words).toContain('Rettelser til tidligere måneder');
    expect(words.filter((word) => word === 'september 2026')).toHaveLength(3);
    expect(words).toContain('2 opkald, 3:33 min. à 0,245 kr., opkaldsafgift 0,00 kr.');
    expect(words).toContain('Årsag: to opkald kom først ind i oktober');
    expect(words).toContain('\u221260,00');
  });

  it('show a VAT column and a subtotal for what stands outside the scope of VAT', () => {
    const words = wordsOf(samples.awkward()).flat();
    expect(words).toContain('Uden for momslovens anvendelsesområde');
    expect(words.filter((word) => word === '1.200,50').length).toBeGreaterThanOrEqual(3);
  });

  it('give the lowest and the highest price where the deck has several', () => {
    const made = sampleDocument({ sections: [{ employees: 0, destinations: 1 }] });
    const [section] = made.sections;
    const line = section!.lines[0]!;
    const usage = { ...line.usage!, perMinute: ['0.2', '0.45'] as const };
    const changed = { ...made, sections: [{ ...section!, lines: [{ ...line, usage }] }] };
    expect(wordsOf(changed).flat()).toContain('0,20–0,45');
  });
});

describe('VAT and total', () => {
  it('stand on a page with rows above them, however long the document is', () => {
    const alone: number[] = [];
    for (let employees = 1; employees <= 90; employees++) {
      const made = sampleDocument({ sections: [{ employees, destinations: 2, corrections: 1 }] });
      const last = textsOf(layoutDocument(made).at(-1) ?? []);
      const title = last.find(({ text }) => text === 'Moms og total');
      const above = last.filter(({ style, y }) => style === styles.cell && y < (title?.y ?? 0));
      if (above.length === 0) alone.push(employees);
    }
    expect(alone).toEqual([]);
  });
});

describe('a document of many customers', () => {
  const document = samples.reseller();
  const pages = layoutDocument(document);

  it('opens with what each customer comes to, and the page where its part begins', () => {
    document.sections.forEach((section) => {
      const at = pages.findIndex((page) =>
        page.some((mark) => mark.kind === 'anchor' && mark.title === section.customerName),
      );
      const link = pages
        .slice(0, 2)
        .flat()
        .find((mark) => mark.kind === 'link' && mark.to === `customer-${section.customerId}`);
      expect(link, section.customerName).toBeDefined();
      const row = pages
        .slice(0, 2)
        .find((page) => page.includes(link as Mark))
        ?.filter((mark): mark is TextMark => mark.kind === 'text')
        .filter(({ y }) => link?.kind === 'link' && y > link.y && y < link.y + link.height);
      expect(row?.map(({ text }) => text)).toEqual(
        expect.arrayContaining([section.customerName, String(at + 1)]),
      );
    });
  });

  it('names the customer whose part goes on at the head of a page', () => {
    const words = textsOf(pages[3] ?? [])
      .filter(({ y }) => y === paper.head)
      .map(({ text }) => text);
    expect(words).toContain('Birkelund Træ A/S');
  });
});

describe('the English document', () => {
  it('writes numbers and dates the English way', () => {
    const words = wordsOf(samples.english()).flat();
    expect(words).toEqual(expect.arrayContaining(['Invoice', '16 November 2026', '1,021:36']));
    expect(words).toContain('DKK 749.81');
    expect(words).toContain('pending');
  });
});
