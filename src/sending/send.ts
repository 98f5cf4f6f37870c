/**
 * Sends documents: queues what is due and works the queue, mails through the outbox, files and calls
 * here. One sender at a time; nothing that was sent is ever sent again but by a person's decision.
 */
import type { Database } from '../db/index.ts';
import { Refusal } from '../kernel/index.ts';
import { type SendReport, sendDue } from '../outbox/index.ts';
import { documentAttachments } from './contents.ts';
import type { Places } from './ports.ts';
import { queueDocuments } from './queue.ts';
import { sendingRefusal } from './refusal.ts';
import * as store from './stored/delivery-store.ts';
import { countDueMails } from './stored/due-store.ts';
import {
  type Counts,
  type DocumentsReport,
  noteCutOff,
  type Round,
  type SendDocumentsOptions,
  sendFilesAndCalls,
} from './work.ts';

/** Does the work while nobody else sends documents; refuses while somebody does (`sending.locked`). */
export async function whileAlone<T>(database: Database, work: () => Promise<T>): Promise<T> {
  const lock = await database.tryLock('document sending');
  if ('heldBy' in lock) throw sendingRefusal('locked', { heldBy: lock.heldBy });
  try {
    return await work();
  } finally {
    await lock.release();
  }
}

/** Queues what is meant, then sends everything that is due. */
export async function sendDocuments(
  database: Database,
  places: Places,
  selection: store.Selection,
  options: SendDocumentsOptions,
): Promise<DocumentsReport> {
  const { numbers } = selection;
  return whileAlone(database, async () => {
    const counts: Counts = {
      ...{ queued: 0, withoutRoute: 0, sent: 0, retried: 0, failed: 0, unknown: 0 },
      ...{ leftForLater: 0, troubles: [] },
    };
    const round: Round = { ...options, database, counts, done: 0, total: 0 };
    if (numbers) await refuseMissing(database, numbers);
    await noteCutOff(round);
    counts.queued = await queueDocuments(database, selection, options.actor());
    const unsent = await database.transaction('writer', (tx) => store.countUnsent(tx, selection));
    for (const { way, documents } of unsent) if (!way) counts.withoutRoute += documents;
    await sendFilesAndCalls(round, places);
    await sendMails(round, places);
    return counts;
  });
}

async function refuseMissing(database: Database, numbers: readonly number[]): Promise<void> {
  const number = await database.transaction('writer', (tx) => store.findMissing(tx, numbers));
  if (number !== undefined) throw sendingRefusal('document-unknown', { number });
}

/** Mails with documents, through the outbox; other mails are none of our business. */
async function sendMails(round: Round, { mail }: Places): Promise<void> {
  const { database, counts, actor } = round;
  const waiting = await database.transaction('writer', (tx) => countDueMails(tx, actor().now));
  if (waiting === 0) return;
  if (!mail) {
    counts.leftForLater += waiting;
    counts.troubles.push('Mail is not set up: TAKST_SMTP_URL and TAKST_SMTP_FROM are wanted.');
    return;
  }
  const [done, total] = [round.done, round.total + waiting];
  try {
    const report = await sendDue(database, mail, {
      actor,
      attach: documentAttachments(database, () => actor().now),
      only: (key) => key.startsWith('document '),
      onProgress: (sent) => round.onProgress?.(done + sent, total),
    });
    addMails(counts, report);
  } catch (error) {
    // Files and calls are done by now; the mails are in the hands of whoever sends mail already.
    if (!(error instanceof Refusal) || error.code !== 'outbox.locked') throw error;
    counts.leftForLater += waiting;
    counts.troubles.push(error.message);
  }
}

function addMails(counts: Counts, report: SendReport): void {
  counts.sent += report.sent;
  counts.retried += report.failed;
  counts.failed += report.refused + report.givenUp;
  counts.unknown += report.unknown;
  counts.leftForLater += report.leftForLater;
  if (report.trouble) {
    counts.troubles.push(`The mail server takes nothing at present: ${report.trouble}`);
  }
}
