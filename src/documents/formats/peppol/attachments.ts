/**
 * What travels inside a UBL document: other renderings of the same document, as the bytes that were
 * kept of them. The table of employees has no place of its own in UBL, so it goes as CSV where there
 * are employees (R30). Files are named by number, since a name must not tell more than the document.
 */
import type { Document } from '../../document.ts';
import { type Element, field, group } from './elements.ts';

/** Renderings by the name of their format. */
export type Renderings = ReadonlyMap<string, Buffer>;

/** Formats that may travel, in this order, with the media type of BR-CL-24. */
const carried = {
  csv: { mimeCode: 'text/csv', description: { da: 'Specifikation', en: 'Specification' } },
  pdf: {
    mimeCode: 'application/pdf',
    description: { da: 'Dokumentet som PDF', en: 'The document as PDF' },
  },
} as const;

export function attachments(document: Document, renderings: Renderings): Element[] {
  return Object.entries(carried).flatMap(([format, { mimeCode, description }]) => {
    const bytes = renderings.get(format);
    if (!bytes || (format === 'csv' && !hasEmployees(document))) return [];
    const filename = `${document.number}.${format}`;
    const binary = { mimeCode, filename };
    return group(
      'AdditionalDocumentReference',
      field('ID', filename),
      field('DocumentDescription', description[document.language]),
      group('Attachment', field('EmbeddedDocumentBinaryObject', bytes.toString('base64'), binary)),
    );
  });
}

const hasEmployees = ({ sections }: Document): boolean =>
  sections.some(({ employees }) => employees.length > 0);
