/** The ledger: what stands on each account, and whether everything agrees (R22). */
import { z } from 'zod';
import { houseRoles, readFor } from '../../../access/index.ts';
import { verificationListing, verifyBooks } from '../../../evidence/index.ts';
import { refusals } from '../../../kernel/index.ts';
import { balanceListing, listBalances } from '../../../ledger/index.ts';
import { type Route, route } from '../../route.ts';
import { balance, verification } from './shapes.ts';

const tag = 'Reports and ledger';

const refusal = refusals('verify', {
  'under-way': {
    status: 409,
    say: () => 'The books are being verified already; one verification goes on at a time.',
  },
  'takes-too-long': {
    status: 503,
    say: (f) =>
      `It was given up after ${f.minutes} minutes, and nothing was found until then. Verify the rest ` +
      'on the machine: takst ledger verify --full',
  },
});

const MOST_MINUTES = 10;

const balances = route({
  method: 'get',
  path: '/v1/ledger/balance',
  name: 'listBalances',
  tag,
  summary: 'Debit, credit and balance of each account',
  roles: houseRoles,
  answers: { status: 200, schema: z.object({ items: z.array(balance) }) },
  handle: async ({ database, principal }) => {
    const found = await readFor(database, principal, (tx) => listBalances(tx));
    return { body: { items: found.map(balanceListing) } };
  },
});

const verify = route({
  method: 'post',
  path: '/v1/ledger/verify',
  name: 'verifyLedger',
  tag,
  summary: 'Recompute the ledger and say whether everything agrees',
  description:
    'Each chain of hashes, each document against its postings, the journal against what it sealed; ' +
    'with `full` also every charge from what it rests on. Changes nothing. Keep the heads elsewhere: ' +
    'whoever has them can tell whether anything before them was changed.',
  roles: houseRoles,
  body: z.object({ full: z.boolean().default(false) }),
  answers: { status: 200, schema: verification },
  handle: async ({ database, signal }, { body: { full } }) => {
    const lock = await database.tryLock('verify over the network');
    if ('heldBy' in lock) throw refusal('under-way');
    const until = Date.now() + MOST_MINUTES * 60_000;
    const goOn = () => {
      signal.throwIfAborted();
      if (Date.now() > until) throw refusal('takes-too-long', { minutes: MOST_MINUTES });
    };
    try {
      const wish = { full, onChains: goOn, onCharges: goOn };
      return { body: verificationListing(await verifyBooks(database, wish)) };
    } finally {
      await lock.release();
    }
  },
});

export const ledgerRoutes: readonly Route[] = [balances, verify];
