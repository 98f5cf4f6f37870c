/** Records of calls that wait: listed, looked at, judged again, and decided about (R18, R19). */
import { z } from 'zod';
import { accessRefusal, houseRoles, readFor } from '../../../access/index.ts';
import {
  acceptanceListing,
  acceptQuarantined,
  dismissalListing,
  dismissQuarantined,
  findQuarantined,
  isRetried,
  listOpen,
  recordListing,
  retryListing,
  retryQuarantine,
  shownListing,
  showQuarantined,
} from '../../../calls/index.ts';
import { type Route, route } from '../../route.ts';
import { numberedPage, numberOfCursor } from '../../shapes/numbered-page.ts';
import { pageOf, pageQuery } from '../../shapes/page.ts';
import { numberIdSchema, textSchema } from '../../shapes/words.ts';
import { acceptance, dismissal, openRecord, retryReport, shownRecord } from './shapes.ts';

const tag = 'Calls';
const path = '/v1/quarantine';
const one = z.object({ id: numberIdSchema });
const decision = z.object({ reason: textSchema(500) });

const listRecords = route({
  method: 'get',
  path,
  name: 'listQuarantine',
  tag,
  summary: 'Records of calls that wait, the oldest first',
  description: 'A reseller is shown those of its own customers.',
  roles: [...houseRoles, 'reseller'],
  query: pageQuery.extend({
    code: z.string().max(64).optional().meta({ description: 'The reason, such as no-rate' }),
    customer_id: z.string().max(64).optional(),
    source: z.string().max(64).optional(),
  }),
  answers: { status: 200, schema: pageOf(openRecord) },
  handle: async ({ database, principal }, { query }) => {
    const { limit, code, customer_id: customerId, source } = query;
    const filter = {
      ...(code && { codes: [code] }),
      ...(customerId && { customerId }),
      ...(source && { source }),
      after: numberOfCursor(query.cursor) ?? 0n,
      limit: limit + 1,
    };
    const found = await readFor(database, principal, (tx) => listOpen(tx, filter));
    return { body: numberedPage(found, limit, (it) => it.quarantineId, recordListing) };
  },
});

const showRecord = route({
  method: 'get',
  path: `${path}/{id}`,
  name: 'getQuarantined',
  tag,
  summary: 'A record that waits or waited, beside the version that is due',
  description:
    'The version that is due can be of another customer (R18), so a reseller sees the record alone.',
  roles: [...houseRoles, 'reseller'],
  params: one,
  answers: { status: 200, schema: shownRecord },
  handle: async ({ database, principal }, { params }) => {
    const record = await readFor(database, principal, (tx) => findQuarantined(tx, params.id));
    if (!record) throw accessRefusal('not-found');
    if (principal.role !== 'reseller') {
      return { body: shownListing(await showQuarantined(database, params.id)) };
    }
    const alone = { due: null, due_version: null, version: null, differs: [] };
    const settled = record.settled?.outcome ?? null;
    return { body: { ...recordListing(record), settled, ...alone } };
  },
});

const retry = route({
  method: 'post',
  path: `${path}/retry`,
  name: 'retryQuarantine',
  tag,
  summary: 'Judge records again whose cause has changed',
  roles: ['operator'],
  body: z.object({
    code: z
      .string()
      .max(64)
      .refine(isRetried, 'no retry settles records that wait for this reason')
      .optional()
      .meta({ description: 'Only those that wait for this reason' }),
    all: z.boolean().default(false).meta({ description: 'Also those whose cause has not changed' }),
  }),
  answers: { status: 200, schema: retryReport },
  handle: async ({ database, actor }, { body: { code, all } }) => {
    const report = await retryQuarantine(database, actor, { all, ...(code && { code }) });
    return { body: retryListing(report) };
  },
});

const accept = route({
  method: 'post',
  path: `${path}/{id}/accept`,
  name: 'acceptQuarantined',
  tag,
  summary: 'Make the version that waits the one that is due',
  description: 'The next run bills the difference in the month of the call (R9, R18).',
  roles: ['operator', 'finance'],
  params: one,
  body: decision,
  answers: { status: 200, schema: acceptance },
  handle: async ({ database, actor }, { params, body }) => {
    const decided = { quarantineId: params.id, reason: body.reason, by: actor.by };
    return { body: acceptanceListing(await acceptQuarantined(database, decided, actor)) };
  },
});

const dismiss = route({
  method: 'post',
  path: `${path}/{id}/dismiss`,
  name: 'dismissQuarantined',
  tag,
  summary: 'Let a record go for good: nothing of it is ever due',
  roles: ['operator', 'finance'],
  params: one,
  body: decision,
  answers: { status: 200, schema: dismissal },
  handle: async ({ database, actor }, { params, body }) => {
    const decided = { quarantineId: params.id, reason: body.reason, by: actor.by };
    return { body: dismissalListing(await dismissQuarantined(database, decided, actor)) };
  },
});

export const quarantineRoutes: readonly Route[] = [listRecords, showRecord, retry, accept, dismiss];
