/**
 * Where an employee stands in the exports on file: seen clearly, seen twice, a guest, deleted, not
 * there, or not told about. The newest export that can tell decides; earlier ones are kept as
 * history, since what was held then does not change by looking again.
 */
import type { EmployeeId } from '../../../kernel/index.ts';
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

interface FileView {
  readonly file: EvidenceFile;
  readonly byEmployee: ReadonlyMap<EmployeeId, readonly SeenAccount[]>;
  readonly byLine: ReadonlyMap<number, readonly SeenAccount[]>;
}

export interface Sightings {
  standingOf(employeeId: EmployeeId): Standing;
  /** Clear sightings, the oldest first. */
  historyOf(employeeId: EmployeeId): readonly Sighting[];
}

interface Sources {
  readonly tenantId: string;
  readonly employees: readonly { readonly employeeId: EmployeeId; readonly upn: string }[];
  readonly files: readonly EvidenceFile[];
  readonly accounts: readonly SeenAccount[];
}

/** Puts the exports of a customer in order; those of another tenant and totals tell of nobody. */
export function sightingsOf({ tenantId, employees, files, accounts }: Sources): Sightings {
  const usable = files
    .filter((file) => tellsAccounts(file) && !isOtherTenant(tenantId, file.tenantId))
    .sort(byAge);
  const upns = new Map(employees.map(({ employeeId, upn }) => [employeeId, addressKey(upn)]));
  const byFile = groupedBy(
    accounts.filter((account) => answersTo(account, upns.get(account.employeeId))),
    ({ fileId }) => fileId,
  );
  const views = usable.map((file): FileView => {
    const rows = byFile.get(file.fileId) ?? [];
    return {
      file,
      byEmployee: groupedBy(rows, ({ employeeId }) => employeeId),
      byLine: groupedBy(rows, ({ line }) => line),
    };
  });
  const newestFirst = views.toReversed();
  return {
    standingOf: (employeeId) => {
      for (const view of newestFirst) {
        const standing = standingIn(view, employeeId);
        if (standing) return standing;
        if (isComplete(view.file)) return { is: 'absent', file: view.file };
      }
      return { is: 'untold' };
    },
    historyOf: (employeeId) =>
      views.flatMap((view) => {
        const standing = standingIn(view, employeeId);
        return standing?.is === 'clear' ? [standing] : [];
      }),
  };
}

function groupedBy<Item, Key>(items: readonly Item[], keyOf: (item: Item) => Key) {
  const groups = new Map<Key, Item[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group) group.push(item);
    else groups.set(keyOf(item), [item]);
  }
  return groups;
}

/** Whether a kept account still is the one declared for the employee, as far as can be told. */
function answersTo({ person }: SeenAccount, upn: string | undefined): boolean {
  if (!person) return true;
  if (!upn) return false;
  const { primarySmtp, aliases } = person;
  if (addressKey(person.upn) === upn) return true;
  if (primarySmtp && addressKey(primarySmtp) === upn) return true;
  return aliases.some((alias) => addressKey(alias) === upn);
}

function standingIn(view: FileView, employeeId: EmployeeId): Standing | undefined {
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
