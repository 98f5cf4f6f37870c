/**
 * The world while it is being made: one folder per month, who has been put into it so far, and the
 * awkward cases noted on the way. Days are counted from the start of the first month, so that the
 * same cases fit any months. What goes in is decided by its callers.
 */
import type { Instant, LocalDate, Month } from '../../../kernel/index.ts';
import { addDays, firstDay, invariant, startOfDay } from '../../../kernel/index.ts';
import type { Folder, RowOf } from './files.ts';
import { emptyFolder } from './files.ts';
import { cvrDrawer } from './identifiers.ts';
import type { Random } from './random.ts';
import { makeRandom } from './random.ts';

export interface Customer {
  readonly id: string;
  readonly name: string;
  readonly domain: string;
  /** The PBX that its calls come from. */
  readonly source: string;
  /** Who at the reseller orders and declares for it. */
  readonly contact: string;
  readonly row: RowOf<'customers'>;
  readonly firstExtension: number;
  readonly employees: Employee[];
}

export interface Employee {
  readonly id: string;
  readonly customer: Customer;
  readonly name: string;
  readonly extension: string;
  readonly number: string;
  readonly clientNumber: string;
  readonly row: RowOf<'employees'>;
}

/** An awkward case that was put in on purpose, and what the rules make of it. */
export interface AwkwardCase {
  /** Kebab-case name, once per world. */
  readonly code: string;
  /** `R8`. */
  readonly rule: string;
  /** One sentence for a reader. */
  readonly what: string;
  readonly customerId: string;
  readonly employeeId?: string;
  /** The month whose folder brings it. */
  readonly folder: Month;
  /**
   * Licence owed per month in kroner, as known when all folders are in; null is `afventer` (R5).
   * A month that is absent owes nothing and lists nobody.
   */
  readonly due?: Readonly<Record<string, string | null>>;
  readonly call?: { readonly source: string; readonly recordId: string };
  /** Which of the five outcomes of R12 the named call has in that folder. */
  readonly outcome?: 'rated' | 'free' | 'duplicate' | 'quarantined' | 'excluded';
}

export interface Draft {
  readonly months: readonly Month[];
  readonly folders: readonly Folder[];
  readonly random: Random;
  readonly resellers: { readonly id: string; readonly contacts: readonly string[] }[];
  readonly customers: Customer[];
  readonly cases: AwkwardCase[];
  /** Customers whose only calls are named cases or none, and employees who join later. */
  readonly silent: Set<string>;
  readonly nextCvr: () => string;
  readonly takenDomains: Set<string>;
  employeeCount: number;
}

export function newDraft(seed: number, months: readonly Month[]): Draft {
  const random = makeRandom(seed, 'register');
  return {
    months,
    folders: months.map(emptyFolder),
    random,
    resellers: [],
    customers: [],
    cases: [],
    silent: new Set(),
    nextCvr: cvrDrawer(random),
    takenDomains: new Set(),
    employeeCount: 0,
  };
}

export function folderAt(draft: Draft, index: number): Folder {
  const folder = draft.folders[index];
  invariant(folder, `no folder ${index} in a world of ${draft.months.length} months`);
  return folder;
}

export function monthAt(draft: Draft, index: number): Month {
  const month = draft.months[index];
  invariant(month, `no month ${index} in a world of ${draft.months.length} months`);
  return month;
}

/** A day counted from the first of the first month: -12 is twelve days before the world begins. */
export const dayFromStart = (draft: Draft, days: number): LocalDate =>
  addDays(firstDay(monthAt(draft, 0)), days);

/** That long after local midnight. */
export const at = (date: LocalDate, hour: number, minute = 0, second = 0): Instant =>
  new Date(startOfDay(date).getTime() + ((hour * 60 + minute) * 60 + second) * 1000);

/** The same instant in the other spelling of ISO 8601. */
export const zulu = (instant: Instant): string => instant.toISOString().replace('.000Z', 'Z');
