/**
 * Microsoft Graph `GET /users` as JSON, the best evidence there is: licences by GUID, and in
 * licenseAssignmentStates the only place where Microsoft dates them. Both must have been selected,
 * assignedLicenses without fail, since an account without it would look as if it held none.
 */
import { type Instant, minInstant } from '../../kernel/index.ts';
import { guidPattern } from '../catalogue/row.ts';
import { addressesOf, checkUpn, sortOf } from './content/account.ts';
import {
  type Entry,
  field,
  instantReader,
  isEntry,
  listField,
  requireAll,
  textField,
} from './content/entries.ts';
import { keptFields } from './content/fields.ts';
import { namesIn } from './content/left-behind.ts';
import { shown } from './content/shown.ts';
import type { EvidencedAccount, EvidencedLicence } from './evidence.ts';
import type { ExportFormat, Notes } from './format.ts';

const SELECT =
  '$select=id,userPrincipalName,mail,proxyAddresses,accountEnabled,userType,assignedLicenses,' +
  'licenseAssignmentStates';

const read = [
  ...['id', 'userPrincipalName', 'mail', 'proxyAddresses', 'accountEnabled', 'userType'],
  ...['deletedDateTime', 'mailboxSettings.userPurpose', 'assignedLicenses.skuId'],
  ...['skuId', 'state', 'lastUpdatedDateTime'].map((name) => `licenseAssignmentStates.${name}`),
];

/** Of the user resource; the rest of what it can hold. */
const leftBehind = [
  ...namesIn(`
  @odata.context, @odata.etag, @odata.id, @odata.type, aboutMe, additionalProperties, ageGroup,
  assignedPlans, authorizationInfo, birthday, businessPhones, city, companyName,
  consentProvidedForMinor, country, createdDateTime, creationType, customSecurityAttributes,
  department, deviceEnrollmentLimit, displayName, employeeHireDate, employeeId,
  employeeLeaveDateTime, employeeOrgData, employeeType, externalUserState,
  externalUserStateChangeDateTime, faxNumber, givenName, hireDate, identities, imAddresses,
  infoCatalogs, interests, isManagementRestricted, isResourceAccount, jobTitle,
  lastPasswordChangeDateTime, legalAgeGroupClassification, licenseDetails, mailNickname,
  manager, memberOf, mobilePhone, mySite, officeLocation, onPremisesDistinguishedName,
  onPremisesDomainName, onPremisesExtensionAttributes, onPremisesImmutableId,
  onPremisesLastSyncDateTime, onPremisesProvisioningErrors, onPremisesSamAccountName,
  onPremisesSecurityIdentifier, onPremisesSyncEnabled, onPremisesUserPrincipalName, otherMails,
  passwordPolicies, passwordProfile, pastProjects, photo, postalCode, preferredDataLocation,
  preferredLanguage, preferredName, print, provisionedPlans, responsibilities, schools,
  securityIdentifier, serviceProvisioningErrors, settings, showInAddressList, signInActivity,
  signInSessionsValidFromDateTime, skills, sponsors, state, streetAddress, surname,
  usageLocation
`),
  ...['archiveFolder', 'automaticRepliesSetting', 'dateFormat', 'language', 'timeFormat'].map(
    (name) => `mailboxSettings.${name}`,
  ),
  ...['mailboxSettings.timeZone', 'mailboxSettings.workingHours', 'assignedLicenses.disabledPlans'],
  ...['assignedByGroup', 'disabledPlans', 'error'].map((name) => `licenseAssignmentStates.${name}`),
];

