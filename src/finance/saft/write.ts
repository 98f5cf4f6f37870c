/**
 * Writing the ledger of a period as SAF-T, piece by piece from one view of it. It hands nothing over
 * that the ledger does not hold, and records nothing: the same period gives the same transactions.
 */
import type { Database } from '../../db/index.ts';
import type { LocalDate } from '../../kernel/index.ts';
import { financeRefusal } from '../refusal.ts';
import {
  type SaftCompany,
  type SaftTotals,
  saftEnd,
  saftHead,
  saftJournal,
  saftJournalEnd,
  saftTransaction,
} from './audit-file.ts';
import { listAccounts, loadTotals, type Period, readTransactions } from './store.ts';

export interface SaftWish extends Period {
  readonly company: SaftCompany;
  /** Of this program. */
  readonly version: string;
  readonly createdOn: LocalDate;
}

/** Refuses a period without transactions, of which there is no valid file. */
export async function writeSaft(
  database: Database,
  wish: SaftWish,
  take: (piece: string) => Promise<void>,
): Promise<SaftTotals> {
  return database.transaction(
    'writer',
    async (tx) => {
      const totals = await loadTotals(tx, wish);
      if (totals.transactions === 0) {
        throw financeRefusal('saft-empty', { from: wish.from, to: wish.to });
      }
      await take(saftHead({ ...wish, totals, accounts: await listAccounts(tx, wish) }));
      let journal: string | undefined;
      for await (const page of readTransactions(tx, wish)) {
        for (const it of page) {
          if (it.resellerId !== journal) {
            await take(
              `${journal === undefined ? '' : saftJournalEnd}${saftJournal(it.resellerId)}`,
            );
            journal = it.resellerId;
          }
          await take(saftTransaction(it));
        }
      }
      await take(`${saftJournalEnd}${saftEnd}`);
      return totals;
    },
    { isolation: 'repeatable read', readOnly: true },
  );
}
