/**
 * A document as a file (R32) and what it rests on: the calls behind its usage lines, as CSV and as the
 * PDF that goes with an invoice. Each is made by the house, and only after the caller was shown the
 * document itself.
 */
import { Readable } from 'node:stream';
import { stringify } from 'csv-stringify/sync';
import { z } from 'zod';
import { specifyDocument, writeAnnex } from '../../../billing/index.ts';
import { callCells, callColumns } from '../../../calls/index.ts';
import type { Database } from '../../../db/index.ts';
import { type Document, documentFormats, renderDocuments } from '../../../documents/index.ts';
import { invariant } from '../../../kernel/index.ts';
import { type Route, route } from '../../route.ts';
import { piecewise } from '../../shapes/piecewise.ts';
import { documentReaders, seenDocument } from './documents.ts';
import { documentNumber } from './shapes.ts';

const tag = 'Documents';
const mediaTypes = [...new Set(documentFormats.all.map(({ mediaType }) => mediaType))];

const file = route({
  method: 'get',
  path: '/v1/documents/{number}/file',
  name: 'getDocumentFile',
  tag,
  summary: 'A document as PDF, CSV or Peppol XML',
  description: 'The bytes are made once and kept, so asking again gives the same ones (R32).',
  roles: documentReaders,
  params: documentNumber,
  query: z.object({
    format: z.enum(documentFormats.names as [string, ...string[]]).default('pdf'),
  }),
  answers: { status: 200, types: mediaTypes },
  handle: async ({ database, principal, now }, { params: { number }, query }) => {
    await seenDocument(database, principal, number);
    const format = documentFormats.find(query.format);
    invariant(format, 'the schema lets known formats through');
    let bytes: Buffer | undefined;
    await renderDocuments(database, { filter: { number }, format, now }, (rendered) => {
      bytes = rendered.bytes;
    });
    invariant(bytes, `document ${number} was seen and not rendered`);
    return {
      stream: Readable.from([bytes]),
      type: format.mediaType,
      fileName: `${number}.${format.extension}`,
      version: `document ${number} ${format.name} ${format.version}`,
    };
  },
});

const calls = route({
  method: 'get',
  path: '/v1/documents/{number}/calls',
  name: 'getDocumentCalls',
  tag,
  summary: 'The calls behind the usage lines of a document, as CSV',
  description:
    'Every call that a line charges for, corrections with their sign (R20, R30). It says who called ' +
    'whom, so hand it only to the customer. A credit note has no calls of its own. Where the calls ' +
    'do not come to the line, the answer breaks off.',
  roles: documentReaders,
  params: documentNumber,
  answers: { status: 200, types: ['text/csv'] },
  handle: async ({ database, principal }, { params: { number } }) => {
    const document = await seenDocument(database, principal, number);
    return {
      stream: callsCsv(database, document),
      type: 'text/csv; charset=utf-8',
      fileName: `${number}-calls.csv`,
    };
  },
});

const callsCsv = (database: Database, document: Document): Readable =>
  piecewise(async (take) => {
    await take(stringify([['document', 'document_line', ...callColumns]]));
    const nothing = () => undefined;
    await specifyDocument(database, document, {
      begin: nothing,
      take: (page, { lineNo }) =>
        take(stringify(page.map((call) => [document.number, lineNo, ...callCells(call)]))),
      end: nothing,
    });
  });

const annex = route({
  method: 'get',
  path: '/v1/documents/{number}/annex',
  name: 'getDocumentAnnex',
  tag,
  summary: 'The calls of an invoice employee by employee, as PDF',
  description:
    'Made anew each time, since calls are erased by retention. The last four digits of numbers called ' +
    'are hidden unless asked for.',
  roles: documentReaders,
  params: documentNumber,
  query: z.object({ full_numbers: z.enum(['true', 'false']).default('false') }),
  answers: { status: 200, types: ['application/pdf'] },
  handle: async ({ database, principal }, { params: { number }, query }) => {
    const document = await seenDocument(database, principal, number);
    return {
      stream: annexPdf(database, document, query.full_numbers !== 'true'),
      type: 'application/pdf',
      fileName: `${number}-calls.pdf`,
    };
  },
});

const annexPdf = (database: Database, document: Document, masked: boolean): Readable =>
  piecewise((_take, out) => writeAnnex(database, document, { masked }, out));

export const fileRoutes: readonly Route[] = [file, calls, annex];
