/**
 * The queue of files and calls, place by place. A call counts as begun before it leaves, so that one
 * that was cut off is known as such and never made again by itself. A file is only put again: the same
 * file there already is done.
 */
import { type Actor, type Database, openBatch, sealFacts } from '../db/index.ts';
import { formatNamed } from '../documents/index.ts';
import { type Instant, invariant, Refusal } from '../kernel/index.ts';
import { isOverdue, nextAttempt, triesOf } from '../outbox/index.ts';
import { type File, filesOf, loadContents } from './contents.ts';
import { type DeliveryKey, idempotencyKeyOf, laterOf, type Outcome } from './delivery.ts';
import type { Folder, Hook, Places } from './ports.ts';
import * as store from './stored/delivery-store.ts';
import { type DueDelivery, listDue } from './stored/due-store.ts';
import { eventSeal } from './stored/seal.ts';

/** How many documents went which way this round. */
export interface DocumentsReport {
  readonly queued: number;
  /** Meant, and nobody has said how their accounts get documents. */
  readonly withoutRoute: number;
  readonly sent: number;
  /** To be tried again later, by themselves. */
  readonly retried: number;
  /** Refused for good or given up. */
  readonly failed: number;
  readonly unknown: number;
  /** Due, but not tried, since the place takes nothing from anybody at present. */
  readonly leftForLater: number;
  /** What kept a place from taking anything, a sentence each. */
  readonly troubles: readonly string[];
}

export interface SendDocumentsOptions {
  /** Who sends, at this instant; asked again for each step. */
  readonly actor: () => Actor;
  readonly onProgress?: (done: number, total: number) => void;
}

export type Counts = { -readonly [K in Exclude<keyof DocumentsReport, 'troubles'>]: number } & {
  troubles: string[];
};

export interface Round extends SendDocumentsOptions {
  readonly database: Database;
  readonly counts: Counts;
  done: number;
  total: number;
}

/** Who is alone and finds a call in the state `sending` knows that it was cut off. */
export async function noteCutOff(round: Round): Promise<void> {
  const { database, counts, actor } = round;
  const cut = await database.transaction('writer', (tx) => listDue(tx, { cutOff: true }));
  if (cut.length === 0) return;
  const at = actor().now;
  const answer = 'cut off before an answer';
  await record(
    round,
    cut.map((it) => ({ ...keyOf(it), event: 'unknown' as const, at, answer })),
  );
  counts.unknown += cut.length;
}

const keyOf = ({ resellerId, number, no }: DeliveryKey): DeliveryKey => ({
  resellerId,
  number,
  no,
});

/** Commits events in a batch of their own. */
async function record(
  { database, actor }: Pick<Round, 'database' | 'actor'>,
  events: readonly store.NewEvent[],
): Promise<void> {
  if (events.length === 0) return;
  await database.transaction('writer', async (tx) => {
    const batchId = await openBatch(tx, actor(), { kind: 'sending', sourceName: 'documents send' });
    const placed = await store.insertEvents(tx, batchId, events);
    await sealFacts(tx, batchId, placed.map(eventSeal));
  });
}

// Files of a page are in memory together.
const PAGE = 20;

export async function sendFilesAndCalls(round: Round, places: Places): Promise<void> {
  const now = round.actor().now;
  const due = await round.database.transaction('writer', (tx) => listDue(tx, { at: now }));
  round.total = due.length;
  for (const group of groupsOf(due)) {
    const [{ way, target } = { way: '', target: '' }] = group;
    const place = way === 'folder' ? places.folders.get(target) : places.hooks.get(target);
    if (!place) {
      round.counts.leftForLater += group.length;
      round.counts.troubles.push(`There is no ${way} "${target}" in the configuration.`);
      continue;
    }
    let left = group.length;
    for (let from = 0; from < group.length; from += PAGE) {
      const page = group.slice(from, from + PAGE);
      const tried =
        'put' in place ? await putPage(round, place, page) : await callPage(round, place, page);
      left -= tried.done;
      round.done += tried.done;
      round.onProgress?.(round.done, round.total);
      if (tried.trouble === undefined) continue;
      round.counts.leftForLater += left;
      round.counts.troubles.push(
        `The ${way} "${target}" takes nothing at present: ${tried.trouble}.`,
      );
      break;
    }
  }
}

