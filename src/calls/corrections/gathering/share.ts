/**
 * What each record of a call counts for, when several tell of one call (R12, R16, R17). The seconds of
 * all parts together have one price, with one set-up fee and one minimum, and the earliest part
 * carries it: its number and its local day decide the tariff, its month is the call's. A pure function
 * of the parts, whatever order they came in.
 */
import { billedSeconds, priceMicro, ratingLimits } from '../../../rating/index.ts';
import type { Caller } from '../../mediation/directory.ts';
import { tariffFor } from '../../pricing/rerating/reprice.ts';
import type { LocalPlace } from '../../record/call-time.ts';
import type { CallShare } from '../standing.ts';

/** A priced record that names its call. */
export interface Part {
  readonly recordId: string;
  /** As dialled. */
  readonly to: string;
  /** Milliseconds since 1970, UTC. */
  readonly startedAt: number;
  /** Billable seconds of this record alone. */
  readonly seconds: number;
}

const DAY_MS = 86_400_000;

/** The order of the parts of a call: by start, and at the same instant by record id. */
function byStart(a: Part, b: Part): number {
  if (a.startedAt !== b.startedAt) return a.startedAt - b.startedAt;
  return a.recordId < b.recordId ? -1 : a.recordId > b.recordId ? 1 : 0;
}

/**
 * Parts with one call id in order, those of one call together. A PBX that starts its ids anew does not
 * join calls of different days: a part that starts more than a day after the one before is another
 * call's.
 */
export function callsOf<P extends Part>(parts: readonly P[]): P[][] {
  const calls: P[][] = [];
  let last = Number.NEGATIVE_INFINITY;
  for (const part of [...parts].sort(byStart)) {
    const call = part.startedAt - last > DAY_MS ? undefined : calls.at(-1);
    if (call) call.push(part);
    else calls.push([part]);
    last = part.startedAt;
  }
  return calls;
}

/** A call in pieces that can be priced: a PBX that gives all its calls one id is not one endless call. */
function* priceable<P extends Part>(call: readonly P[]): Generator<P[]> {
  let piece: P[] = [];
  let seconds = 0;
  for (const part of call) {
    if (piece.length > 0 && seconds + part.seconds > ratingLimits.callSeconds) {
      yield piece;
      piece = [];
      seconds = 0;
    }
    piece.push(part);
    seconds += part.seconds;
  }
  if (piece.length > 0) yield piece;
}

/** The share of each part of a call that {@link callsOf} put together. */
export function sharesOf<P extends Part>(
  call: readonly P[],
  caller: Caller,
  placeOf: (ms: number) => LocalPlace,
): Map<P, CallShare> {
  const shares = new Map<P, CallShare>();
  for (const parts of priceable(call)) {
    for (const [part, share] of sharesOfPiece(parts, caller, placeOf)) shares.set(part, share);
  }
  return shares;
}

function sharesOfPiece<P extends Part>(
  parts: readonly P[],
  caller: Caller,
  placeOf: (ms: number) => LocalPlace,
): (readonly [P, CallShare])[] {
  const [first] = parts;
  const tariff = tariffOfCall(parts, caller, placeOf);
  if (!first || !tariff || !caller.deck) return [];
  const seconds = parts.reduce((sum, part) => sum + part.seconds, 0);
  const { resellerId, month: serviceMonth } = caller.totalsOf(placeOf(first.startedAt).month);
  const { deckId } = caller.deck;
  const { destination } = tariff;
  return parts.map((part, place) => {
    const carries = place === 0;
    const share: CallShare = {
      resellerId,
      serviceMonth,
      calls: carries ? 1 : 0,
      gatheredSeconds: carries && parts.length > 1 ? seconds : undefined,
      price: {
        deckId,
        destination,
        billedSeconds: carries ? billedSeconds(tariff, seconds) : 0,
        micro: carries ? priceMicro(tariff, seconds) : 0,
      },
    };
    return [part, share] as const;
  });
}

/**
 * The tariff of the earliest part's number. Where the deck has no row for it any more, the next part
 * that has one decides, and at the last on that part's own day: each had a row when it was rated.
 */
function tariffOfCall(
  parts: readonly Part[],
  { deck }: Caller,
  placeOf: (ms: number) => LocalPlace,
) {
  const [first] = parts;
  if (!first || !deck) return undefined;
  const { day } = placeOf(first.startedAt);
  for (const dayOf of [() => day, (part: Part) => placeOf(part.startedAt).day]) {
    for (const part of parts) {
      const tariff = tariffFor(deck.table, part.to, dayOf(part));
      if (tariff) return tariff;
    }
  }
  return undefined;
}
