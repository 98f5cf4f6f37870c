/** Every "no" about who may do what. What a role may not see does not exist for it: 404 (R42). */
import { refusals } from '../kernel/index.ts';

export const refusal = refusals('access', {
  'not-found': { status: 404, say: () => 'There is nothing here by that name.' },
  'token-unknown': { status: 404, say: (f) => `There is no token ${f.token}.` },
  'token-ended': { status: 409, say: (f) => `Token ${f.token} has ended already.` },
  'expiry-out-of-range': {
    status: 422,
    say: () => 'A token must end in the future, and within a year.',
  },
  'reseller-and-role': {
    status: 422,
    say: () => 'A token of the role reseller names its reseller, and no other token does (R42).',
  },
  'requests-and-role': {
    status: 422,
    say: () =>
      'A token of an auditor or of Microsoft names the evidence requests that it shows, and no ' +
      'other token does (R42).',
  },
});
