/**
 * Disagreements about whose account it is, and in which state: what stands between an employee and
 * proof of the licence. No kroner hang on them by themselves.
 */
import type { DisagreementKind } from './kind.ts';

const noAccount: DisagreementKind = {
  name: 'no-account',
  title: { da: 'ingen konto oplyst', en: 'no account declared' },
  meaning: {
    da:
      'Integrationen er aktiv, men der er ikke oplyst nogen Office 365-konto for medarbejderen, ' +
      'så licensen kan ikke påvises.',
    en:
      'The integration is active, but no Office 365 account is declared for the employee, so the ' +
      'licence cannot be proved.',
  },
  says: {
    da: () => 'Der er ikke oplyst nogen Office 365-konto for medarbejderen.',
    en: () => 'No Office 365 account is declared for the employee.',
  },
  endings: ['register'],
  money: false,
};

const accountNotFound: DisagreementKind = {
  name: 'account-not-found',
  title: { da: 'konto findes ikke', en: 'account not found' },
  meaning: {
    da:
      'Integrationen er aktiv, men den oplyste konto står ikke i et fuldstændigt udtræk, eller den ' +
      'er slettet.',
    en:
      'The integration is active, but the account declared is not in a complete export, or it has ' +
      'been deleted.',
  },
  says: {
    da: (f) =>
      f.evidenced === 'deleted'
        ? 'Den oplyste konto er slettet i udtrækket.'
        : 'Den oplyste konto står ikke i udtrækket.',
    en: (f) =>
      f.evidenced === 'deleted'
        ? 'The account declared is deleted in the export.'
        : 'The account declared is not in the export.',
  },
  endings: ['evidence', 'register'],
  money: false,
};

const ambiguousAccount: DisagreementKind = {
  name: 'ambiguous-account',
  title: { da: 'tvetydig konto', en: 'ambiguous account' },
  meaning: {
    da:
      'Flere konti svarer til samme medarbejder, eller flere medarbejdere til samme konto. Der ' +
      'gættes ikke.',
    en:
      'Several accounts answer to one employee, or several employees to one account. Nothing is ' +
      'guessed.',
  },
  says: {
    da: (f) => `Medarbejderen svarer ikke entydigt til én konto: linje ${f.evidenced}.`,
    en: (f) => `The employee does not answer to one account alone: line ${f.evidenced}.`,
  },
  endings: ['evidence', 'register'],
  money: false,
};

const guestAccount: DisagreementKind = {
  name: 'guest-account',
  title: { da: 'gæstekonto', en: 'guest account' },
  meaning: {
    da:
      'Kontoen er en gæst i kundens tenant og hører til en anden. Dens licenser er ikke kundens og ' +
      'tæller ikke.',
    en:
      "The account is a guest in the customer's tenant and belongs to another. Its licences are " +
      "not the customer's and do not count.",
  },
  says: {
    da: () => 'Den oplyste konto er en gæst i tenanten.',
    en: () => 'The account declared is a guest of the tenant.',
  },
  endings: ['evidence', 'register'],
  money: false,
};

const blockedAccount: DisagreementKind = {
  name: 'blocked-account',
  title: { da: 'konto spærret', en: 'account blocked' },
  meaning: {
    da:
      'Integrationen er aktiv på en konto, hvor login er spærret. Licensen tæller stadig; ' +
      'aktiveringen bør måske afsluttes.',
    en:
      'The integration is active on an account whose sign-in is blocked. The licence still counts; ' +
      'perhaps the activation should end.',
  },
  says: {
    da: () => 'Login er spærret på medarbejderens konto.',
    en: () => "Sign-in is blocked on the employee's account.",
  },
  endings: ['evidence', 'register'],
  money: false,
};

export const accountKinds = [
  noAccount,
  accountNotFound,
  ambiguousAccount,
  guestAccount,
  blockedAccount,
] as const;
