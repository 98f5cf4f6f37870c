/**
 * Peppol BIS Billing 3 as formats to ask for: the invoice alone, and the invoice with the PDF inside
 * it, which is a format of its own because the bytes of either are kept for ever (R32). A document
 * that the rules or our own exact checks do not allow is not rendered.
 */

import { csv } from '../csv.ts';
import type { DocumentFormat } from '../format.ts';
import { checkDocument } from './checks/document.ts';
import { ublBytes } from './ubl.ts';

const shared = {
  extension: 'xml',
  mediaType: 'application/xml',
  version: '1',
  check: checkDocument,
} as const;

export const peppol: DocumentFormat = {
  ...shared,
  name: 'peppol',
  embeds: [csv.name],
  render: ublBytes,
};

/** `documents export --format peppol --embed-pdf`. */
export const peppolWithPdf: DocumentFormat = {
  ...shared,
  name: 'peppol-pdf',
  embeds: [csv.name, 'pdf'],
  render: ublBytes,
};
