/**
 * Which account of an export answers to which employee (R39): by the account declared for the
 * employee, compared with UPN, then primary SMTP address, then further addresses, and never by a
 * display name. Where more than one answers, all are returned and nobody guesses. What the account
 * holds does not matter here.
 */
import { domainToASCII } from 'node:url';
import type { EmployeeId } from '../../../kernel/index.ts';
import type { EvidencedAccount } from '../../exports/evidence.ts';

export const matchedBys = ['upn', 'smtp', 'alias'] as const;
export type MatchedBy = (typeof matchedBys)[number];

/** An account that answers to an employee; a clear match is the only one of both. */
export interface Link<Account = EvidencedAccount> {
  readonly employeeId: EmployeeId;
  readonly account: Account;
  readonly matchedBy: MatchedBy;
}

type Addressed = Pick<EvidencedAccount, 'line' | 'upn' | 'primarySmtp' | 'aliases' | 'sort'>;

const plainAscii = /^[\x21-\x7e]*$/;

/** The form in which addresses are compared: small letters, the domain as DNS writes it. */
export function addressKey(address: string): string {
  const trimmed = address.trim();
  if (plainAscii.test(trimmed)) return trimmed.toLowerCase();
  const text = trimmed.normalize('NFC').toLowerCase();
  const at = text.lastIndexOf('@');
  if (at < 0) return text;
  // What is no domain at all becomes ''; such an address is compared as it stands.
  const domain = domainToASCII(text.slice(at + 1));
  return domain === '' ? text : text.slice(0, at + 1) + domain;
}

type Index<Account> = Readonly<Record<MatchedBy, Map<string, Account[]>>>;

/** Links in the order of the accounts' lines, then of the employees' ids. */
export function matchAccounts<Account extends Addressed>(
  employees: readonly { readonly employeeId: EmployeeId; readonly upn: string }[],
  accounts: readonly Account[],
): Link<Account>[] {
  const wanted = new Set(employees.map(({ upn }) => addressKey(upn)));
  const index = indexOf(accounts, wanted);
  const links = employees.flatMap(({ employeeId, upn }) => {
    const found = upn.trim() === '' ? undefined : accountsFor(index, addressKey(upn));
    return (found?.accounts ?? []).map((account): Link<Account> => {
      return { employeeId, account, matchedBy: found?.matchedBy ?? 'upn' };
    });
  });
  return links.sort(
    (a, b) => a.account.line - b.account.line || (a.employeeId < b.employeeId ? -1 : 1),
  );
}

/** Accounts by address, those addresses alone that an employee is declared with. */
function indexOf<Account extends Addressed>(
  accounts: readonly Account[],
  wanted: ReadonlySet<string>,
): Index<Account> {
  const index: Index<Account> = { upn: new Map(), smtp: new Map(), alias: new Map() };
  const add = (by: MatchedBy, address: string, account: Account) => {
    const key = addressKey(address);
    if (!wanted.has(key)) return;
    const others = index[by].get(key);
    if (!others) index[by].set(key, [account]);
    else if (others.at(-1) !== account) others.push(account);
  };
  for (const account of accounts) {
    add('upn', account.upn, account);
    if (account.primarySmtp) add('smtp', account.primarySmtp, account);
    for (const alias of account.aliases) add('alias', alias, account);
  }
  return index;
}

/** The first way of matching that finds a living account; only then one that was deleted. */
function accountsFor<Account extends Addressed>(index: Index<Account>, key: string) {
  for (const living of [true, false]) {
    for (const matchedBy of matchedBys) {
      const accounts = (index[matchedBy].get(key) ?? []).filter(
        ({ sort }) => (sort !== 'deleted') === living,
      );
      // Deleted and created again several times is still one person, gone.
      if (accounts.length > 0) {
        return { matchedBy, accounts: living ? accounts : accounts.slice(0, 1) };
      }
    }
  }
  return undefined;
}
