/**
 * The class of what one declaration says (R1, R4). Each licence named in it is looked up by itself,
 * never as a sum of features, and one that nobody has ruled on makes the whole undecided as soon as
 * it could matter. Who declared it, and whether anybody was active, is not known here.
 */
import type { Instant, LocalDate, Money } from '../kernel/index.ts';
import { zeroMoney } from '../kernel/index.ts';
import type { Catalogue, CatalogueEntry } from './catalogue/catalogue.ts';
import { isNoLicence, licenceParts } from './licence-text.ts';

/** The two classes of R1, and the two states that are worked, never billed (R5). */
export type LicenceClass = 'Enterprise' | 'Business' | 'UNKNOWN' | 'NONE';

export interface Classification {
  readonly class: LicenceClass;
  /** Øre ex VAT for a month; undefined where there is nothing to bill by. */
  readonly price: Money | undefined;
  /** The licence that settled it, as it was written; the whole text where none did. */
  readonly decidedBy: string;
  /** One sentence without a full stop. */
  readonly reason: string;
}

/**
 * Classifies the licence text of one declaration on a date. `writtenAt` is when it was recorded,
 * which settles what a name meant that Microsoft has since given to another product (R3).
 */
export function classify(
  licence: string,
  onDate: LocalDate,
  catalogue: Catalogue,
  writtenAt?: Instant,
): Classification {
  const found: { part: string; entry: CatalogueEntry }[] = [];
  let unknown: string | undefined;
  for (const part of licenceParts(licence)) {
    const entry = catalogue.find(part, onDate, writtenAt);
    if (entry) found.push({ part, entry });
    else if (!isNoLicence(part)) unknown ??= part;
  }
  const enterprise = found.find(({ entry }) => entry.class === 'Enterprise');
  if (enterprise) return decided('Enterprise', zeroMoney, enterprise.part, enterprise.entry);
  if (unknown !== undefined) return undecided(unknown, onDate);
  if (licence.trim() === '') return undecided(licence, onDate);
  const business = found.filter(({ entry }) => entry.class === 'Business');
  const [first, ...others] = business;
  if (!first) return withoutLicence(licence);
  const dearest = others.reduce(
    (best, next) => (next.entry.monthlyPrice > best.entry.monthlyPrice ? next : best),
    first,
  );
  return decided('Business', dearest.entry.monthlyPrice, dearest.part, dearest.entry);
}

function decided(
  licenceClass: 'Enterprise' | 'Business',
  price: Money,
  part: string,
  entry: CatalogueEntry,
): Classification {
  const plan = part === entry.name ? part : `${part} (${entry.name})`;
  const where = entry.ruling ? `by ruling ${entry.ruling.rulingId}` : 'in the price table';
  const reason = `${plan} is class ${licenceClass} ${where}`;
  return { class: licenceClass, price, decidedBy: part, reason };
}

function undecided(part: string, onDate: LocalDate): Classification {
  const reason = `"${part}" is not in the price table on ${onDate}`;
  return { class: 'UNKNOWN', price: undefined, decidedBy: part, reason };
}

function withoutLicence(licence: string): Classification {
  const reason = isNoLicence(licence)
    ? 'it was declared that no licence is held'
    : `"${licence}" holds no licence that counts by itself`;
  return { class: 'NONE', price: undefined, decidedBy: licence.trim(), reason };
}
