/**
 * How far a finding can be relied on: how hard its evidence is to make up, and how old it is. Graph
 * and Partner Center name SKUs by GUID and come from Microsoft's own interface; what a person
 * exported by hand can have been edited on the way. What was found does not matter here.
 */
import type { LocalDate } from '../../../kernel/index.ts';
import type { Strength } from '../../exports/evidence.ts';
import type { Language } from '../../owed/verdict.ts';

export type GradeLevel = 'strong' | 'fair' | 'weak';

/** Evidence older than that is stale (R39). */
export const FRESH_DAYS = 35;
/** Up to here machine-made evidence is still worth something. */
const OLD_DAYS = 90;

const MS_PER_DAY = 86_400_000;

/** Whole days of the calendar from one date to another. */
export const daysBetween = (from: LocalDate, to: LocalDate): number =>
  Math.round((Date.parse(to) - Date.parse(from)) / MS_PER_DAY);

interface Evidenced {
  readonly strength: Strength;
  readonly asOf: LocalDate;
}

/** Undefined evidence: Takst's own register tells, which needs no other proof. */
export function gradeOf(proof: Evidenced | undefined, today: LocalDate): GradeLevel {
  if (!proof) return 'strong';
  const age = daysBetween(proof.asOf, today);
  const machineMade = proof.strength === 'graph' || proof.strength === 'partner-center';
  if (machineMade) return age <= FRESH_DAYS ? 'strong' : age <= OLD_DAYS ? 'fair' : 'weak';
  if (proof.strength === 'script') return 'weak';
  return age <= FRESH_DAYS ? 'fair' : 'weak';
}

const made: Readonly<Record<Language, Readonly<Record<Strength, string>>>> = {
  da: {
    graph: 'JSON fra Microsoft Graph, som angiver licenser med GUID',
    'partner-center': 'JSON fra Partner Center, som angiver licenser med GUID',
    'admin-centre': 'et regneark fra administrationscenteret, som kan være redigeret',
    report: 'en rapport, som er nogle dage bagud',
    script: 'et udtræk af et script, som kan være skrevet i hånden',
  },
  en: {
    graph: 'JSON of Microsoft Graph, which names licences by GUID',
    'partner-center': 'JSON of Partner Center, which names licences by GUID',
    'admin-centre': 'a spreadsheet of the admin centre, which can have been edited',
    report: 'a report, which lags some days behind',
    script: "a script's export, which can have been typed by hand",
  },
};

/** Why the grade is what it is: one sentence. */
export function gradeText(
  proof: Evidenced | undefined,
  today: LocalDate,
  language: Language,
): string {
  if (!proof) {
    return language === 'da'
      ? 'Følger af Taksts eget register.'
      : "Follows from Takst's own register.";
  }
  const age = daysBetween(proof.asOf, today);
  const by = made[language][proof.strength];
  if (language === 'da') return `Vist af ${by}, ${age === 1 ? '1 dag' : `${age} dage`} gammelt.`;
  return `Shown by ${by}, ${age === 1 ? '1 day' : `${age} days`} old.`;
}
