/** Every "no" of the outbox, as a sentence for whoever asked. */
import { type RefusalText, refusals } from '../kernel/index.ts';

type Code = 'malformed' | 'locked' | 'unknown-mail' | 'nothing-to-decide' | 'letter-erased';

const table: Readonly<Record<Code, RefusalText>> = {
  malformed: {
    status: 422,
    say: (f) => `The mail "${f.key}" was not written: ${f.what}.`,
  },
  locked: {
    status: 409,
    say: (f) => `Mail is being sent already, by ${f.heldBy}; one sender at a time is enough.`,
  },
  'unknown-mail': {
    status: 404,
    say: (f) => `There is no mail ${f.mail}; takst outbox list shows those that there are.`,
  },
  'nothing-to-decide': {
    status: 409,
    say: (f) =>
      `Mail ${f.mail} is ${f.state}, so there is nothing to decide; a person decides about mails ` +
      'that are refused, unknown or given-up.',
  },
  'letter-erased': {
    status: 409,
    say: (f) =>
      `The text and recipient of mail ${f.mail} were erased by retention, so it cannot be sent.`,
  },
};

/** Makes a refusal `outbox.<code>`; see the table for the facts that each code needs. */
export const refuse = refusals<Code>('outbox', table);
