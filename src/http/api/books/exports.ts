/** What the accounting system gets of our books: numbered batches of documents, and their files. */
import { z } from 'zod';
import { accessRefusal, houseRoles, readFor } from '../../../access/index.ts';
import {
  type ExportSettings,
  exportFileListing,
  exportFileName,
  exportListing,
  financeFormats,
  findExportFiles,
  type HandedOut,
  isUnfinished,
  listExports,
  makeExport,
  repeatExport,
  writeExportFile,
} from '../../../finance/index.ts';
import { type Instant, idPattern } from '../../../kernel/index.ts';
import { type Route, route } from '../../route.ts';
import { pageFrom, pageOf, pageQuery } from '../../shapes/page.ts';
import { piecewise } from '../../shapes/piecewise.ts';
import { monthSchema, textSchema } from '../../shapes/words.ts';
import { financeExport, madeExport } from './shapes.ts';

const tag = 'Reports and ledger';
const path = '/v1/exports';

const exportNumber = z.string().regex(/^[1-9]\d{0,8}$/, 'must be the number of an export');
const formatName = z.enum(financeFormats.names as [string, ...string[]]);
const id = z.string().regex(idPattern, 'must be an id');

const wished = z.object({
  formats: z.array(formatName).min(1).max(financeFormats.names.length).default(['csv']),
  debtors: z.record(id, id).optional().meta({
    description: 'Debtor numbers in the accounting system, by account, where they differ',
  }),
  economic_journal: z.number().int().min(1).max(999_999).optional(),
  economic_year_start: z.number().int().min(1).max(12).optional(),
  economic_voucher_numbers: z.boolean().optional(),
});

function wishOf(body: z.output<typeof wished>) {
  const { economic_journal, economic_year_start, economic_voucher_numbers } = body;
  const settings: Partial<ExportSettings> = {
    ...(economic_journal !== undefined && { economicJournal: economic_journal }),
    ...(economic_year_start !== undefined && { economicYearStart: economic_year_start }),
    ...(economic_voucher_numbers && { economicVoucherNumbers: true }),
  };
  return {
    formats: financeFormats.all.filter(({ name }) => body.formats.includes(name)),
    debtors: body.debtors && new Map(Object.entries(body.debtors)),
    settings,
  };
}

const handedListing = ({ made, files }: HandedOut, now: Instant) => ({
  ...exportListing(made),
  unfinished: isUnfinished(made.month, now),
  files: files.map(({ file }) => exportFileListing(file)),
});

const list = route({
  method: 'get',
  path,
  name: 'listExports',
  tag,
  summary: 'The batches that were made, in the order of their numbers',
  roles: houseRoles,
  query: pageQuery,
  answers: { status: 200, schema: pageOf(financeExport) },
  handle: async ({ database, principal }, { query }) => {
    const made = await readFor(database, principal, (tx) => listExports(tx));
    const { items, next_cursor } = pageFrom(made, query, ({ no }) => `${no}`);
    return { body: { items: items.map(exportListing), next_cursor } };
  },
});

const make = route({
  method: 'post',
  path,
  name: 'makeExport',
  tag,
  summary: 'Make a batch of all documents that are in none yet',
  description: 'Documents dated up to the end of the month, so that nothing is sent twice.',
  roles: ['finance'],
  body: wished.extend({ month: monthSchema }),
  answers: { status: 201, schema: madeExport },
  handle: async ({ database, actor, now }, { body }) => {
    const handed = await makeExport(database, { ...wishOf(body), month: body.month }, actor);
    return { status: 201, body: handedListing(handed, now) };
  },
});

const addFiles = route({
  method: 'post',
  path: `${path}/{export}/files`,
  name: 'addExportFiles',
  tag,
  summary: 'Further formats of a batch, or with `anew` further versions of its files',
  roles: ['finance'],
  params: z.object({ export: exportNumber }),
  body: wished.extend({ anew: textSchema(500).optional() }),
  answers: { status: 200, schema: madeExport },
  handle: async ({ database, actor, now }, { params, body }) => {
    const wish = { ...wishOf(body), anew: body.anew };
    const handed = await repeatExport(database, Number(params.export), wish, actor);
    return { body: handedListing(handed, now) };
  },
});

const file = route({
  method: 'get',
  path: `${path}/{export}/files/{format}`,
  name: 'getExportFile',
  tag,
  summary: 'A file of a batch, in its last version',
  description: 'The same bytes each time. Where they are not what their hash says, it breaks off.',
  roles: houseRoles,
  params: z.object({ export: exportNumber, format: formatName }),
  answers: { status: 200, types: ['application/octet-stream'] },
  handle: async ({ database, principal }, { params }) => {
    const no = Number(params.export);
    const kept = (await readFor(database, principal, (tx) => findExportFiles(tx, no))).get(
      params.format,
    );
    const format = financeFormats.find(params.format);
    if (!kept || !format) throw accessRefusal('not-found');
    return {
      stream: piecewise((take) => writeExportFile(database, kept, take)),
      type: 'application/octet-stream',
      fileName: exportFileName(no, kept.version, format.extension),
      version: `export ${no} ${kept.format} ${kept.sha256.toString('hex')}`,
    };
  },
});

export const exportRoutes: readonly Route[] = [list, make, addFiles, file];
