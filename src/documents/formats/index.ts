/**
 * The table of renderings, written out so that a reader sees all of them in one place. Rendering
 * only reads the document: what was agreed is decided before it comes here.
 */
import { defineKinds } from '../../kernel/index.ts';
import { csv } from './csv.ts';
import type { DocumentFormat } from './format.ts';
import { pdf, pdfa } from './pdf/pdf.ts';
import { peppol, peppolWithPdf } from './peppol/peppol.ts';

export type { DocumentFinding, DocumentFormat, Pictures } from './format.ts';

export const documentFormats = defineKinds<DocumentFormat>([pdf, pdfa, csv, peppol, peppolWithPdf]);
