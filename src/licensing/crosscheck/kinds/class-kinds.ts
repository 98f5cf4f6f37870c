/**
 * Disagreements about which licence is held: the ones that cost money. Neither newer evidence nor
 * another account ends one, since what was held then stays as it was; a declaration or a ruling does.
 */
import { type DisagreementKind, sinceIn } from './kind.ts';

const enterpriseButBusiness: DisagreementKind = {
  name: 'enterprise-but-business',
  title: { da: 'Enterprise indberettet, Business påvist', en: 'declared Enterprise, is Business' },
  meaning: {
    da:
      'Licensen er indberettet som Enterprise (0 kr.), men Microsofts udtræk viser en ' +
      'Business-licens. Der er faktureret for lidt.',
    en:
      "The licence is declared as Enterprise (0 kr), but Microsoft's export shows a Business " +
      'licence. Too little was billed.',
  },
  says: {
    da: (f) => `Indberettet er ${f.declared}; udtrækket viser ${f.evidenced}${sinceIn.da(f)}.`,
    en: (f) => `Declared is ${f.declared}; the export shows ${f.evidenced}${sinceIn.en(f)}.`,
  },
  endings: ['declaration', 'ruling', 'register'],
  money: true,
};

const businessButEnterprise: DisagreementKind = {
  name: 'business-but-enterprise',
  title: { da: 'Business indberettet, Enterprise påvist', en: 'declared Business, is Enterprise' },
  meaning: {
    da:
      'Licensen er indberettet som Business, men Microsofts udtræk viser en Enterprise-licens. ' +
      'Kunden betaler for meget.',
    en:
      "The licence is declared as Business, but Microsoft's export shows an Enterprise licence. " +
      'The customer pays too much.',
  },
  says: {
    da: (f) => `Indberettet er ${f.declared}; udtrækket viser ${f.evidenced}${sinceIn.da(f)}.`,
    en: (f) => `Declared is ${f.declared}; the export shows ${f.evidenced}${sinceIn.en(f)}.`,
  },
  endings: ['declaration', 'ruling', 'register'],
  money: true,
};

const otherPrice: DisagreementKind = {
  name: 'other-price',
  title: { da: 'Business til en anden pris', en: 'Business at another price' },
  meaning: {
    da:
      'Både den indberettede og den påviste licens er Business, men de koster ikke det samme. Der ' +
      'er ikke faktureret det rigtige beløb.',
    en:
      'Both the licence declared and the one evidenced are Business, but they do not cost the same. ' +
      'What was billed is not the right amount.',
  },
  says: {
    da: (f) =>
      `Indberettet er ${f.declared}; udtrækket viser ${f.evidenced}, som har en anden ` +
      `pris${sinceIn.da(f)}.`,
    en: (f) =>
      `Declared is ${f.declared}; the export shows ${f.evidenced}, which has another ` +
      `price${sinceIn.en(f)}.`,
  },
  endings: ['declaration', 'ruling', 'register'],
  money: true,
};

const noValidLicence: DisagreementKind = {
  name: 'no-valid-licence',
  title: { da: 'ingen gyldig licens', en: 'no valid licence' },
  meaning: {
    da:
      'Integrationen er aktiv uden en gyldig Office 365-licens, enten efter indberetningen eller ' +
      'efter udtrækket. Måneden afventer og afregnes, når licensen er indberettet.',
    en:
      'The integration is active without a valid Office 365 licence, by the declaration or by the ' +
      'export. The month is held back and billed when the licence is declared.',
  },
  says: {
    da: (f) =>
      `Indberettet er ${f.declared || 'intet'}; udtrækket viser ` +
      `${f.evidenced || 'intet om medarbejderen'}${sinceIn.da(f)}.`,
    en: (f) =>
      `Declared is ${f.declared || 'nothing'}; the export shows ` +
      `${f.evidenced || 'nothing about the employee'}${sinceIn.en(f)}.`,
  },
  endings: ['declaration', 'ruling', 'register'],
  money: true,
};

const unknownSku: DisagreementKind = {
  name: 'unknown-sku',
  title: { da: 'licens uden afgørelse', en: 'licence without a ruling' },
  meaning: {
    da:
      'Licensen står ikke i prislisten, og ingen har afgjort, hvilken klasse den hører til. Den ' +
      'afregnes hverken som 0 kr. eller som 30 kr., før det er sket.',
    en:
      'The licence is not in the price table, and nobody has ruled which class it is. It is billed ' +
      'neither as 0 kr nor as 30 kr until somebody has.',
  },
  says: {
    da: (f) =>
      `Indberettet er ${f.declared || 'intet'}; udtrækket viser ` +
      `${f.evidenced || 'intet om medarbejderen'}; klassen er ikke afgjort.`,
    en: (f) =>
      `Declared is ${f.declared || 'nothing'}; the export shows ` +
      `${f.evidenced || 'nothing about the employee'}; the class is not decided.`,
  },
  endings: ['ruling', 'declaration', 'register'],
  money: true,
};

const neverActivated: DisagreementKind = {
  name: 'never-activated',
  title: { da: 'licens aldrig aktiveret', en: 'licence never activated' },
  meaning: {
    da:
      'Medarbejderen har en licens, men integrationen har aldrig været aktiv. Det koster intet; ' +
      'det kan være en medarbejder, som er glemt.',
    en:
      'The employee has a licence, but the integration was never active. It costs nothing; it may ' +
      'be an employee who was forgotten.',
  },
  says: {
    da: (f) =>
      `${f.evidenced || f.declared} er ${f.evidenced ? 'påvist' : 'indberettet'}, men ` +
      'integrationen har aldrig været aktiv.',
    en: (f) =>
      `${f.evidenced || f.declared} is ${f.evidenced ? 'held' : 'declared'}, but the ` +
      'integration was never active.',
  },
  endings: ['declaration', 'evidence', 'register'],
  money: false,
};

export const classKinds = [
  enterpriseButBusiness,
  businessButEnterprise,
  otherPrice,
  noValidLicence,
  unknownSku,
  neverActivated,
] as const;
