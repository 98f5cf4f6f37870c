/** Closing a month of the books (R24). */
import { z } from 'zod';
import { closeMonth } from '../../../billing/index.ts';
import { instantText } from '../../../kernel/index.ts';
import { type Route, route } from '../../route.ts';
import { monthSchema } from '../../shapes/words.ts';
import { closing } from './shapes.ts';

export const closingRoutes: readonly Route[] = [
  route({
    method: 'post',
    path: '/v1/months/{month}/close',
    name: 'closeMonth',
    tag: 'The month',
    summary: 'Close a month of the books for good',
    description:
      'The month is one of accounting dates, which are issue dates. Nothing is posted with a date in ' +
      'it afterwards, and it cannot be opened again (R24).',
    roles: ['finance'],
    params: z.object({ month: monthSchema }),
    answers: { status: 200, schema: closing },
    handle: async ({ database, actor }, { params: { month } }) => {
      const { closedAt, closedBy } = await closeMonth(database, month, actor);
      return { body: { month, closed_at: instantText(closedAt), closed_by: closedBy } };
    },
  }),
];
