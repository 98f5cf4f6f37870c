/**
 * What each record of a call counts for, when several tell of one call (R12, R16, R17). The seconds of
 * all parts together, talk that several tell of once, have one price, with one set-up fee and one
 * minimum, and the earliest part carries it: its number and its local day decide the tariff, its month
 * is the call's. A pure function of the parts, whatever order they came in.
 */
import { billedSeconds, priceMicro, ratingLimits } from '../../../rating/index.ts';
import type { Caller } from '../../mediation/directory.ts';
import { tariffFor } from '../../pricing/rerating/reprice.ts';
import type { LocalPlace } from '../../record/call-time.ts';
import type { CallShare } from '../standing.ts';
import { repeatedSeconds, type Talk } from './talk.ts';

/** A priced record that names its call. */
export interface Part extends Talk {
  readonly recordId: string;
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
function* priceable<P extends Part>(call: readonly P[]): Generator<Counted<P>[]> {
  const repeated = repeatedSeconds(call);
  let piece: Counted<P>[] = [];
  let sum = 0;
  for (const [place, part] of call.entries()) {
    const counted = { part, repeated: repeated[place] ?? 0 };
    const seconds = secondsOf(counted);
    if (piece.length > 0 && sum + seconds > ratingLimits.callSeconds) {
      yield piece;
      piece = [];
      sum = 0;
    }
    piece.push(counted);
    sum += seconds;
  }
  if (piece.length > 0) yield piece;
}

/** A part, and how many of its seconds the parts before it tell too. */
interface Counted<P extends Part> {
  readonly part: P;
  readonly repeated: number;
}

const secondsOf = ({ part, repeated }: Counted<Part>): number => part.seconds - repeated;

/** The share of each part of a call that {@link callsOf} put together. */
export function sharesOf<P extends Part>(
  call: readonly P[],
  caller: Caller,
  placeOf: (ms: number) => LocalPlace,
): Map<P, CallShare> {
  const shares = new Map<P, CallShare>();
  for (const piece of priceable(call)) {
    for (const [part, share] of sharesOfPiece(piece, caller, placeOf)) shares.set(part, share);
  }
  return shares;
}

function sharesOfPiece<P extends Part>(
  piece: readonly Counted<P>[],
  caller: Caller,
  placeOf: (ms: number) => LocalPlace,
): (readonly [P, CallShare])[] {
  const parts = piece.map(({ part }) => part);
  const [first] = parts;
  const tariff = tariffOfCall(parts, caller, placeOf);
  if (!first || !tariff || !caller.deck) return [];
  const seconds = piece.reduce((sum, counted) => sum + secondsOf(counted), 0);
  const isGathered = piece.length > 1 || first.seconds !== seconds;
  const { resellerId, month: serviceMonth } = caller.totalsOf(placeOf(first.startedAt).month);
  const { deckId } = caller.deck;
  const { destination } = tariff;
  return piece.map(({ part, repeated }, place) => {
    const carries = place === 0;
    const share: CallShare = {
      resellerId,
      serviceMonth,
      calls: carries ? 1 : 0,
      gatheredSeconds: carries && isGathered ? seconds : undefined,
      repeatedSeconds: repeated,
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
