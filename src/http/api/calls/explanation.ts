/** Why a record costs what it costs, with the arithmetic done once more (R20). */
import { z } from 'zod';
import { houseRoles } from '../../../access/index.ts';
import { explainCall, explanationListing } from '../../../calls/index.ts';
import { type Route, route } from '../../route.ts';
import { explanation } from './shapes.ts';

export const explanationRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/v1/calls/explanation',
    name: 'explainCall',
    tag: 'Calls',
    summary: 'What became of one record, and its price step by step',
    description:
      'A record is named by its source and its own id (R18), both of which may hold any character.',
    roles: houseRoles,
    query: z.object({
      source: z.string().min(1).max(64),
      record_id: z.string().min(1).max(200),
    }),
    answers: { status: 200, schema: explanation },
    handle: async ({ database }, { query }) => {
      const name = { source: query.source, recordId: query.record_id };
      return { body: explanationListing(await explainCall(database, name)) };
    },
  }),
];
