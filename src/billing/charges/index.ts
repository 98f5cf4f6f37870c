/** All kinds of charge there are, in the order in which their lines stand on a document. */
import { defineKinds } from '../../kernel/index.ts';
import type { ChargeKind, MonthlyKind } from './kind.ts';
import { licence } from './licence.ts';
import { passThrough } from './pass-through.ts';
import { usage } from './usage.ts';

/** Those that recur by the month. */
export const monthlyKinds = defineKinds<MonthlyKind>([licence, usage]);
export const chargeKinds = defineKinds<ChargeKind>([...monthlyKinds.all, passThrough]);
export type { ChargeKind, CreditedGroup, DeckPrices, MonthlyKind, StatedGroup } from './kind.ts';
export { passThrough };
