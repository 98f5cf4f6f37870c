/**
 * Disagreements about the evidence itself: too old, concealed, from another tenant, or at odds with
 * what the tenant holds in all. They say how much the rest can be trusted.
 */
import { dateName, parseLocalDate } from '../../../kernel/index.ts';
import type { Language } from '../../owed/verdict.ts';
import type { DisagreementKind } from './kind.ts';

/** A day in words; what is no day is left as it is. */
const day = (text: string, language: Language): string => {
  const date = parseLocalDate(text);
  return date ? dateName(date, language) : text;
};

const staleEvidence: DisagreementKind = {
  name: 'stale-evidence',
  title: { da: 'forældet dokumentation', en: 'stale evidence' },
  meaning: {
    da:
      'Udtrækket er mere end 35 dage gammelt, eller ældre end den aktivering eller indberetning, ' +
      'som det skal dokumentere.',
    en:
      'The export is more than 35 days old, or older than the activation or declaration that it ' +
      'is to prove.',
  },
  says: {
    da: (f) =>
      `Udtrækket viser ${day(f.evidenced, 'da')}` +
      (f.declared ? `; det, som skal dokumenteres, er fra ${day(f.declared, 'da')}.` : '.'),
    en: (f) =>
      `The export shows ${day(f.evidenced, 'en')}` +
      (f.declared ? `; what it is to prove is of ${day(f.declared, 'en')}.` : '.'),
  },
  endings: ['evidence', 'declaration', 'register'],
  remedies: {
    evidence: {
      da:
        'et nyere udtræk (er det hentet på ny med samme indhold som før, siger --as-of DATO, hvilken ' +
        'dag det viser)',
      en:
        'a newer export (fetched anew with the same bytes as before, --as-of DATE says which day it ' +
        'shows)',
    },
  },
  money: false,
};

const concealedEvidence: DisagreementKind = {
  name: 'concealed-evidence',
  title: { da: 'sløret dokumentation', en: 'concealed evidence' },
  meaning: {
    da:
      'I udtrækket er brugernes navne sløret, så det kan ikke holdes op mod medarbejderne. ' +
      'Sløringen slås fra i Microsoft 365 under Indstillinger, Organisationsindstillinger, ' +
      'Rapporter.',
    en:
      'The export conceals the names of its users, so that it cannot be compared with the ' +
      'employees. Concealment is switched off in Microsoft 365 under Settings, Org settings, ' +
      'Reports.',
  },
  says: {
    da: (f) => `Navnene er sløret i ${f.evidenced}.`,
    en: (f) => `Names are concealed in ${f.evidenced}.`,
  },
  endings: ['evidence'],
  money: false,
};

const wrongTenant: DisagreementKind = {
  name: 'wrong-tenant',
  title: { da: 'forkert tenant', en: 'wrong tenant' },
  meaning: {
    da: 'Udtrækket er fra en anden tenant end den, kunden er registreret med. Det beviser intet.',
    en: 'The export is of another tenant than the one on file for the customer. It proves nothing.',
  },
  says: {
    da: (f) => `Kundens tenant er ${f.declared}; udtrækket er fra ${f.evidenced}.`,
    en: (f) => `The customer's tenant is ${f.declared}; the export is of ${f.evidenced}.`,
  },
  endings: ['evidence', 'register'],
  money: false,
};

const overAssigned: DisagreementKind = {
  name: 'over-assigned',
  title: { da: 'flere indberettet end tenanten har', en: 'more declared than the tenant holds' },
  meaning: {
    da:
      'Flere aktive medarbejdere er indberettet med licensen, end tenanten bruger af den, eller ' +
      'abonnementet findes ikke eller er suspenderet. Mindst én indberetning er forkert.',
    en:
      'More active employees are declared with the licence than the tenant uses of it, or the ' +
      'subscription is absent or suspended. At least one declaration is wrong.',
  },
  says: {
    da: (f) => `Indberettet: ${f.declared}. Tenanten har ${f.evidenced} i brug.`,
    en: (f) => `Declared: ${f.declared}. The tenant has ${f.evidenced} in use.`,
  },
  endings: ['declaration', 'evidence', 'ruling', 'register'],
  money: false,
};

export const proofKinds = [staleEvidence, concealedEvidence, wrongTenant, overAssigned] as const;
