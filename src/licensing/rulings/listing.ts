/**
 * The rulebook as people read it: every plan of the price table, every licence beyond it, and every
 * text in declarations that nobody knows, each with its class today and who decided it. It decides
 * nothing itself.
 */
import type { Tx } from '../../db/index.ts';
import type { LocalDate, Money } from '../../kernel/index.ts';
import type { CatalogueEntry } from '../catalogue/catalogue.ts';
import type { KnownLicence } from '../catalogue/known.ts';
import { loadRulebook, type Rulebook } from '../catalogue/load.ts';
import type { PlanClass } from '../catalogue/row.ts';
import { isAsCustomer, isNoLicence, licenceParts, normaliseLicence } from '../licence-text.ts';
import { rowsAbout, textsNaming } from './naming.ts';
import { rulingRefusal } from './refusal.ts';
import { type Ruling, subjectOf } from './ruling.ts';
import { type LicenceText, listLicenceTexts } from './store.ts';

export interface LicenceState extends KnownLicence {
  /** On the date asked about; undefined: UNKNOWN, until somebody rules (R5). */
  readonly class: PlanClass | undefined;
  readonly monthlyPrice: Money | undefined;
  readonly ruling: Ruling | undefined;
  /** How many declarations name it, in force or not. */
  readonly declarations: number;
}

/** The whole rulebook on a date: plans, then what the price table is silent about, then the rest. */
export async function listLicences(tx: Tx, onDate: LocalDate): Promise<LicenceState[]> {
  const rulebook = await loadRulebook(tx);
  const texts = await listLicenceTexts(tx);
  return subjects(rulebook, texts, onDate).map((known) => stateOf(known, rulebook, texts, onDate));
}

function subjects(
  { rows, rulings, catalogue }: Rulebook,
  texts: readonly LicenceText[],
  onDate: LocalDate,
): KnownLicence[] {
  const keys = [
    ...rows.flatMap((row) => (row.kind === 'plan' ? [row.plan] : [])),
    ...rows.flatMap((row) => (row.kind === 'proposal' ? [row.guid] : [])),
    ...rulings.map(subjectOf),
  ];
  const known = [...new Set(keys)].flatMap((key) => catalogue.known(key, onDate));
  const written = new Map<string, KnownLicence>();
  for (const part of texts.flatMap(({ licence }) => licenceParts(licence))) {
    if (isNoLicence(part) || isAsCustomer(part)) continue;
    if (catalogue.known(part, onDate).length > 0) continue;
    const spelling = normaliseLicence(part);
    if (!written.has(spelling)) written.set(spelling, unheardOf(part));
  }
  return [...known, ...written.values()];
}

const unheardOf = (name: string): KnownLicence => ({
  guid: undefined,
  partNumber: undefined,
  name,
  plan: undefined,
  proposed: undefined,
  source: 'declarations only',
});

/** The key by which the catalogue finds a licence without doubt. */
const surestKey = ({ guid, plan, name }: KnownLicence): string => plan ?? guid ?? name;

function stateOf(
  known: KnownLicence,
  { rows, catalogue }: Rulebook,
  texts: readonly LicenceText[],
  onDate: LocalDate,
): LicenceState {
  const entry = catalogue.find(surestKey(known), onDate);
  return {
    ...known,
    class: entry?.class,
    monthlyPrice: entry?.monthlyPrice,
    ruling: entry?.ruling,
    declarations: textsNaming(known, rows, texts).declarations,
  };
}

/** A key of a licence with the days on which it finds it. */
export interface DatedKey {
  readonly sort: 'GUID' | 'part number' | 'name';
  readonly key: string;
  /** Undefined: always; a GUID and a part number are a product's for good. */
  readonly validFrom: LocalDate | undefined;
  readonly validTo: LocalDate | undefined;
}

/** From a date on, until the next step begins. */
export interface ClassStep {
  readonly from: LocalDate;
  /** Undefined: nobody has decided. */
  readonly entry: CatalogueEntry | undefined;
}

export interface LicenceCard extends LicenceState {
  readonly keys: readonly DatedKey[];
  /** Ascending; empty where nobody ever decided. */
  readonly history: readonly ClassStep[];
  /** All that were made on it, also those that others have taken the place of. */
  readonly rulings: readonly Ruling[];
}

/** What is known of the licences that a text means: several where they share a name. */
export async function showLicence(
  tx: Tx,
  licence: string,
  onDate: LocalDate,
): Promise<LicenceCard[]> {
  const rulebook = await loadRulebook(tx);
  const texts = await listLicenceTexts(tx);
  const found = rulebook.catalogue.known(licence, onDate);
  if (found.length > 0) return found.map((known) => cardOf(known, rulebook, texts, onDate));
  const card = cardOf(unheardOf(licence), rulebook, texts, onDate);
  if (card.declarations === 0) throw rulingRefusal('unheard-of', { licence });
  return [card];
}

function cardOf(
  known: KnownLicence,
  rulebook: Rulebook,
  texts: readonly LicenceText[],
  onDate: LocalDate,
): LicenceCard {
  // A plan has several SKUs and names; the card is the plan's.
  const { plan } = known;
  const whole =
    plan === undefined ? known : { ...known, guid: undefined, partNumber: undefined, name: plan };
  return {
    ...stateOf(whole, rulebook, texts, onDate),
    keys: keysOf(whole, rulebook),
    history: historyOf(whole, rulebook),
    rulings: rulebook.rulings.filter((ruling) => subjectOf(ruling) === subjectOf(known)),
  };
}

function keysOf(known: KnownLicence, { rows }: Rulebook): DatedKey[] {
  const always = { validFrom: undefined, validTo: undefined };
  const keys = rowsAbout(known, rows).flatMap((row): DatedKey[] => {
    const { validFrom, validTo } = row;
    if (row.kind === 'plan') return [{ sort: 'name', key: row.plan, validFrom, validTo }];
    const dates = row.kind === 'proposal' ? always : { validFrom, validTo };
    return [
      ...(row.guid ? [{ sort: 'GUID' as const, key: row.guid, ...dates }] : []),
      ...(row.partNumber ? [{ sort: 'part number' as const, key: row.partNumber, ...dates }] : []),
      ...(row.name ? [{ sort: 'name' as const, key: row.name, validFrom, validTo }] : []),
    ];
  });
  const distinct = new Map(keys.map((key) => [JSON.stringify(key), key]));
  if (distinct.size > 0) return [...distinct.values()];
  return [{ sort: known.guid ? 'GUID' : 'name', key: known.guid ?? known.name, ...always }];
}

function historyOf(known: KnownLicence, { rows, rulings, catalogue }: Rulebook): ClassStep[] {
  const rowDates = rows.flatMap((row) => (row.kind === 'plan' ? [row.validFrom, row.validTo] : []));
  const dates = [...rowDates, ...rulings.map(({ validFrom }) => validFrom)];
  const steps: ClassStep[] = [];
  for (const from of [...new Set(dates.filter((date) => date !== undefined))].sort()) {
    const entry = catalogue.find(surestKey(known), from);
    const last = steps.at(-1)?.entry;
    if (sayingOf(entry) !== sayingOf(last)) steps.push({ from, entry });
  }
  return steps;
}

const sayingOf = (entry: CatalogueEntry | undefined): string =>
  entry ? `${entry.class} ${entry.monthlyPrice} ${entry.ruling?.rulingId ?? ''}` : '';
