/** SQL of the runs that were asked for over the network: what was asked, how far it is, what came of it. */
import { sql, type Tx } from '../../db/index.ts';
import { type Instant, type LocalDate, type Month, month } from '../../kernel/index.ts';
import type { NewRunRequest, RunOutcome, RunProgress, RunRequest } from './run-request.ts';

/** An instance that has been silent for longer is gone: it beats every few seconds. */
const SILENCE = '30 seconds';

interface RequestRow {
  request_id: bigint;
  month: string;
  issue_date: string | null;
  dry_run: boolean;
  requested_at: Date;
  requested_by: string;
  state: RunOutcome['state'] | null;
  finished_at: Date | null;
  told: string | null;
  stage: string | null;
  done: bigint | null;
  total: bigint | null;
  silent: boolean;
}

const requestOf = (row: RequestRow): RunRequest => ({
  requestId: row.request_id,
  month: month(row.month),
  issueDate: (row.issue_date ?? undefined) as LocalDate | undefined,
  dryRun: row.dry_run,
  requestedAt: row.requested_at,
  requestedBy: row.requested_by,
  state: row.state ?? (row.silent ? 'abandoned' : 'running'),
  progress: {
    stage: row.stage ?? '',
    done: Number(row.done ?? 0n),
    total: Number(row.total ?? 0n),
  },
  finishedAt: row.finished_at ?? undefined,
  told: row.told === null ? undefined : JSON.parse(row.told),
});

/** Requests with how far they are, the newest first: one, or those before one. */
export async function listRunRequests(
  tx: Tx,
  { requestId, before, limit }: { requestId?: bigint; before?: bigint; limit?: number },
): Promise<RunRequest[]> {
  const one = requestId?.toString() ?? null;
  const { rows } = await sql<RequestRow>`
    select r.request_id, to_char(r.month, 'YYYY-MM') as month, r.issue_date, r.dry_run,
      r.requested_at, r.requested_by, o.state, o.finished_at, o.told, p.stage, p.done, p.total,
      coalesce(p.beat_at < clock_timestamp() - ${SILENCE}::interval, true) as silent
    from takst.billing_run_request r
    left join takst.billing_run_outcome o using (request_id)
    left join takst.billing_run_progress p using (request_id)
    where (${one}::bigint is null or request_id = ${one}::bigint)
      and (${before?.toString() ?? null}::bigint is null
        or request_id < ${before?.toString() ?? null}::bigint)
    order by request_id desc limit ${limit ?? null}::bigint`.execute(tx.db);
  return rows.map(requestOf);
}

export async function findUnderWay(tx: Tx): Promise<bigint | undefined> {
  const { rows } = await sql<{ request_id: bigint }>`
    select request_id from takst.billing_run_progress p
    where p.beat_at >= clock_timestamp() - ${SILENCE}::interval and not exists (
      select from takst.billing_run_outcome o where o.request_id = p.request_id)
    order by request_id limit 1`.execute(tx.db);
  return rows[0]?.request_id;
}

/** Writes down what is asked, and the first beat of whoever does it. */
export async function insertRunRequest(tx: Tx, request: NewRunRequest): Promise<bigint> {
  const { actor } = request;
  const { rows } = await sql<{ request_id: bigint }>`
    insert into takst.billing_run_request (month, issue_date, dry_run, requested_at, requested_by,
      channel)
    values (${`${request.month}-01`}, ${request.issueDate ?? null}, ${request.dryRun},
      ${actor.now}, ${actor.by}, ${actor.channel})
    returning request_id`.execute(tx.db);
  const requestId = rows[0]?.request_id ?? 0n;
  await sql`insert into takst.billing_run_progress (request_id)
    values (${requestId.toString()}::bigint)`.execute(tx.db);
  return requestId;
}

/** How far a run is; also without news a sign that it is still being worked on. */
export async function updateProgress(tx: Tx, requestId: bigint, progress: RunProgress) {
  const { stage, done, total } = progress;
  await sql`
    update takst.billing_run_progress
    set stage = ${stage}, done = ${done}, total = ${total}, beat_at = clock_timestamp()
    where request_id = ${requestId.toString()}::bigint`.execute(tx.db);
}

export async function insertOutcome(
  tx: Tx,
  requestId: bigint,
  outcome: RunOutcome,
  finishedAt: Instant,
): Promise<void> {
  await sql`insert into takst.billing_run_outcome (request_id, state, finished_at, told)
    values (${requestId.toString()}::bigint, ${outcome.state}, ${finishedAt},
      ${JSON.stringify(outcome.told)})`.execute(tx.db);
}

/** A run that ended, asked for in whatever way. */
export interface EndedRun {
  readonly runId: bigint;
  readonly month: Month;
  readonly finishedAt: Instant;
  /** The report as `bill --json` gave it. */
  readonly summary: string;
}

/** Runs that ended, the newest first: those before one. */
export async function listEndedRuns(
  tx: Tx,
  { before, limit }: { before?: bigint; limit: number },
): Promise<EndedRun[]> {
  const { rows } = await sql<{ run_id: bigint; month: string; at: Date; summary: string }>`
    select run_id, to_char(month, 'YYYY-MM') as month, finished_at as at, summary
    from takst.billing_run join takst.billing_run_result using (run_id)
    where ${before?.toString() ?? null}::bigint is null
      or run_id < ${before?.toString() ?? null}::bigint
    order by run_id desc limit ${limit}`.execute(tx.db);
  return rows.map((r) => ({
    runId: r.run_id,
    month: month(r.month),
    finishedAt: r.at,
    summary: r.summary,
  }));
}
