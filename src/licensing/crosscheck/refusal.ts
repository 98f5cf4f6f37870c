/** Every "no" of the cross-check and its findings, as a sentence for whoever asked. */
import { type RefusalText, refusals } from '../../kernel/index.ts';

const table = {
  'customer-unknown': {
    status: 404,
    say: (f) => `There is no customer "${f.customer}".`,
  },
  'finding-unknown': {
    status: 404,
    say: (f) => `There is no finding ${f.finding}.`,
  },
  'finding-settled': {
    status: 409,
    say: (f) => `Finding ${f.finding} is settled already: ${f.reference} (${f.at}).`,
  },
  'finding-waived': {
    status: 409,
    say: (f) => `Finding ${f.finding} was waived by ${f.by} on ${f.at}: ${f.reason}`,
  },
  'no-employee': {
    status: 422,
    say: (f) =>
      `Finding ${f.finding} (${f.type}) is about the customer and no single employee, so there is ` +
      'no licence to correct; import declarations, or waive it.',
  },
  'not-by-declaration': {
    status: 422,
    say: (f) =>
      `A declaration does not settle finding ${f.finding} (${f.type}); what does: ${f.remedies}.`,
  },
  'licence-undecided': {
    status: 422,
    say: (f) =>
      `"${f.licence}" cannot be declared as a correction: ${f.reason}. ` +
      'Have it ruled on first: takst licences rule.',
  },
  'from-future': {
    status: 422,
    say: (f) => `A correction cannot begin on ${f.from}, which is after today.`,
  },
  'as-of-future': {
    status: 422,
    say: (f) => `An export cannot show ${f.asOf}, which is after today.`,
  },
  'text-missing': {
    status: 422,
    say: (f) => `The ${f.what} is missing: it must say something.`,
  },
} as const satisfies Record<string, RefusalText>;

/** Makes a refusal `crosscheck.<code>`; see the table for the facts that each code needs. */
export const refusal = refusals<keyof typeof table>('crosscheck', table);
