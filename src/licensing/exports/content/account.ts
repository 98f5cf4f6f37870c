/**
 * The parts of an account that every format writes in its own way: yes and no, addresses, days, and
 * what sort of account it is. Only what a licence check needs is read (R38); names, telephone
 * numbers and titles have no function here that could read them.
 */
import { type LocalDate, parseLocalDate } from '../../../kernel/index.ts';
import type { AccountSort } from '../evidence.ts';
import type { Notes, Place } from '../format.ts';
import { shown } from './shown.ts';

/** Danish Excel writes the truth values in Danish when it saves a CSV that it has opened. */
const flags = new Map<string, boolean>([
  ...(['true', 'yes', 'sand', 'ja'] as const).map((text) => [text, true] as const),
  ...(['false', 'no', 'falsk', 'nej'] as const).map((text) => [text, false] as const),
]);

/** True or false; undefined where nothing is said. Anything else is a fault. */
export function flagOf(text: string, place: Place, notes: Notes): boolean | undefined {
  if (text === '') return undefined;
  const flag = flags.get(text.toLowerCase());
  if (flag === undefined) {
    notes.fault('flag', { ...place, value: text }, `"${shown(text)}" is neither True nor False`);
  }
  return flag;
}

/** A user principal name is `name@domain`; a file without one for somebody is no list of accounts. */
export function checkUpn(upn: string, place: Place, notes: Notes): boolean {
  const at = upn.lastIndexOf('@');
  if (at > 0 && at < upn.length - 1 && !upn.includes(' ')) {
    if (upn.includes('?') || upn.includes('\ufffd')) {
      notes.remark('Letters were lost on the way: a user principal name holds "?" for one of æøå.');
    }
    return true;
  }
  const what =
    upn === '' ? 'the user principal name is missing' : `"${shown(upn)}" is no name@domain`;
  notes.fault('upn', { ...place, value: upn }, what);
  return false;
}

export interface Told {
  readonly upn: string;
  readonly userType: string;
  readonly isDeleted: boolean;
  /** Exchange's word (`SharedMailbox`), its number (4) or Graph's (`shared`); '' where not told. */
  readonly mailbox: string;
}

/** Deleted comes first: whatever the account was, nobody uses it. */
export function sortOf({ upn, userType, isDeleted, mailbox }: Told): AccountSort {
  if (isDeleted) return 'deleted';
  if (isGuest(userType) || (upn.includes('#') && upn.toUpperCase().includes('#EXT#'))) {
    return 'guest';
  }
  return mailbox !== '' && sharedMailboxes.has(mailbox.toLowerCase()) ? 'shared-mailbox' : 'member';
}

const isGuest = (userType: string) => userType !== '' && /^(guest|gæst)/i.test(userType);

/** Mailboxes that are nobody's own, rooms and equipment too; the numbers are Exchange's. */
const sharedMailboxes = new Set([
  ...['sharedmailbox', 'roommailbox', 'equipmentmailbox', 'shared', 'room', 'equipment'],
  ...['remotesharedmailbox', 'remoteroommailbox', 'remoteequipmentmailbox'],
  ...['4', '16', '32', '34359738368', '8589934592', '17179869184'],
]);

export interface Addresses {
  readonly primarySmtp: string | undefined;
  readonly aliases: readonly string[];
}

const none: Addresses = { primarySmtp: undefined, aliases: [] };

/** `SMTP:` marks the primary address, `smtp:` the others; SIP and X500 addresses are left out. */
export function addressesOf(parts: readonly string[]): Addresses {
  if (parts.length === 0) return none;
  let primarySmtp: string | undefined;
  const aliases: string[] = [];
  for (const part of parts) {
    if (part.startsWith('SMTP:') && primarySmtp === undefined) primarySmtp = part.slice(5).trim();
    else if (/^smtp:/i.test(part)) aliases.push(part.slice(5).trim());
  }
  return { primarySmtp, aliases };
}

/**
 * Cut only where an address with its kind follows: anna+sales@… has a `+` of its own. A run of such
 * signs is tried from its start alone, or a long one would take time by the square of its length.
 */
const betweenAddresses = /(?<![+;,|\s])[+;,|\s]+(?=[A-Za-z][A-Za-z0-9]*:)/;

/** The addresses of a cell in which they are joined, by `+` in the admin centre's export. */
export const joinedAddresses = (cell: string): Addresses =>
  cell === '' ? none : addressesOf(cell.split(betweenAddresses));

type Identifying = 'upn' | 'objectId' | 'addresses' | 'userType' | 'deletedAt' | 'mailbox';

/** Whose account a row of a CSV is, and of what sort; such rows tell it in the same columns. */
export function whoAndWhat(cell: (column: Identifying) => string) {
  const upn = cell('upn');
  const isDeleted = cell('deletedAt') !== '';
  const told = { upn, userType: cell('userType'), isDeleted, mailbox: cell('mailbox') };
  return {
    upn,
    objectId: cell('objectId') || undefined,
    ...joinedAddresses(cell('addresses')),
    sort: sortOf(told),
  };
}

/**
 * A day as Microsoft writes it, or as a spreadsheet has re-written it: `2026-10-30`, `30-10-2026`,
 * `30.10.2026`; with slashes only where day and month cannot be mixed up.
 */
export function dayOf(text: string): LocalDate | undefined {
  const iso = dayOfService(text.slice(0, 10));
  if (iso) return iso;
  const [, a = '', sign, b = '', year] = /^(\d{1,2})([-./])(\d{1,2})\2(\d{4})\b/.exec(text) ?? [];
  const isoOf = (day: string, month: string) =>
    dayOfService(`${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`);
  if (sign !== '/') return isoOf(a, b);
  const readings = [isoOf(a, b), isoOf(b, a)].filter((day) => day !== undefined);
  return readings.length === 1 || readings[0] === readings[1] ? readings[0] : undefined;
}

/** No export is older than the century. */
function dayOfService(text: string): LocalDate | undefined {
  const day = parseLocalDate(text);
  return day !== undefined && day >= '2000-01-01' ? day : undefined;
}
