/** Balances as machines are told of them (SPEC 10): by `ledger balance --json`, and over the network. */
import { type Money, moneyText } from '../kernel/index.ts';
import type { Balance } from './store.ts';

const kroner = (value: bigint): string => moneyText(value as Money);

export const balanceListing = ({ account, nameDa, debit, credit }: Balance) => ({
  account,
  name: nameDa,
  debit: kroner(debit),
  credit: kroner(credit),
  balance: kroner(debit - credit),
});
