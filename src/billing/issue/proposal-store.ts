/**
 * SQL that records proposals of credit and what becomes of them (R10): raised and withdrawn by runs,
 * released and rejected by finance. The latest state counts; what is decided is decided elsewhere.
 */
import { insertRows, sql, type Tx, unfold } from '../../db/index.ts';
import type { Difference } from '../due/difference.ts';

export interface NewProposal extends Difference {
  readonly resellerId: string;
  readonly numbers: readonly number[];
}

/** Records proposals as open; returns their numbers. */
export async function insertProposals(
  tx: Tx,
  runId: bigint,
  batchId: bigint,
  proposals: readonly NewProposal[],
): Promise<bigint[]> {
  const columns = {
    reseller_id: 'text',
    customer_id: 'text',
    service_month: 'date',
    kind: 'text',
    key: 'text',
    amount_ore: 'bigint',
    cause: 'text',
    numbers: 'text',
  };
  const cells = proposals.map((p) => [
    p.resellerId,
    p.customerId,
    `${p.serviceMonth}-01`,
    p.kind,
    p.key,
    p.amount,
    p.cause,
    `{${p.numbers.join(',')}}`,
  ]);
  const { rows } = await sql<{ proposal_id: bigint }>`
    with made as (
      insert into takst.credit_proposal (reseller_id, customer_id, run_id, service_month, kind,
        key, amount_ore, cause, numbers)
      select p.reseller_id, p.customer_id, ${runId}, p.service_month, p.kind, p.key, p.amount_ore,
        p.cause, p.numbers::int[]
      from ${unfold(columns, cells)} as p(reseller_id, customer_id, service_month, kind, key,
        amount_ore, cause, numbers)
      returning reseller_id, customer_id, proposal_id)
    insert into takst.credit_proposal_state
      (reseller_id, customer_id, proposal_id, state, batch_id, reason)
    select reseller_id, customer_id, proposal_id, 'proposed', ${batchId}, '' from made
    returning proposal_id`.execute(tx.db);
  return rows.map((row) => row.proposal_id);
}

export interface ProposalState {
  readonly resellerId: string;
  readonly customerId: string;
  readonly proposalId: bigint;
  readonly state: 'withdrawn' | 'released' | 'rejected';
  readonly reason: string;
}

export async function insertProposalStates(
  tx: Tx,
  batchId: bigint,
  states: readonly ProposalState[],
): Promise<void> {
  const columns = {
    reseller_id: 'text',
    customer_id: 'text',
    proposal_id: 'bigint',
    state: 'text',
    batch_id: 'bigint',
    reason: 'text',
  };
  const cells = states.map((s) => [
    s.resellerId,
    s.customerId,
    s.proposalId,
    s.state,
    batchId,
    s.reason,
  ]);
  await insertRows(tx, 'credit_proposal_state', columns, cells);
}
