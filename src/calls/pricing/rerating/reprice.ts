/**
 * What another deck makes of a call that has a price already (R15, R16, R20): the same, another
 * price or destination, or nothing, where no row of it matches. A pure function; whether anything
 * follows from the answer is decided elsewhere.
 */
import {
  billedSeconds,
  findShortCode,
  findTariff,
  normaliseNumber,
  type PrefixTable,
  priceMicro,
  type Tariff,
} from '../../../rating/index.ts';

/** The parts of a standing call that its price rests on. */
export interface PricedCall {
  /** As dialled. */
  readonly to: string;
  /** Milliseconds since 1970, of the earliest part of the call. */
  readonly startedAt: number;
  /** Of all its parts together. */
  readonly seconds: number;
  readonly destination: string;
  readonly billedSeconds: number;
  /** Millionths of a krone. */
  readonly micro: number;
}

export type NewPrice = Pick<PricedCall, 'destination' | 'billedSeconds' | 'micro'>;

/** The tariff of a number on a local day; undefined where no row matches (R14, R15). */
export function tariffFor(table: PrefixTable, to: string, day: number): Tariff | undefined {
  const dialled = normaliseNumber(to);
  if (dialled.kind === 'e164') return table.tariffs[findTariff(table, dialled.digits, day)];
  if (dialled.kind === 'short') return table.tariffs[findShortCode(table, dialled.code, day)];
  return undefined;
}

/** The call's price by a deck: `same` where nothing of it differs, `unrated` without a row. */
export function reprice(
  call: PricedCall,
  table: PrefixTable,
  day: number,
): NewPrice | 'same' | 'unrated' {
  const tariff = tariffFor(table, call.to, day);
  if (!tariff) return 'unrated';
  const { destination } = tariff;
  const micro = priceMicro(tariff, call.seconds);
  const billed = billedSeconds(tariff, call.seconds);
  const same =
    micro === call.micro && billed === call.billedSeconds && destination === call.destination;
  return same ? 'same' : { destination, billedSeconds: billed, micro };
}
