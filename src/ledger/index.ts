/** The ledger: append-only double entry in hash chains, one a reseller. */
export {
  closeMonth,
  loadChart,
  lockClosedMonths,
  openChains,
  refuseClosedMonth,
} from './actions.ts';
export type { ChainHead } from './chain.ts';
export type { ChartAccount } from './chart.ts';
export { balanceListing } from './listing.ts';
export { type Entry, type Posting, postingsOf } from './posting.ts';
export { verifyClosings } from './seal.ts';
export { type Balance, listBalances, listChart, loadHeads } from './store.ts';
export { type ChainReport, verifyChains } from './verify.ts';
