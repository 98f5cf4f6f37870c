/**
 * Writes down what another deck makes of calls: each changed call is taken back and stands anew with
 * its new price, all of its parts with it (R9, R20). Calls that come out the same are left alone.
 */
import type { Tx } from '../../../db/index.ts';
import type { Corrector } from '../../corrections/corrector.ts';
import type { Correction, StandingCall } from '../../corrections/standing.ts';
import { findStanding } from '../../corrections/store.ts';
import type { ChangedCall } from './compare.ts';
import type { NewPrice } from './reprice.ts';
import { findNamed, wholeCalls } from './whole-calls.ts';

/** Corrects the calls of one page; `deckId` is the deck that their new prices come from. */
export async function rewriteCalls(
  tx: Tx,
  corrector: Corrector,
  changed: readonly ChangedCall[],
  deckId: bigint,
): Promise<void> {
  const prices = new Map(changed.map(({ call, to }) => [rowName(call), to]));
  const alone = changed.flatMap(({ call }) => (call.gathered ? [] : [call]));
  const named = changed.flatMap(({ call: { resellerId, customerId, gathered } }) =>
    gathered ? [{ resellerId, customerId, ...gathered }] : [],
  );
  const month = changed[0]?.call.serviceMonth;
  const parts = month === undefined ? [] : await findNamed(tx, named, month);
  // Several calls can have one name, and those of a single record are among the lone ones already.
  const gathered = wholeCalls(parts).filter(([carrier]) => carrier?.gatheredSeconds !== undefined);
  const calls = [...(await findStanding(tx, alone)).map((row) => [row]), ...gathered];
  await corrector.correct(
    calls.flatMap(([carrier, ...others]): Correction[] => {
      const price = carrier && prices.get(rowName(carrier));
      if (!price) return [];
      // What the other parts count for is in the carrier's price.
      const share = { destination: price.destination, billedSeconds: 0, micro: 0 };
      return [
        corrected(carrier, deckId, price),
        ...others.map((part) => corrected(part, deckId, share)),
      ];
    }),
  );
}

const rowName = ({ batchId, line }: { batchId: bigint; line: number }) => `${batchId} ${line}`;

function corrected(was: StandingCall, deckId: bigint, price: NewPrice): Correction {
  const { resellerId, serviceMonth, calls, gatheredSeconds, repeatedSeconds } = was;
  const { destination, billedSeconds, micro } = price;
  const share = { resellerId, serviceMonth, calls, gatheredSeconds, repeatedSeconds };
  return { was, now: { ...share, price: { deckId, destination, billedSeconds, micro } } };
}
