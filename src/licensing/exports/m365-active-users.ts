/**
 * The admin centre's Users › Active users › Export users: a CSV of up to 28 columns with display
 * names of licences joined by `+`. Microsoft changes the columns, so they are found by name; the
 * Danish names are guesses that no export has confirmed. It names no tenant and no day.
 */
import type { LocalDate } from '../../kernel/index.ts';
import { checkUpn, dayOf, flagOf, whoAndWhat } from './content/account.ts';
import { csvFormat } from './content/csv-format.ts';
import { namesIn } from './content/left-behind.ts';
import type { Notes } from './format.ts';

const columns = {
  upn: {
    names: ['User principal name', 'Brugerens hovednavn', 'Brugerhovednavn'],
    required: true,
  },
  licences: { names: ['Licenses', 'Licences', 'Licenser'], required: true },
  objectId: { names: ['Object Id', 'Objekt-id'], required: false },
  blocked: {
    names: ['Block credential', 'Bloker legitimationsoplysninger', 'Logon blokeret'],
    required: false,
  },
  deletedAt: {
    names: ['Soft deletion time stamp', 'Tidsstempel for blød sletning'],
    required: false,
  },
  userType: { names: ['User type', 'Brugertype'], required: false },
  mailbox: { names: ['Recipient type details', 'RecipientTypeDetails'], required: false },
  addresses: { names: ['Proxy addresses', 'Proxyadresser'], required: false },
} as const;

/** The rest of the 28 columns, and Danish names for some of them: guesses like those above. */
const leftBehind = namesIn(`
  Display name, DirSyncEnabled, First name, Last name, When created, Title, Department,
  Preferred data location, City, CountryOrRegion, Office, StateOrProvince, Usage location,
  Last dirsync time, Password never expires, Last password change time stamp, Mobile Phone,
  Phone number, Postal code, Preferred language, Street address, Fax, Vist navn, Fornavn,
  Efternavn, Titel, Afdeling, By, Kontor, Mobiltelefon, Telefonnummer, Postnummer, Gadeadresse
`);

export const m365ActiveUsers = csvFormat({
  name: 'm365-active-users',
  strength: 'admin-centre',
  columns,
  leftBehind,
  remedy: 'export the users in the admin centre, which joins them with +',
  accountOf: (line, cell, rows, desk) => {
    const upn = cell('upn');
    if (!checkUpn(upn, { line, column: rows.nameOf('upn') }, desk.notes)) return undefined;
    const blocked = flagOf(cell('blocked'), { line, column: rows.nameOf('blocked') }, desk.notes);
    return {
      line,
      ...whoAndWhat(cell),
      enabled: blocked === undefined ? undefined : !blocked,
      licences: desk.licencesNamed(cell('licences')),
    };
  },
  survey: (_rows, desk) => dayInName(desk.notes.fileName, desk.notes),
});

/** `users_9_15_2025 9_17_18 PM.csv`: the browser's own clock, in American order. */
const datedName = /^users_(\d{1,2})_(\d{1,2})_(\d{4}) \d{1,2}_\d{2}_\d{2} [AP]M\b/i;

/** The file itself names no day; its name does, unless somebody has changed it. */
function dayInName(fileName: string, notes: Notes): LocalDate | undefined {
  const [, month = '', day = '', year = ''] = datedName.exec(fileName) ?? [];
  const date = dayOf(`${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`);
  if (date) notes.remark(`The day of the export, ${date}, is taken from the name of the file.`);
  return date;
}
