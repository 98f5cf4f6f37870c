/**
 * What a licence is known as, whether or not its class is decided: so that an exception, a finding
 * or a ruling can name it by GUID, part number and display name, and say what was proposed (R3).
 */
import type { LocalDate } from '../../kernel/index.ts';
import type { Catalogue } from './catalogue.ts';
import type { PlanClass, PricedRow } from './row.ts';
import { guidPattern } from './row.ts';
import type { Skus } from './sku.ts';

export interface KnownLicence {
  /** Undefined for a plan found by its name, which several SKUs may be, and for a ruled name. */
  readonly guid: string | undefined;
  readonly partNumber: string | undefined;
  /** Display name on the date asked about. */
  readonly name: string;
  /** The plan of the price table that it is; undefined where the price table is silent. */
  readonly plan: string | undefined;
  /** What was proposed where the price table is silent; undefined: nothing, a person must say. */
  readonly proposed: PlanClass | undefined;
  /** Where it is known from, and why the class is proposed. */
  readonly source: string;
}

export function knownPlan(row: PricedRow): KnownLicence {
  const { plan, source } = row;
  const keys = row.kind === 'plan' ? undefined : row;
  return {
    guid: keys?.guid,
    partNumber: keys?.partNumber,
    name: keys?.name ?? plan,
    plan,
    proposed: undefined,
    source,
  };
}

/** A SKU by its proposal; one without by what its ruling says. */
export function knownSku(skus: Skus, subject: string, onDate: LocalDate): KnownLicence {
  const row = skus.proposal(subject, onDate);
  if (row) {
    const { guid, partNumber, name, proposed, source } = row;
    return { guid, partNumber, name, plan: undefined, proposed, source };
  }
  const ruling = skus.ruling(subject, onDate);
  return {
    guid: guidPattern.test(subject) ? subject : undefined,
    partNumber: ruling?.partNumber,
    name: ruling?.name ?? subject,
    plan: undefined,
    proposed: undefined,
    source: ruling ? `ruling ${ruling.rulingId}: ${ruling.reason}` : '',
  };
}

/** All names that licences have or had, for telling them apart in a list of several. */
export const licenceNames = (catalogue: Catalogue): readonly string[] => catalogue.names;
