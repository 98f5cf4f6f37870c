/** Sources of calls: the PBXs that write files, and what their files do not say themselves. */
import { z } from 'zod';
import { houseRoles, readFor } from '../../../access/index.ts';
import {
  addSource,
  changeSource,
  listSources,
  type SourceSaid,
  sourceHistory,
  sourceListing,
  sourceReportListing,
  sourceVersionListing,
} from '../../../calls/index.ts';
import { invariant } from '../../../kernel/index.ts';
import { type Route, route } from '../../route.ts';
import { saidOfSource, shownSource, source, sourceReport } from './shapes.ts';

const tag = 'Calls';
const named = z.object({ source: z.string().min(1).max(64) });
const path = '/v1/sources/{source}';

const saidOf = (body: z.output<typeof saidOfSource>): SourceSaid => ({
  format: body.format,
  zone: body.zone,
  ambiguous: body.ambiguous,
  customerId: body.customer_id,
  files: body.files,
  encoding: body.encoding,
  outsidePrefix: body.outside_prefix,
  ownNumbers: body.own_numbers,
  allAccounts: body.accounts && new Map(Object.entries(body.accounts)),
  allOptions: body.options,
});

export const sourceRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/v1/sources',
    name: 'listSources',
    tag,
    summary: 'The sources of calls that are known',
    roles: houseRoles,
    answers: { status: 200, schema: z.object({ items: z.array(source) }) },
    handle: async ({ database, principal }) => {
      const sources = await readFor(database, principal, listSources);
      return { body: { items: sources.map(sourceListing) } };
    },
  }),
  route({
    method: 'get',
    path,
    name: 'getSource',
    tag,
    summary: 'A source with its history',
    roles: houseRoles,
    params: named,
    answers: { status: 200, schema: shownSource },
    handle: async ({ database, principal }, { params }) => {
      const versions = await readFor(database, principal, (tx) => sourceHistory(tx, params.source));
      const [now] = versions;
      invariant(now, 'a source that is known has a version');
      return { body: { ...sourceListing(now), history: versions.map(sourceVersionListing) } };
    },
  }),
  route({
    method: 'post',
    path: '/v1/sources',
    name: 'addSource',
    tag,
    summary: 'Tell of a source of calls',
    roles: ['operator'],
    body: saidOfSource.extend({ source: z.string().min(1).max(64), format: z.string().max(200) }),
    answers: { status: 201, schema: sourceReport },
    handle: async ({ database, actor }, { body }) => {
      const request = { name: body.source, said: saidOf(body), reason: body.reason };
      const report = await addSource(database, request, actor);
      return { body: sourceReportListing('add', report) };
    },
  }),
  route({
    method: 'put',
    path,
    name: 'changeSource',
    tag,
    summary: 'Change what is told of a source',
    description:
      'What is left out stays as it is. Calls that are in stay as they were read; what waits in ' +
      'quarantine is read again by a retry.',
    roles: ['operator'],
    params: named,
    body: saidOfSource,
    answers: { status: 200, schema: sourceReport },
    handle: async ({ database, actor }, { params, body }) => {
      const request = { name: params.source, said: saidOf(body), reason: body.reason };
      const report = await changeSource(database, request, actor);
      return { body: sourceReportListing('change', report) };
    },
  }),
];
