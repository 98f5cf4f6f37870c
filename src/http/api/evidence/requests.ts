/**
 * Requests for documentation and how they stand (R35, R36). An auditor and Microsoft read those that their
 * token names, until they end; each is read as the reseller it is about, and nobody else (R42).
 */
import { z } from 'zod';
import { accessRefusal, houseRoles, readAs, readerRoles, readFor } from '../../../access/index.ts';
import {
  type AuditRequest,
  detailListing,
  isEnded,
  listAttachments,
  listRequests,
  requestListing,
  standingOf,
  stateOf,
} from '../../../evidence/index.ts';
import { type Context, type Route, route } from '../../route.ts';
import { pageFrom, pageOf, pageQuery } from '../../shapes/page.ts';
import { plain } from '../../shapes/plain.ts';
import { instantOut, numberIdSchema } from '../../shapes/words.ts';

const tag = 'Evidence';
const roles = [...houseRoles, 'reseller', ...readerRoles] as const;

const requestShape = z
  .looseObject({
    request_id: z.number().int(),
    state: z.enum(['open', 'answered', 'accepted', 'withdrawn']),
    requester: z.enum(['microsoft', 'flexfone', 'auditor']),
    reseller_id: z.string(),
    customer_id: z.string().nullable(),
    received_at: instantOut,
    due_at: instantOut,
    working_minutes_left: z.number().int().nullable(),
    breached: z.boolean(),
  })
  .meta({ id: 'EvidenceRequest', description: 'As `evidence list --json`' });

const detailShape = z
  .looseObject({
    request_id: z.number().int(),
    history: z.array(z.looseObject({ state: z.string(), at: instantOut })),
    documents: z.array(z.looseObject({ name: z.string(), sha256: z.string() })),
  })
  .meta({ id: 'EvidenceRequestDetail', description: 'As `evidence show --json`' });

export const requestRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/v1/evidence-requests',
    name: 'listEvidenceRequests',
    tag,
    summary: 'Requests for documentation, with the time that is left',
    roles,
    query: pageQuery,
    answers: { status: 200, schema: pageOf(requestShape) },
    handle: async (context, { query }) => {
      const seen = await seenRequests(context);
      const page = pageFrom(seen, query, (it) => `${it.requestId}`);
      const items = page.items.map((it) => plain(requestListing(it, standingOf(it, context.now))));
      return { body: { ...page, items } };
    },
  }),
  route({
    method: 'get',
    path: '/v1/evidence-requests/{request_id}',
    name: 'getEvidenceRequest',
    tag,
    summary: 'A request with its history and documents',
    roles,
    params: z.object({ request_id: numberIdSchema }),
    answers: { status: 200, schema: detailShape },
    handle: async (context, { params: { request_id: id } }) => {
      const request = (await seenRequests(context)).find(({ requestId }) => requestId === id);
      if (!request) throw accessRefusal('not-found');
      const attached = await readAs(context.database, request.resellerId, (tx) =>
        listAttachments(tx, request.requestId),
      );
      const standing = standingOf(request, context.now);
      return { body: plain(detailListing(request, standing, attached)) };
    },
  }),
];

/** The requests that exist for a principal. */
async function seenRequests({ database, principal }: Context): Promise<readonly AuditRequest[]> {
  if (principal.requestIds.length === 0)
    return readFor(database, principal, (tx) => listRequests(tx));
  const { requestIds } = principal;
  const about = await database.transaction('writer', (tx) => listRequests(tx, { requestIds }), {
    readOnly: true,
  });
  const live = about.filter((request) => !isEnded(stateOf(request)));
  const read = live.map(({ requestId, resellerId }) =>
    readAs(database, resellerId, (tx) => listRequests(tx, { requestIds: [requestId] })),
  );
  return (await Promise.all(read)).flat();
}
