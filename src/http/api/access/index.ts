/** Access: who the caller is, and the tokens there are. */
import { z } from 'zod';
import { isLive, listTokens, revokeToken, roles, type Token } from '../../../access/index.ts';
import { instantText } from '../../../kernel/index.ts';
import { type Route, route } from '../../route.ts';
import { pageFrom, pageOf, pageQuery } from '../../shapes/page.ts';
import { instantOut, numberIdSchema, textSchema } from '../../shapes/words.ts';

const tag = 'Access';
const role = z.enum(roles);

const me = z
  .object({
    role,
    by: z.string(),
    reseller_id: z.string().nullable(),
    requests: z.array(z.string()),
  })
  .meta({ id: 'Me' });

const token = z
  .object({
    id: z.string(),
    name: z.string(),
    role,
    reseller_id: z.string().nullable(),
    requests: z.array(z.string()),
    live: z.boolean(),
    expires_at: instantOut,
    ended_at: instantOut.nullable(),
    last_used_at: instantOut.nullable(),
  })
  .meta({ id: 'Token', description: 'Never its secret' });

const tokenListing = (it: Token, now: Date) => ({
  id: it.tokenId.toString(),
  name: it.name,
  role: it.role,
  reseller_id: it.resellerId ?? null,
  requests: it.requestIds.map(String),
  live: isLive(it, now),
  expires_at: instantText(it.expiresAt),
  ended_at: it.endsAt ? instantText(it.endsAt) : null,
  last_used_at: it.lastUsedAt ? instantText(it.lastUsedAt) : null,
});

export const accessRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/v1/me',
    name: 'getMe',
    tag,
    summary: 'Who the caller is to Takst',
    roles,
    answers: { status: 200, schema: me },
    handle: async ({ principal: { role: own, by, resellerId, requestIds } }) => ({
      body: { role: own, by, reseller_id: resellerId ?? null, requests: requestIds.map(String) },
    }),
  }),
  route({
    method: 'get',
    path: '/v1/tokens',
    name: 'listTokens',
    tag,
    summary: 'Tokens in the order in which they were made',
    roles: ['operator'],
    query: pageQuery,
    answers: { status: 200, schema: pageOf(token) },
    handle: async ({ database, now }, { query }) => {
      const list = (tx: Parameters<typeof listTokens>[0]) => listTokens(tx);
      const found = await database.transaction('writer', list, { readOnly: true });
      const page = pageFrom(found, query, (it) => `${it.tokenId}`);
      return { body: { ...page, items: page.items.map((it) => tokenListing(it, now)) } };
    },
  }),
  route({
    method: 'delete',
    path: '/v1/tokens/{token_id}',
    name: 'revokeToken',
    tag,
    summary: 'End a token at once',
    roles: ['operator'],
    params: z.object({ token_id: numberIdSchema }),
    query: z.object({ reason: textSchema(500) }),
    answers: { status: 200, schema: token },
    handle: async ({ database, actor, now }, { params, query }) => {
      const ended = await revokeToken(database, params.token_id, query.reason, actor);
      return { body: tokenListing(ended, now) };
    },
  }),
];
