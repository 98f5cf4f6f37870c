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
  'chart-faulty': { status: 422, say: (f) => `The chart of accounts has faults: ${f.faults}` },
});
