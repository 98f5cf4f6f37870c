/**
 * The usage report getOffice365ActiveUserDetail: a CSV that says on which day it shows the tenant,
 * with product names in capitals joined by `+`. Since September 2021 it hides who is meant unless the
 * tenant switches that off; such a file supports no check of anybody and is refused.
 */
import type { LocalDate } from '../../kernel/index.ts';
import { checkUpn, dayOf, flagOf, sortOf } from './content/account.ts';
import { csvFormat } from './content/csv-format.ts';
import type { Rows } from './content/table.ts';
import type { Notes } from './format.ts';

const columns = {
  refreshedOn: { names: ['Report Refresh Date', 'Opdateringsdato for rapport'], required: true },
  upn: { names: ['User Principal Name', 'Brugerens hovednavn'], required: true },
  licences: { names: ['Assigned Products', 'Tildelte produkter'], required: true },
  deleted: { names: ['Is Deleted', 'Er slettet'], required: false },
} as const;
type Field = keyof typeof columns;

const services = ['Exchange', 'OneDrive', 'SharePoint', 'Skype For Business', 'Yammer', 'Teams'];
const leftBehind = [
  ...['Display Name', 'Deleted Date', 'Report Period', 'Vist navn'],
  ...services.flatMap((name) => [
    `Has ${name} License`,
    `${name} Last Activity Date`,
    `${name} License Assign Date`,
  ]),
];

export const m365ActiveUserDetail = csvFormat<Field>({
  name: 'm365-active-user-detail',
  strength: 'report',
  columns,
  leftBehind,
  remedy: 'hand in the report as Microsoft wrote it, which joins them with +',
  accountOf: (line, cell, rows, desk) => {
    const upn = cell('upn');
    if (!checkUpn(upn, { line, column: rows.nameOf('upn') }, desk.notes)) return undefined;
    const deleted = flagOf(cell('deleted'), { line, column: rows.nameOf('deleted') }, desk.notes);
    return {
      line,
      upn,
      objectId: undefined,
      primarySmtp: undefined,
      aliases: [],
      enabled: undefined,
      sort: sortOf({ upn, userType: '', isDeleted: deleted === true, mailbox: '' }),
      licences: desk.licencesNamed(cell('licences')),
    };
  },
  survey: (rows, { notes }) => {
    refuseConcealed(rows, notes);
    return refreshDay(rows, notes);
  },
});

/** The code that sets `concealed` in the result of readExport. */
export const CONCEALED = 'export.concealed';

/** A hash or GUID, alone or with a domain behind it, or `<PII:…>@domain`: never somebody's name. */
const isConcealed = (upn: string): boolean =>
  !upn.includes('@') || upn.startsWith('<PII:') || /^[0-9a-f-]{32,}@/i.test(upn);

/**
 * One concealed row may be an account of Microsoft's own; when they are half of the file, the tenant
 * conceals who is meant.
 */
function refuseConcealed(rows: Rows<Field>, notes: Notes): void {
  const upns = rows.column('upn');
  const concealed = upns.filter(isConcealed).length;
  if (concealed === 0 || concealed * 2 < upns.length) return;
  const why =
    `the report conceals who is meant (${concealed} of ${upns.length} rows): in the admin centre, ` +
    'under Settings > Org settings > Services > Reports, switch off "Display concealed user, group, ' +
    'and site names in all reports" (displayConcealedNames in Graph), and export it again';
  notes.refuse('concealed', { column: rows.nameOf('upn') }, why);
}

/** One day for the whole file; of several the earliest, which promises least. */
function refreshDay(rows: Rows<Field>, notes: Notes): LocalDate | undefined {
  const column = rows.nameOf('refreshedOn');
  const written = [...new Set(rows.column('refreshedOn'))];
  const days = written.map(dayOf).filter((day) => day !== undefined);
  if (days.length < written.length || days.length === 0) {
    const why = 'the day cannot be told; Microsoft writes YYYY-MM-DD here';
    notes.fault('date', { column, value: written.find((day) => !dayOf(day)) ?? '' }, why);
    return undefined;
  }
  if (days.length > 1) {
    notes.remark('The file joins reports of several days; the earliest counts for all of it.');
  }
  return days.sort()[0];
}
