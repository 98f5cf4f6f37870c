/**
 * Documents handed out as bytes (R32). Portions of documents travel through reading, drawing and
 * keeping side by side and are handed out in number order; a few are under way at once, so memory
 * does not grow with their number. The first bytes are kept and handed out ever after: a kill loses
 * what was under way, and no bytes that were handed out. What becomes of the bytes is not known here.
 */
import type { Database } from '../../db/index.ts';
import type { Instant, Refusal } from '../../kernel/index.ts';
import { type Document, documentOf } from '../document.ts';
import type { DocumentFinding, DocumentFormat } from '../formats/format.ts';
import { documentRefusal } from '../refusal.ts';
import * as store from '../store.ts';
import { openCrew } from './crew.ts';
import { inOrder } from './in-order.ts';
import { type RenderedDocument, renderPortion } from './keeping.ts';

export interface Rendered {
  readonly number: number;
  readonly format: DocumentFormat;
  readonly bytes: Buffer;
  /** What the format's check has to tell of it; never an error. */
  readonly warnings: readonly DocumentFinding[];
  /** Read from its text each time that it is asked for. */
  readonly document: Document;
}

export interface ExportRequest {
  readonly filter: store.DocumentFilter;
  readonly formats: readonly DocumentFormat[];
  readonly now: Instant;
  /** Threads that may draw beside this one; below two, or for few documents, this one draws. */
  readonly threads?: number;
  readonly onProgress?: (done: number, total: number) => void;
  /** Told of each document that cannot be in a format; without it the first one ends the work. */
  readonly onRefused?: (refusal: Refusal) => void;
}

export interface RenderRequest extends Omit<ExportRequest, 'formats'> {
  readonly format: DocumentFormat;
}

type Take = (rendered: Rendered) => void | Promise<void>;

/** Hands each document's bytes in one format to `take`, in number order. */
export function renderDocuments(database: Database, request: RenderRequest, take: Take) {
  return exportDocuments(database, { ...request, formats: [request.format] }, take);
}

/** Renderings below which starting threads takes longer than drawing. */
const FEW = 100;
/** A thread takes some 70 MB, and all of them with the rest are to stay below 500 MB. */
const MOST_THREADS = 3;

/** Hands each document's bytes to `take`: in number order, each in the order of the formats. */
export async function exportDocuments(
  database: Database,
  request: ExportRequest,
  take: Take,
): Promise<void> {
  const { filter, formats, onProgress, threads = 1 } = request;
  const total = await database.transaction('writer', (tx) => store.countDocuments(tx, filter));
  const isWorthIt = total * formats.length >= FEW;
  const crew = openCrew(isWorthIt ? Math.min(threads, MOST_THREADS) : 1);
  let done = 0;
  const takePortion = async (portion: readonly RenderedDocument[]) => {
    for (const document of portion) {
      tellRefusals(document, request);
      await handOut(document, formats, take);
      done += 1;
      onProgress?.(done, total);
    }
  };
  try {
    await database.transaction('writer', async (reading) => {
      const portions = portionsOf(store.readDocuments(reading, filter));
      const rendered = inOrder(portions, crew.threads + 2, (portion) =>
        renderPortion(database, crew, portion, request),
      );
      for await (const portion of rendered) {
        try {
          await takePortion(portion);
        } catch (error) {
          // Nobody wants what is still being drawn, so nobody waits for it.
          await crew.close();
          throw error;
        }
      }
    });
  } finally {
    await crew.close();
  }
}

/** What travels together: enough for one statement, and no more than is soon drawn. */
const PORTION = { documents: 24, characters: 1_000_000 };

async function* portionsOf(
  pages: AsyncIterable<readonly store.DocumentText[]>,
): AsyncGenerator<store.DocumentText[]> {
  let portion: store.DocumentText[] = [];
  let characters = 0;
  for await (const page of pages) {
    for (const stored of page) {
      portion.push(stored);
      characters += stored.body.length;
      if (portion.length < PORTION.documents && characters < PORTION.characters) continue;
      yield portion;
      portion = [];
      characters = 0;
    }
  }
  if (portion.length > 0) yield portion;
}

function tellRefusals({ stored, drawn, damaged }: RenderedDocument, request: ExportRequest): void {
  const { number } = stored;
  const refusals = [
    ...damaged.map((format) => documentRefusal('rendering-damaged', { number, format })),
    ...drawn.problems.map(({ code, ...facts }) => documentRefusal(code, { number, ...facts })),
  ];
  for (const refusal of refusals) {
    if (!request.onRefused) throw refusal;
    request.onRefused(refusal);
  }
}

/** What is neither refused nor damaged has warnings, if only none. */
async function handOut(
  { stored, bytes, drawn, damaged }: RenderedDocument,
  formats: readonly DocumentFormat[],
  take: Take,
): Promise<void> {
  for (const format of formats) {
    const own = bytes.get(format.name);
    if (!own || damaged.includes(format.name)) continue;
    await take({
      number: stored.number,
      format,
      bytes: own,
      warnings: drawn.warnings.get(format.name) ?? [],
      get document() {
        return documentOf(stored.body);
      },
    });
  }
}
