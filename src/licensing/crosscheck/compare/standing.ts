/**
 * Where an employee stands in the exports on file: seen clearly, seen twice, a guest, deleted, not
 * there, or not told about. The newest export that can tell decides; all of them are kept as history,
 * as they were understood when they came: what was held then changes neither by looking again nor by
 * editing the employee's account or the customer's tenant.
 */
import { type EmployeeId, groupBy } from '../../../kernel/index.ts';
import { isOtherTenant } from '../kept/keep.ts';
import { byAge, type EvidenceFile, isComplete, tellsAccounts } from '../kept/kept.ts';
import type { SeenAccount } from './facts.ts';
import { addressKey } from './match.ts';

/** An account and the export that shows it. */
export interface Sighting {
  readonly file: EvidenceFile;
  readonly account: SeenAccount;
}

export type Standing =
  | { readonly is: 'untold' }
  | { readonly is: 'absent'; readonly file: EvidenceFile }
  | {
      readonly is: 'ambiguous';
      readonly file: EvidenceFile;
      /** Its lines, and who else answers to one: `4, 9`, `4 (bo)`. */
      readonly lines: string;
    }
  | ({ readonly is: 'guest' | 'deleted' | 'clear' } & Sighting);

/** What one export tells of an employee's history: the account, or that it is gone. */
export type Seen = Sighting | { readonly file: EvidenceFile; readonly account: undefined };

/** Accounts of one export by whom they answer to, and by line. */
interface Answers {
  readonly file: EvidenceFile;
  readonly byEmployee: ReadonlyMap<EmployeeId, readonly SeenAccount[]>;
  readonly byLine: ReadonlyMap<number, readonly SeenAccount[]>;
}

interface FileView {
  readonly file: EvidenceFile;
  /** Of the tenant on file for the customer, as far as can be told. */
  readonly ours: boolean;
  /** Accounts that answer to their employees still, and all that did when the export was kept. */
  readonly now: Answers;
  readonly then: Answers;
}

export interface Sightings {
  standingOf(employeeId: EmployeeId): Standing;
  /** Clear sightings and what ended them, the oldest first. */
  historyOf(employeeId: EmployeeId): readonly Seen[];
}

interface Sources {
  readonly tenantId: string;
  readonly employees: readonly { readonly employeeId: EmployeeId; readonly upn: string }[];
  readonly files: readonly EvidenceFile[];
  readonly accounts: readonly SeenAccount[];
}

/** Puts the exports of a customer in order; totals tell of nobody. */
export function sightingsOf({ tenantId, employees, files, accounts }: Sources): Sightings {
  const upns = new Map(employees.map(({ employeeId, upn }) => [employeeId, addressKey(upn)]));
  const answers = (account: SeenAccount) => answersTo(account, upns.get(account.employeeId));
  const byFile = groupBy(accounts, ({ fileId }) => fileId);
  const views = files
    .filter(tellsAccounts)
    .sort(byAge)
    .map((file): FileView => {
      const kept = byFile.get(file.fileId) ?? [];
      const still = kept.filter(answers);
      const then = answersIn(file, kept);
      const now = still.length === kept.length ? then : answersIn(file, still);
      return { file, ours: !isOtherTenant(tenantId, file.tenantId), now, then };
    });
  const newestFirst = views.filter(({ ours }) => ours).reverse();
  return {
    standingOf: (employeeId) => {
      for (const { file, now } of newestFirst) {
        const standing = standingIn(now, employeeId);
        if (standing) return standing;
        if (isComplete(file)) return { is: 'absent', file };
      }
      return { is: 'untold' };
    },
    historyOf: (employeeId) => historyIn(views, employeeId, answers),
  };
}

/**
 * An account is gone by an export that has it deleted, or that is complete and does not have it; not
 * where another account is declared by now, of which the export could not tell, nor where another
 * export of the same day shows it.
 */
function historyIn(
  views: readonly FileView[],
  employeeId: EmployeeId,
  answers: (account: SeenAccount) => boolean,
): Seen[] {
  const history: Seen[] = [];
  let last: Sighting | undefined;
  for (const { file, ours, now, then } of views) {
    const told = standingIn(now, employeeId);
    const standing = told?.is === 'clear' ? told : standingIn(then, employeeId);
    if (standing?.is === 'clear') {
      last = standing;
      while (history.at(-1)?.account === undefined && history.at(-1)?.file.asOf === file.asOf) {
        history.pop();
      }
      history.push(standing);
      continue;
    }
    const gone = standing ? standing.is === 'deleted' : ours && isComplete(file);
    if (!gone || !last || last.file.asOf === file.asOf || !answers(last.account)) continue;
    history.push({ file, account: undefined });
  }
  return history;
}

const answersIn = (file: EvidenceFile, rows: readonly SeenAccount[]): Answers => ({
  file,
  byEmployee: groupBy(rows, ({ employeeId }) => employeeId),
  byLine: groupBy(rows, ({ line }) => line),
});

/** Whether an account kept still is the one declared for the employee, as far as can be told. */
function answersTo({ person }: SeenAccount, upn: string | undefined): boolean {
  if (!person) return true;
  if (!upn) return false;
  const { primarySmtp, aliases } = person;
  if (addressKey(person.upn) === upn) return true;
  if (primarySmtp && addressKey(primarySmtp) === upn) return true;
  return aliases.some((alias) => addressKey(alias) === upn);
}

function standingIn(view: Answers, employeeId: EmployeeId): Standing | undefined {
  const { file } = view;
  const [account, ...more] = view.byEmployee.get(employeeId) ?? [];
  if (!account) return undefined;
  if (more.length > 0) {
    const lines = [account, ...more].map(({ line }) => line).join(', ');
    return { is: 'ambiguous', file, lines };
  }
  const sharers = (view.byLine.get(account.line) ?? []).filter((it) => it !== account);
  if (sharers.length > 0) {
    const others = sharers.map((it) => it.employeeId).sort();
    return { is: 'ambiguous', file, lines: `${account.line} (${others.join(', ')})` };
  }
  if (account.sort === 'guest' || account.sort === 'deleted') {
    return { is: account.sort, file, account };
  }
  return { is: 'clear', file, account };
}
