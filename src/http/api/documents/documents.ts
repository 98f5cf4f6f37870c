/** Documents as they were issued: listed, and one by one. What a reseller may see the door decides. */
import { z } from 'zod';
import { accessRefusal, houseRoles, type Principal, readFor } from '../../../access/index.ts';
import type { Database } from '../../../db/index.ts';
import {
  type Document,
  documentHead,
  documentListing,
  documentPage,
  findDocument,
} from '../../../documents/index.ts';
import { type Route, route } from '../../route.ts';
import { numberedPage, numberOfCursor } from '../../shapes/numbered-page.ts';
import { pageOf, pageQuery } from '../../shapes/page.ts';
import { monthSchema } from '../../shapes/words.ts';
import * as shapes from './shapes.ts';

const tag = 'Documents';

/** A document that the principal may see; to others there is none of that number (R42). */
export async function seenDocument(
  database: Database,
  principal: Principal,
  number: number,
): Promise<Document> {
  const found = await readFor(database, principal, (tx) => findDocument(tx, number));
  if (!found) throw accessRefusal('not-found');
  return found;
}

/** Those who read documents. */
export const documentReaders = [...houseRoles, 'reseller'] as const;

export const documentRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/v1/documents',
    name: 'listDocuments',
    tag,
    summary: 'Invoices and credit notes in the order of their numbers, without their lines',
    description: 'A reseller is shown those billed to itself and to its own customers.',
    roles: documentReaders,
    query: pageQuery.extend({
      month: monthSchema.optional().meta({ description: 'Of the run for this month' }),
      account: z.string().max(64).optional(),
      kind: shapes.documentKind.optional(),
    }),
    answers: { status: 200, schema: pageOf(shapes.documentHead) },
    handle: async ({ database, principal }, { query }) => {
      const { limit, month, account, kind } = query;
      const after = Number(numberOfCursor(query.cursor) ?? 0n);
      const page = { month, account, kind, after, limit: limit + 1 };
      const found = await readFor(database, principal, (tx) => documentPage(tx, page));
      return { body: numberedPage(found, limit, (it) => it.number, documentHead) };
    },
  }),
  route({
    method: 'get',
    path: '/v1/documents/{number}',
    name: 'getDocument',
    tag,
    summary: 'A document with its lines and employees',
    roles: documentReaders,
    params: shapes.documentNumber,
    answers: { status: 200, schema: shapes.document },
    handle: async ({ database, principal }, { params: { number } }) => {
      const found = await seenDocument(database, principal, number);
      // An issued document never changes; the shape of the answer may.
      return { body: documentListing(found), version: `document ${number} listing 1` };
    },
  }),
];
