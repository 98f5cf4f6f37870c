/**
 * Activations that were reported although a precondition of R11 did not hold on their day. Such an
 * activation is a fact and is billed; that it happened cannot be undone, so most of these end in a
 * waiver.
 */
import type { DisagreementKind } from './kind.ts';

const beforeReady: DisagreementKind = {
  name: 'activation-before-ready',
  title: { da: 'aktiveret før tid', en: 'activated too early' },
  meaning: {
    da: 'Integrationen blev aktiveret før den dag, hvor kunden var klar til det.',
    en: 'The integration was activated before the day on which the customer was ready for it.',
  },
  says: {
    da: (f) => `Aktiveret ${f.evidenced}; kunden var først klar ${f.declared}.`,
    en: (f) => `Activated on ${f.evidenced}; the customer was ready on ${f.declared}.`,
  },
  endings: [],
  money: false,
};

const noMyfone: DisagreementKind = {
  name: 'activation-no-myfone',
  title: { da: 'aktiveret uden Myfone-bruger', en: 'activated without a Myfone user' },
  meaning: {
    da: 'Integrationen blev aktiveret for en medarbejder, som ikke havde en Myfone-bruger.',
    en: 'The integration was activated for an employee who had no Myfone user.',
  },
  says: {
    da: (f) => `Aktiveret ${f.evidenced} uden Myfone-bruger.`,
    en: (f) => `Activated on ${f.evidenced} without a Myfone user.`,
  },
  endings: [],
  money: false,
};

const onPremise: DisagreementKind = {
  name: 'activation-on-premise',
  title: { da: 'aktiveret on premise', en: 'activated on premise' },
  meaning: {
    da: 'Integrationen blev aktiveret hos en kunde med on premise-hosting, som den ikke leveres til.',
    en: 'The integration was activated for a customer hosted on premise, whom it is not sold to.',
  },
  says: {
    da: (f) => `Aktiveret ${f.evidenced} med on premise-hosting.`,
    en: (f) => `Activated on ${f.evidenced}, hosted on premise.`,
  },
  endings: [],
  money: false,
};

const pricePlan: DisagreementKind = {
  name: 'activation-price-plan',
  title: { da: 'aktiveret på gammel prisplan', en: 'activated on an old price plan' },
  meaning: {
    da: 'Integrationen blev aktiveret, mens kunden ikke var på en gældende prisplan.',
    en: 'The integration was activated while the customer was on no current price plan.',
  },
  says: {
    da: (f) => `Aktiveret ${f.evidenced} på prisplanen "${f.declared}".`,
    en: (f) => `Activated on ${f.evidenced} on the price plan "${f.declared}".`,
  },
  endings: [],
  money: false,
};

const feeNotAccepted: DisagreementKind = {
  name: 'activation-fee-not-accepted',
  title: { da: 'månedsprisen ikke accepteret', en: 'monthly fee not accepted' },
  meaning: {
    da:
      'Medarbejderen blev aktiveret med en Business-licens, uden at nogen havde accepteret ' +
      'månedsprisen i en bestilling.',
    en:
      'The employee was activated with a Business licence, and nobody had accepted the monthly fee ' +
      'on an order.',
  },
  says: {
    da: (f) => `Aktiveret ${f.evidenced} med ${f.declared}; ingen har accepteret månedsprisen.`,
    en: (f) => `Activated on ${f.evidenced} with ${f.declared}; nobody has accepted the fee.`,
  },
  endings: ['declaration', 'ruling'],
  money: false,
};

export const activationKinds = [
  beforeReady,
  noMyfone,
  onPremise,
  pricePlan,
  feeNotAccepted,
] as const;
