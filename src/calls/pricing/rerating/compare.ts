/**
 * One pass over a month's calls with another deck: what each would cost, added up side by side. Who
 * wants to write the differences down takes the changed calls page by page; a what-if takes none.
 */
import type { Tx } from '../../../db/index.ts';
import type { PrefixTable } from '../../../rating/index.ts';
import { localPlaces } from '../../record/call-time.ts';
import { type Compared, newComparing, type UnratedCalls } from './comparison.ts';
import { type NewPrice, reprice } from './reprice.ts';
import {
  countStanding,
  type RatedCall,
  type StandingFilter,
  standingCalls,
} from './standing-store.ts';

/** A call whose price differs, and what it would be. */
export interface ChangedCall {
  readonly call: RatedCall;
  readonly to: NewPrice;
}

export interface MonthComparison {
  /** Calls with a price, as people count calls: one of several records is one. */
  readonly calls: number;
  readonly changed: number;
  readonly compared: readonly Compared[];
  readonly unrated: readonly UnratedCalls[];
}

export interface ComparingWork {
  /** Called with each page's changed calls, while the rest waits. */
  readonly onChanged?: (changed: readonly ChangedCall[]) => Promise<void>;
  readonly onProgress?: (done: number, total: number) => void;
}

/** Compares the standing calls of a month with a deck. */
export async function compareMonth(
  tx: Tx,
  filter: StandingFilter,
  table: PrefixTable,
  { onChanged, onProgress }: ComparingWork,
): Promise<MonthComparison> {
  const placeOf = localPlaces();
  const comparing = newComparing();
  const total = await countStanding(tx, filter);
  let calls = 0;
  let changed = 0;
  for await (const page of standingCalls(tx, filter)) {
    const differing: ChangedCall[] = [];
    for (const call of page) {
      const to = reprice(call, table, placeOf(call.startedAt).day);
      if (to === 'unrated') comparing.addUnrated(call);
      const isChanged = typeof to === 'object';
      comparing.add(call.customerId, call, isChanged ? to : undefined);
      if (isChanged) differing.push({ call, to });
    }
    calls += page.length;
    changed += differing.length;
    if (differing.length > 0) await onChanged?.(differing);
    onProgress?.(calls, total);
  }
  return { calls, changed, compared: comparing.compared(), unrated: comparing.unrated() };
}
