/** Files of calls: taken in as they are sent, and those that were. */
import { z } from 'zod';
import { houseRoles, readFor } from '../../../access/index.ts';
import { lastBilledMonth } from '../../../billing/index.ts';
import {
  batchListing,
  callsListing,
  defaultFormat,
  importCallsFile,
  lateIn,
  listCallBatches,
} from '../../../calls/index.ts';
import { type Route, route } from '../../route.ts';
import { faultyFile } from '../../shapes/faulty.ts';
import { numberedPage, numberOfCursor } from '../../shapes/numbered-page.ts';
import { pageOf, pageQuery } from '../../shapes/page.ts';
import { withSpooled } from '../../shapes/spooled.ts';
import { callBatch, importReport } from './shapes.ts';

const tag = 'Calls';
const path = '/v1/call-batches';

/** A month of a large PBX is some hundred megabytes. */
const MOST_BYTES = 2 * 1024 ** 3;

const listBatches = route({
  method: 'get',
  path,
  name: 'listCallBatches',
  tag,
  summary: 'Files of calls that were taken in, the newest first',
  roles: houseRoles,
  query: pageQuery.extend({ source: z.string().max(64).optional() }),
  answers: { status: 200, schema: pageOf(callBatch) },
  handle: async ({ database, principal }, { query }) => {
    const { limit, source } = query;
    const before = numberOfCursor(query.cursor);
    // One more than the page tells whether there is another.
    const wanted = { limit: limit + 1, ...(source && { source }), ...(before && { before }) };
    const found = await readFor(database, principal, (tx) => listCallBatches(tx, wanted));
    return { body: numberedPage(found, limit, (it) => it.batchId, batchListing) };
  },
});

const takeBatch = route({
  method: 'post',
  path,
  name: 'importCalls',
  tag,
  summary: 'Take in a file of calls',
  description:
    'The file as it is, packed with gzip or not. Each record in it becomes exactly one of rated, ' +
    'free, duplicate, quarantined and excluded (R12). The same bytes again change nothing and ' +
    'answer 200. Only the file as a whole can be refused.',
  roles: ['operator', 'system'],
  query: z.object({
    source: z.string().max(64).optional().meta({ description: 'The source that it is from' }),
    format: z
      .string()
      .max(64)
      .optional()
      .meta({ description: 'Its format, where it cannot be told from how the file begins' }),
    name: z
      .string()
      .max(200)
      .optional()
      .meta({ description: "The file's name, by which a source may know its own" }),
  }),
  upload: ['text/csv', 'text/plain', 'application/gzip', 'application/octet-stream'],
  answers: { status: 201, schema: importReport },
  handle: async ({ database, principal, actor, signal }, { query, upload, uploadName }) => {
    const name = query.name ?? (uploadName || 'calls.csv');
    const format = query.format === 'calls' ? defaultFormat : query.format;
    const said = { ...(format && { format }), ...(query.source && { source: query.source }) };
    const sent = { upload, name, mostBytes: MOST_BYTES, signal };
    const report = await withSpooled(sent, (file) => importCallsFile(database, file, actor, said));
    const billed = report.months.size > 0 ? await lastBilled() : undefined;
    const listing = callsListing(report, lateIn(report, billed));
    if (report.status === 'refused') {
      const { faults, ...rest } = listing;
      const detail = `${report.fileName} is refused; nothing was changed.`;
      return faultyFile('calls.file-refused', detail, faults, rest);
    }
    return { status: report.status === 'imported' ? 201 : 200, body: listing };

    function lastBilled() {
      // The role system reads nothing by itself; what it is told of is its own file.
      const how = { readOnly: true } as const;
      return principal.role === 'system'
        ? database.transaction('writer', lastBilledMonth, how)
        : readFor(database, principal, lastBilledMonth);
    }
  },
});

export const batchRoutes: readonly Route[] = [listBatches, takeBatch];
