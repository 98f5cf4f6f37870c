/** The legal "no"s about orders, each with its sentence. */
import { refusals } from '../../kernel/index.ts';

export const orderRefusal = refusals('orders', {
  unknown: {
    status: 404,
    say: (f) => `There is no draft of an order with number ${f.draft} (takst orders list).`,
  },
  'customer-unknown': { status: 404, say: (f) => `There is no customer ${f.customer}.` },
  'customer-moved': {
    status: 409,
    say: (f) =>
      `Draft ${f.draft} was made by ${f.before}, and customer ${f.customer} belongs to ${f.now} ` +
      'now: make a new draft (R29).',
  },
  confirmed: {
    status: 409,
    say: (f) =>
      `Draft ${f.draft} was confirmed by ${f.by} on ${f.at}. A confirmed order is not changed: ` +
      'declare what is new, or make another draft.',
  },
  withdrawn: {
    status: 409,
    say: (f) =>
      `Draft ${f.draft} was withdrawn by ${f.by} on ${f.at} (${f.reason}): make another one.`,
  },
  'domain-unreadable': {
    status: 422,
    say: (f) => `"${f.domain}" is no domain, such as firma.example.`,
  },
  domain: {
    status: 422,
    say: (f) =>
      `The domain ${f.domain} is not that of customer ${f.customer}, which is "${f.onFile}" on ` +
      'file: order under that one, or correct customers.csv first.',
  },
  'employee-unknown': {
    status: 422,
    say: (f) => `Customer ${f.customer} has no such employees: ${[f.employees].flat().join(', ')}.`,
  },
  'employee-twice': {
    status: 422,
    say: (f) =>
      `An order names each employee once; these stand in it more often: ` +
      `${[f.employees].flat().join(', ')}.`,
  },
  licence: { status: 422, say: (f) => `"${f.licence}" cannot be ordered: ${f.why} (R11).` },
  'nothing-ordered': { status: 422, say: () => 'An order names at least one licence (R7).' },
  unchanged: {
    status: 409,
    say: (f) => `Draft ${f.draft} says that already: version ${f.version} is still the last.`,
  },
  text: { status: 422, say: (f) => `${f.what} is wanted: 1 to 200 characters on one line.` },
  'version-needed': {
    status: 422,
    say: (f) =>
      `Draft ${f.draft} has been edited: say that version ${f.now}, its last, is the one that was ` +
      'shown and is confirmed (--version).',
  },
  'version-other': {
    status: 409,
    say: (f) =>
      `Version ${f.version} of draft ${f.draft} is not confirmed: version ${f.now} is the last. ` +
      `Look at that one (takst orders show ${f.draft}), and name it if it is right.`,
  },
  'confirmed-later': {
    status: 422,
    say: (f) => `The order cannot be confirmed at ${f.at}: it is only ${f.now} now.`,
  },
  'valid-later': {
    status: 422,
    say: (f) =>
      `The licences cannot be declared from ${f.validFrom}: an order confirmed on ${f.on} says ` +
      'what is held by then. Declare later changes when they come (R6).',
  },
  preconditions: {
    status: 422,
    say: (f) =>
      `Draft ${f.draft} cannot be confirmed (R11): ${[f.reasons].flat().join('; ')}. ` +
      'Nothing was ordered.',
  },
  'not-agreed': {
    status: 422,
    say: (f) =>
      `Draft ${f.draft} is not confirmed: the wording above has not been agreed to ` +
      `(--version ${f.version} --agree).`,
  },
});
