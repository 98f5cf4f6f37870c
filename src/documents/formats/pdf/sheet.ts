/**
 * Draws pages of marks into a PDF file with pdfkit, whatever they are about. The file's dates and
 * its id come from the facts given, never from a clock, so that the same marks are the same file.
 * The typefaces are embedded; nothing about what a page says is decided here.
 */
import PDFDocument from 'pdfkit';
import type { LocalDate } from '../../../kernel/index.ts';
import type { Language } from '../../document.ts';
import type { Mark } from './page/marks.ts';
import { type Face, paper } from './page/theme.ts';
import { typeface } from './page/typeface.ts';

type Sheet = InstanceType<typeof PDFDocument>;

/** What the file says about itself. */
export interface SheetFacts {
  readonly title: string;
  readonly author: string;
  readonly language: Language;
  /** The day that the file is dated. */
  readonly date: LocalDate;
}

const faces: readonly Face[] = ['regular', 'strong'];

function openSheet({ title, author, language, date }: SheetFacts, compress: boolean): Sheet {
  const dated = new Date(`${date}T00:00:00Z`);
  const sheet = new PDFDocument({
    size: [paper.width, paper.height],
    margin: 0,
    autoFirstPage: false,
    compress,
    pdfVersion: '1.7',
    lang: language,
    displayTitle: true,
    // No standard font is loaded; the layout of the typefaces keeps its own cache.
    ...{ font: null as unknown as string, fontLayoutCache: false },
    info: {
      Title: title,
      Author: author,
      Creator: 'Takst',
      Producer: 'Takst, PDFKit',
      CreationDate: dated,
      ModDate: dated,
    },
  });
  for (const face of faces) {
    // pdfkit takes a parsed font where its types ask for a path or bytes.
    sheet.registerFont(face, typeface(face).font as unknown as string);
  }
  return sheet;
}

function drawMark(sheet: Sheet, mark: Mark): void {
  switch (mark.kind) {
    case 'text':
      sheet
        .font(mark.style.face)
        .fontSize(mark.style.size)
        .fillColor(mark.style.color)
        .text(mark.text, mark.x, mark.y, {
          lineBreak: false,
          baseline: 'alphabetic',
          features: [],
          // Given, so that pdfkit measures nothing again.
          ...{ textWidth: mark.width, wordCount: 1 },
        });
      break;
    case 'box':
      sheet.rect(mark.x, mark.y, mark.width, mark.height).fill(mark.color);
      break;
    case 'link':
      sheet.goTo(mark.x, mark.y, mark.width, mark.height, mark.to);
      break;
    case 'anchor':
      sheet.addNamedDestination(mark.name, 'XYZ', 0, mark.y, null);
      sheet.outline.addItem(mark.title);
  }
}

/** The bytes of the file; uncompressed ones can be compared across versions of zlib. */
export function drawPages(
  facts: SheetFacts,
  pages: readonly (readonly Mark[])[],
  compress = true,
): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const sheet = openSheet(facts, compress);
    const chunks: Buffer[] = [];
    sheet.on('data', (chunk: Buffer) => chunks.push(chunk));
    sheet.on('end', () => resolve(Buffer.concat(chunks)));
    sheet.on('error', reject);
    for (const marks of pages) {
      sheet.addPage();
      for (const mark of marks) drawMark(sheet, mark);
    }
    sheet.end();
  });
}
