/**
 * Documents read once they are issued, and the formats that they can be asked for in. Handing them
 * out as bytes lies in exporting/.
 */
import type { Database, Tx } from '../db/index.ts';
import { type Document, documentOf } from './document.ts';
import type { DocumentFormat } from './formats/format.ts';
import { documentFormats } from './formats/index.ts';
import { documentRefusal } from './refusal.ts';
import * as store from './store.ts';

/** Every document asked for, in number order, page by page. */
export async function listDocuments(
  database: Database,
  filter: store.DocumentFilter,
  take: (documents: readonly Document[]) => void | Promise<void>,
): Promise<void> {
  await database.transaction('writer', async (tx) => {
    for await (const page of store.readDocuments(tx, filter)) {
      await take(page.map((stored) => documentOf(stored.body)));
    }
  });
}

/** One page of the documents that the transaction shows, in number order. */
export async function documentPage(tx: Tx, page: store.DocumentPage): Promise<Document[]> {
  return (await store.listPage(tx, page)).map(({ body }) => documentOf(body));
}

/** The document with a number, if the transaction shows one. */
export async function findDocument(tx: Tx, number: number): Promise<Document | undefined> {
  const found = await store.findDocument(tx, number);
  return found && documentOf(found.body);
}

/** One document; refuses an unknown number. */
export async function loadDocument(database: Database, number: number): Promise<Document> {
  let found: Document | undefined;
  await listDocuments(database, { number }, (page) => {
    found = page[0];
  });
  if (!found) throw documentRefusal('not-found', { number });
  return found;
}

/** The format with a name; refuses an unknown one. */
export function formatNamed(name: string): DocumentFormat {
  const format = documentFormats.find(name);
  if (!format) {
    throw documentRefusal('unknown-format', {
      format: name,
      known: documentFormats.names.join(', '),
    });
  }
  return format;
}
