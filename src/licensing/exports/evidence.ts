/**
 * What one of Microsoft's exports says, whatever its format (R38, R39): accounts with their licences,
 * or totals of a tenant. Only what a licence check needs has a place here, so that nothing else can
 * be kept. Who an account belongs to is not known here.
 */
import type { Instant, LocalDate } from '../../kernel/index.ts';

/**
 * How hard the evidence is to make up and how much it tells, best first: Graph JSON names SKUs by
 * GUID and dates them, Partner Center names them by GUID, the admin centre by display name, a report
 * lags behind, and an old PowerShell export can have been typed by hand.
 */
export const strengths = ['graph', 'partner-center', 'admin-centre', 'report', 'script'] as const;
export type Strength = (typeof strengths)[number];

export interface EvidencedLicence {
  /** Lower case, as the key of R3; undefined where the format does not tell. */
  readonly guid: string | undefined;
  readonly partNumber: string | undefined;
  /** Display name as the file writes it, blanks normalised. */
  readonly name: string | undefined;
  /** When it was last assigned or changed, where the file dates it (licenseAssignmentStates). */
  readonly assignedAt: Instant | undefined;
  /** False where the file says that the assignment is in error or disabled. */
  readonly inForce: boolean;
}

/** What an account is; only a member can be an employee's own account. */
export type AccountSort = 'member' | 'guest' | 'shared-mailbox' | 'deleted';

export interface EvidencedAccount {
  /** Line of a CSV; number of the entry in JSON, counted from 1. */
  readonly line: number;
  /** As written; compared without regard to case. */
  readonly upn: string;
  readonly objectId: string | undefined;
  readonly primarySmtp: string | undefined;
  /** Further SMTP addresses of the account. */
  readonly aliases: readonly string[];
  /** False: sign-in is blocked, which says nothing about licences. Undefined: not told. */
  readonly enabled: boolean | undefined;
  readonly sort: AccountSort;
  /** Empty: the file says that the account holds none. */
  readonly licences: readonly EvidencedLicence[];
}

/** What a tenant holds of one SKU. */
export interface SkuTotal {
  readonly guid: string | undefined;
  readonly partNumber: string | undefined;
  readonly name: string | undefined;
  readonly consumed: number;
  readonly enabled: number;
  /** False where the subscription is suspended, locked out or deleted. */
  readonly active: boolean;
}

export interface Evidence {
  /** Name of the format, as in the table of formats. */
  readonly format: string;
  readonly strength: Strength;
  /** The day on which the export shows the tenant, where the file itself tells. */
  readonly asOf: LocalDate | undefined;
  readonly tenantId: string | undefined;
  /** Of the file's accounts all those are listed here; empty where the format has totals only. */
  readonly accounts: readonly EvidencedAccount[];
  readonly totals: readonly SkuTotal[];
  /** Columns or fields that were read, and those that were there and left behind (R38). */
  readonly keptColumns: readonly string[];
  readonly droppedColumns: readonly string[];
  /** Sentences a person should read: a retired tool, æøå lost on the way … */
  readonly remarks: readonly string[];
}
