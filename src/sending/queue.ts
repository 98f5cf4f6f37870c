/**
 * Queues documents: that each is to be sent, by which way and in which formats, is fixed here; the mail
 * is written into the outbox in the same transaction. The caller keeps other senders out.
 */
import { type Actor, type Database, openBatch, sealFacts, type Tx } from '../db/index.ts';
import { type Document, documentOf, formatNamed } from '../documents/index.ts';
import { type Instant, invariant } from '../kernel/index.ts';
import { type NewMail, queueMails } from '../outbox/index.ts';
import { contentKeyOf, type Delivery, mailKeyOf } from './delivery.ts';
import { attachmentName, documentLetter } from './letter.ts';
import * as store from './stored/delivery-store.ts';
import { deliverySeal } from './stored/seal.ts';

// Bodies of a page are in memory together: a document of 500 employees has some 100 kB.
const PAGE = 200;

/** Queues what is meant and was never sent, page by page; returns how many documents. */
export async function queueDocuments(
  database: Database,
  selection: store.Selection,
  actor: Actor,
): Promise<number> {
  let [after, queued] = [0, 0];
  for (;;) {
    const from = after;
    const page = await database.transaction('writer', async (tx) => {
      const unsent = await store.listUnsent(tx, selection, from, PAGE);
      if (unsent.length === 0) return unsent;
      const batchId = await openBatch(tx, actor, {
        kind: 'sending',
        sourceName: 'documents send',
      });
      await recordDeliveries(
        tx,
        batchId,
        actor.now,
        unsent.map((it) => ({ ...it, no: 1 })),
      );
      return unsent;
    });
    const last = page.at(-1);
    if (!last) return queued;
    queued += page.length;
    after = last.number;
  }
}

/** Records sendings and writes their mails under an open batch. Seals, so call it last. */
export async function recordDeliveries(
  tx: Tx,
  batchId: bigint,
  now: Instant,
  deliveries: readonly Delivery[],
): Promise<void> {
  const rows = deliveries.map((it) => ({
    ...it,
    mailKey: it.way === 'mail' ? mailKeyOf(it) : undefined,
  }));
  await store.insertDeliveries(tx, batchId, now, rows);
  const mailed = rows.filter(({ way }) => way === 'mail');
  const facts = await store.listMailFacts(tx, mailed);
  const mails = mailed.map((it): NewMail => {
    const fact = facts.get(it.number);
    invariant(fact?.address, `the address of document ${it.number} is kept while its route holds`);
    const document = documentOf(fact.body);
    const formats = possibleFormats(document, it.formats);
    return {
      resellerId: it.resellerId,
      key: mailKeyOf(it),
      to: fact.address,
      ...documentLetter(document, formats),
      language: document.language,
      notBefore: now,
      attachments: formats.map((format) => ({
        fileName: attachmentName(document, format),
        mediaType: formatNamed(format).mediaType,
        contentKey: contentKeyOf(it.number, format),
      })),
    };
  });
  await queueMails(tx, batchId, mails);
  await sealFacts(tx, batchId, deliveries.map(deliverySeal));
}

/** The formats that the document can be in; all of them where it can be in none, and sending says why. */
function possibleFormats(document: Document, formats: readonly string[]): readonly string[] {
  const possible = formats.filter((name) =>
    (formatNamed(name).check?.(document) ?? []).every(({ severity }) => severity !== 'error'),
  );
  return possible.length > 0 ? possible : formats;
}
