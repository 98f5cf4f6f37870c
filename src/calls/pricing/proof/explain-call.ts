/**
 * Why a record costs what it costs (R20): where it came in, what became of it, every correction since,
 * and for what stands now the deck's row, its bands and the arithmetic, done once more and compared
 * with what is stored. It reads by identity and batch, so the answer costs the same after years.
 */
import type { Database, Tx } from '../../../db/index.ts';
import { amountOfMicro, amountText, type Instant, localDateOf } from '../../../kernel/index.ts';
import {
  buildPrefixTable,
  type DeckVersion,
  dayNumber,
  explainPrice,
  findDeckVersion,
  loadDeck,
  normaliseNumber,
  type PrefixTable,
  type PriceExplanation,
} from '../../../rating/index.ts';
import type { StandingCall } from '../../corrections/standing.ts';
import { refusal } from '../../recording/refusals.ts';
import { type KnownSource, listSources } from '../../sources/store.ts';
import { tariffFor } from '../rerating/reprice.ts';
import { findNamed, wholeCalls } from '../rerating/whole-calls.ts';
import * as store from './call-store.ts';
import type { KeptCall } from './kept-call.ts';

/** A row of the record, and the batch that wrote it. */
export interface RowOfRecord {
  readonly call: KeptCall;
  readonly batch: store.BatchOrigin | undefined;
  /** Whether it counts now: no later row has taken it back. */
  readonly stands: boolean;
}

/** The price that stands, explained from its deck. */
export interface PriceProof {
  readonly deck: DeckVersion;
  readonly loadedAt: Instant | undefined;
  readonly loadedBy: string | undefined;
  /** The records of the call in the order in which they began, where it came in several. */
  readonly parts: readonly StandingCall[];
  /** undefined where no row of the deck matches, which would be our mistake. */
  readonly explanation: PriceExplanation | undefined;
  /** What is stored, of the call as a whole. */
  readonly stored: {
    readonly destination: string;
    readonly billedSeconds: number;
    readonly micro: bigint;
  };
  /** Whether the explanation comes to what is stored. */
  readonly agrees: boolean;
}

export interface CallExplanation extends store.RecordName {
  /** In the order in which they were written; empty where none is stored (any longer). */
  readonly rows: readonly RowOfRecord[];
  /** The times it was held in quarantine. */
  readonly held: readonly store.HeldRecord[];
  /** The settings of its source as they are now; undefined where it has none. */
  readonly settings: KnownSource | undefined;
  /** undefined where nothing stands, or what stands has no price. */
  readonly proof: PriceProof | undefined;
}

/** Explains one record; refuses one that was never taken in. */
export async function explainCall(
  database: Database,
  name: store.RecordName,
): Promise<CallExplanation> {
  const how = { isolation: 'repeatable read', readOnly: true } as const;
  return database.transaction('writer', (tx) => explain(tx, name), how);
}

async function explain(tx: Tx, name: store.RecordName): Promise<CallExplanation> {
  const { source, recordId } = name;
  const calls = await store.listRecordRows(tx, name);
  const held = await store.listHeld(tx, name);
  if (calls.length === 0 && held.length === 0 && !(await store.isKnown(tx, name))) {
    throw refusal('call-unknown', { source, recordId });
  }
  const batches = await store.listBatches(
    tx,
    calls.map(({ batchId }) => batchId),
  );
  const gone = new Set(calls.flatMap(({ sign, of }) => (sign < 0 && of ? [rowName(of)] : [])));
  const rows = calls.map((call) => ({
    call,
    batch: batches.get(call.batchId),
    stands: call.sign > 0 && !gone.has(rowName(call)),
  }));
  const standing = rows.findLast(({ stands }) => stands)?.call;
  const settings = (await listSources(tx)).find((it) => it.source === source);
  const proof = standing && (await proveRow(tx, standing));
  return { source, recordId, rows, held, settings, proof };
}

const rowName = ({ batchId, line }: { batchId: bigint; line: bigint }) => `${batchId} ${line}`;

async function proveRow(tx: Tx, row: KeptCall): Promise<PriceProof | undefined> {
  const deck = row.deckId === undefined ? undefined : await findDeckVersion(tx, row.deckId);
  if (!deck) return undefined;
  const parts = await listParts(tx, row);
  const { numbers, startedAt, seconds, stored } = pricedBy(row, parts);
  const day = dayNumber(localDateOf(new Date(startedAt)));
  const table = buildPrefixTable(await loadDeck(tx, deck.deckId));
  const explanation = explainFirst(table, numbers, day, seconds);
  const [batch] = (await store.listBatches(tx, [deck.batchId])).values();
  const agrees =
    explanation?.destination === stored.destination &&
    explanation.billed_seconds === stored.billedSeconds &&
    explanation.price === amountText(amountOfMicro(stored.micro), 6);
  const loaded = { loadedAt: batch?.recordedAt, loadedBy: batch?.recordedBy };
  return { deck, ...loaded, parts, explanation, stored, agrees };
}

/** All records of the call that a record is a part of; none where it is a call by itself. */
async function listParts(tx: Tx, row: KeptCall): Promise<StandingCall[]> {
  const { resellerId, customerId, serviceMonth, source, callId } = row;
  if (callId === undefined || (row.calls === 1 && row.gatheredSeconds === undefined)) return [];
  const named = await findNamed(tx, [{ resellerId, customerId, source, callId }], serviceMonth);
  const whole = wholeCalls(named).find((parts) => parts.some((it) => it.recordId === row.recordId));
  return whole ?? [];
}

/** What the price is for, and what is stored of it: by the row itself, or by the whole call. */
function pricedBy(row: KeptCall, parts: readonly StandingCall[]) {
  const [carrier] = parts;
  if (!carrier) {
    const { destination = '', billedSeconds = 0, priceMicro: micro = 0n } = row;
    const stored = { destination, billedSeconds, micro };
    const { to, seconds } = row;
    return { numbers: [to], startedAt: row.startedAt.getTime(), seconds, stored };
  }
  const { destination = '', billedSeconds = 0, micro = 0 } = carrier.price ?? {};
  return {
    // The earliest part's number decides; where the deck has no row for it, the next one's (R12).
    numbers: parts.map(({ to }) => to),
    startedAt: carrier.startedAt,
    seconds: carrier.gatheredSeconds ?? carrier.seconds,
    stored: { destination, billedSeconds, micro: BigInt(micro) },
  };
}

/** The price by the first of the numbers that the deck has a row for. */
function explainFirst(
  table: PrefixTable,
  numbers: readonly string[],
  day: number,
  seconds: number,
): PriceExplanation | undefined {
  for (const to of numbers) {
    const tariff = tariffFor(table, to, day);
    const dialled = normaliseNumber(to);
    if (!tariff || (dialled.kind !== 'e164' && dialled.kind !== 'short')) continue;
    const digits = dialled.kind === 'e164' ? dialled.digits : `45${dialled.code}`;
    return explainPrice(table, tariff, digits, seconds);
  }
  return undefined;
}
