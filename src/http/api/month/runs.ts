/**
 * Billing runs, asked for here and done behind (R25-R28): a run of a large month takes minutes, so the
 * answer is the number by which it is followed, by asking or by listening.
 */
import { z } from 'zod';
import { houseRoles, readFor } from '../../../access/index.ts';
import {
  listEndedRuns,
  listRunRequests,
  loadRunRequest,
  runRequestListing,
} from '../../../billing/index.ts';
import { sellerOf } from '../../../config.ts';
import { instantText } from '../../../kernel/index.ts';
import { type Route, route } from '../../route.ts';
import { numberedPage, numberOfCursor } from '../../shapes/numbered-page.ts';
import { pageOf, pageQuery } from '../../shapes/page.ts';
import { numberIdSchema } from '../../shapes/words.ts';
import { runEvents } from './run-events.ts';
import { beginRun } from './run-work.ts';
import { endedRun, newRun, runRequest } from './shapes.ts';

const tag = 'The month';
const path = '/v1/runs';
const one = z.object({ run_id: numberIdSchema });

const startRun = route({
  method: 'post',
  path,
  name: 'startRun',
  tag,
  summary: 'Run the billing of a month, or try it',
  description:
    'Goes on after the answer; follow it by its id. Asked for again, it posts nothing twice, and ' +
    'after an interruption it goes on where it was. What forbids it (the month has not ended, months ' +
    'are billed in order) is its outcome.',
  roles: ['finance'],
  body: newRun,
  answers: { status: 202, schema: runRequest },
  handle: async ({ database, config, actor }, { body }) => {
    const request = await beginRun(database, {
      month: body.month,
      issueDate: body.issue_date,
      dryRun: body.dry_run,
      seller: sellerOf(config),
      actor,
    });
    const headers = { location: `${path}/${request.requestId}` };
    return { status: 202, body: runRequestListing(request), headers };
  },
});

const listRuns = route({
  method: 'get',
  path,
  name: 'listRuns',
  tag,
  summary: 'Runs that were asked for over the network, the newest first',
  roles: houseRoles,
  query: pageQuery,
  answers: { status: 200, schema: pageOf(runRequest) },
  handle: async ({ database, principal }, { query: { limit, cursor } }) => {
    const before = numberOfCursor(cursor);
    const wanted = { limit: limit + 1, ...(before && { before }) };
    const found = await readFor(database, principal, (tx) => listRunRequests(tx, wanted));
    return { body: numberedPage(found, limit, (it) => it.requestId, runRequestListing) };
  },
});

const showRun = route({
  method: 'get',
  path: `${path}/{run_id}`,
  name: 'getRun',
  tag,
  summary: 'How far a run is, and what came of it',
  roles: houseRoles,
  params: one,
  answers: { status: 200, schema: runRequest },
  handle: async ({ database, principal }, { params }) => {
    const load = (tx: Parameters<typeof loadRunRequest>[0]) => loadRunRequest(tx, params.run_id);
    return { body: runRequestListing(await readFor(database, principal, load)) };
  },
});

const followRun = route({
  method: 'get',
  path: `${path}/{run_id}/events`,
  name: 'followRun',
  tag,
  summary: 'How far a run is, as it goes on',
  description:
    'Server-sent events: `progress` with the run as it stands, and last `outcome` with the run as it ' +
    'ended; then the stream ends.',
  roles: houseRoles,
  params: one,
  answers: { status: 200, types: ['text/event-stream'] },
  handle: async ({ database, principal, signal }, { params }) => {
    const read = () => readFor(database, principal, (tx) => loadRunRequest(tx, params.run_id));
    const first = await read();
    return {
      stream: runEvents(first, read, signal),
      type: 'text/event-stream',
    };
  },
});

const listMonths = route({
  method: 'get',
  path: '/v1/months',
  name: 'listBilledMonths',
  tag,
  summary: 'Every run that ended, asked for in whatever way, the newest first',
  roles: houseRoles,
  query: pageQuery,
  answers: { status: 200, schema: pageOf(endedRun) },
  handle: async ({ database, principal }, { query: { limit, cursor } }) => {
    const before = numberOfCursor(cursor);
    const wanted = { limit: limit + 1, ...(before && { before }) };
    const found = await readFor(database, principal, (tx) => listEndedRuns(tx, wanted));
    const listing = (it: (typeof found)[number]) => ({
      run: `${it.runId}`,
      month: it.month,
      finished_at: instantText(it.finishedAt),
      report: JSON.parse(it.summary) as unknown,
    });
    return { body: numberedPage(found, limit, (it) => it.runId, listing) };
  },
});

export const runRoutes: readonly Route[] = [startRun, listRuns, showRun, followRun, listMonths];
