/**
 * Classes of licence texts, remembered: few texts serve many employees, and each is asked about for
 * every one of them. What is compared with what is not known here.
 */
import {
  addMonths,
  firstDay,
  type LocalDate,
  monthOfDate,
  startOfDay,
} from '../../../../kernel/index.ts';
import type { Catalogue } from '../../../catalogue/catalogue.ts';
import { type Classification, classify } from '../../../classify.ts';

/** A classification of a text, as written on a day, on another. */
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

/** A licence text and the day on which it was written. */
export interface Written {
  readonly licence: string;
  readonly writtenOn: LocalDate;
}

/** Whether two texts are decided and come to the same class and price from a day until another. */
export type Alike = (a: Written, b: Written, from: LocalDate, until: LocalDate) => boolean;

export function alikeFor(catalogue: Catalogue, classified: Classifier): Alike {
  const known = new Map<string, boolean>();
  const compare: Alike = (a, b, from, until) =>
    turningDays(catalogue, from, until).every((day) => {
      const one = classified(a.licence, day, a.writtenOn);
      const other = classified(b.licence, day, b.writtenOn);
      return isDecided(one) && sameBill(one, other);
    });
  return (a, b, from, until) => {
    const texts = [a.licence, b.licence].join('\n');
    const key = `${from} ${until} ${a.writtenOn} ${b.writtenOn} ${texts}`;
    const answer = known.get(key) ?? compare(a, b, from, until);
    known.set(key, answer);
    return answer;
  };
}

/** Decided is what can be billed, be it with nothing. */
export const isDecided = ({ class: found }: Classification): boolean =>
  found === 'Enterprise' || found === 'Business';

export const sameBill = (one: Classification, other: Classification): boolean =>
  one.class === other.class && one.price === other.price;

/** The first day of a period, and those on which a class or a price can change in it (R2). */
function turningDays(catalogue: Catalogue, from: LocalDate, until: LocalDate): LocalDate[] {
  const days = [from];
  for (let month = monthOfDate(from); firstDay(month) < until; month = addMonths(month, 1)) {
    for (const day of [firstDay(month), ...catalogue.changesIn(month)]) {
      if (day > from && day < until) days.push(day);
    }
  }
  return days;
}
