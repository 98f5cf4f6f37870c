/**
 * What is kept of an export: the file by its hash, the accounts that answer to employees, and a
 * tenant's totals (R38). Who an account is stands apart from what it holds, under a commitment, so
 * that the one can be erased and the other still be proved.
 */
import type {
  CustomerId,
  EmployeeId,
  Instant,
  LocalDate,
  ResellerId,
} from '../../../kernel/index.ts';
import type {
  AccountSort,
  Evidence,
  EvidencedAccount,
  EvidencedLicence,
  SkuTotal,
  Strength,
} from '../../exports/evidence.ts';
import { strengths } from '../../exports/evidence.ts';
import type { MatchedBy } from '../compare/match.ts';

/** Who says on which day the export shows the tenant; `receipt`: nobody, so it is the day it came. */
export type DatedBy = 'file' | 'hand' | 'receipt';

export interface EvidenceFile {
  readonly fileId: bigint;
  readonly resellerId: ResellerId;
  readonly customerId: CustomerId;
  readonly format: string;
  readonly strength: Strength;
  readonly fileName: string;
  readonly sha256: Buffer;
  readonly asOf: LocalDate;
  readonly datedBy: DatedBy;
  readonly tenantId: string | undefined;
  readonly accountsRead: number;
  readonly accountsKept: number;
  /** Accounts with a licence that answer to no employee; counted, not kept. */
  readonly licensedOthers: number;
  readonly keptColumns: readonly string[];
  readonly droppedColumns: readonly string[];
  readonly remarks: readonly string[];
  readonly accountsSha256: Buffer;
  /** Of the commitment to its name, columns and remarks. */
  readonly salt: Buffer;
  readonly receivedAt: Instant;
  readonly batchId: bigint;
}

/** An account of a file, tied to an employee. */
export interface KeptAccount {
  readonly fileId: bigint;
  /** Counted from 1 within the file. */
  readonly no: number;
  readonly line: number;
  readonly employeeId: EmployeeId;
  readonly matchedBy: MatchedBy;
  readonly sort: AccountSort;
  readonly enabled: boolean | undefined;
  readonly licences: readonly EvidencedLicence[];
  /** Over the person's salt and {@link personText}. */
  readonly commitment: Buffer;
}

/** Who an account is. */
export type Person = Pick<EvidencedAccount, 'upn' | 'objectId' | 'primarySmtp' | 'aliases'>;

/** What is committed to: the same text for the same person, always. */
export const personText = ({ upn, objectId, primarySmtp, aliases }: Person): string =>
  JSON.stringify([upn, objectId ?? '', primarySmtp ?? '', aliases]);

/** Licences as they are kept: keys in a fixed order, instants in UTC. */
export const licencesText = (licences: readonly EvidencedLicence[]): string =>
  JSON.stringify(
    licences.map(({ guid, partNumber, name, assignedAt, inForce }) => [
      guid ?? '',
      partNumber ?? '',
      name ?? '',
      assignedAt?.toISOString() ?? '',
      inForce,
    ]),
  );

/** The inverse of {@link licencesText}. */
function licencesOf(text: string): EvidencedLicence[] {
  const rows = JSON.parse(text) as [string, string, string, string, boolean][];
  return rows.map(([guid, partNumber, name, assignedAt, inForce]) => ({
    guid: guid || undefined,
    partNumber: partNumber || undefined,
    name: name || undefined,
    assignedAt: assignedAt ? new Date(assignedAt) : undefined,
    inForce,
  }));
}

/** Most accounts of a tenant hold the same licences: each text is read once. */
export function licenceReader() {
  const read = new Map<string, readonly EvidencedLicence[]>();
  return (text: string) => {
    const known = read.get(text) ?? licencesOf(text);
    read.set(text, known);
    return known;
  };
}

/** The fields of an account that {@link fileLines} seals. */
export interface SealedAccount {
  readonly no: number;
  readonly line: number;
  readonly employeeId: string;
  readonly matchedBy: MatchedBy;
  readonly sort: AccountSort;
  readonly enabled: boolean | undefined;
  readonly licences: string;
  readonly commitment: Buffer;
}

/** One line for each account kept and each total: what `accounts_sha256` is taken over. */
export function* fileLines(
  accounts: Iterable<SealedAccount>,
  totals: readonly SkuTotal[],
): Generator<string> {
  for (const a of accounts) {
    const enabled = a.enabled ?? null;
    const whose = [a.no, a.line, a.employeeId, a.matchedBy, a.sort, enabled];
    yield `${JSON.stringify([...whose, a.licences, a.commitment.toString('hex')])}\n`;
  }
  for (const t of totals) {
    const keys = [t.guid ?? '', t.partNumber ?? '', t.name ?? ''];
    yield `${JSON.stringify([...keys, t.consumed, t.enabled, t.active])}\n`;
  }
}

/** Whether an export tells of accounts; one of totals does not. */
export const tellsAccounts = ({ accountsRead }: Pick<EvidenceFile, 'accountsRead'>): boolean =>
  accountsRead > 0;

/**
 * Whether all accounts of a tenant stand in an export of that strength, so that one which is not
 * there does not exist. Partner Center is asked for one user at a time, a script can ask for some.
 */
export const isComplete = ({ strength }: Pick<Evidence, 'strength'>): boolean =>
  strength === 'graph' || strength === 'admin-centre' || strength === 'report';

const rank = (strength: Strength): number => strengths.indexOf(strength);

/**
 * Oldest first, of one day the weakest first, so that the last has the last word. Neither the order
 * of arrival nor of naming matters; the hash settles what nothing else does.
 */
export function byAge(a: EvidenceFile, b: EvidenceFile): number {
  if (a.asOf !== b.asOf) return a.asOf < b.asOf ? -1 : 1;
  if (a.strength !== b.strength) return rank(b.strength) - rank(a.strength);
  const bytes = a.sha256.compare(b.sha256);
  return bytes !== 0 ? bytes : a.fileId < b.fileId ? -1 : 1;
}
