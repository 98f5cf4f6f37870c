/**
 * What the exports say an employee held, as periods, and what would be owed if that were declared.
 * A licence is evidenced from the day the export dates it, else from the day it shows; it holds
 * until an export shows another or none, or until something is declared that no export has looked at
 * yet. What was declared is looked at for nothing else.
 */
import {
  type CustomerId,
  type EmployeeId,
  type Instant,
  type LocalDate,
  startOfDay,
} from '../../../kernel/index.ts';
import type { Catalogue } from '../../catalogue/catalogue.ts';
import type { Classification, LicenceClass } from '../../classify.ts';
import type { Declaration, EmployeeDeclarations, Segment } from '../../declaration.ts';
import type { EvidencedLicence } from '../../exports/evidence.ts';
import { AS_CUSTOMER, NO_LICENCE } from '../../licence-text.ts';
import type { EvidenceFile } from '../kept/kept.ts';
import { type Classifier, sameBill } from './classes/classifier.ts';
import type { Seen, Sighting } from './standing.ts';

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
  /** Exclusive. Undefined: it holds still. */
  readonly until: LocalDate | undefined;
  /** An export that shows another licence or none, or something declared that none has looked at. */
  readonly endedBy: 'export' | 'declaration' | undefined;
  readonly licence: string;
  /** The same for a person to read; made when it is asked for, which mostly it is not. */
  readonly shown: () => string;
  readonly found: Classification;
  /** The last that shows it. */
  readonly file: EvidenceFile;
}

/** The local day of an instant. */
export type DayOf = (instant: Instant) => LocalDate;

/** What licences and their dates are read with. */
interface Reading {
  readonly catalogue: Catalogue;
  readonly classified: Classifier;
  readonly dayOf: DayOf;
  readonly writtenOn: (declaration: Declaration) => LocalDate;
}

/** A span before it is known what ended it. */
interface Held extends Omit<Span, 'until' | 'endedBy'> {
  /** The day on which something was declared, or on which an export shows no account any more. */
  readonly declaredOn: LocalDate | undefined;
  readonly goneOn: LocalDate | undefined;
}

/** Periods by what was seen, the oldest first; sightings that follow and come to the same are one. */
export function spansOf(
  history: readonly Seen[],
  timeline: readonly Segment[],
  reading: Reading,
): Span[] {
  const spans: Held[] = [];
  // The day on which something else was last seen: no export dates a licence back beyond it.
  let bound: LocalDate | undefined;
  for (const seen of history) {
    const before = spans.at(-1);
    const { asOf } = seen.file;
    if (!seen.account) {
      if (before && !before.goneOn) spans[spans.length - 1] = { ...before, goneOn: asOf };
      bound = asOf;
      continue;
    }
    const { dated = asOf, ...held } = heldBy(seen, timeline, reading);
    const same = before && !before.goneOn && goesOn(before, held, reading);
    if (before && !before.goneOn && !same) bound = before.file.asOf;
    const from = bound !== undefined && dated < bound ? bound : dated;
    if (!same) {
      spans.push({ ...held, from });
      continue;
    }
    const other = otherDeclared(timeline, before.file.asOf, asOf, reading);
    if (other === undefined || from <= other) {
      spans[spans.length - 1] = { ...held, from: from < before.from ? from : before.from };
    } else {
      spans[spans.length - 1] = { ...before, declaredOn: other };
      spans.push({ ...held, from });
    }
  }
  return spans.map((span, i) => ended(span, spans[i + 1]?.from));
}

function ended({ declaredOn, goneOn, ...span }: Held, next: LocalDate | undefined): Span {
  const seen = goneOn ?? next;
  if (declaredOn !== undefined && (seen === undefined || declaredOn < seen)) {
    return { ...span, until: declaredOn, endedBy: 'declaration' };
  }
  return { ...span, until: seen, endedBy: seen === undefined ? undefined : 'export' };
}

/** What one export shows: a span from its own day, and the day it gives for the beginning, if any. */
function heldBy({ account, file }: Sighting, timeline: readonly Segment[], reading: Reading) {
  const { catalogue, classified } = reading;
  const { licences } = account;
  const { asOf } = file;
  const licence = licenceText(licences);
  const found = classified(licence, asOf, asOf);
  const dated = datedFrom(licences, found.class, asOf, reading);
  const shown = () => licenceShown(licences, catalogue, asOf);
  const declaredOn = timeline.find((segment) => segment.from > asOf)?.from;
  return { from: asOf, licence, shown, found, file, declaredOn, goneOn: undefined, dated };
}

/** Whether a later export shows what is the same to a bill. */
function goesOn(before: Held, { found, file: { asOf } }: Held, { classified }: Reading): boolean {
  if (before.found.class !== found.class) return false;
  return sameBill(classified(before.licence, asOf, before.file.asOf), found);
}

/** The first day between two exports on which something else is declared than on that of the first. */
function otherDeclared(
  timeline: readonly Segment[],
  after: LocalDate,
  until: LocalDate,
  { classified, writtenOn }: Reading,
): LocalDate | undefined {
  const declared = timeline.findLast(({ from }) => from <= after)?.declaration;
  return timeline.find(({ from, declaration }) => {
    if (from <= after || from >= until) return false;
    const [one, other] = [declared, declaration].map(
      (it) => it && classified(it.licence, from, writtenOn(it)),
    );
    return one && other ? !sameBill(one, other) : one !== other;
  })?.from;
}

/** The earliest day to which the export dates a licence that makes the class. */
function datedFrom(
  licences: readonly EvidencedLicence[],
  whole: LicenceClass,
  asOf: LocalDate,
  { classified, dayOf }: Reading,
): LocalDate | undefined {
  let first: LocalDate | undefined;
  for (const licence of licences) {
    if (!licence.inForce || !licence.assignedAt) continue;
    if (classified(keyOf(licence), asOf, asOf).class !== whole) continue;
    const day = dayOf(licence.assignedAt);
    if (day <= asOf && (first === undefined || day < first)) first = day;
  }
  return first;
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
