/** Every "no" of the rating stage, as a sentence for whoever asked. */
import { type RefusalText, refusals } from '../kernel/index.ts';

const table = {
  'plan-name': {
    status: 422,
    say: (f) => `"${f.plan}" cannot name a price plan: 1 to 64 characters are wanted`,
  },
  'reason-missing': {
    status: 422,
    say: () => 'Doubtful prices are accepted with a reason: --accept-outliers --reason …',
  },
  'mapping-file': {
    status: 422,
    say: (f) =>
      `${f.file} is no mapping of a rates file:\n  ${[...(f.faults as readonly string[])].join('\n  ')}`,
  },
  'deck-missing': {
    status: 404,
    say: (f) =>
      `No rate deck is loaded as plan ${f.plan}: run takst rates load FILE --plan ${f.plan}`,
  },
  'deck-of-plan': { status: 404, say: (f) => `Plan ${f.plan} has no rate deck ${f.deck}` },
  'deck-unknown': { status: 404, say: (f) => `There is no rate deck ${f.deck}` },
  'seconds-range': {
    status: 422,
    say: (f) => `${f.seconds} is not a whole number of seconds from 0 to ${f.limit}`,
  },
  'number-free': {
    status: 422,
    say: (f) => `"${f.to}" has no price: ${f.why} is free (R13)`,
  },
  'number-unreadable': {
    status: 422,
    say: (f) => `"${f.to}" is no number that can be called (R14)`,
  },
  'rate-missing': {
    status: 404,
    say: (f) => `No row of plan ${f.plan} matches "${f.to}" on ${f.date} (R15)`,
  },
} as const satisfies Record<string, RefusalText>;

/** Makes a refusal `rating.<code>`; see the table for the facts that each code needs. */
export const refusal = refusals<keyof typeof table>('rating', table);
