/** All kinds of charge there are, in the order in which their lines stand on a document. */
import { defineKinds } from '../../kernel/index.ts';
import type { ChargeKind } from './kind.ts';
import { licence } from './licence.ts';
import { usage } from './usage.ts';

export const chargeKinds = defineKinds<ChargeKind>([licence, usage]);
export type { ChargeKind, DeckPrices, StatedGroup } from './kind.ts';
