/**
 * The legal "no"s of evidence, each with its sentence: requests that cannot be filed, answered or
 * ended. The facts of a sentence are its only input.
 */
import { refusals } from '../kernel/index.ts';

export const evidenceRefusal = refusals('evidence', {
  'unknown-request': {
    status: 404,
    say: (f) => `There is no request ${f.request}. takst evidence list --all shows them all.`,
  },
  'unknown-customer': {
    status: 404,
    say: (f) => `No customer ${f.customer} is known.`,
  },
  'unknown-reseller': {
    status: 404,
    say: (f) => `No reseller ${f.reseller} is known.`,
  },
  'received-in-future': {
    status: 422,
    say: (f) =>
      `The request is said to have been received ${f.received}, but it is ${f.now}: a deadline ` +
      'runs only from what has happened (R35).',
  },
  'first-received-later': {
    status: 422,
    say: (f) =>
      `Flexfone is said to have received the request ${f.first}, after it was passed on to the ` +
      `reseller ${f.received} (R35).`,
  },
  'first-received-not-microsoft': {
    status: 422,
    say: (f) =>
      'Only a request that Microsoft made to Flexfone has a first receipt of its own; ' +
      `this one is made by ${f.requester} (R35).`,
  },
  'request-on-file': {
    status: 409,
    say: (f) =>
      `This is on file already as request ${f.request}: same requester, scope and ` +
      'instant of receipt. Withdraw that one if it was filed wrongly.',
  },
  'request-ended': {
    status: 409,
    say: (f) => `Request ${f.request} was ${f.state} ${f.at}: nothing can be added to it.`,
  },
  'request-not-answered': {
    status: 409,
    say: (f) => `Request ${f.request} has no answer yet that could be accepted (R36).`,
  },
  'no-reason': {
    status: 422,
    say: (f) => `Say why request ${f.request} is withdrawn: the reason stays on record (R43).`,
  },
  'no-pack': {
    status: 404,
    say: (f) =>
      f.pack
        ? `There is no pack ${f.pack}${f.request ? ` of request ${f.request}` : ''}.`
        : `Request ${f.request} has no pack yet; make one with: takst evidence answer ${f.request}`,
  },
  'pack-erased': {
    status: 404,
    say: (f) =>
      `The bytes of pack ${f.pack} were erased when their retention ended. Whoever holds the file ` +
      `can prove that it is the one by its SHA-256, ${f.sha256}.`,
  },
  'pack-damaged': {
    status: 500,
    say: (f) =>
      `The stored pack ${f.pack} is not what its hash says (${f.sha256}): somebody or something ` +
      'changed it after it was made. It is not handed out.',
  },
});
