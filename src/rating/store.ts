/**
 * All SQL of decks and their rows. A deck is written once and never changed (R15); the newest
 * version of a plan is the one that rates, and an old one stays to explain the calls it priced.
 */
import { sql } from 'kysely';
import { type Cell, insertRows, type Tx } from '../db/index.ts';
import type { Instant, LocalDate, Month } from '../kernel/index.ts';
import type { Deck, RateRow } from './deck.ts';
import type { SettledForm } from './reading/form.ts';
import { refusal } from './refusals.ts';

/** A version of a plan's deck, without its rows. */
export interface DeckVersion {
  readonly deckId: bigint;
  readonly plan: string;
  readonly legacy: boolean;
  readonly sourceName: string;
  readonly sha256: Buffer;
  /** How the file was read; null for one in the columns of SPEC 10. */
  readonly form: SettledForm | null;
  readonly batchId: bigint;
}

interface DeckTableRow {
  deck_id: bigint;
  plan: string;
  legacy: boolean;
  source_name: string;
  sha256: Buffer;
  form: SettledForm | null;
  batch_id: bigint;
}

const versionOf = (row: DeckTableRow): DeckVersion => ({
  deckId: row.deck_id,
  plan: row.plan,
  legacy: row.legacy,
  sourceName: row.source_name,
  sha256: row.sha256,
  form: row.form,
  batchId: row.batch_id,
});

/** The newest deck of each plan, as known at a batch; without one, as known now. */
export async function listDecks(tx: Tx, { upTo }: { upTo?: bigint } = {}): Promise<DeckVersion[]> {
  const { rows } = await sql<DeckTableRow>`
    select distinct on (plan) deck_id, plan, legacy, source_name, sha256, form, batch_id
    from takst.deck where ${upTo ?? null}::bigint is null or batch_id <= ${upTo ?? null}::bigint
    order by plan, deck_id desc`.execute(tx.db);
  return rows.map(versionOf);
}

/** The newest deck of one plan, as known at a batch; without one, as known now. */
export async function findDeck(
  tx: Tx,
  plan: string,
  { upTo }: { upTo?: bigint } = {},
): Promise<DeckVersion | undefined> {
  const { rows } = await sql<DeckTableRow>`
    select deck_id, plan, legacy, source_name, sha256, form, batch_id from takst.deck
    where plan = ${plan} and (${upTo ?? null}::bigint is null or batch_id <= ${upTo ?? null}::bigint)
    order by deck_id desc limit 1`.execute(tx.db);
  return rows[0] && versionOf(rows[0]);
}

/** A version by its number, in force or not: it explains the calls that it priced. */
export async function findDeckVersion(tx: Tx, deckId: bigint): Promise<DeckVersion | undefined> {
  const { rows } = await sql<DeckTableRow>`
    select deck_id, plan, legacy, source_name, sha256, form, batch_id from takst.deck
    where deck_id = ${deckId}`.execute(tx.db);
  return rows[0] && versionOf(rows[0]);
}

/** A version of a deck as a list shows it. */
export interface ListedDeck extends DeckVersion {
  readonly rows: bigint;
  readonly prefixes: bigint;
  readonly recordedAt: Instant;
  readonly recordedBy: string;
  readonly reason: string;
  /** Whether it is the plan's newest, the one that rates. */
  readonly inForce: boolean;
}

/** Every version of every plan's deck, or of one plan's, the newest of each plan first. */
export async function listDeckVersions(tx: Tx, plan?: string): Promise<ListedDeck[]> {
  const { rows } = await sql<
    DeckTableRow & {
      row_count: bigint;
      prefix_count: bigint;
      recorded_at: Date;
      recorded_by: string;
      reason: string;
      in_force: boolean;
    }
  >`
    select deck_id, plan, legacy, d.source_name, d.sha256, form, batch_id, recorded_at, recorded_by,
      reason, row_count, prefix_count,
      deck_id = max(deck_id) over (partition by plan) as in_force
    from takst.deck d
    join takst.batch b using (batch_id)
    join (select deck_id, count(*) as row_count, count(distinct prefix) as prefix_count
      from takst.deck_row group by deck_id) r using (deck_id)
    where ${plan ?? null}::text is null or plan = ${plan ?? null}
    order by plan, deck_id desc`.execute(tx.db);
  return rows.map((row) => ({
    ...versionOf(row),
    rows: row.row_count,
    prefixes: row.prefix_count,
    recordedAt: row.recorded_at,
    recordedBy: row.recorded_by,
    reason: row.reason,
    inForce: row.in_force,
  }));
}

/** One version of a plan's deck, or its newest; refuses what there is not. */
export async function loadDeckVersion(tx: Tx, plan: string, deckId?: bigint): Promise<DeckVersion> {
  if (deckId === undefined) {
    const newest = await findDeck(tx, plan);
    if (!newest) throw refusal('deck-missing', { plan });
    return newest;
  }
  const { rows } = await sql<DeckTableRow>`
    select deck_id, plan, legacy, source_name, sha256, form, batch_id from takst.deck
    where plan = ${plan} and deck_id = ${deckId}`.execute(tx.db);
  if (!rows[0]) throw refusal('deck-of-plan', { plan, deck: deckId.toString() });
  return versionOf(rows[0]);
}

