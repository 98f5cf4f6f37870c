/**
 * An export of Get-MsolUser, which people wrote by scripts of their own: columns by name, licences
 * as `tenant:PARTNUMBER`, several joined in any way. Such files are history, since Microsoft ended
 * the command, and they can be typed by hand, so they are the weakest evidence of all.
 */
import { checkUpn, flagOf, whoAndWhat } from './content/account.ts';
import { csvFormat } from './content/csv-format.ts';
import { namesIn } from './content/left-behind.ts';
import { tidyName } from './content/names.ts';
import { shown } from './content/shown.ts';
import type { EvidencedLicence } from './evidence.ts';
import type { Notes, Place } from './format.ts';

const columns = {
  upn: { names: ['UserPrincipalName'], required: true },
  licences: {
    names: [
      'Licenses',
      'AccountSkuId',
      'AccountSku',
      'License',
      'Licenses Type',
      'Licenses.AccountSkuId',
      '$_.Licenses.AccountSkuId',
    ],
    required: true,
  },
  licensed: { names: ['isLicensed'], required: false },
  objectId: { names: ['ObjectId'], required: false },
  blocked: { names: ['BlockCredential'], required: false },
  userType: { names: ['UserType'], required: false },
  deletedAt: { names: ['SoftDeletionTimestamp'], required: false },
  mailbox: { names: ['MSExchRecipientTypeDetails', 'RecipientTypeDetails'], required: false },
  addresses: { names: ['ProxyAddresses'], required: false },
} as const;

/** The other properties of Get-MsolUser. */
const leftBehind = namesIn(`
  AlternateEmailAddresses, AlternateMobilePhones, AlternativeSecurityIds, City,
  CloudExchangeRecipientDisplayType, Country, Department, DirSyncProvisioningErrors,
  DisplayName, Errors, Fax, FirstName, ImmutableId, IndirectLicenseErrors, IsBlackberryUser,
  LastDirSyncTime, LastName, LastPasswordChangeTimestamp, LicenseAssignmentDetails,
  LicenseReconciliationNeeded, LiveId, MobilePhone, Office, OverallProvisioningStatus,
  PasswordNeverExpires, PhoneNumber, PortalSettings, PasswordResetNotRequiredDuringActivate,
  PostalCode, PreferredDataLocation, PreferredLanguage, ReleaseTrack, ServiceInformation,
  SignInName, State, StreetAddress, StrongAuthenticationMethods,
  StrongAuthenticationPhoneAppDetails, StrongAuthenticationProofupTime,
  StrongAuthenticationRequirements, StrongAuthenticationUserDetails, StrongPasswordRequired,
  StsRefreshTokensValidFrom, Title, UsageLocation, UserLandingPageIdentifierForO365Shell,
  UserThemeIdentifierForO365Shell, ValidationStatus, WhenCreated
`);

export const msolUsers = csvFormat({
  name: 'msol-users',
  strength: 'script',
  columns,
  leftBehind,
  remedy: "join them with @{n='Licenses';e={$_.Licenses.AccountSkuId -join ';'}}",
  accountOf: (line, cell, rows, { notes }) => {
    const upn = cell('upn');
    if (!checkUpn(upn, { line, column: rows.nameOf('upn') }, notes)) return undefined;
    const blocked = flagOf(cell('blocked'), { line, column: rows.nameOf('blocked') }, notes);
    const licensed = flagOf(cell('licensed'), { line, column: rows.nameOf('licensed') }, notes);
    const place = { line, column: rows.nameOf('licences'), value: cell('licences') };
    const licences = accountSkus(place, notes);
    if (licensed === true && licences.length === 0) {
      const why = 'isLicensed is True and no licence is listed: the script has lost them';
      notes.fault('licences-lost', place, why);
    }
    if (licensed === false && licences.length > 0) {
      notes.fault('licences-lost', place, 'isLicensed is False and licences are listed');
    }
    return {
      line,
      ...whoAndWhat(cell),
      enabled: blocked === undefined ? undefined : !blocked,
      licences,
    };
  },
  survey: (_rows, { notes }) => {
    notes.remark(
      'Microsoft retired Get-MsolUser on 2025-03-30: the file is older than that, or made otherwise.',
    );
    return undefined;
  },
});

/**
 * A part number may hold blanks, so a new licence begins only where `tenant:` follows. A run of
 * signs is tried from its start alone, or a long one would take time by the square of its length.
 */
const betweenSkus = /(?<![\s,;|+])[\s,;|+]+(?=[\w-]+:)/;

function accountSkus(place: Place & { value: string }, notes: Notes): EvidencedLicence[] {
  const cell = place.value;
  if (cell === '' || cell.toLowerCase() === 'unlicensed') return [];
  return cell.split(betweenSkus).flatMap((sku) => {
    const partNumber = tidyName(sku.slice(sku.indexOf(':') + 1)).replace(/[,;|+]$/, '');
    if (sku.includes(':') && partNumber !== '') {
      const none = { guid: undefined, name: undefined, assignedAt: undefined };
      return [{ ...none, partNumber, inForce: true }];
    }
    notes.fault('account-sku', { ...place, value: sku }, `"${shown(sku)}" is no tenant:PARTNUMBER`);
    return [];
  });
}
