/**
 * The bytes that are sent: the kept renderings, made now where nobody has asked for them before, so
 * that the queue holds no bytes of its own. A document that cannot be in a format keeps back itself
 * alone.
 */
import { hash } from 'node:crypto';
import type { Database } from '../db/index.ts';
import { exportDocuments, formatNamed } from '../documents/index.ts';
import { type Instant, invariant, Refusal } from '../kernel/index.ts';
import { contentOf, type Delivery } from './delivery.ts';
import { sendingRefusal } from './refusal.ts';

export interface File {
  readonly format: string;
  readonly bytes: Buffer;
  readonly sha256: Buffer;
}

/** Files, or why there is none, by `number format`. */
export type Contents = ReadonlyMap<string, File | Refusal>;

/**
 * The files of a sending, or why there are none. Of several formats those are left out that the document
 * cannot be in, such as Peppol without the buyer's CVR number: the invoice is owed all the same.
 */
export function filesOf(
  { number, formats }: Pick<Delivery, 'number' | 'formats'>,
  contents: Contents,
): File[] | Refusal {
  const files: File[] = [];
  let refusal: Refusal | undefined;
  for (const format of formats) {
    const content = contents.get(`${number} ${format}`);
    invariant(content, `document ${number} was not rendered as ${format}`);
    if (!(content instanceof Refusal)) files.push(content);
    else if (content.code !== 'documents.not-renderable') return content;
    else refusal ??= content;
  }
  return files.length === 0 && refusal ? refusal : files;
}

/** What a page of sendings needs, format by format. */
export async function loadContents(
  database: Database,
  page: readonly Pick<Delivery, 'number' | 'formats'>[],
  now: Instant,
): Promise<Contents> {
  const contents = new Map<string, File | Refusal>();
  for (const name of new Set(page.flatMap(({ formats }) => formats))) {
    const numbers = page.filter((it) => it.formats.includes(name)).map((it) => it.number);
    const request = {
      filter: { numbers },
      formats: [formatNamed(name)],
      now,
      onRefused: (refusal: Refusal) =>
        void contents.set(`${refusal.facts.number} ${name}`, refusal),
    };
    await exportDocuments(database, request, ({ number, bytes }) => {
      const sha256 = hash('sha256', bytes, 'buffer');
      contents.set(`${number} ${name}`, { format: name, bytes, sha256 });
    });
  }
  return contents;
}

/** Gives the outbox the bytes of what a mail carries. */
export const documentAttachments =
  (database: Database, now: () => Instant) =>
  async (key: string): Promise<Buffer> => {
    const wanted = contentOf(key);
    invariant(wanted, `no document is meant by ${key}`);
    const { number, format } = wanted;
    const delivery = { number, formats: [format] };
    const contents = await loadContents(database, [delivery], now());
    if (contents.size === 0) throw sendingRefusal('document-unknown', { number });
    const files = filesOf(delivery, contents);
    if (files instanceof Refusal) throw files;
    const [file] = files;
    invariant(file, `document ${number} was not rendered as ${format}`);
    return file.bytes;
  };
