/**
 * The PDF rendering: draws the marks of the layout with pdfkit. The file's dates and its id come
 * from the document's issue date, so that the same document is the same file. The typefaces are
 * embedded; nothing about what a page says is decided here.
 */
import PDFDocument from 'pdfkit';
import type { Document } from '../../document.ts';
import type { DocumentFormat } from '../format.ts';
import { layoutDocument } from './layout.ts';
import type { Mark } from './page/marks.ts';
import { type Face, paper } from './page/theme.ts';
import { typeface } from './page/typeface.ts';
import { wordingOf } from './wording.ts';

type Sheet = InstanceType<typeof PDFDocument>;

const faces: readonly Face[] = ['regular', 'strong'];

function openSheet(document: Document, compress: boolean): Sheet {
  const { say } = wordingOf(document);
  const issued = new Date(`${document.issueDate}T00:00:00Z`);
  const sheet = new PDFDocument({
    size: [paper.width, paper.height],
    margin: 0,
    autoFirstPage: false,
    compress,
    pdfVersion: '1.7',
    lang: document.language,
    displayTitle: true,
    // No standard font is loaded; the layout of the typefaces keeps its own cache.
    ...{ font: null as unknown as string, fontLayoutCache: false },
    info: {
      Title: `${say.kind[document.kind]} ${document.number}`,
      Author: document.seller.name,
      Creator: 'Takst',
      Producer: 'Takst, PDFKit',
      CreationDate: issued,
      ModDate: issued,
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
export function renderPdf(document: Document, compress = true): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const sheet = openSheet(document, compress);
    const chunks: Buffer[] = [];
    sheet.on('data', (chunk: Buffer) => chunks.push(chunk));
    sheet.on('end', () => resolve(Buffer.concat(chunks)));
    sheet.on('error', reject);
    for (const marks of layoutDocument(document)) {
      sheet.addPage();
      for (const mark of marks) drawMark(sheet, mark);
    }
    sheet.end();
  });
}

export const pdf: DocumentFormat = {
  name: 'pdf',
  extension: 'pdf',
  mediaType: 'application/pdf',
  version: '2',
  render: (document) => renderPdf(document),
};
