/**
 * Microsoft's exports as evidence: the table of formats, and the one way to read a file. A format is
 * recognised by what stands in the file, never by its name, since people rename files. A file with
 * any fault is refused as a whole: half of a tenant proves nothing about the other half.
 */
import { defineKinds, type Fault } from '../../kernel/index.ts';
import { readEntries } from './content/entries.ts';
import { licenceLists } from './content/names.ts';
import { shown, shownNames } from './content/shown.ts';
import { checkKept } from './content/sound.ts';
import { readTable } from './content/table.ts';
import { textOf } from './content/text.ts';
import type { Evidence, EvidencedAccount } from './evidence.ts';
import { type Content, ExportFault, type ExportFormat, type Notes, notesFor } from './format.ts';
import { graphSubscribedSkus } from './graph-subscribed-skus.ts';
import { graphUsers } from './graph-users.ts';
import { CONCEALED, m365ActiveUserDetail } from './m365-active-user-detail.ts';
import { m365ActiveUsers } from './m365-active-users.ts';
import { msolUsers } from './msol-users.ts';
import { partnerCenterUsers } from './partner-center-users.ts';

/** Asked in this order, the more particular first. */
export const exportFormats = defineKinds<ExportFormat>([
  graphSubscribedSkus,
  partnerCenterUsers,
  graphUsers,
  m365ActiveUserDetail,
  m365ActiveUsers,
  msolUsers,
]);

export interface ReadOptions {
  /** One of the formats by name; left out, the file is recognised. */
  readonly format?: string | undefined;
  /** Display names of licences, so that a list joined by `+` can be taken apart. */
  readonly knownNames: readonly string[];
}

export type ExportRead =
  | { readonly ok: true; readonly evidence: Evidence }
  | {
      readonly ok: false;
      /** The tenant hides who is meant; the message says what to switch off. */
      readonly concealed: boolean;
      /** The format that the file was read as, where one was found. */
      readonly format: string | undefined;
      readonly faults: readonly Fault[];
    };

/** Reads one file called `fileName`. Never throws for what the file says. */
export function readExport(
  bytes: Uint8Array,
  fileName: string,
  { format: wanted, knownNames }: ReadOptions,
): ExportRead {
  const notes = notesFor(fileName);
  let format: ExportFormat | undefined;
  const refused = (faults: readonly Fault[]): ExportRead => ({
    ok: false,
    concealed: faults.some(({ code }) => code === CONCEALED),
    format: format?.name,
    faults: firstOf(faults),
  });
  try {
    format = wanted === undefined ? undefined : formatNamed(wanted, notes);
    const content = contentOf(bytes, notes);
    format ??= recognised(content, notes);
    const reading = format.read(content, { notes, licencesNamed: licenceLists(knownNames) });
    checkKept(reading, notes);
    if (notes.faults.length > 0) return refused(notes.faults);
    if (reading.accounts.length === 0 && reading.totals.length === 0) {
      notes.refuse('nothing', {}, 'the file lists nobody; that is no proof that there is nobody');
    }
    remarkOnTwins(reading.accounts, notes);
    if (reading.totals.length === 0 && reading.accounts.every((a) => a.licences.length === 0)) {
      notes.remark('No account in the file holds any licence: were the licences exported at all?');
    }
    const { name, strength } = format;
    return {
      ok: true,
      evidence: { format: name, strength, ...reading, remarks: notes.remarks },
    };
  } catch (error) {
    if (error instanceof ExportFault) return refused([error.fault]);
    throw error;
  }
}

function formatNamed(name: string, notes: Notes): ExportFormat {
  const found = exportFormats.find(name);
  if (found) return found;
  const why = `"${shown(name)}" is no format; there are: ${exportFormats.names.join(', ')}`;
  return notes.refuse('format', { value: name }, why);
}

function contentOf(bytes: Uint8Array, notes: Notes): Content {
  const text = textOf(bytes, notes);
  return /^\s*[[{]/.test(text) ? readEntries(text, notes) : readTable(text, notes);
}

function recognised(content: Content, notes: Notes): ExportFormat {
  const found = exportFormats.all.find((format) => format.recognises(content));
  if (found) return found;
  const holds =
    content.shape === 'csv'
      ? `a CSV with the columns ${shownNames(content.header)}`
      : `JSON with the fields ${shownNames(Object.keys(content.entries[0] ?? {}))}`;
  const wanted = exportFormats.all.map(({ name, expects }) => `${name}: ${expects}`);
  const why = `no format knows this file. It is ${holds}. There are: ${wanted.join('; ')}`;
  return notes.refuse('unrecognised', {}, why);
}

const FAULTS_SHOWN = 100;
const LINES_NAMED = 20;

/** A wrong column is one fault a row; nobody reads them all. */
function firstOf(faults: readonly Fault[]): readonly Fault[] {
  const [first] = faults;
  if (!first || faults.length <= FAULTS_SHOWN) return faults;
  const more = faults.length - FAULTS_SHOWN;
  const message = `and ${more} more faults, which are not listed`;
  const rest = { code: 'export.more', line: 0, column: '', value: '', message };
  return [...faults.slice(0, FAULTS_SHOWN), { ...rest, source: first.source }];
}

/** Living accounts with one user principal name; one of them deleted is how Microsoft renews one. */
function remarkOnTwins(accounts: readonly EvidencedAccount[], notes: Notes): void {
  const lines = new Map<string, number[]>();
  for (const { upn, sort, line } of accounts) {
    if (sort === 'deleted') continue;
    const key = upn.toLowerCase();
    const known = lines.get(key);
    if (known) known.push(line);
    else lines.set(key, [line]);
  }
  const twins = [...lines.values()].filter((found) => found.length > 1);
  for (const found of twins.slice(0, FAULTS_SHOWN)) {
    const more = found.length - LINES_NAMED;
    const last = more > 0 ? `${more} more` : found.at(-1);
    const where = `${found.slice(0, Math.min(LINES_NAMED, found.length - 1)).join(', ')} and ${last}`;
    notes.remark(`The accounts ${where} have the same user principal name.`);
  }
}
