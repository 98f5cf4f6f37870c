/**
 * Licences per user from Microsoft's Partner Center, as a reseller can fetch them. The service
 * answers for one user at a time and does not name him, so a file holds the users as the service
 * lists them, each with its answer under `licenses` (docs/evidence/files.md).
 */
import { guidPattern } from '../catalogue/row.ts';
import { checkUpn, sortOf } from './content/account.ts';
import {
  type Entry,
  field,
  isEntry,
  isWholeNumber,
  requireAll,
  textField,
} from './content/entries.ts';
import { keptFields } from './content/fields.ts';
import { namesIn } from './content/left-behind.ts';
import { tidyName } from './content/names.ts';
import { shown } from './content/shown.ts';
import type { EvidencedAccount, EvidencedLicence } from './evidence.ts';
import type { ExportFormat, Notes } from './format.ts';

const read = [
  ...['id', 'userPrincipalName', 'state', 'softDeletionTime', 'links.self.uri'],
  ...['id', 'name', 'skuPartNumber'].flatMap((name) => [
    `licenses.productSku.${name}`,
    `licenses.items.productSku.${name}`,
  ]),
  'licenses.totalCount',
];

/** Of the users themselves, and of their licences, with or without the answer around them. */
const leftBehind = [
  ...namesIn(`
  attributes, directoryRoles, displayName, firstName, immutableId, lastDirectorySyncTime,
  lastName, passwordProfile, phoneNumber, usageLocation, userDomainType
`),
  ...['links.self.method', 'links.self.headers', 'licenses.links'],
  ...['attributes', 'servicePlans', 'productSku.licenseGroupId', 'productSku.targetType'].flatMap(
    (name) => [`licenses.${name}`, `licenses.items.${name}`],
  ),
];

/** The service's own name for what it lists. */
const objectType = (entry: Entry) =>
  isEntry(entry.attributes) ? textField(entry.attributes, 'objectType') : undefined;

export const partnerCenterUsers: ExportFormat = {
  name: 'partner-center-users',
  strength: 'partner-center',
  shape: 'json',
  expects: 'JSON of Partner Center users, each with its answer under "licenses"',
  recognises: (content) => {
    const first = content.shape === 'json' ? content.entries[0] : undefined;
    if (!first) return false;
    return (
      field(first, 'licenses') !== undefined ||
      field(first, 'productSku') !== undefined ||
      objectType(first) === 'CustomerUser'
    );
  },
  read: (content, { notes }) => {
    if (content.shape !== 'json') {
      return notes.refuse('shape', {}, 'partner-center-users is a JSON file');
    }
    requireAll(content, notes);
    const { entries } = content;
    if (entries.some((entry) => field(entry, 'productSku') !== undefined)) {
      const why =
        'the file lists licences and not whose they are; put each answer under "licenses" of its ' +
        'user, as docs/evidence/files.md shows';
      notes.refuse('no-user', { column: 'userPrincipalName' }, why);
    }
    return {
      accounts: entries.flatMap((entry, at) => accountOf(entry, at + 1, notes) ?? []),
      totals: [],
      asOf: undefined,
      tenantId: tenantOf(entries, notes),
      ...keptFields(content, { read, leftBehind }, notes),
    };
  },
};

function accountOf(entry: Entry, line: number, notes: Notes): EvidencedAccount | undefined {
  const upn = textField(entry, 'userPrincipalName') ?? '';
  if (!checkUpn(upn, { line, column: 'userPrincipalName' }, notes)) return undefined;
  const isDeleted =
    textField(entry, 'softDeletionTime') !== undefined ||
    textField(entry, 'state')?.toLowerCase() === 'inactive';
  return {
    line,
    upn,
    objectId: textField(entry, 'id'),
    primarySmtp: undefined,
    aliases: [],
    enabled: undefined,
    sort: sortOf({ upn, userType: '', isDeleted, mailbox: '' }),
    licences: licencesOf(entry, line, notes),
  };
}

/** The answer as it came, `{totalCount, items}`, or its items alone. */
function licencesOf(entry: Entry, line: number, notes: Notes): EvidencedLicence[] {
  const place = { line, column: 'licenses' };
  const answer = field(entry, 'licenses');
  const items = Array.isArray(answer) || !isEntry(answer) ? answer : field(answer, 'items');
  if (!Array.isArray(items)) {
    const why = 'the licences of this user were not fetched; that is not the same as having none';
    notes.fault('licences-missing', place, why);
    return [];
  }
  const count = (isEntry(answer) ? field(answer, 'totalCount') : undefined) ?? items.length;
  if (!isWholeNumber(count)) {
    const why = 'totalCount of the licences is no whole number';
    notes.fault('count', { ...place, value: shown(count) }, why);
  } else if (count !== items.length) {
    const why = `totalCount says ${count} licences and ${items.length} are listed`;
    notes.fault('incomplete', { ...place, value: String(count) }, why);
  }
  return items.flatMap((item) => licenceOf(item, place, notes) ?? []);
}

function licenceOf(
  item: unknown,
  place: { readonly line: number; readonly column: string },
  notes: Notes,
): EvidencedLicence | undefined {
  const sku = isEntry(item) ? field(item, 'productSku') : undefined;
  if (!isEntry(sku)) {
    const value = isEntry(item) ? '' : shown(item);
    notes.fault('type-name', { ...place, value }, 'a licence has no productSku to tell what it is');
    return undefined;
  }
  // Only group1 has Graph's GUIDs; group2 numbers its products in a way of its own.
  const id = (textField(sku, 'id') ?? '').toLowerCase();
  const name = textField(sku, 'name');
  const licence = {
    guid: guidPattern.test(id) ? id : undefined,
    partNumber: textField(sku, 'skuPartNumber'),
    name: name === undefined ? undefined : tidyName(name),
    assignedAt: undefined,
    inForce: true,
  };
  if (licence.guid ?? licence.partNumber ?? licence.name) return licence;
  notes.fault('sku-id', { ...place, value: id }, 'the productSku has neither GUID nor name');
  return undefined;
}

/** The users' own links begin with `/customers/{tenant}/`. */
function tenantOf(entries: readonly Entry[], notes: Notes): string | undefined {
  const tenants = new Set<string>();
  for (const { links } of entries) {
    const self = isEntry(links) && isEntry(links.self) ? textField(links.self, 'uri') : undefined;
    const tenant = (self?.split('/')[2] ?? '').toLowerCase();
    if (guidPattern.test(tenant)) tenants.add(tenant);
  }
  if (tenants.size > 1) {
    const value = [...tenants].join(', ');
    notes.refuse('tenants', { column: 'links', value }, 'the file joins users of several tenants');
  }
  return [...tenants][0];
}
