/**
 * The PDF renderings: the marks of the layout, drawn, as a file that an archive takes (PDF/A-3b). One
 * is the pages alone; the other encloses the Peppol XML of the same document. The file is dated by
 * the document's issue date, so that the same document is the same file.
 */
import { invariant } from '../../../kernel/index.ts';
import type { Document } from '../../document.ts';
import type { DocumentFormat, Pictures, Renderings } from '../format.ts';
import { peppol } from '../peppol/peppol.ts';
import { drawPages, type Enclosure } from './file/sheet.ts';
import { layoutDocument } from './layout.ts';
import { wordingOf } from './wording.ts';

export interface PdfGiven {
  /** The reseller's logo, by its hash, where the document has a brand. */
  readonly pictures?: Pictures;
  readonly enclosures?: readonly Enclosure[];
  /** Uncompressed bytes can be compared across versions of zlib. */
  readonly compress?: boolean;
}

/** The bytes of the file. */
export function renderPdf(document: Document, given: PdfGiven = {}): Promise<Buffer> {
  const { say } = wordingOf(document);
  const facts = {
    title: `${say.kind[document.kind]} ${document.number}`,
    author: document.seller.name,
    language: document.language,
    date: document.issueDate,
  };
  const { enclosures: archive = [], ...options } = given;
  return drawPages(facts, layoutDocument(document), { ...options, archive });
}

const shared = { extension: 'pdf', mediaType: 'application/pdf', pictures: true } as const;

export const pdf: DocumentFormat = {
  ...shared,
  name: 'pdf',
  version: '4',
  render: (document, _inside, pictures = new Map()) => renderPdf(document, { pictures }),
};

/**
 * The pages with the Peppol XML inside. `Alternative`, since the XML is the whole invoice once more and
 * not only data for it. No extension schema: that of Factur-X is for another XML than Peppol's.
 */
export const pdfa: DocumentFormat = {
  ...shared,
  name: 'pdfa',
  version: '2',
  embeds: [peppol.name],
  ...(peppol.check ? { check: peppol.check } : {}),
  render: (document, inside, pictures = new Map()) =>
    renderPdf(document, { pictures, enclosures: [enclosedXml(document, inside)] }),
};

function enclosedXml(document: Document, inside: Renderings | undefined): Enclosure {
  const bytes = inside?.get(peppol.name);
  invariant(bytes, `document ${document.number} has no XML to enclose`);
  return {
    name: `${document.number}.${peppol.extension}`,
    mediaType: peppol.mediaType,
    description: wordingOf(document).say.enclosedXml,
    relationship: 'Alternative',
    bytes,
  };
}
