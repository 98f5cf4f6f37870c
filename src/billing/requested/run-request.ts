/**
 * A billing run that somebody asked for from afar and did not wait for (R26): what was asked, how far
 * it is, and what came of it. The run itself is month.ts's; who does the work is a door's.
 */
import { type Actor, advisoryXactLock, type Database, type Tx } from '../../db/index.ts';
import {
  type Instant,
  instantText,
  type LocalDate,
  type Month,
  Refusal,
} from '../../kernel/index.ts';
import { billingRefusal } from '../refusal.ts';
import { type RunReport, runListing } from './request.ts';
import * as store from './store.ts';

export interface NewRunRequest {
  readonly month: Month;
  /** Absent: today. */
  readonly issueDate: LocalDate | undefined;
  readonly dryRun: boolean;
  readonly actor: Actor;
}

export interface RunProgress {
  /** `computing` or `issuing`; '' before there is any. */
  readonly stage: string;
  readonly done: number;
  readonly total: number;
}

/** Why a run came to nothing, as a code and a sentence. */
export interface RunFailure {
  readonly code: string;
  readonly message: string;
}

/** `stopped`: the server was; asked for again, the run goes on where it was. */
export type RunOutcome =
  | { readonly state: 'done'; readonly told: ReturnType<typeof runListing> }
  | { readonly state: 'refused' | 'stopped' | 'failed'; readonly told: RunFailure };

export interface RunRequest extends Omit<NewRunRequest, 'actor'> {
  readonly requestId: bigint;
  readonly requestedAt: Instant;
  readonly requestedBy: string;
  /** `abandoned`: whoever did it was killed. */
  readonly state: RunOutcome['state'] | 'running' | 'abandoned';
  readonly progress: RunProgress;
  readonly finishedAt: Instant | undefined;
  /** What came of it, by its state; undefined while nothing did. */
  readonly told: unknown;
}

/** Records that a run is asked for; refuses while another one is under way. */
export async function requestRun(database: Database, asked: NewRunRequest): Promise<RunRequest> {
  return database.transaction('writer', async (tx) => {
    await advisoryXactLock(tx, 'billing-request', 'exclusive');
    const other = await store.findUnderWay(tx);
    if (other !== undefined) throw billingRefusal('run-asked-for', { id: other.toString() });
    return loadRunRequest(tx, await store.insertRunRequest(tx, asked));
  });
}

/** One request; refuses a number that none has. */
export async function loadRunRequest(tx: Tx, requestId: bigint): Promise<RunRequest> {
  const [found] = await store.listRunRequests(tx, { requestId });
  if (!found) throw billingRefusal('run-request-unknown', { id: requestId.toString() });
  return found;
}

/** What an ended run tells: its report, or in words why there is none. */
export function outcomeOf(
  ended: { readonly report: RunReport } | { readonly error: unknown },
  isStopped: boolean,
): RunOutcome {
  if ('report' in ended) return { state: 'done', told: runListing(ended.report) };
  if (isStopped) return { state: 'stopped', told: failureOf(billingRefusal('run-stopped')) };
  if (ended.error instanceof Refusal) return { state: 'refused', told: failureOf(ended.error) };
  return { state: 'failed', told: failureOf(billingRefusal('run-failed')) };
}

const failureOf = ({ code, message }: Refusal): RunFailure => ({ code, message });

/** A request as the API tells of it; `outcome` is as `bill --json` gives it. */
export const runRequestListing = (it: RunRequest) => ({
  id: it.requestId.toString(),
  month: it.month,
  issue_date: it.issueDate ?? null,
  dry_run: it.dryRun,
  state: it.state,
  ...it.progress,
  requested_at: instantText(it.requestedAt),
  requested_by: it.requestedBy,
  finished_at: it.finishedAt ? instantText(it.finishedAt) : null,
  outcome: it.state === 'done' ? it.told : null,
  refusal: it.told !== undefined && it.state !== 'done' ? it.told : null,
});
