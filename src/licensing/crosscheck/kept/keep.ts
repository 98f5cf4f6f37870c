/**
 * From what an export says to what is kept of it (R38): accounts that answer to an employee, each
 * person under a salted commitment, and the number of the others that hold a licence. Nothing of
 * those others is kept. Salts come in as an argument.
 */
import { createHash } from 'node:crypto';
import { commitment } from '../../../db/index.ts';
import { type EmployeeId, employeeId, type LocalDate } from '../../../kernel/index.ts';
import type { Evidence, EvidencedAccount, SkuTotal } from '../../exports/evidence.ts';
import type { SeenAccount } from '../compare/facts.ts';
import { type Link, matchAccounts } from '../compare/match.ts';
import {
  type DatedBy,
  fileLines,
  licenceReader,
  licencesText,
  type Person,
  personText,
  type SealedAccount,
} from './kept.ts';

/** An account with the person beside it, before it has its file's number. */
export interface NewAccount extends SealedAccount {
  readonly person: Person;
  readonly salt: Buffer;
}

export interface NewEvidence {
  readonly evidence: Evidence;
  readonly fileName: string;
  readonly sha256: Buffer;
  readonly asOf: LocalDate;
  readonly datedBy: DatedBy;
  readonly accounts: readonly NewAccount[];
  readonly totals: readonly SkuTotal[];
  readonly licensedOthers: number;
  readonly accountsSha256: Buffer;
  readonly salt: Buffer;
}

/** A file that was read, and the day on which it shows the tenant. */
export interface ReadFile {
  readonly evidence: Evidence;
  readonly fileName: string;
  readonly sha256: Buffer;
  readonly asOf: LocalDate;
  readonly datedBy: DatedBy;
}

export interface Whose {
  readonly employees: readonly { readonly employeeId: EmployeeId; readonly upn: string }[];
  /** The tenant on file for the customer, or ''. */
  readonly tenantId: string;
}

/** A file of another tenant is kept as a fact, and nobody's account of it. */
export const isOtherTenant = (ours: string, theirs: string | undefined): boolean =>
  ours !== '' && theirs !== undefined && ours.trim().toLowerCase() !== theirs.trim().toLowerCase();

/** What is kept of a file; `saltOf` gives 16 fresh random bytes each time. */
export function keep(file: ReadFile, whose: Whose, saltOf: () => Buffer): NewEvidence {
  const { evidence } = file;
  const other = isOtherTenant(whose.tenantId, evidence.tenantId);
  const links = other ? [] : matchAccounts(whose.employees, evidence.accounts);
  const accounts = links.map((link, index) => keptAccount(link, index + 1, saltOf()));
  const matched = new Set(links.map(({ account }) => account));
  const others = evidence.accounts.filter((it) => !matched.has(it) && holdsLicence(it));
  const digest = createHash('sha256');
  for (const line of fileLines(accounts, evidence.totals)) digest.update(line);
  return {
    ...file,
    accounts,
    totals: evidence.totals,
    licensedOthers: others.length,
    accountsSha256: digest.digest(),
    salt: saltOf(),
  };
}

const holdsLicence = ({ sort, licences }: EvidencedAccount): boolean =>
  sort !== 'deleted' && licences.some(({ inForce }) => inForce);

function keptAccount(link: Link, no: number, salt: Buffer): NewAccount {
  const { account, employeeId, matchedBy } = link;
  const { line, sort, enabled, upn, objectId, primarySmtp, aliases } = account;
  const person = { upn, objectId, primarySmtp, aliases };
  return {
    no,
    line,
    employeeId,
    matchedBy,
    sort,
    enabled,
    licences: licencesText(account.licences),
    commitment: commitment(salt, personText(person)),
    person,
    salt,
  };
}

/** Which employee each kept line answers to: two readings of the same bytes are equal by this. */
export const linksText = (
  accounts: readonly Pick<SealedAccount, 'line' | 'employeeId' | 'matchedBy'>[],
): string => JSON.stringify(accounts.map((a) => [a.line, a.employeeId, a.matchedBy]));

/** The accounts of an export as they would be read from the file that they were just put into. */
export function seenAccounts(fileId: bigint, accounts: readonly NewAccount[]): SeenAccount[] {
  const read = licenceReader();
  return accounts.map((it) => ({
    fileId,
    no: it.no,
    line: it.line,
    employeeId: employeeId(it.employeeId),
    matchedBy: it.matchedBy,
    sort: it.sort,
    enabled: it.enabled,
    licences: read(it.licences),
    commitment: it.commitment,
    person: it.person,
  }));
}
