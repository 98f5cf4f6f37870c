/**
 * Microsoft Graph `GET /subscribedSkus` as JSON: how many licences of each SKU the tenant has bought
 * and assigned, and, in the ids, which tenant it is. It names nobody; it tells whether a list of
 * accounts can be true.
 */
import { guidPattern } from '../catalogue/row.ts';
import {
  type Entry,
  field,
  isEntry,
  isWholeNumber,
  requireAll,
  textField,
} from './content/entries.ts';
import { keptFields } from './content/fields.ts';
import { figure, MAX_UNITS } from './content/limits.ts';
import { shown } from './content/shown.ts';
import type { SkuTotal } from './evidence.ts';
import type { ExportFormat, Notes } from './format.ts';

const read = [
  ...['id', 'skuId', 'skuPartNumber', 'consumedUnits', 'prepaidUnits.enabled'],
  'capabilityStatus',
];

const leftBehind = [
  ...['@odata.id', '@odata.type', 'accountId', 'accountName', 'additionalProperties', 'appliesTo'],
  ...['prepaidUnits.lockedOut', 'prepaidUnits.suspended', 'prepaidUnits.warning'],
  ...['servicePlans', 'subscriptionIds'],
];

export const graphSubscribedSkus: ExportFormat = {
  name: 'graph-subscribed-skus',
  strength: 'graph',
  shape: 'json',
  expects: "JSON of Graph's /subscribedSkus",
  recognises: (content) => {
    if (content.shape !== 'json') return false;
    const [first] = content.entries;
    if (!first) return content.pages.some(({ context }) => /#subscribedSkus\b/.test(context));
    return field(first, 'skuId') !== undefined && field(first, 'consumedUnits') !== undefined;
  },
  read: (content, { notes }) => {
    if (content.shape !== 'json') {
      return notes.refuse('shape', {}, 'graph-subscribed-skus is a JSON file');
    }
    requireAll(content, notes);
    const { entries } = content;
    return {
      accounts: [],
      totals: entries.flatMap((entry, at) => totalOf(entry, at + 1, notes) ?? []),
      asOf: undefined,
      tenantId: tenantOf(entries, notes),
      ...keptFields(content, { read, leftBehind }, notes),
    };
  },
};

function totalOf(entry: Entry, line: number, notes: Notes): SkuTotal | undefined {
  const guid = (textField(entry, 'skuId') ?? '').toLowerCase();
  if (!guidPattern.test(guid)) {
    const place = { line, column: 'skuId', value: guid };
    notes.fault('sku-id', place, `"${shown(guid)}" is no GUID of a SKU`);
    return undefined;
  }
  const prepaid = field(entry, 'prepaidUnits');
  const consumed = unitsOf(field(entry, 'consumedUnits'), line, 'consumedUnits', notes);
  const enabled = unitsOf(
    isEntry(prepaid) ? field(prepaid, 'enabled') : undefined,
    line,
    'prepaidUnits.enabled',
    notes,
  );
  if (consumed === undefined || enabled === undefined) return undefined;
  return {
    guid,
    partNumber: textField(entry, 'skuPartNumber'),
    name: undefined,
    consumed,
    enabled,
    active: inUse.has((textField(entry, 'capabilityStatus') ?? 'enabled').toLowerCase()),
  };
}

/** `Warning` is the time of grace in which everything still works. */
const inUse = new Set(['enabled', 'warning']);

function unitsOf(value: unknown, line: number, column: string, notes: Notes): number | undefined {
  if (isWholeNumber(value) && value <= MAX_UNITS) return value;
  const place = { line, column, value: shown(value ?? '') };
  const most = isWholeNumber(value) ? `, ${figure(MAX_UNITS)} at most` : '';
  notes.fault('units', place, `${column} must be a whole number of licences${most}`);
  return undefined;
}

/** `id` is the tenant's GUID and the SKU's, joined by `_`. */
function tenantOf(entries: readonly Entry[], notes: Notes): string | undefined {
  const tenants = new Set(
    entries.flatMap((entry) => {
      const [tenant = ''] = (textField(entry, 'id') ?? '').toLowerCase().split('_', 1);
      return guidPattern.test(tenant) ? [tenant] : [];
    }),
  );
  if (tenants.size > 1) {
    const value = [...tenants].join(', ');
    notes.refuse('tenants', { column: 'id', value }, 'the file joins totals of several tenants');
  }
  return [...tenants][0];
}
