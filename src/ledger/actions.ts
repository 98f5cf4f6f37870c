/**
 * What the ledger does: appends entries to their chains, closes months, takes in the chart of
 * accounts. Appending happens in the caller's transaction, since a document and its postings are
 * one fact.
 */
import { type Actor, advisoryXactLock, type Database, openBatch, type Tx } from '../db/index.ts';
import {
  endOfMonth,
  faultText,
  type LocalDate,
  type Month,
  monthOfDate,
  shownInstant,
} from '../kernel/index.ts';
import { type ChainHead, EMPTY_CHAIN, type Link, linkAfter } from './chain.ts';
import { type ChartAccount, differenceOf, readChart } from './chart.ts';
import * as closings from './closing-store.ts';
import type { Entry } from './posting.ts';
import { ledgerRefusal } from './refusal.ts';
import { sealClosing } from './seal.ts';
import * as store from './store.ts';

/**
 * Refuses an accounting date in a closed month (R24), before there is anything to lose. A month may
 * still be closed afterwards: what is appended is asked again.
 */
export async function refuseClosedMonth(tx: Tx, date: LocalDate): Promise<void> {
  refuseClosed(await closings.listClosedMonths(tx), [date]);
}

function refuseClosed(closed: readonly closings.ClosedMonth[], dates: Iterable<LocalDate>): void {
  if (closed.length === 0) return;
  const byMonth = new Map(closed.map((it) => [it.month, it]));
  for (const date of dates) {
    const closing = byMonth.get(monthOfDate(date));
    if (!closing) continue;
    const facts = { month: closing.month, closedAt: shownInstant(closing.closedAt) };
    throw ledgerRefusal('month-closed', facts);
  }
}

/** The closed months; takes the ledger's lock, so that no other is closed until the transaction ends. */
export async function lockClosedMonths(tx: Tx): Promise<ReadonlySet<Month>> {
  await advisoryXactLock(tx, 'ledger', 'exclusive');
  return new Set((await closings.listClosedMonths(tx)).map(({ month }) => month));
}

/**
 * A writer at the end of these resellers' chains. Takes the ledger's lock until the transaction
 * ends, so that two writers never follow the same head, and no month is closed in between; appending
 * is set-based, and refuses an entry dated in a closed month (R24).
 */
export async function openChains(tx: Tx, resellerIds: readonly string[]) {
  await advisoryXactLock(tx, 'ledger', 'exclusive');
  const heads = await store.loadHeads(tx, resellerIds);
  const closed = await closings.listClosedMonths(tx);
  const append = async (entries: readonly Entry[]): Promise<void> => {
    refuseClosed(closed, new Set(entries.map((entry) => entry.accountingDate)));
    const links: Link[] = [];
    for (const entry of entries) {
      const head: ChainHead = heads.get(entry.resellerId) ?? EMPTY_CHAIN;
      const link = linkAfter(head, entry);
      heads.set(entry.resellerId, link);
      links.push(link);
    }
    await store.insertLinks(tx, links);
  };
  return { append };
}

/** Closes a month that has ended (R24): no posting gets an accounting date in it afterwards. */
export async function closeMonth(database: Database, month: Month, actor: Actor) {
  if (endOfMonth(month) > actor.now) throw ledgerRefusal('month-open', { month });
  return database.transaction('writer', async (tx) => {
    await advisoryXactLock(tx, 'ledger', 'exclusive');
    const closed = await closings.listClosedMonths(tx);
    const already = closed.find((c) => c.month === month);
    if (already) {
      const { closedBy, closedAt } = already;
      throw ledgerRefusal('closed-already', { month, closedBy, closedAt: shownInstant(closedAt) });
    }
    const batch = await openBatch(tx, actor, { kind: 'close', sourceName: month });
    // Whoever got the lock first may have begun later: nothing in a closed month is younger than its closing.
    const last = await closings.findLastRecorded(tx, month);
    const closedAt = last && last > actor.now ? last : actor.now;
    const closing = { month, closedAt, closedBy: actor.by };
    await closings.insertClosedMonth(tx, batch, closing);
    await sealClosing(tx, batch);
    return closing;
  });
}

/**
 * Takes in the accounts of a chart file that are not known yet (R23), and says how many. Refuses a
 * file with faults, and one that says something else of a known account: postings refer to it.
 */
export async function loadChart(
  database: Database,
  file: { readonly name: string; readonly text: string },
  actor: Actor,
): Promise<number> {
  const { accounts, faults } = readChart(file.text, file.name);
  if (faults.length > 0) {
    throw ledgerRefusal('chart-faulty', { faults: faults.map(faultText).join('; ') });
  }
  const find = async (tx: Tx) => newAccounts(await store.listChart(tx), accounts, file.name);
  // Accounts never change or go, so a file that brings none needs to wait for nobody.
  const seen = await database.transaction('writer', find, { readOnly: true });
  if (seen.length === 0) return 0;
  return database.transaction('writer', async (tx) => {
    await advisoryXactLock(tx, 'register', 'exclusive');
    const fresh = await find(tx);
    if (fresh.length === 0) return 0;
    const batch = await openBatch(tx, actor, { kind: 'catalogue', sourceName: file.name });
    await store.insertChart(tx, batch, fresh);
    return fresh.length;
  });
}

function newAccounts(
  known: readonly ChartAccount[],
  said: readonly ChartAccount[],
  file: string,
): ChartAccount[] {
  const byName = new Map(known.map((account) => [account.account, account]));
  return said.filter((account) => {
    const before = byName.get(account.account);
    const difference = before ? differenceOf(before, account) : '';
    if (difference) {
      throw ledgerRefusal('chart-changed', { account: account.account, file, difference });
    }
    return !before;
  });
}
