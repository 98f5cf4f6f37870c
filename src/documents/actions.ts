/**
 * What is done with documents once they are issued: read, rendered, handed out. The first bytes
 * rendered are stored and handed out ever after (R32), so rendering twice is harmless, also when two
 * do it at once.
 */
import { hash } from 'node:crypto';
import type { Database } from '../db/index.ts';
import { type Instant, invariant, type Refusal } from '../kernel/index.ts';
import { type Document, documentOf } from './document.ts';
import type { DocumentFinding, DocumentFormat } from './formats/format.ts';
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
  /** What the format's check has to tell of it; never an error. */
  readonly warnings: readonly DocumentFinding[];
}

export interface RenderRequest {
  readonly filter: store.DocumentFilter;
  readonly format: DocumentFormat;
  readonly now: Instant;
  readonly onProgress?: (done: number, total: number) => void;
  /** Told of each document that cannot be in this format; without it the first one ends the work. */
  readonly onRefused?: (refusal: Refusal) => void;
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
  const { filter, format, onProgress } = request;
  const total = await database.transaction('writer', (tx) => store.countDocuments(tx, filter));
  let done = 0;
  await database.transaction('writer', async (reading) => {
    for await (const page of store.readDocuments(reading, filter)) {
      const { renderings, refused } = await renderPage(database, page, request);
      for (const stored of page) {
        if (!refused.has(stored.number)) {
          const document = documentOf(stored.body);
          const bytes = intact(stored.number, format, renderings.get(stored.number));
          const findings = format.check?.(document) ?? [];
          await take({ document, bytes, warnings: findings.filter(isWarning) });
        }
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

type Renderings = Map<number, StoredRendering>;
type Page = readonly store.DocumentText[];

interface RenderedPage {
  readonly renderings: Renderings;
  readonly refused: ReadonlySet<number>;
}

/** The kept bytes of a page, those missing made first; before them those that they carry inside. */
async function renderPage(
  database: Database,
  page: Page,
  { format, now, onRefused }: Omit<RenderRequest, 'filter' | 'onProgress'>,
): Promise<RenderedPage> {
  const numbers = page.map((stored) => stored.number);
  const known = await database.transaction('writer', (tx) =>
    store.findRenderings(tx, numbers, format.name),
  );
  const refused = new Set<number>();
  const missing = page.filter(({ number, body }) => {
    if (known.has(number)) return false;
    const refusal = refusalOf(documentOf(body), format);
    if (!refusal) return true;
    if (!onRefused) throw refusal;
    onRefused(refusal);
    refused.add(number);
    return false;
  });
  if (missing.length === 0) return { renderings: known, refused };
  const inside = new Map<string, Renderings>();
  for (const name of format.embeds ?? []) {
    const request = { format: formatNamed(name), now };
    inside.set(name, (await renderPage(database, missing, request)).renderings);
  }
  return database.transaction('writer', async (tx) => {
    const fresh: store.Rendering[] = [];
    for (const { resellerId, number, body } of missing) {
      const bytes = await format.render(documentOf(body), carried(number, inside));
      const sha256 = hash('sha256', bytes, 'buffer');
      const name = { format: format.name, rendererVersion: format.version };
      fresh.push({ resellerId, number, ...name, sha256, bytes, renderedAt: now });
    }
    await store.insertRenderings(tx, fresh);
    return { renderings: await store.findRenderings(tx, numbers, format.name), refused };
  });
}

/** One document's bytes by format, out of a page's. */
function carried(
  number: number,
  inside: ReadonlyMap<string, Renderings>,
): ReadonlyMap<string, Buffer> {
  return new Map(
    [...inside].map(([name, page]) => [name, intact(number, formatNamed(name), page.get(number))]),
  );
}

const isWarning = ({ severity }: DocumentFinding): boolean => severity === 'warning';

/** Why a document cannot be in a format, with every error that its check finds. */
function refusalOf(document: Document, format: DocumentFormat): Refusal | undefined {
  const errors = (format.check?.(document) ?? []).filter((finding) => !isWarning(finding));
  if (errors.length === 0) return undefined;
  const findings = errors.map(({ place, message }) => `${place}: ${message}`).join(' ');
  const { number } = document;
  return documentRefusal('not-renderable', { number, format: format.name, findings });
}
