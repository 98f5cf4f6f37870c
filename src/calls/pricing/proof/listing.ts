/**
 * Calls and their explanations as machines are told of them (SPEC 10): by `--json` and `--csv`, and
 * over the network. Prices are kroner to six decimals, negative where a row takes a call back.
 */
import { amountOfMicro, amountText, formulaSafe, instantText } from '../../../kernel/index.ts';
import type { CallExplanation, PriceProof, RowOfRecord } from './explain-call.ts';
import { type KeptCall, standingOf } from './kept-call.ts';

/** Millionths of a krone → `1.234567`. */
export const microText = (micro: bigint): string => amountText(amountOfMicro(micro), 6);

/** One call under the names of SPEC 10. */
export const callListing = (call: KeptCall) => ({
  source: call.source,
  record_id: call.recordId,
  customer_id: call.customerId,
  service_month: call.serviceMonth,
  standing: standingOf(call),
  direction: call.outgoing ? 'out' : 'in',
  from: call.from,
  to: call.to,
  started_at: instantText(call.startedAt),
  billable_seconds: call.seconds,
  gathered_seconds: call.gatheredSeconds ?? null,
  repeated_seconds: call.repeatedSeconds,
  billed_seconds: call.billedSeconds ?? null,
  calls: call.calls,
  outcome: call.outcome,
  reason: call.reason || null,
  destination: call.destination ?? null,
  price: call.priceMicro === undefined ? null : microText(call.priceMicro),
  deck: call.deckId?.toString() ?? null,
  employee_id: call.employeeId ?? null,
  batch: call.batchId.toString(),
  line: call.line.toString(),
});

type Listing = ReturnType<typeof callListing>;

/** Those that somebody outside wrote. */
const typed = new Set<string>(['source', 'record_id', 'from', 'to', 'destination', 'reason']);

/** The columns of calls in CSV. */
export const callColumns = [
  ...['customer_id', 'service_month', 'source', 'record_id', 'standing', 'direction', 'from', 'to'],
  ...['started_at', 'billable_seconds', 'gathered_seconds', 'repeated_seconds', 'billed_seconds'],
  ...['calls', 'outcome', 'reason', 'destination', 'price', 'deck', 'employee_id', 'batch', 'line'],
] as (keyof Listing)[];

/** The cells of a call in CSV, none of which a spreadsheet takes for a formula. */
export function callCells(call: KeptCall) {
  const listing = callListing(call);
  return callColumns.map((name) => {
    const value = listing[name];
    return typed.has(name) && typeof value === 'string' ? formulaSafe(value) : value;
  });
}

/** `calls.csv:14`, or where the row came from no file what wrote it. */
export function placeOf({ call, batch }: RowOfRecord, { held }: CallExplanation): string {
  if (!batch) return '';
  if (batch.kind === 'calls' && call.line > 0n) return `${batch.sourceName}:${call.line}`;
  const from = held.find(({ settledBy }) => settledBy === call.batchId);
  if (from && call.line > 0n) return `${from.fileName}:${from.line}, settled by ${batch.kind}`;
  return [batch.sourceName, batch.reason].filter((text) => text !== '').join(', ');
}

/** The whole explanation in the forms of SPEC 10. */
export const explanationListing = (explanation: CallExplanation) => ({
  source: explanation.source,
  record_id: explanation.recordId,
  rows: explanation.rows.map((row) => ({
    ...callListing(row.call),
    stands: row.stands,
    call_id: row.call.callId ?? null,
    clock: row.call.clock ?? null,
    batch_kind: row.batch?.kind ?? null,
    recorded_at: row.batch ? instantText(row.batch.recordedAt) : null,
    recorded_by: row.batch?.recordedBy ?? null,
    reason_recorded: row.batch?.reason || null,
    place: placeOf(row, explanation),
  })),
  quarantine: explanation.held.map((it) => ({
    id: Number(it.quarantineId),
    code: it.code,
    file: it.fileName,
    line: Number(it.line),
    settled_by_batch: it.settledBy === undefined ? null : Number(it.settledBy),
    settled_as: it.settledAs ?? null,
  })),
  settings: explanation.settings
    ? {
        format: explanation.settings.format,
        zone: explanation.settings.zone,
        ambiguous: explanation.settings.ambiguous,
        version: explanation.settings.version,
      }
    : null,
  price_proof: explanation.proof ? proofListing(explanation.proof) : null,
});

const proofListing = ({ deck, loadedAt, loadedBy, ...proof }: PriceProof) => ({
  deck: deck.deckId.toString(),
  plan: deck.plan,
  file: deck.sourceName,
  sha256: deck.sha256.toString('hex'),
  loaded_at: loadedAt ? instantText(loadedAt) : null,
  loaded_by: loadedBy ?? null,
  parts: proof.parts.map((part) => ({
    record_id: part.recordId,
    to: part.to,
    started_at: instantText(new Date(part.startedAt)),
    billable_seconds: part.seconds,
    repeated_seconds: part.repeatedSeconds,
  })),
  explanation: proof.explanation ?? null,
  stored: {
    destination: proof.stored.destination,
    billed_seconds: proof.stored.billedSeconds,
    price: microText(proof.stored.micro),
  },
  agrees: proof.agrees,
});
