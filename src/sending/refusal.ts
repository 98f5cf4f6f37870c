/** Every "no" of sending documents, with its sentence. */
import { type RefusalText, refusals } from '../kernel/index.ts';

type Code =
  | 'document-unknown'
  | 'account-unknown'
  | 'account-ambiguous'
  | 'route-malformed'
  | 'route-twice'
  | 'target-unknown'
  | 'locked'
  | 'no-route'
  | 'not-sent-yet'
  | 'nothing-to-decide';

const table: Readonly<Record<Code, RefusalText>> = {
  'document-unknown': {
    status: 404,
    say: (f) => `There is no document with number ${f.number}.`,
  },
  'account-unknown': {
    status: 404,
    say: (f) => `There is no customer and no reseller "${f.account}".`,
  },
  'account-ambiguous': {
    status: 409,
    say: (f) =>
      `"${f.account}" is both a customer and a reseller: say which with --bill-to customer or ` +
      '--bill-to reseller.',
  },
  'route-malformed': {
    status: 422,
    say: (f) => `The documents of "${f.account}" cannot go that way: ${f.why}.`,
  },
  'route-twice': {
    status: 422,
    say: (f) => `The account "${f.account}" is there twice; an account has one way of delivery.`,
  },
  'target-unknown': {
    status: 422,
    say: (f) =>
      `There is no ${f.way} "${f.target}" in the configuration; set ${f.setting}. Known: ${f.known}.`,
  },
  locked: {
    status: 409,
    say: (f) => `Documents are being sent already, by ${f.heldBy}; one sender at a time is enough.`,
  },
  'no-route': {
    status: 422,
    say: (f) =>
      `Document ${f.number} has nowhere to go: tell how with takst documents route ${f.account}.`,
  },
  'not-sent-yet': {
    status: 409,
    say: (f) => `Document ${f.number} was never sent; takst documents send --number ${f.number}`,
  },
  'nothing-to-decide': {
    status: 409,
    say: (f) =>
      `Document ${f.number} is ${f.state}, so there is nothing to decide; a person decides about ` +
      'documents that are failed or unknown.',
  },
};

/** Makes a refusal `sending.<code>`; see the table for the facts that each code needs. */
export const sendingRefusal = refusals<Code>('sending', table);
