/**
 * How an account gets its documents: by mail, into a folder, through a hook, or not at all, and in
 * which formats. Folders and hooks are names here; where they lead is configuration, never data.
 * Knows no tables and sends nothing.
 */

import { type BillTo, formatNamed } from '../../documents/index.ts';
import type { LocalDate } from '../../kernel/index.ts';
import { isMailAddress } from '../../outbox/index.ts';
import { sendingRefusal } from '../refusal.ts';

export type Way = 'mail' | 'folder' | 'hook';

/** Where one account's documents go. */
export interface RouteWish {
  readonly account: string;
  /** Needed only where a customer and a reseller have the same id. */
  readonly billTo: BillTo | undefined;
  readonly way: Way | 'none';
  /** The mail address, or the name of the folder or hook; '' for `none`. */
  readonly target: string;
  readonly formats: readonly string[];
  /** Documents dated before this day go only when they are asked for; absent: as before, or today. */
  readonly since: LocalDate | undefined;
}

export const ways: readonly (Way | 'none')[] = ['mail', 'folder', 'hook', 'none'];

/** What is sent where nothing else is said. */
export const usualFormats: Readonly<Record<Way | 'none', readonly string[]>> = {
  mail: ['pdf', 'peppol'],
  folder: ['pdf', 'peppol'],
  hook: ['peppol'],
  none: [],
};

export const TARGET_NAME = /^[a-z0-9]+(-[a-z0-9]+)*$/;

/** Refuses a folder or hook that the configuration does not name. */
export function checkTarget(
  { way, target }: Pick<RouteWish, 'way' | 'target'>,
  known: { readonly folders: readonly string[]; readonly hooks: readonly string[] },
): void {
  if (way !== 'folder' && way !== 'hook') return;
  const names = way === 'folder' ? known.folders : known.hooks;
  if (names.includes(target)) return;
  const setting = `TAKST_SEND_${way.toUpperCase()}_${target.toUpperCase().replaceAll('-', '_')}`;
  throw sendingRefusal('target-unknown', {
    way,
    target,
    setting,
    known: names.join(', ') || 'none',
  });
}

/** Refuses a route by which nothing could be sent as it is meant. */
export function checkRoute({ account, way, target, formats }: RouteWish): void {
  const bad = (why: string) => sendingRefusal('route-malformed', { account, why });
  if (way === 'mail' && !isMailAddress(target)) throw bad('its mail address is not one address');
  if ((way === 'folder' || way === 'hook') && !TARGET_NAME.test(target)) {
    throw bad(`a ${way} is named in small letters, digits and hyphens`);
  }
  if (way === 'none') return;
  const extensions = formats.map((name) => formatNamed(name).extension);
  if (formats.length === 0) throw bad('it has no format');
  if (new Set(extensions).size < extensions.length) {
    throw bad(`${formats.join(' and ')} would be files of one name`);
  }
  if (way === 'hook' && formats.length > 1) throw bad('a hook takes one format');
}
