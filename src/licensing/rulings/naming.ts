/**
 * Which licence texts of declarations name a licence, by any key it ever had (R3). Generous on
 * purpose: a name that has been two products' is counted for both, and what it means on a day is for
 * the catalogue to say.
 */
import type { CatalogueRow } from '../catalogue/row.ts';
import { licenceParts, normaliseLicence } from '../licence-text.ts';
import type { LicenceText } from './store.ts';

/** A plan of the price table, or a licence that may be ruled on. */
export interface Named {
  readonly plan?: string | undefined;
  readonly guid: string | undefined;
  readonly partNumber: string | undefined;
  readonly name: string;
}

export interface Naming {
  /** As declarations write them. */
  readonly texts: ReadonlySet<string>;
  readonly declarations: number;
}

/** The catalogue's rows about a licence. */
export function rowsAbout({ plan, guid }: Named, rows: readonly CatalogueRow[]): CatalogueRow[] {
  if (plan !== undefined) return rows.filter((row) => row.kind !== 'proposal' && row.plan === plan);
  return rows.filter((row) => row.kind === 'proposal' && row.guid === guid);
}

export function textsNaming(
  licence: Named,
  rows: readonly CatalogueRow[],
  texts: readonly LicenceText[],
): Naming {
  const own = [licence.name, licence.partNumber, licence.guid];
  const others = rowsAbout(licence, rows).flatMap((row) =>
    row.kind === 'plan' ? [row.plan] : [row.name, row.partNumber, row.guid],
  );
  const spellings = [...own, ...others].filter((key) => key !== undefined).map(normaliseLicence);
  const keys = new Set(spellings);
  const naming = texts.filter(({ licence: text }) =>
    licenceParts(text).some((part) => keys.has(normaliseLicence(part))),
  );
  return {
    texts: new Set(naming.map((text) => text.licence)),
    declarations: naming.reduce((sum, text) => sum + text.declarations, 0),
  };
}
