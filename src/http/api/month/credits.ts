/** What runs found to be owed back, and what finance decides about it (R10). */
import { z } from 'zod';
import { houseRoles, readFor } from '../../../access/index.ts';
import {
  creditListing,
  listProposals,
  noteListing,
  proposalListing,
  reissueInvoice,
  rejectCredits,
  rejectionListing,
  releaseCredits,
  releaseListing,
  showCredit,
} from '../../../billing/index.ts';
import { moneyOf } from '../../../kernel/index.ts';
import { type Route, route } from '../../route.ts';
import { pageFrom, pageOf, pageQuery } from '../../shapes/page.ts';
import { dateSchema, numberIdSchema } from '../../shapes/words.ts';
import { credit, reason, reissued, rejected, released, shownCredit } from './shapes.ts';

const tag = 'The month';
const path = '/v1/credits';
const one = z.object({ id: numberIdSchema });

const listCredits = route({
  method: 'get',
  path,
  name: 'listCredits',
  tag,
  summary: 'Credits that runs propose, with the fact that caused each',
  roles: houseRoles,
  query: pageQuery.extend({
    open: z.enum(['true', 'false']).default('false').meta({ description: 'Only undecided ones' }),
  }),
  answers: { status: 200, schema: pageOf(credit) },
  handle: async ({ database, principal }, { query }) => {
    const only = query.open === 'true';
    const all = await readFor(database, principal, (tx) => listProposals(tx, only));
    const { items, next_cursor } = pageFrom(all, query, (it) => `${it.proposalId}`);
    return { body: { items: items.map(proposalListing), next_cursor } };
  },
});

const showOne = route({
  method: 'get',
  path: `${path}/{id}`,
  name: 'getCredit',
  tag,
  summary: 'A proposed credit, what became of it, and what it would be taken off',
  roles: houseRoles,
  params: one,
  answers: { status: 200, schema: shownCredit },
  handle: async ({ database, principal }, { params }) => {
    const shown = await readFor(database, principal, (tx) => showCredit(tx, params.id));
    return { body: creditListing(shown) };
  },
});

const issueDate = dateSchema
  .optional()
  .meta({ description: 'Date on the credit note; today if absent' });

const kroner = z
  .string()
  .regex(/^\d{1,9}(\.\d{2})?$/, 'must be kroner such as 1230.00')
  .transform((text) => moneyOf(text.includes('.') ? text : `${text}.00`));

const release = route({
  method: 'post',
  path: `${path}/{id}/release`,
  name: 'releaseCredit',
  tag,
  summary: 'Release a proposal: issue credit notes for it',
  description:
    'It is taken off the invoices that charged it, the newest first, never above what is left of ' +
    'them. With `also`, further proposals share one credit note for each invoice; with `amount`, a ' +
    'part of one is released and the rest is a proposal of its own.',
  roles: ['finance'],
  params: one,
  body: z.object({
    reason,
    amount: kroner.optional(),
    issue_date: issueDate,
    also: z.array(numberIdSchema).max(500).default([]),
  }),
  answers: { status: 200, schema: released },
  handle: async ({ database, actor }, { params, body }) => {
    const request = {
      proposalIds: [...new Set([params.id, ...body.also])],
      reason: body.reason,
      amount: body.amount,
      issueDate: body.issue_date,
    };
    return { body: releaseListing(await releaseCredits(database, request, actor)) };
  },
});

const reject = route({
  method: 'post',
  path: `${path}/{id}/reject`,
  name: 'rejectCredit',
  tag,
  summary: 'Reject a proposal: nothing is credited for it',
  description: 'It is not raised again, unless a later run comes to another amount.',
  roles: ['finance'],
  params: one,
  body: z.object({ reason, also: z.array(numberIdSchema).max(500).default([]) }),
  answers: { status: 200, schema: rejected },
  handle: async ({ database, actor }, { params, body }) => {
    const proposalIds = [...new Set([params.id, ...body.also])];
    const request = { proposalIds, reason: body.reason };
    return { body: rejectionListing(await rejectCredits(database, request, actor)) };
  },
});

const reissue = route({
  method: 'post',
  path: '/v1/documents/{number}/reissue',
  name: 'reissueInvoice',
  tag,
  summary: 'Credit what is left of an invoice, so that the next run bills it anew',
  roles: ['finance'],
  params: z.object({
    number: z
      .string()
      .regex(/^\d{1,9}$/)
      .transform(Number),
  }),
  body: z.object({ reason, issue_date: issueDate }),
  answers: { status: 200, schema: reissued },
  handle: async ({ database, actor }, { params: { number }, body }) => {
    const request = { number, reason: body.reason, issueDate: body.issue_date };
    const note = await reissueInvoice(database, request, actor);
    return { body: { documents: [noteListing(note)] } };
  },
});

export const creditRoutes: readonly Route[] = [listCredits, showOne, release, reject, reissue];
