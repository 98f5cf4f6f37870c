/**
 * What the exports say an employee held, as periods, and what would be owed if that were declared.
 * A licence is evidenced from the day the export dates it, else from the day it shows; it holds
 * until the next export, or until something else is declared that no export has looked at yet.
 */
import {
  type CustomerId,
  type EmployeeId,
  type Instant,
  type LocalDate,
  startOfDay,
} from '../../../kernel/index.ts';
import type { Catalogue } from '../../catalogue/catalogue.ts';
import { type Classification, classify, type LicenceClass } from '../../classify.ts';
import type { Declaration, EmployeeDeclarations, Segment } from '../../declaration.ts';
import type { EvidencedLicence } from '../../exports/evidence.ts';
import { AS_CUSTOMER, NO_LICENCE } from '../../licence-text.ts';
import type { EvidenceFile } from '../kept/kept.ts';
import type { Sighting } from './standing.ts';

/** A classification of a text as written on a day, remembered: few texts serve many employees. */
export type Classifier = (licence: string, on: LocalDate, writtenOn: LocalDate) => Classification;

export function classifierFor(catalogue: Catalogue): Classifier {
  const known = new Map<string, Classification>();
  return (licence, on, writtenOn) => {
    const key = `${on} ${writtenOn} ${licence}`;
    let found = known.get(key);
    if (!found) {
      found = classify(licence, on, catalogue, startOfDay(writtenOn));
      known.set(key, found);
    }
    return found;
  };
}

const keyOf = ({ guid, partNumber, name }: EvidencedLicence): string =>
  guid ?? partNumber ?? name ?? '';

/** The licences of an account as a declaration would name them; those not in force do not count. */
export function licenceText(licences: readonly EvidencedLicence[]): string {
  const keys = licences.filter(({ inForce }) => inForce).map(keyOf);
  return [...new Set(keys)].sort().join(' | ') || NO_LICENCE;
}

/** The same for a person to read: by name, with the plan of the price table where that differs. */
export function licenceShown(
  licences: readonly EvidencedLicence[],
  catalogue: Catalogue,
  on: LocalDate,
): string {
  const names = licences
    .filter(({ inForce }) => inForce)
    .map((it) => {
      const key = keyOf(it);
      const [known] = catalogue.known(key, on, startOfDay(on));
      const name = it.name ?? known?.name ?? it.partNumber ?? key;
      return known?.plan && known.plan !== name ? `${name} (${known.plan})` : name;
    });
  return [...new Set(names)].sort().join(' | ') || NO_LICENCE;
}

/** What was held from a day on, by an export. */
export interface Span {
  readonly from: LocalDate;
  /** Exclusive: something else is declared from then on. Undefined: it holds still. */
  readonly until: LocalDate | undefined;
  readonly licence: string;
  /** The same for a person to read; made when it is asked for, which mostly it is not. */
  readonly shown: () => string;
  readonly found: Classification;
  readonly file: EvidenceFile;
}

/** The local day of an instant. */
export type DayOf = (instant: Instant) => LocalDate;

/** What licences and their dates are read with. */
interface Reading {
  readonly catalogue: Catalogue;
  readonly classified: Classifier;
  readonly dayOf: DayOf;
}

/** Periods by what was seen, the oldest first; sightings of one class that follow are one period. */
export function spansOf(
  history: readonly Sighting[],
  timeline: readonly Segment[],
  { catalogue, classified, dayOf }: Reading,
): Span[] {
  const spans: Span[] = [];
  // The day on which another class was last seen: no export dates a licence back beyond it.
  let bound: LocalDate | undefined;
  for (const { account, file } of history) {
    const { asOf } = file;
    const licence = licenceText(account.licences);
    const found = classified(licence, asOf, asOf);
    const dated = datedFrom(account.licences, found.class, asOf, { classified, dayOf });
    const before = spans.at(-1);
    const goesOn = before?.found.class === found.class;
    if (!goesOn) bound = before?.file.asOf;
    const start = bound !== undefined && dated < bound ? bound : dated;
    const from = goesOn && before.from <= start ? before.from : start;
    if (goesOn) spans.pop();
    const shown = () => licenceShown(account.licences, catalogue, asOf);
    const until = timeline.find((segment) => segment.from > asOf)?.from;
    spans.push({ from, until, licence, shown, found, file });
  }
  return spans.map((span, i) => ({ ...span, until: earlierOf(span.until, spans[i + 1]?.from) }));
}

const earlierOf = (a: LocalDate | undefined, b: LocalDate | undefined) =>
  a === undefined || (b !== undefined && b < a) ? b : a;

/** The earliest day to which the export dates a licence that makes the class; else its own day. */
function datedFrom(
  licences: readonly EvidencedLicence[],
  whole: LicenceClass,
  asOf: LocalDate,
  { classified, dayOf }: Pick<Reading, 'classified' | 'dayOf'>,
): LocalDate {
  let first: LocalDate | undefined;
  for (const licence of licences) {
    if (!licence.inForce || !licence.assignedAt) continue;
    if (classified(keyOf(licence), asOf, asOf).class !== whole) continue;
    const day = dayOf(licence.assignedAt);
    if (day <= asOf && (first === undefined || day < first)) first = day;
  }
  return first ?? asOf;
}

/** The declarations of an employee if each period had been declared as the exports show it. */
export function asEvidenced(
  timeline: readonly Segment[],
  spans: readonly Span[],
  whose: { readonly customerId: CustomerId; readonly employeeId: EmployeeId },
): EmployeeDeclarations {
  const cuts = new Set<LocalDate>(timeline.map(({ from }) => from));
  for (const { from, until } of spans) {
    cuts.add(from);
    if (until) cuts.add(until);
  }
  const individual = [...cuts].sort().map((day): Declaration => {
    const span = spans.findLast((it) => it.from <= day && (!it.until || day < it.until));
    const declared = timeline.findLast((segment) => segment.from <= day)?.declaration;
    const base = { ...(declared ?? NOTHING), ...whose, validFrom: day };
    if (!span) return declared ? base : { ...base, licence: AS_CUSTOMER };
    return { ...base, licence: span.licence, recordedAt: startOfDay(span.file.asOf) };
  });
  return { individual, all: [] };
}

const NOTHING: Omit<Declaration, 'customerId' | 'employeeId' | 'validFrom'> = {
  declarationId: 0n,
  sequence: 0n,
  licence: AS_CUSTOMER,
  recordedAt: new Date(0),
  declaredBy: undefined,
  channel: 'evidence',
  reason: undefined,
};