/** Sendings by their place, each in number order. */
function groupsOf(due: readonly DueDelivery[]): DueDelivery[][] {
  const groups = new Map<string, DueDelivery[]>();
  for (const delivery of due) {
    const key = `${delivery.way} ${delivery.target}`;
    const group = groups.get(key);
    if (group) group.push(delivery);
    else groups.set(key, [delivery]);
  }
  return [...groups.values()];
}

interface Tried {
  readonly done: number;
  /** What ended the work on this place. */
  readonly trouble?: string;
}

async function putPage(round: Round, folder: Folder, page: readonly DueDelivery[]): Promise<Tried> {
  const { database, actor } = round;
  const contents = await loadContents(database, page, actor().now);
  const events: store.NewEvent[] = [];
  let trouble: string | undefined;
  for (const delivery of page) {
    const files = ready(delivery, filesOf(delivery, contents), actor().now);
    const outcome =
      'outcome' in files
        ? files
        : await folder.put(
            files.map(({ bytes, format }) => {
              const { extension } = formatNamed(format);
              return { name: `${delivery.number}.${extension}`, bytes };
            }),
          );
    const failures = delivery.events.filter(({ event }) => event === 'failed').length;
    events.push(eventOf(round, delivery, outcome, failures + 1));
    if (!outcome.everybody) continue;
    trouble = outcome.answer;
    break;
  }
  await record(round, events);
  return trouble === undefined ? { done: events.length } : { done: events.length, trouble };
}

async function callPage(round: Round, hook: Hook, page: readonly DueDelivery[]): Promise<Tried> {
  const { database, actor } = round;
  const contents = await loadContents(database, page, actor().now);
  for (const [place, delivery] of page.entries()) {
    const files = ready(delivery, filesOf(delivery, contents), actor().now);
    if ('outcome' in files) {
      await record(round, [eventOf(round, delivery, files, 0)]);
      continue;
    }
    const [file] = files;
    invariant(file, 'a hook takes one format');
    await record(round, [{ ...keyOf(delivery), event: 'sending', at: actor().now }]);
    const outcome = await call(round, hook, delivery, file);
    if (outcome.everybody) return { done: place + 1, trouble: outcome.answer };
  }
  return { done: page.length };
}

/**
 * Makes the call and commits what came of it. The transaction is opened before the call: after it
 * nothing may come between, such as a wish to stop, which lets no transaction begin.
 */
async function call(
  round: Round,
  hook: Hook,
  delivery: DueDelivery,
  { format, bytes, sha256 }: File,
): Promise<Outcome> {
  const { database, actor } = round;
  const attempts = triesOf(delivery.queuedAt, delivery.events).attempts + 1;
  return database.transaction('writer', async (tx) => {
    const { mediaType } = formatNamed(format);
    const idempotencyKey = idempotencyKeyOf(delivery, sha256);
    const { number, kind } = delivery;
    const file = { format, mediaType, sha256, bytes };
    const outcome = await hook.post({ number, kind, idempotencyKey, ...file });
    const batchId = await openBatch(tx, actor(), { kind: 'sending', sourceName: 'documents send' });
    const event = eventOf(round, delivery, outcome, attempts);
    const placed = await store.insertEvents(tx, batchId, [event]);
    await sealFacts(tx, batchId, placed.map(eventSeal));
    return outcome;
  });
}

/** The files of a sending, or what becomes of it without a try. */
function ready(
  { queuedAt }: DueDelivery,
  files: readonly File[] | Refusal,
  now: Instant,
): readonly File[] | Outcome {
  if (files instanceof Refusal) return { outcome: 'refused', answer: files.code };
  if (isOverdue({ since: queuedAt }, now)) return { outcome: 'refused', answer: OVERDUE };
  return files;
}

const OVERDUE = 'given up';

/** The event of an outcome, counted. */
function eventOf(
  { counts, actor }: Round,
  delivery: DueDelivery,
  { outcome, answer, retryAfterSeconds }: Outcome,
  attempts: number,
): store.NewEvent {
  const at = actor().now;
  const said = { ...keyOf(delivery), at, answer: answer.slice(0, 200) };
  if (outcome === 'failed') {
    counts.retried += 1;
    const nextAt = laterOf(nextAttempt(attempts, at), at, retryAfterSeconds);
    return { ...said, event: 'failed', nextAt };
  }
  if (outcome === 'refused') {
    counts.failed += 1;
    return answer === OVERDUE
      ? { ...said, event: 'given-up', answer: '' }
      : { ...said, event: 'refused' };
  }
  counts[outcome] += 1;
  return { ...said, event: outcome };
}
