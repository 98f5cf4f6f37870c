/**
 * The PDF rendering: the marks of the layout, drawn. The file is dated by the document's issue date,
 * so that the same document is the same file; nothing about what a page says is decided here.
 */
import type { Document } from '../../document.ts';
import type { DocumentFormat } from '../format.ts';
import { layoutDocument } from './layout.ts';
import { drawPages } from './sheet.ts';
import { wordingOf } from './wording.ts';

/** The bytes of the file; uncompressed ones can be compared across versions of zlib. */
export function renderPdf(document: Document, compress = true): Promise<Buffer> {
  const { say } = wordingOf(document);
  const facts = {
    title: `${say.kind[document.kind]} ${document.number}`,
    author: document.seller.name,
    language: document.language,
    date: document.issueDate,
  };
  return drawPages(facts, layoutDocument(document), compress);
}

export const pdf: DocumentFormat = {
  name: 'pdf',
  extension: 'pdf',
  mediaType: 'application/pdf',
  version: '2',
  render: (document) => renderPdf(document),
};
