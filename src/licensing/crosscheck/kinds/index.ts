/**
 * The table of disagreements (R39): what the cross-check can find, in the order in which a summary
 * lists it. A further type is one entry in one of the files beside this one, and its check.
 */
import { defineKinds, invariant } from '../../../kernel/index.ts';
import type { Language } from '../../owed/verdict.ts';
import { accountKinds } from './account-kinds.ts';
import { activationKinds } from './activation-kinds.ts';
import { classKinds } from './class-kinds.ts';
import type { DisagreementKind, DisagreementType, Said } from './kind.ts';
import { proofKinds } from './proof-kinds.ts';

export { type DisagreementKind, type DisagreementType, type Ending, endings } from './kind.ts';

export const disagreements = defineKinds<DisagreementKind>([
  ...classKinds,
  ...accountKinds,
  ...proofKinds,
  ...activationKinds,
]);

export function kindOf(type: DisagreementType): DisagreementKind {
  const kind = disagreements.find(type);
  invariant(kind, `no kind of disagreement is called ${type}`);
  return kind;
}

/** What one finding says, as a sentence. */
export function disagreementText(
  finding: Said & { readonly type: DisagreementType },
  language: Language,
): string {
  return kindOf(finding.type).says[language](finding);
}

const endingTexts = {
  da: {
    declaration: 'en indberetning af den licens, medarbejderen har',
    ruling: 'en afgørelse om licensens klasse',
    evidence: 'et nyere udtræk',
    register: 'en rettelse af medarbejderens konto eller aktivering',
    waiver: 'en frafaldelse med begrundelse',
  },
  en: {
    declaration: 'a declaration of the licence that is held',
    ruling: "a ruling on the licence's class",
    evidence: 'a newer export',
    register: "a correction of the employee's account or activation",
    waiver: 'a waiver with its reason',
  },
} as const;

const activationTexts = {
  da: 'en rettelse af medarbejderens aktivering',
  en: "a correction of the employee's activation",
} as const;

/** What settles findings of a type, as phrases; a waiver always does. */
export function remediesOf(kind: DisagreementKind, language: Language): readonly string[] {
  const { endings, money, remedies } = kind;
  const phrases = endings.map((ending) => {
    const own =
      remedies?.[ending] ?? (money && ending === 'register' ? activationTexts : undefined);
    return own ? own[language] : endingTexts[language][ending];
  });
  return [...phrases, endingTexts[language].waiver];
}
