/**
 * From a request to rulings, or to the reason why not (R2, R3): which licence each text means, from
 * when the ruling holds, and whether it has a price on every day to come. What it moves is computed
 * elsewhere.
 */
import type { LocalDate } from '../../kernel/index.ts';
import type { CatalogueEntry } from '../catalogue/catalogue.ts';
import { businessPrice } from '../catalogue/catalogue.ts';
import type { KnownLicence } from '../catalogue/known.ts';
import type { Rulebook } from '../catalogue/load.ts';
import type { PlanClass } from '../catalogue/row.ts';
import { guidPattern } from '../catalogue/row.ts';
import { isAsCustomer, isNoLicence, licenceParts, normaliseLicence } from '../licence-text.ts';
import { rulingRefusal } from './refusal.ts';
import { type RulingTerms, rulingsBySubject, subjectOf } from './ruling.ts';

export interface RulingRequest {
  /** GUID, part number or name of each licence; every one gets a ruling of its own. */
  readonly licences: readonly string[];
  readonly class: PlanClass;
  /** The plan of the price table that it costs as much as. */
  readonly asPlan: string | undefined;
  /** Undefined: since the price table exists, for a licence that was never ruled on. */
  readonly validFrom: LocalDate | undefined;
  readonly reason: string;
  readonly ruledBy: string;
}

/** One ruling for each licence named, or the refusal of all of them. */
export function decideRulings(
  rulebook: Rulebook,
  request: RulingRequest,
  today: LocalDate,
): RulingTerms[] {
  if (request.reason.trim() === '') throw rulingRefusal('no-reason');
  if (request.ruledBy.trim() === '') throw rulingRefusal('nobody-named');
  const decided = new Map<string, RulingTerms>();
  for (const licence of request.licences) {
    const terms = termsOf(licence, rulebook, request, today);
    const subject = subjectOf(terms);
    if (decided.has(subject)) throw rulingRefusal('named-twice', { licence, name: terms.name });
    decided.set(subject, terms);
  }
  return [...decided.values()];
}

function termsOf(
  licence: string,
  rulebook: Rulebook,
  request: RulingRequest,
  today: LocalDate,
): RulingTerms {
  const { guid, partNumber, name } = licenceMeant(licence, rulebook, today);
  const { class: ruled, asPlan } = request;
  const validFrom = startOf({ guid, name }, rulebook, request);
  const terms = {
    guid,
    partNumber,
    name,
    class: ruled,
    asPlan: asPlan && checkedPlan(asPlan, ruled, validFrom, rulebook),
    validFrom,
    reason: request.reason.trim(),
    ruledBy: request.ruledBy.trim(),
  };
  if (ruled === 'Business') requirePrice(terms, rulebook);
  requireNews(terms, rulebook);
  return terms;
}

type Keys = Pick<RulingTerms, 'guid' | 'partNumber' | 'name'>;

/** The licence that a text means today; one that no table knows is ruled on as it is written. */
function licenceMeant(licence: string, { catalogue }: Rulebook, today: LocalDate): Keys {
  const [text = '', ...more] = licenceParts(licence);
  if (!text || more.length > 0 || isNoLicence(text) || isAsCustomer(text)) {
    throw rulingRefusal('no-licence', { licence });
  }
  const [known, ...others] = catalogue.known(text, today);
  if (!known) {
    const guid = normaliseLicence(text);
    if (guidPattern.test(guid)) return { guid, partNumber: undefined, name: guid };
    return { guid: undefined, partNumber: undefined, name: text };
  }
  if (others.length > 0) {
    const licences = [known, ...others].map(keysText);
    throw rulingRefusal('several-licences', { licence, licences });
  }
  if (known.plan === undefined) return known;
  const { name, plan, source } = known;
  throw rulingRefusal('price-table-decides', { licence, name, plan, source });
}

const keysText = ({ guid, partNumber, name }: KnownLicence): string =>
  [name, partNumber, guid].filter((key) => key !== undefined).join(', ');

/** R2: a first ruling begins where it likes; after that the class changes on the first of a month. */
function startOf(
  subject: Pick<RulingTerms, 'guid' | 'name'>,
  { rows, rulings }: Rulebook,
  { validFrom }: RulingRequest,
): LocalDate {
  const { name } = subject;
  const before = rulingsBySubject(rulings).get(subjectOf(subject)) ?? [];
  const last = before.at(-1);
  if (!last) return validFrom ?? firstPriced(rows);
  if (!validFrom) {
    const { rulingId, class: ruled, validFrom: from } = last;
    throw rulingRefusal('from-needed', { name, ruling: `${rulingId}`, class: ruled, from });
  }
  const onTheFirst = validFrom.endsWith('-01');
  if (!onTheFirst && !before.some((ruling) => ruling.validFrom === validFrom)) {
    throw rulingRefusal('within-month', { name, date: validFrom });
  }
  return validFrom;
}

/** The first day on which the price table says anything. */
function firstPriced(rows: Rulebook['rows']): LocalDate {
  const dates = rows.filter((row) => row.kind === 'plan').map((row) => row.validFrom);
  return dates.sort()[0] ?? ('2017-01-01' as LocalDate);
}

const businessNames = (plans: readonly CatalogueEntry[]): string[] =>
  plans.filter((plan) => plan.class === 'Business').map((plan) => plan.name);

/** The plan as the price table writes it. */
function checkedPlan(
  asPlan: string,
  ruled: PlanClass,
  date: LocalDate,
  { catalogue }: Rulebook,
): string {
  if (ruled !== 'Business') throw rulingRefusal('plan-needless', { class: ruled, plan: asPlan });
  const plans = businessNames(catalogue.plans(date));
  const plan = plans.find((name) => normaliseLicence(name) === normaliseLicence(asPlan));
  if (!plan) throw rulingRefusal('plan-not-business', { plan: asPlan, date, plans });
  return plan;
}

/** A Business ruling must have one price on its first day and after each change known so far. */
function requirePrice(terms: RulingTerms, { rows, catalogue }: Rulebook): void {
  if (terms.asPlan) return;
  const changes = rows.filter((row) => row.kind === 'plan').map((row) => row.validFrom);
  const later = changes.filter((date) => date > terms.validFrom);
  for (const date of [terms.validFrom, ...new Set(later.sort())]) {
    const plans = catalogue.plans(date);
    if (businessPrice(plans) !== undefined) continue;
    const { name } = terms;
    const names = businessNames(plans);
    if (names.length === 0) throw rulingRefusal('no-business-plan', { date, name });
    throw rulingRefusal('plans-differ', { date, name, plans: names });
  }
}

function requireNews(terms: RulingTerms, { rulings }: Rulebook): void {
  const before = rulingsBySubject(rulings).get(subjectOf(terms)) ?? [];
  const same = before.find(
    (ruling) =>
      ruling.validFrom === terms.validFrom &&
      ruling.class === terms.class &&
      ruling.asPlan === terms.asPlan,
  );
  if (!same) return;
  const { name, class: ruled, validFrom: from } = terms;
  throw rulingRefusal('nothing-new', { name, class: ruled, from, ruling: `${same.rulingId}` });
}
