/**
 * SQL of judgements: what was known when records were judged, and which of those that wait can be judged
 * otherwise now. Facts of each kind have batch numbers in the order of their commits, since each kind
 * is recorded under a lock of its own; so one number a kind tells what was known.
 */
import { sql, type Tx, unfold } from '../../db/index.ts';
import { listDecks } from '../../rating/index.ts';
import { listCustomers, listLastChanges } from '../../register/index.ts';
import { retriedCodes } from '../mediation/mediate.ts';
import type { CustomerFacts, KnownFacts } from './judgement.ts';

/** What is known now, of all and by customer. Read before the directory, so that it never says more. */
export async function loadKnownFacts(
  tx: Tx,
): Promise<KnownFacts & { readonly customers: readonly CustomerFacts[] }> {
  const changes = await listLastChanges(tx);
  const decks = await listDecks(tx);
  const deckOf = new Map(decks.map(({ plan, batchId }) => [plan, batchId]));
  const customers = [...(await listCustomers(tx)).values()].map(({ customerId, pricePlan }) => ({
    customerId,
    register: changes.get(customerId) ?? 0n,
    rates: deckOf.get(pricePlan) ?? 0n,
  }));
  const { rows } = await sql<{ last: bigint }>`
    select coalesce(max(batch_id), 0) as last from takst.call_source`.execute(tx.db);
  return {
    register: highest(changes.values()),
    rates: highest(deckOf.values()),
    sources: rows[0]?.last ?? 0n,
    customers,
  };
}

function highest(numbers: Iterable<bigint>): bigint {
  let most = 0n;
  for (const number of numbers) if (number > most) most = number;
  return most;
}

/** Keeps what a batch knew; `code` is what a retry was limited to, null for an import. */
export async function insertJudgement(
  tx: Tx,
  batchId: bigint,
  code: string | null,
  known: KnownFacts,
): Promise<void> {
  await sql`
    insert into takst.call_judgement (batch_id, code, register_batch, rates_batch, source_batch)
    values (${batchId.toString()}::bigint, ${code}, ${known.register.toString()}::bigint,
      ${known.rates.toString()}::bigint, ${known.sources.toString()}::bigint)`.execute(tx.db);
}

export interface Retriable {
  /** The records that can be judged otherwise now, or all of them where that was asked. */
  readonly ids: readonly bigint[];
  /** How many wait for a cause that has not changed. */
  readonly unchanged: number;
}

/** Among the open records that a fix can settle, those that something has happened to since. */
export async function findRetriable(
  tx: Tx,
  known: { readonly customers: readonly CustomerFacts[] } & KnownFacts,
  { code, all }: { readonly code: string | undefined; readonly all: boolean },
): Promise<Retriable> {
  const customers = unfold(
    { customer_id: 'text', register: 'bigint', rates: 'bigint' },
    known.customers.map((it) => [it.customerId, it.register, it.rates]),
  );
  const { rows } = await sql<{ quarantine_id: bigint | null; waiting: bigint }>`
    with waiting as (
      select q.quarantine_id, q.code, q.customer_id, q.file_source, q.batch_id
      from takst.quarantine q
      where not exists (select from takst.quarantine_settled s
          where s.reseller_id = q.reseller_id and s.quarantine_id = q.quarantine_id)
        and ${code === undefined ? anyRetried : sql`q.code = ${code}`}),
    judged as (
      select w.*, greatest(i.register_batch, r.register_batch, -1) as register,
        greatest(i.rates_batch, r.rates_batch, -1) as rates,
        greatest(i.source_batch, r.source_batch, -1) as sources
      from waiting w
      left join takst.call_judgement i on i.batch_id = w.batch_id
      left join lateral (select * from takst.call_judgement p
        where p.batch_id > w.batch_id and p.code in ('', w.code)
        order by p.batch_id desc limit 1) r on true),
    changed as (
      select j.quarantine_id from judged j
      left join ${customers} as c (customer_id, register, rates) using (customer_id)
      where ${all} or exists (select from takst.call_source s
          where s.source = j.file_source and s.batch_id > j.sources)
        or (j.code not like 'unreadable.%' and case when j.customer_id = ''
          then ${known.register.toString()}::bigint > j.register
            or ${known.rates.toString()}::bigint > j.rates
          else c.register > j.register or c.rates > j.rates end))
    select (select count(*) from waiting) as waiting, quarantine_id
    from (select) one left join changed on true order by quarantine_id`.execute(tx.db);
  const ids = rows.flatMap(({ quarantine_id: id }) => (id === null ? [] : [id]));
  return { ids, unchanged: Number(rows[0]?.waiting ?? 0n) - ids.length };
}

const anyRetried = sql`(q.code = any(${[...retriedCodes]}::text[]) or q.code like 'unreadable.%')`;
