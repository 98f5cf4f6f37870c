/**
 * What a timer runs (R36): writes the mails that open requests call for, and records the deadlines
 * that have passed. Run twice, or by two at once, it does nothing twice; what it could not do, or
 * what nobody did on an earlier day, it says.
 */
import {
  type Actor,
  advisoryXactLock,
  type Database,
  openBatch,
  sealFacts,
} from '../../db/index.ts';
import type { LocalDate } from '../../kernel/index.ts';
import { noticeBreaches } from './breach.ts';
import { composeMails, type PlannedMail, postMails, type Unreachable } from './post.ts';
import { planMail } from './reminder.ts';
import { unrecordedBreaches } from './request.ts';
import { listRequests, type NoticedBreach, type WrittenMail } from './store.ts';

export interface RemindReport {
  readonly open: number;
  readonly written: readonly WrittenMail[];
  /** Breaches recorded now. */
  readonly breaches: readonly NoticedBreach[];
  /** A mail was due, but the reseller has no address that can be used. */
  readonly unreachable: readonly Unreachable[];
  /** Working days before a mail written now on which nobody wrote one; they are not made up for. */
  readonly missed: readonly { readonly requestId: bigint; readonly days: readonly LocalDate[] }[];
}

/**
 * Writes what is due at the actor's instant, signed by the operator. Opens a batch only where there
 * is something to record.
 */
export async function remind(
  database: Database,
  { operator }: { readonly operator: string },
  actor: Actor,
): Promise<RemindReport> {
  const { now } = actor;
  return database.transaction('writer', async (tx) => {
    await advisoryXactLock(tx, 'compliance', 'exclusive');
    const requests = await listRequests(tx, { only: 'open' });
    const planned = requests.flatMap((request) => {
      const plan = planMail(request, now);
      return plan ? [{ request, plan }] : [];
    });
    const breached = requests.filter((request) => unrecordedBreaches(request, now).length > 0);
    const mails = await composeMails(tx, { operator, now }, planned);
    const open = requests.length;
    if (mails.composed.length === 0 && breached.length === 0) {
      return { open, written: [], breaches: [], unreachable: mails.unreachable, missed: [] };
    }
    const batchId = await openBatch(tx, actor, { kind: 'request', sourceName: 'reminders' });
    const { breaches, facts } = await noticeBreaches(tx, batchId, now, breached);
    await sealFacts(tx, batchId, facts);
    const { written, unreachable } = await postMails(tx, batchId, mails);
    return { open, written, breaches, unreachable, missed: missedBefore(written, planned) };
  });
}

/** The days without a reminder before the mails that were written now. */
function missedBefore(written: readonly WrittenMail[], planned: readonly PlannedMail[]) {
  const keys = new Set(written.map(({ key }) => key));
  return planned
    .filter(({ plan }) => keys.has(plan.key) && plan.missed.length > 0)
    .map(({ request, plan }) => ({ requestId: request.requestId, days: plan.missed }));
}
