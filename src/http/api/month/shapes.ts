/** What the routes of the month take and answer, in the shapes of `bill`, `credits` and `rates --json`. */
import { z } from 'zod';
import {
  amountOut,
  dateOut,
  dateSchema,
  instantOut,
  monthOut,
  monthSchema,
  textSchema,
} from '../../shapes/words.ts';

const count = z.number().int();

const byOutcome = z.looseObject({
  read: count,
  rated: count,
  free: count,
  duplicate: count,
  quarantined: count,
  excluded: count,
});

/** As `bill --json` (SPEC 10). */
export const runReport = z
  .object({
    month: monthOut,
    run: z.string(),
    cut_off: instantOut,
    issue_date: dateOut,
    dry_run: z.boolean(),
    resumed: z.boolean(),
    documents: count,
    first_number: count.nullable(),
    last_number: count.nullable(),
    net: amountOut,
    vat: amountOut,
    total: amountOut,
    proposed_credit: amountOut,
    proposals: count,
    credit_notes: z.object({ documents: count, net: amountOut, vat: amountOut, total: amountOut }),
    records: byOutcome,
    quarantine: z.looseObject({}),
    exceptions: z.array(
      z.object({
        code: z.string(),
        message: z.string(),
        reseller_id: z.string().nullable(),
        customer_id: z.string().nullable(),
        employee_id: z.string().nullable(),
        since: z.string().nullable(),
        detail: z.string(),
      }),
    ),
  })
  .meta({ id: 'RunReport', description: 'What a billing run came to' });

export const runRequest = z
  .object({
    id: z.string(),
    month: monthOut,
    issue_date: dateOut.nullable(),
    dry_run: z.boolean(),
    state: z.enum(['running', 'done', 'refused', 'stopped', 'failed', 'abandoned']),
    stage: z.string().meta({ description: 'computing or issuing; empty before there is any' }),
    done: count,
    total: count,
    requested_at: instantOut,
    requested_by: z.string(),
    finished_at: instantOut.nullable(),
    outcome: runReport.nullable(),
    refusal: z.object({ code: z.string(), message: z.string() }).nullable(),
  })
  .meta({ id: 'Run', description: 'A billing run that was asked for, and how far it is' });

export const endedRun = z
  .object({ run: z.string(), month: monthOut, finished_at: instantOut, report: runReport })
  .meta({ id: 'EndedRun', description: 'A run that ended, asked for in whatever way' });

export const newRun = z.object({
  month: monthSchema,
  issue_date: dateSchema.optional().meta({ description: 'Date on the documents; today if absent' }),
  dry_run: z.boolean().default(false).meta({ description: 'The same figures, nothing issued' }),
});

export const closing = z
  .object({ month: monthOut, closed_at: instantOut, closed_by: z.string() })
  .meta({ id: 'Closing' });

export const reason = textSchema(500);

const creditHead = {
  id: count,
  state: z.string(),
  reseller_id: z.string(),
  customer_id: z.string(),
  service_month: monthOut,
  kind: z.string(),
  key: z.string(),
  amount: amountOut,
  cause: z.string(),
  documents: z.array(count),
};

export const credit = z
  .object(creditHead)
  .meta({ id: 'Credit', description: 'What is proposed to be given back (R10)' });

const ofDocument = z.array(z.object({ document: count, amount: amountOut }));
export const shownCredit = z
  .object({
    ...creditHead,
    steps: z.array(z.looseObject({ at: instantOut, by: z.string(), state: z.string() })),
    released: ofDocument,
    left: ofDocument,
  })
  .meta({ id: 'ShownCredit' });

const note = z.object({
  number: count,
  corrects: count.nullable(),
  account: z.string(),
  issue_date: dateOut,
  net: amountOut,
  vat: amountOut,
  total: amountOut,
});

export const reissued = z.object({ documents: z.array(note) }).meta({ id: 'Reissued' });

export const released = z
  .object({
    documents: z.array(note),
    released: z.array(z.object({ id: count, document: count, amount: amountOut })),
    rest: z.object({ id: count, amount: amountOut }).nullable(),
  })
  .meta({ id: 'ReleasedCredits' });

export const rejected = z.object({ rejected: z.array(count) }).meta({ id: 'RejectedCredits' });

export const deck = z
  .object({
    plan: z.string(),
    deck: z.string(),
    in_force: z.boolean(),
    legacy: z.boolean(),
    rows: count,
    prefixes: count,
    file: z.string(),
    sha256: z.string(),
    form: z.unknown(),
    loaded_at: instantOut,
    loaded_by: z.string(),
    reason: z.string(),
  })
  .meta({ id: 'Deck', description: 'A version of the rates of a price plan' });

export const deckReport = z
  .looseObject({
    status: z.enum(['loaded', 'checked', 'unchanged', 'refused']),
    plan: z.string(),
    file: z.string(),
    deck: z.string().nullable(),
    rows: count,
    faults: z.array(z.looseObject({ code: z.string(), line: count, message: z.string() })),
    doubts: z.array(z.looseObject({ code: z.string(), line: count, message: z.string() })),
  })
  .meta({ id: 'DeckReport', description: 'What a file of rates came to' });

export const price = z
  .looseObject({
    destination: z.string(),
    prefix: z.string(),
    billed_seconds: count,
    price: amountOut,
  })
  .meta({ id: 'Price', description: 'What a call would cost, step by step' });
