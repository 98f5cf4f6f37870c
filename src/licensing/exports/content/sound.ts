/**
 * The one gate that all kept text passes, whatever the format: hashes are taken over it and the
 * database must give back the same letters, so what cannot be stored as it is written refuses the
 * file. Which column it came from in the file's own words is not known here.
 */
import type { EvidencedAccount, EvidencedLicence, SkuTotal } from '../evidence.ts';
import type { Notes, Reading } from '../format.ts';
import { figure, MAX_KEPT_TEXT, MAX_OF_ACCOUNT } from './limits.ts';
import { unsound } from './shown.ts';

/** Notes a fault for every text among the accounts and totals that must not be kept. */
export function checkKept({ accounts, totals }: Reading, notes: Notes): void {
  for (const account of accounts) checkAccount(account, notes);
  // A total knows its place among the others alone, and where one was refused they have moved up.
  if (notes.faults.length > 0) return;
  totals.forEach((total, at) => {
    checkKeys(total, at + 1, notes);
  });
}

function checkAccount(account: EvidencedAccount, notes: Notes): void {
  const { line, upn, objectId, primarySmtp, aliases, licences } = account;
  checkText(upn, line, 'user principal name', notes);
  checkText(objectId, line, 'object id', notes);
  checkText(primarySmtp, line, 'SMTP address', notes);
  const number = Math.max(aliases.length, licences.length);
  if (number > MAX_OF_ACCOUNT) {
    const column = number === licences.length ? 'licences' : 'SMTP addresses';
    const why = `the account has ${figure(number)} ${column}; at most ${figure(MAX_OF_ACCOUNT)} are read`;
    notes.fault('too-large', { line, column, value: String(number) }, why);
    return;
  }
  for (const alias of aliases) checkText(alias, line, 'SMTP address', notes);
  for (const licence of licences) checkKeys(licence, line, notes);
}

/** A GUID has been held against its pattern. */
function checkKeys(
  { partNumber, name }: Pick<EvidencedLicence | SkuTotal, 'partNumber' | 'name'>,
  line: number,
  notes: Notes,
): void {
  checkText(partNumber, line, 'part number', notes);
  checkText(name, line, 'name of a licence', notes);
}

function checkText(text: string | undefined, line: number, column: string, notes: Notes): void {
  if (text === undefined) return;
  const place = { line, column, value: text };
  if (text.length > MAX_KEPT_TEXT) {
    const why = `the ${column} has ${figure(text.length)} letters; at most ${MAX_KEPT_TEXT} are read`;
    notes.fault('too-large', place, why);
  }
  const sign = unsound.exec(text)?.[0].codePointAt(0);
  if (sign === undefined) return;
  const code = `U+${sign.toString(16).toUpperCase().padStart(4, '0')}`;
  const what = /\p{Cs}/u.test(text) ? 'half of a character' : 'a control character';
  notes.fault('text', place, `the ${column} holds ${code}, ${what}, which cannot be kept as it is`);
}
