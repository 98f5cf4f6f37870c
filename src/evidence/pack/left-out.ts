/**
 * What a pack leaves out, and why (R38): a closed list, so that an auditor can tell what was never
 * there from what was forgotten. Of a pack's own there is only what belongs to another reseller.
 */
import type { Language, PackFacts } from './facts.ts';

export interface LeftOut {
  readonly what: string;
  readonly why: string;
}

const da: readonly LeftOut[] = [
  {
    what: 'Opkald: numre, tidspunkter, varighed og priser',
    why: 'De siger intet om, hvilken licens en medarbejder har.',
  },
  {
    what: 'Telefonnumre ud over lokalnummeret',
    why: 'Lokalnummeret er nok til at genkende medarbejderen i kundens omstilling.',
  },
  {
    what: 'Adresser, kontaktoplysninger, titler og billeder',
    why: 'De er uden betydning for licenskontrollen.',
  },
  {
    what: 'Forbrug og andre ydelser på fakturaerne',
    why: 'Kun det, der er faktureret for licenser, er omfattet; hele fakturaen er genkendelig på sin SHA-256.',
  },
  {
    what: 'Konti hos Microsoft, som ikke er knyttet til en medarbejder',
    why: 'Personer uden for omstillingen er ikke omfattet af kontrollen; de er kun talt.',
  },
  {
    what: 'Øvrige kolonner i Microsofts udtræk',
    why: 'Kun de tilladte kolonner gemmes ved indlæsningen; resten er nævnt ved navn for hver fil.',
  },
  {
    what: 'Selve udtrækkene og forhandlerens dokumenter',
    why: 'De opbevares ikke; filen genkendes på sin SHA-256 og fremlægges af den, der har den.',
  },
  {
    what: 'Adgangskoder og sikkerhedsoplysninger',
    why: 'De indlæses aldrig.',
  },
];

const en: readonly LeftOut[] = [
  {
    what: 'Calls: numbers, times, durations and prices',
    why: 'They say nothing about which licence an employee holds.',
  },
  {
    what: 'Phone numbers beyond the extension',
    why: "The extension is enough to tell the employee in the customer's PBX.",
  },
  {
    what: 'Addresses, contact details, titles and photos',
    why: 'They have no bearing on the licence check.',
  },
  {
    what: 'Usage and other charges on the invoices',
    why: 'Only what was billed for licences is covered; the whole invoice is known by its SHA-256.',
  },
  {
    what: 'Microsoft accounts that belong to no employee',
    why: 'People outside the PBX are not part of the check; they are only counted.',
  },
  {
    what: "Other columns of Microsoft's exports",
    why: 'Only the allowed columns are kept on import; the rest are named for each file.',
  },
  {
    what: "The exports themselves and the reseller's documents",
    why: 'They are not kept; a file is known by its SHA-256 and is produced by whoever holds it.',
  },
  {
    what: 'Passwords and security details',
    why: 'They are never taken in.',
  },
];

export const leftOut: Readonly<Record<Language, readonly LeftOut[]>> = { da, en };

/** What stands under another reseller is that reseller's, though the customer was the same. */
const cut: Readonly<Record<Language, (customers: string) => LeftOut>> = {
  da: (customers) => ({
    what: `Det, der er registreret om ${customers} under en anden forhandler`,
    why: 'Kunden hørte da til den anden forhandler. Licenser, aktiveringer og resultater bygger alene på det, der er registreret under forhandleren her.',
  }),
  en: (customers) => ({
    what: `What was recorded about ${customers} under another reseller`,
    why: "The customer was that reseller's then. Licences, activations and results rest on what was recorded under this reseller alone.",
  }),
};

type Cut = Pick<PackFacts, 'language' | 'cutCustomers'>;

/** What this pack leaves out. */
export function leftOutOf({ language, cutCustomers }: Cut): readonly LeftOut[] {
  if (cutCustomers.length === 0) return leftOut[language];
  return [...leftOut[language], cut[language](cutCustomers.join(', '))];
}

const heads = {
  da: 'Dette er udeladt af pakken, fordi kontrollen kun må omfatte det, der er relevant for den:',
  en: 'This was left out of the pack, since the check may only cover what is relevant to it:',
} as const;

/** The list as a text file, lines ended by LF. */
export function leftOutText(facts: Cut): string {
  const items = leftOutOf(facts).map(({ what, why }) => `- ${what}.\n  ${why}\n`);
  return `${heads[facts.language]}\n\n${items.join('\n')}`;
}