/** A deck with its rows, its version being the deck's id. Refuses one that does not exist. */
export async function loadDeck(tx: Tx, deckId: bigint): Promise<Deck> {
  const head = await sql<{ plan: string }>`
    select plan from takst.deck where deck_id = ${deckId}`.execute(tx.db);
  const plan = head.rows[0]?.plan;
  if (plan === undefined) throw refusal('deck-unknown', { deck: deckId.toString() });
  const { rows } = await sql<{
    row_no: number;
    prefix: string;
    destination: string;
    setup_fee_micro: bigint;
    per_minute_micro: bigint;
    increment_seconds: number;
    minimum_seconds: number;
    from_second: number;
    valid_from: LocalDate | null;
    valid_to: LocalDate | null;
  }>`
    select row_no, prefix, destination, setup_fee_micro, per_minute_micro, increment_seconds,
      minimum_seconds, from_second, valid_from, valid_to
    from takst.deck_row where deck_id = ${deckId} order by row_no, prefix, from_second`.execute(
    tx.db,
  );
  return {
    version: deckId.toString(),
    plan,
    rows: rows.map((row) => ({
      prefix: row.prefix,
      destination: row.destination,
      setupFeeMicro: Number(row.setup_fee_micro),
      perMinuteMicro: Number(row.per_minute_micro),
      incrementSeconds: row.increment_seconds,
      minimumSeconds: row.minimum_seconds,
      fromSecond: row.from_second,
      validFrom: row.valid_from ?? undefined,
      validTo: row.valid_to ?? undefined,
      row: row.row_no,
    })),
  };
}

export interface NewDeck {
  readonly plan: string;
  readonly legacy: boolean;
  readonly sourceName: string;
  readonly sha256: Buffer;
  readonly form: SettledForm | undefined;
  readonly rows: readonly RateRow[];
}

/** Stores a deck under an open batch and returns its id. */
export async function insertDeck(tx: Tx, batchId: bigint, deck: NewDeck): Promise<bigint> {
  const { rows } = await sql<{ deck_id: bigint }>`
    insert into takst.deck (plan, legacy, source_name, sha256, form, batch_id)
    values (${deck.plan}, ${deck.legacy}, ${deck.sourceName}, ${deck.sha256},
      ${deck.form ? JSON.stringify(deck.form) : null}::jsonb, ${batchId})
    returning deck_id`.execute(tx.db);
  const deckId = rows[0]?.deck_id ?? 0n;
  const columns = {
    deck_id: 'bigint',
    row_no: 'integer',
    prefix: 'text',
    destination: 'text',
    setup_fee_micro: 'bigint',
    per_minute_micro: 'bigint',
    increment_seconds: 'integer',
    minimum_seconds: 'integer',
    from_second: 'integer',
    valid_from: 'date',
    valid_to: 'date',
  };
  const cells = (row: RateRow): Cell[] => [
    deckId,
    row.row,
    row.prefix,
    row.destination,
    row.setupFeeMicro,
    row.perMinuteMicro,
    row.incrementSeconds,
    row.minimumSeconds,
    row.fromSecond,
    row.validFrom ?? null,
    row.validTo ?? null,
  ];
  await insertRows(tx, 'deck_row', columns, deck.rows.map(cells));
  return deckId;
}

/** Plans whose newest deck is not marked legacy: those on which may be ordered (R11). */
export async function listCurrentPlans(tx: Tx, upTo?: bigint): Promise<Set<string>> {
  const decks = await listDecks(tx, upTo === undefined ? {} : { upTo });
  return new Set(decks.filter(({ legacy }) => !legacy).map(({ plan }) => plan));
}

/** What the rows of one destination cost, in millionths of a krone, for a bill's line (R30). */
export interface DestinationPrices {
  readonly perMinuteLowest: bigint;
  readonly perMinuteHighest: bigint;
  readonly setupFeeLowest: bigint;
  readonly setupFeeHighest: bigint;
}

/** Key of a destination in the answer of {@link listDestinationPrices}. */
export const destinationKey = (deckId: bigint, destination: string, month: Month): string =>
  `${deckId} ${month} ${destination}`;

/** Prices of every destination of the decks, of the rows valid on some day of each month. */
export async function listDestinationPrices(
  tx: Tx,
  deckIds: readonly bigint[],
  months: readonly Month[],
): Promise<Map<string, DestinationPrices>> {
  if (deckIds.length === 0) return new Map();
  const { rows } = await sql<{
    deck_id: bigint;
    month: Month;
    destination: string;
    per_minute_lowest: bigint;
    per_minute_highest: bigint;
    setup_fee_lowest: bigint;
    setup_fee_highest: bigint;
  }>`
    select deck_id, to_char(m.first_day, 'YYYY-MM') as month, destination,
      min(per_minute_micro) as per_minute_lowest, max(per_minute_micro) as per_minute_highest,
      min(setup_fee_micro) filter (where from_second = 0) as setup_fee_lowest,
      max(setup_fee_micro) filter (where from_second = 0) as setup_fee_highest
    from takst.deck_row
    join unnest(${months.map((month) => `${month}-01`)}::date[]) as m(first_day)
      on coalesce(valid_from < m.first_day + interval '1 month', true)
        and coalesce(valid_to > m.first_day, true)
    where deck_id = any(${deckIds.map(String)}::bigint[])
    group by deck_id, m.first_day, destination`.execute(tx.db);
  return new Map(
    rows.map((row) => [
      destinationKey(row.deck_id, row.destination, row.month),
      {
        perMinuteLowest: row.per_minute_lowest,
        perMinuteHighest: row.per_minute_highest,
        setupFeeLowest: row.setup_fee_lowest,
        setupFeeHighest: row.setup_fee_highest,
      },
    ]),
  );
}
