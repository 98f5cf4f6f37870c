/**
 * What is done with documents once they are issued: read, rendered, handed out. The first bytes
 * rendered are stored and handed out ever after (R32), so rendering twice is harmless, also when two
 * do it at once.
 */
import { hash } from 'node:crypto';
import type { Database } from '../db/index.ts';
import { type Instant, invariant } from '../kernel/index.ts';
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

export interface Rendered {
  readonly document: Document;
  readonly bytes: Buffer;
}

export interface RenderRequest {
  readonly filter: store.DocumentFilter;
  readonly format: DocumentFormat;
  readonly now: Instant;
  readonly onProgress?: (done: number, total: number) => void;
}

/**
 * Hands each document's bytes in one format to `take`, in number order. Missing renderings are made
 * and stored page by page; each page is a transaction of its own, so a kill loses at most a page of
 * work and no bytes that were handed out.
 */
export async function renderDocuments(
  database: Database,
  request: RenderRequest,
  take: (rendered: Rendered) => void | Promise<void>,
): Promise<void> {
  const { filter, format, now, onProgress } = request;
  const total = await database.transaction('writer', (tx) => store.countDocuments(tx, filter));
  let done = 0;
  await database.transaction('writer', async (reading) => {
    for await (const page of store.readDocuments(reading, filter)) {
      const renderings = await renderPage(database, page, format, now);
      for (const stored of page) {
        const rendering = intact(stored.number, format, renderings.get(stored.number));
        await take({ document: documentOf(stored.body), bytes: rendering });
        done += 1;
        onProgress?.(done, total);
      }
    }
  });
}

interface StoredRendering {
  readonly bytes: Buffer;
  readonly sha256: Buffer;
}

/** The bytes as they were made; refuses those that are no longer what their hash says (R32). */
function intact(
  number: number,
  format: DocumentFormat,
  rendering: StoredRendering | undefined,
): Buffer {
  invariant(rendering, `document ${number} was not rendered`);
  const { bytes, sha256 } = rendering;
  if (!hash('sha256', bytes, 'buffer').equals(sha256)) {
    throw documentRefusal('rendering-damaged', { number, format: format.name });
  }
  return bytes;
}

async function renderPage(
  database: Database,
  page: readonly store.DocumentText[],
  format: DocumentFormat,
  now: Instant,
): Promise<Map<number, StoredRendering>> {
  const numbers = page.map((stored) => stored.number);
  return database.transaction('writer', async (tx) => {
    const known = await store.findRenderings(tx, numbers, format.name);
    const missing = page.filter((stored) => !known.has(stored.number));
    if (missing.length === 0) return known;
    const fresh: store.Rendering[] = [];
    for (const { resellerId, number, body } of missing) {
      const bytes = await format.render(documentOf(body));
      const sha256 = hash('sha256', bytes, 'buffer');
      const name = { format: format.name, rendererVersion: format.version };
      fresh.push({ resellerId, number, ...name, sha256, bytes, renderedAt: now });
    }
    await store.insertRenderings(tx, fresh);
    return store.findRenderings(tx, numbers, format.name);
  });
}
