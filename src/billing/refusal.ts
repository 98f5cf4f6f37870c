/** The legal "no"s of a billing run, each with its sentence. */
import { refusals } from '../kernel/index.ts';

export const billingRefusal = refusals('billing', {
  'month-not-ended': {
    status: 422,
    say: (f) => `${f.month} has not ended yet: it can be billed from ${f.from} on (R25).`,
  },
  'month-order': {
    status: 409,
    say: (f) =>
      `Months are billed in order: the last one billed is ${f.last}, so the next is ${f.last} ` +
      `again or ${f.next}, not ${f.month}. An earlier month is corrected by the next run (R25).`,
  },
  'run-unfinished': {
    status: 409,
    say: (f) =>
      `The run of ${f.open} was started ${f.startedAt} and never finished. ` +
      `Finish it first: takst bill ${f.open}`,
  },
  'run-locked': {
    status: 409,
    say: (f) => `Another billing run is under way: ${f.heldBy}. Nothing was changed (R26).`,
  },
  'totals-differ': {
    status: 500,
    say: (f) =>
      `The run was stopped before any number was assigned: ${f.what} does not hold, ` +
      `${f.left} against ${f.right} (R27). Please report it; nothing was issued.`,
  },
});
