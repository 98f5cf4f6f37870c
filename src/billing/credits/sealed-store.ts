/**
 * SQL that reads decisions and credit notes again as they stand, batch by batch, for the comparison
 * with what the journal sealed of them (R43). Runs raise and withdraw proposals too: that is computed,
 * decided by nobody, and not sealed.
 */
import { sql, type Tx } from '../../db/index.ts';
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
