/**
 * Why a licence has no class yet, and what whoever meets it can do (R3, R5): rule on a SKU that only
 * a proposal speaks of, or correct a name that nobody has heard of. One place says it, for orders and
 * for exceptions; whether the class matters to them is not known here.
 */
import { type Instant, type LocalDate, shellWord } from '../../kernel/index.ts';
import type { Catalogue } from './catalogue.ts';
import type { KnownLicence } from './known.ts';

/** One licence as somebody wrote it, and the day on which its class is asked for. */
export interface AskedLicence {
  readonly licence: string;
  readonly on: LocalDate;
  readonly writtenAt: Instant | undefined;
}

/** Of the SKUs that a text means, the keys of those on which a ruling is missing. */
export function awaitingRuling(asked: AskedLicence, catalogue: Catalogue): string[] {
  const meant = catalogue.known(asked.licence, asked.on, asked.writtenAt);
  // SKUs that share a name may share their part number too.
  const keyOf = ({ guid, partNumber, name }: KnownLicence) =>
    (meant.length === 1 ? (partNumber ?? guid) : guid) ?? name;
  return meant
    .filter(({ plan, guid, name }) => !plan && !catalogue.find(guid ?? name, asked.on))
    .map(keyOf);
}

/** One sentence without a full stop about a licence that `find` does not know the class of. */
export function undecidedReason(asked: AskedLicence, catalogue: Catalogue): string {
  const { licence, on, writtenAt } = asked;
  const meant = catalogue.known(licence, on, writtenAt);
  if (meant.length === 0) {
    return `no table knows the name "${licence}"; takst licences list shows what there is`;
  }
  const keys = awaitingRuling(asked, catalogue);
  if (keys.length > 0) {
    const command = `takst licences rule ${keys.map(shellWord).join(' ')} --class … --reason …`;
    return `nobody has ruled on "${licence}" yet: ${command}`;
  }
  if (meant.length === 1) return `"${licence}" is not in the price table on ${on}`;
  const guids = meant.map(({ guid, name }) => guid ?? name).join(', ');
  return `"${licence}" is the name of licences of different classes: name the GUID held, of ${guids}`;
}
