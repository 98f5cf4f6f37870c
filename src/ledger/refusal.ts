/** The legal "no"s of the ledger, each with its sentence. */
import { refusals } from '../kernel/index.ts';

export const ledgerRefusal = refusals('ledger', {
  'month-closed': {
    status: 409,
    say: (f) =>
      `The month ${f.month} is closed since ${f.closedAt}: nothing can be posted with an ` +
      `accounting date in it (R24). Use an issue date after it.`,
  },
  'month-open': {
    status: 409,
    say: (f) => `The month ${f.month} has not ended yet, so it cannot be closed (R24).`,
  },
  'closed-already': {
    status: 409,
    say: (f) => `The month ${f.month} was closed already, by ${f.closedBy} at ${f.closedAt}.`,
  },
  'chart-changed': {
    status: 409,
    say: (f) =>
      `The account ${f.account} of ${f.file} is known with another content (${f.difference}): ` +
      `postings refer to it, so it stays as it is. Give what has changed a new account.`,
  },
  'chart-faulty': { status: 422, say: (f) => `The chart of accounts has faults: ${f.faults}` },
});
