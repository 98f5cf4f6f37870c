/** Rulings written in one line each, and the rulebook of the shipped files with them. */
import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { instant, localDate } from '../../../src/kernel/index.ts';
import { type CatalogueRow, catalogueRow } from '../../../src/licensing/catalogue/row.ts';
import type { PlanClass, Rulebook, Ruling } from '../../../src/licensing/index.ts';
import { makeCatalogue } from '../../../src/licensing/index.ts';

/** The rows of files in `rates/`, all of them right. */
function rowsOf(...files: readonly string[]): CatalogueRow[] {
  return files.flatMap((file) => {
    const text = readFileSync(new URL(`../../../rates/${file}`, import.meta.url), 'utf8');
    const records = parse(text, { columns: true }) as Record<string, string>[];
    return records.map((record, index) => {
      const read = catalogueRow(record, file, index + 2);
      if (!read.row) throw new Error(JSON.stringify(read.fault));
      return read.row;
    });
  });
}

export const shippedRows = rowsOf('licences-2026-01.csv', 'licences-2026-11.csv');

/** Rows as the shipped files have them, in short. */
export const planRow = (
  plan: string,
  ruled: PlanClass,
  kroner: bigint,
  from: string,
  to?: string,
) =>
  ({
    kind: 'plan',
    plan,
    class: ruled,
    monthlyPrice: kroner * 100n,
    validFrom: localDate(from),
    validTo: to === undefined ? undefined : localDate(to),
    source: 'made up',
    place: { file: 'made-up.csv', line: 2 },
  }) as CatalogueRow;

export const SPB = 'cbdc14ab-d96c-4c30-b9f4-6ada7cdc1d46';
export const M365_F1 = '44575883-256e-4a79-9da4-ebe9acabe2b2';
export const M365_F1_COMM = '50f60901-3181-4b75-8a2c-4c8e4c1d5a72';
export const SPE_F1 = '66b55226-6b4f-492c-910c-a3b7a3c9d993';
export const SPE_E3 = '05e9a617-0261-4cee-bb44-138d3ef5d965';
/** A GUID that no table holds. */
export const UNHEARD = 'a6d18b68-a67e-4cbd-ba00-8744bc468faa';

let made = 0n;
/** `ruling(SPB, 'Business')`: since the price table exists; each is made after the one before. */
export function ruling(
  guid: string | undefined,
  ruled: PlanClass,
  other: Partial<Ruling> = {},
): Ruling {
  made += 1n;
  return {
    rulingId: made,
    guid,
    partNumber: undefined,
    name: 'a licence',
    class: ruled,
    asPlan: undefined,
    validFrom: localDate('2017-01-01'),
    reason: 'because',
    ruledBy: 'Birgit',
    ruledAt: instant('2026-11-02T09:00:00+01:00'),
    ...other,
  };
}

export function rulebook(rulings: readonly Ruling[] = [], rows = shippedRows): Rulebook {
  const { catalogue, faults } = makeCatalogue(rows, rulings);
  if (faults.length > 0) throw new Error(JSON.stringify(faults));
  return { rows, rulings, catalogue };
}
