/** Rates of calls: the decks of price plans, a new one as a file, and what a call would cost. */
import { z } from 'zod';
import { houseRoles, readFor } from '../../../access/index.ts';
import { faultText } from '../../../kernel/index.ts';
import {
  type DeckForm,
  deckListing,
  listDeckVersions,
  loadDeckFile,
  loadListing,
  priceNumber,
  readDeckForm,
} from '../../../rating/index.ts';
import { type Route, route } from '../../route.ts';
import { faultyFile } from '../../shapes/faulty.ts';
import { withSpooled } from '../../shapes/spooled.ts';
import { dateSchema, instantSchema, textSchema } from '../../shapes/words.ts';
import { deck, deckReport, price } from './shapes.ts';

const tag = 'Calls';
const path = '/v1/rates';
const MOST_BYTES = 64 * 1024 ** 2;
const plan = z.string().min(1).max(64);

const listDecks = route({
  method: 'get',
  path,
  name: 'listRates',
  tag,
  summary: 'Every version of the rates of each plan, the newest first: that one rates',
  roles: houseRoles,
  query: z.object({ plan: plan.optional() }),
  answers: { status: 200, schema: z.object({ items: z.array(deck) }) },
  handle: async ({ database, principal }, { query }) => {
    const decks = await readFor(database, principal, (tx) => listDeckVersions(tx, query.plan));
    return { body: { items: decks.map(deckListing) } };
  },
});

const askPrice = route({
  method: 'get',
  path: `${path}/{plan}/price`,
  name: 'priceNumber',
  tag,
  summary: 'What a call would cost, step by step',
  roles: houseRoles,
  params: z.object({ plan }),
  query: z.object({
    to: z.string().min(1).max(64).meta({ description: 'The number as dialled' }),
    seconds: z.coerce.number().int().min(0).max(10_000_000),
    at: instantSchema.optional(),
  }),
  answers: { status: 200, schema: price },
  handle: async ({ database, principal, now }, { params, query }) => {
    const asked = { plan: params.plan, to: query.to, seconds: query.seconds, at: query.at ?? now };
    return { body: await readFor(database, principal, (tx) => priceNumber(tx, asked)) };
  },
});

const yes = z.enum(['true', 'false']).default('false');

/** How a carrier writes, as a mapping file says it. */
const mapping = z
  .string()
  .max(4_000)
  .transform((text, context): DeckForm => {
    const { form, faults } = readDeckForm(jsonOf(text), 'mapping');
    if (form) return form;
    for (const fault of faults) context.addIssue({ code: 'custom', message: faultText(fault) });
    return z.NEVER;
  });

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const loadDeck = route({
  method: 'post',
  path,
  name: 'loadRates',
  tag,
  summary: 'Load a file as the new rates of a plan, or try it',
  description:
    'A file is a complete new version of the rates. One with a fault is refused as a whole; a price ' +
    'that looks like a slip holds it back until `accept_outliers` says why it is meant.',
  roles: ['operator'],
  query: z.object({
    plan,
    dry_run: yes,
    legacy: yes.meta({ description: 'Calls are rated on it, and nothing is ordered on it' }),
    on: dateSchema.optional().meta({ description: 'Compare the prices of this day' }),
    accept_outliers: textSchema(500).optional(),
    mapping: mapping
      .optional()
      .meta({ description: "A carrier's form, as the JSON of a mapping file" }),
    name: z.string().max(200).optional().meta({ description: "The file's name" }),
  }),
  upload: ['text/csv', 'text/plain', 'application/octet-stream'],
  answers: { status: 200, schema: deckReport },
  handle: async ({ database, actor, signal }, { query, upload, uploadName }) => {
    const how = {
      plan: query.plan,
      dryRun: query.dry_run === 'true',
      legacy: query.legacy === 'true',
      ...(query.on && { on: query.on }),
      ...(query.accept_outliers && { acceptOutliers: query.accept_outliers }),
      ...(query.mapping && { form: query.mapping }),
    };
    const name = query.name ?? (uploadName || 'rates.csv');
    const report = await withSpooled({ upload, name, mostBytes: MOST_BYTES, signal }, (file) =>
      loadDeckFile(database, file, how, actor),
    );
    if (report.status !== 'refused') return { body: loadListing(report) };
    const { status: _, faults, ...rest } = loadListing(report);
    return faultyFile('rating.file-refused', `${report.fileName} is refused.`, faults, rest);
  },
});

export const rateRoutes: readonly Route[] = [listDecks, askPrice, loadDeck];
