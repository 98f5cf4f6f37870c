/** Every "no" about who may do what. What a role may not see does not exist for it: 404 (R42). */
import { refusals } from '../kernel/index.ts';

export const refusal = refusals('access', {
  'not-found': { status: 404, say: () => 'There is nothing here by that name.' },
});
