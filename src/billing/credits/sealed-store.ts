/**
 * SQL that reads proposals, decisions and credit notes again as they stand, batch by batch, for the
 * comparison with what the journal sealed of them (R43).
 */
import { type SealBegin, sealedRows, sql, type Tx } from '../../db/index.ts';
import { ore } from '../../kernel/index.ts';
import type { Decision, NoteFigures } from './seal.ts';

type InBatch<T> = T & { readonly batchId: bigint };

export async function listStoredDecisions(
  tx: Tx,
  batchIds: readonly bigint[],
): Promise<InBatch<Decision>[]> {
  const { rows } = await sql<{
    reseller_id: string;
    proposal_id: bigint;
    state: Decision['state'];
    amount_ore: bigint;
    batch_id: bigint;
    released: { number: number; amount: string }[] | null;
  }>`
    select s.reseller_id, s.proposal_id, s.state, p.amount_ore, s.batch_id,
      (select json_agg(json_build_object('number', r.number, 'amount', r.amount_ore::text)
          order by r.number) from takst.credit_release r
        where r.reseller_id = s.reseller_id and r.customer_id = s.customer_id
          and r.proposal_id = s.proposal_id and r.batch_id = s.batch_id) as released
    from takst.credit_proposal_state s
    join takst.credit_proposal p using (reseller_id, customer_id, proposal_id)
    where s.batch_id = any(${batchIds.map(String)}::bigint[])
      and s.state in ('released', 'rejected')
    order by s.proposal_id`.execute(tx.db);
  return rows.map((row) => ({
    resellerId: row.reseller_id,
    proposalId: row.proposal_id,
    state: row.state,
    amount: ore(row.amount_ore),
    batchId: row.batch_id,
    released: (row.released ?? []).map(({ number, amount }) => ({ number, amount: ore(amount) })),
  }));
}

export async function listStoredNotes(
  tx: Tx,
  batchIds: readonly bigint[],
): Promise<InBatch<NoteFigures>[]> {
  const { rows } = await sql<{
    reseller_id: string;
    number: number;
    corrects: number;
    net_ore: bigint;
    vat_ore: bigint;
    batch_id: bigint;
  }>`
    select n.*, d.net_ore, d.vat_ore from takst.credit_note n
    join takst.document d using (reseller_id, number)
    where n.batch_id = any(${batchIds.map(String)}::bigint[]) order by n.number`.execute(tx.db);
  return rows.map((row) => ({
    resellerId: row.reseller_id,
    number: row.number,
    corrects: row.corrects,
    net: ore(row.net_ore),
    vat: ore(row.vat_ore),
    batchId: row.batch_id,
  }));
}

/** One thing that a batch said of a proposal, as it is sealed. */
export interface Recorded {
  readonly batchId: bigint;
  readonly resellerId: string;
  readonly cells: readonly (string | null)[];
}

/**
 * What an open batch says of proposals, or all batches whose word is sealed: each state with the proposal
 * that it is of, and what was released by which credit note. Amounts in øre.
 */
export async function listRecorded(tx: Tx, begin: SealBegin, own?: bigint): Promise<Recorded[]> {
  const { batch, which } = sealedRows(begin, own);
  const { rows } = await sql<{
    sealed: bigint;
    reseller_id: string;
    cells: (string | null)[];
  }>`
    select sealed, reseller_id, cells from (
      select ${batch} as sealed, s.reseller_id, s.batch_id, s.proposal_id, s.customer_id, 0 as number,
        array[s.batch_id::text, s.proposal_id::text, s.customer_id, s.state, s.reason,
          p.run_id::text, to_char(p.service_month, 'YYYY-MM'), p.kind, p.key, p.amount_ore::text,
          p.cause, array_to_string(p.numbers, ' ')] as cells
      from (select * from takst.credit_proposal_state where ${which}) s
      left join takst.credit_proposal p using (reseller_id, customer_id, proposal_id)
      union all
      select ${batch}, reseller_id, batch_id, proposal_id, customer_id, number,
        array[batch_id::text, proposal_id::text, customer_id, 'credit-note', number::text,
          amount_ore::text]
      from takst.credit_release where ${which}) recorded
    order by sealed, reseller_id, batch_id, proposal_id, customer_id, number`.execute(tx.db);
  return rows.map((r) => ({ batchId: r.sealed, resellerId: r.reseller_id, cells: r.cells }));
}

/** The first proposal with a credit note of a batch in which it was not released. */
export async function findUndecidedRelease(tx: Tx): Promise<bigint | undefined> {
  const { rows } = await sql<{ proposal_id: bigint }>`
    select r.proposal_id from takst.credit_release r
    left join takst.credit_proposal_state s on s.reseller_id = r.reseller_id
      and s.customer_id = r.customer_id and s.proposal_id = r.proposal_id
      and s.batch_id = r.batch_id and s.state = 'released'
    where s.state is null order by r.proposal_id limit 1`.execute(tx.db);
  return rows[0]?.proposal_id;
}