export const graphUsers: ExportFormat = {
  name: 'graph-users',
  strength: 'graph',
  shape: 'json',
  expects: `JSON of Graph's /users with ${SELECT}`,
  recognises: (content) => {
    if (content.shape !== 'json') return false;
    const [first] = content.entries;
    if (!first) return content.pages.some(({ context }) => /#users\b/.test(context));
    return field(first, 'userPrincipalName') !== undefined;
  },
  read: (content, { notes }) => {
    if (content.shape !== 'json') return notes.refuse('shape', {}, 'graph-users is a JSON file');
    requireAll(content, notes);
    const { entries } = content;
    if (entries.length > 0 && !entries.some((entry) => listField(entry, 'assignedLicenses'))) {
      const why = `the licences were not asked for; Graph gives them only with ${SELECT}`;
      notes.refuse('licences-missing', { column: 'assignedLicenses' }, why);
    }
    remarkOnSelection(entries, notes);
    const file = { notes, instantOf: instantReader() };
    const accounts = entries.flatMap((entry, at) => accountOf(entry, at + 1, file) ?? []);
    return {
      accounts,
      totals: [],
      asOf: undefined,
      tenantId: undefined,
      ...keptFields(content, { read, leftBehind }, notes),
    };
  },
};

function remarkOnSelection(entries: readonly Entry[], notes: Notes): void {
  const selected = (name: string) => entries.some((entry) => (field(entry, name) ?? null) !== null);
  if (!selected('licenseAssignmentStates')) {
    notes.remark('No licence is dated: licenseAssignmentStates was not selected.');
  }
  if (!selected('accountEnabled')) {
    notes.remark('Blocked accounts cannot be told: accountEnabled was not selected.');
  }
}

/** What is the same for all accounts of one file. */
interface File {
  readonly notes: Notes;
  readonly instantOf: ReturnType<typeof instantReader>;
}

function accountOf(entry: Entry, line: number, file: File): EvidencedAccount | undefined {
  const upn = textField(entry, 'userPrincipalName') ?? '';
  if (!checkUpn(upn, { line, column: 'userPrincipalName' }, file.notes)) return undefined;
  const enabled = field(entry, 'accountEnabled');
  const { primarySmtp, aliases } = smtpOf(entry);
  const settings = field(entry, 'mailboxSettings');
  return {
    line,
    upn,
    objectId: textField(entry, 'id'),
    primarySmtp: primarySmtp ?? textField(entry, 'mail'),
    aliases,
    enabled: typeof enabled === 'boolean' ? enabled : undefined,
    sort: sortOf({
      upn,
      userType: textField(entry, 'userType') ?? '',
      isDeleted: textField(entry, 'deletedDateTime') !== undefined,
      mailbox: (isEntry(settings) && textField(settings, 'userPurpose')) || '',
    }),
    licences: licencesOf(entry, line, file),
  };
}

function smtpOf(entry: Entry) {
  const addresses = listField(entry, 'proxyAddresses') ?? [];
  return addressesOf(addresses.filter((address) => typeof address === 'string'));
}

/** What licenseAssignmentStates says of one SKU, several groups and direct ones taken together. */
interface Assigned {
  inForce: boolean;
  since: Instant | undefined;
}

function licencesOf(entry: Entry, line: number, file: File): EvidencedLicence[] {
  const { notes } = file;
  const place = { line, column: 'assignedLicenses' };
  const list = listField(entry, 'assignedLicenses');
  if (!list) {
    notes.fault('licences-missing', place, 'assignedLicenses is missing for this account');
    return [];
  }
  const states = statesOf(entry, line, file);
  const licences: EvidencedLicence[] = [];
  for (const assigned of list) {
    const guid = skuOf(assigned, place, notes);
    if (guid === undefined) continue;
    const state = states.get(guid);
    states.delete(guid);
    licences.push(licence(guid, state?.since, state?.inForce ?? true));
  }
  // Asked for and not given (no units left, say): Graph names it among the states alone.
  for (const [guid, { since }] of states) licences.push(licence(guid, since, false));
  return licences;
}

const licence = (
  guid: string,
  assignedAt: Instant | undefined,
  inForce: boolean,
): EvidencedLicence => ({ guid, partNumber: undefined, name: undefined, assignedAt, inForce });

function statesOf(entry: Entry, line: number, file: File): Map<string, Assigned> {
  const column = 'licenseAssignmentStates';
  const states = new Map<string, Assigned>();
  for (const state of listField(entry, column) ?? []) {
    const guid = skuOf(state, { line, column }, file.notes);
    if (guid === undefined || !isEntry(state)) continue;
    const word = textField(state, 'state')?.toLowerCase();
    const inForce = word === undefined || word === 'active' || word === 'activewitherror';
    const since = file.instantOf(state, 'lastUpdatedDateTime');
    const known = states.get(guid);
    if (!known || (inForce && !known.inForce)) states.set(guid, { inForce, since });
    else if (inForce === known.inForce && since) {
      known.since = known.since ? minInstant(known.since, since) : since;
    }
  }
  return states;
}

/** The SKU's GUID in small letters; a fault where there is none. */
function skuOf(
  value: unknown,
  place: { readonly line: number; readonly column: string },
  notes: Notes,
): string | undefined {
  if (!isEntry(value)) {
    const why =
      'a licence is no JSON object: PowerShell has cut the nesting off; write the file with ' +
      'ConvertTo-Json -Depth 8';
    notes.fault('type-name', { ...place, value: shown(value) }, why);
    return undefined;
  }
  const guid = (textField(value, 'skuId') ?? '').toLowerCase();
  if (guidPattern.test(guid)) return guid;
  notes.fault('sku-id', { ...place, value: guid }, `"${shown(guid)}" is no GUID of a SKU`);
  return undefined;
}
