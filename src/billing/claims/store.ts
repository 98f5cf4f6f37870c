/**
 * All SQL of claims (R40): received, withdrawn, and what of each cost is still to be billed. What was
 * billed is read from the charges, so that a cost is never billed twice or beyond its amount.
 */
import { type Cell, insertRows, sql, type Tx } from '../../db/index.ts';
import { type LocalDate, type Money, ore } from '../../kernel/index.ts';
import type {
  Allocation,
  Claim,
  ClaimCost,
  ClaimDetails,
  ClaimDocument,
  CostName,
  VatScope,
} from './claim.ts';

export interface ClaimFilter {
  readonly resellerId?: string | undefined;
  readonly claimId?: bigint | undefined;
}

/** A claim as it is recorded, with the salt of the journal's commitments. */
export interface NewClaim extends ClaimDetails {
  readonly salt: Buffer;
}

export interface NewWithdrawal {
  readonly resellerId: string;
  readonly claimId: bigint;
  readonly reason: string;
  readonly salt: Buffer;
}

interface ClaimRow {
  batch_id: bigint;
  salt: Buffer;
  reseller_id: string;
  claim_id: bigint;
  claimant: string;
  reference: string;
  received_on: string;
  reason: string;
  withdrawn: string | null;
  costs: { cost: CostName; amount: string; vat: VatScope }[] | null;
  documents: { name: string; size: string; sha256: string }[] | null;
  allocations: { finding: string; amount: string }[] | null;
}

/** Claims in the order of their numbers, with costs, documents and shares. */
export async function listClaims(tx: Tx, filter: ClaimFilter = {}): Promise<Claim[]> {
  return (await readClaims(tx, filter)).map(claimOf);
}

/** What was recorded of claims and of withdrawals in these batches. */
export async function listStoredClaims(tx: Tx, batchIds: readonly bigint[]) {
  const claims = await readClaims(tx, { batchIds });
  const { rows } = await sql<{
    reseller_id: string;
    claim_id: bigint;
    reason: string;
    salt: Buffer;
    batch_id: bigint;
  }>`
    select * from takst.claim_withdrawal where batch_id = any(${batchIds.map(String)}::bigint[])
    order by claim_id`.execute(tx.db);
  return {
    claims: claims.map((row) => ({ ...claimOf(row), salt: row.salt, batchId: row.batch_id })),
    withdrawals: rows.map((row) => ({
      resellerId: row.reseller_id,
      claimId: row.claim_id,
      reason: row.reason,
      salt: row.salt,
      batchId: row.batch_id,
    })),
  };
}

async function readClaims(
  tx: Tx,
  filter: ClaimFilter & { readonly batchIds?: readonly bigint[] },
): Promise<ClaimRow[]> {
  const batches = filter.batchIds?.map(String) ?? null;
  const { rows } = await sql<ClaimRow>`
    select c.*, w.reason as withdrawn,
      (select json_agg(json_build_object('cost', cost, 'amount', amount_ore::text, 'vat', vat)
        order by cost) from takst.claim_cost k
        where k.reseller_id = c.reseller_id and k.claim_id = c.claim_id) as costs,
      (select json_agg(json_build_object('name', file_name, 'size', size_bytes::text,
        'sha256', encode(sha256, 'hex')) order by no) from takst.claim_document d
        where d.reseller_id = c.reseller_id and d.claim_id = c.claim_id) as documents,
      (select json_agg(json_build_object('finding', finding_id::text, 'amount', amount_ore::text)
        order by finding_id) from takst.claim_allocation a
        where a.reseller_id = c.reseller_id and a.claim_id = c.claim_id) as allocations
    from takst.claim c left join takst.claim_withdrawal w using (reseller_id, claim_id)
    where (${filter.resellerId ?? null}::text is null or c.reseller_id = ${filter.resellerId ?? null})
      and (${filter.claimId?.toString() ?? null}::bigint is null
        or c.claim_id = ${filter.claimId?.toString() ?? null}::bigint)
      and (${batches}::bigint[] is null or c.batch_id = any(${batches}::bigint[]))
    order by c.claim_id`.execute(tx.db);
  return rows;
}

const claimOf = (row: ClaimRow): Claim => ({
  claimId: row.claim_id,
  resellerId: row.reseller_id,
  claimant: row.claimant,
  reference: row.reference,
  receivedOn: row.received_on as LocalDate,
  reason: row.reason,
  withdrawn: row.withdrawn ?? undefined,
  costs: (row.costs ?? []).map(
    ({ cost, amount, vat }): ClaimCost => ({ cost, amount: ore(amount), vat }),
  ),
  documents: (row.documents ?? []).map(
    ({ name, size, sha256 }): ClaimDocument => ({
      fileName: name,
      sizeBytes: Number(size),
      sha256: Buffer.from(sha256, 'hex'),
    }),
  ),
  allocations: (row.allocations ?? []).map(
    ({ finding, amount }): Allocation => ({ findingId: BigInt(finding), amount: ore(amount) }),
  ),
});

/** Records a claim and returns its number. */
export async function insertClaim(tx: Tx, batchId: bigint, claim: NewClaim): Promise<bigint> {
  const { resellerId, claimant, reference, receivedOn, reason, salt } = claim;
  const { rows } = await sql<{ claim_id: bigint }>`
    insert into takst.claim (reseller_id, claimant, reference, received_on, reason, salt, batch_id)
    values (${resellerId}, ${claimant}, ${reference}, ${receivedOn}, ${reason}, ${salt}, ${batchId})
    returning claim_id`.execute(tx.db);
  const claimId = rows[0]?.claim_id ?? 0n;
  const key: Cell[] = [resellerId, claimId];
  const keyTypes = { reseller_id: 'text', claim_id: 'bigint' };
  const costs = claim.costs.map((c): Cell[] => [...key, c.cost, c.amount, c.vat]);
  const costTypes = { ...keyTypes, cost: 'text', amount_ore: 'bigint', vat: 'text' };
  await insertRows(tx, 'claim_cost', costTypes, costs);
  const documents = claim.documents.map((d, index): Cell[] => [
    ...key,
    index + 1,
    d.fileName,
    d.sizeBytes,
    d.sha256,
  ]);
  const fileTypes = { file_name: 'text', size_bytes: 'bigint', sha256: 'bytea' };
  await insertRows(tx, 'claim_document', { ...keyTypes, no: 'integer', ...fileTypes }, documents);
  const shares = claim.allocations.map((a): Cell[] => [...key, a.findingId, a.amount]);
  const shareTypes = { ...keyTypes, finding_id: 'bigint', amount_ore: 'bigint' };
  await insertRows(tx, 'claim_allocation', shareTypes, shares);
  return claimId;
}

export async function insertWithdrawal(tx: Tx, batchId: bigint, taken: NewWithdrawal) {
  await sql`insert into takst.claim_withdrawal (reseller_id, claim_id, reason, salt, batch_id)
    values (${taken.resellerId}, ${taken.claimId.toString()}::bigint, ${taken.reason}, ${taken.salt},
      ${batchId})`.execute(tx.db);
}

/** A cost with what is left of it to bill; the figures of the claim that its line states. */
export interface OpenCost {
  readonly resellerId: string;
  readonly claimId: bigint;
  readonly claimant: string;
  readonly reference: string;
  readonly receivedOn: LocalDate;
  readonly reason: string;
  readonly cost: CostName;
  readonly vat: VatScope;
  readonly amount: Money;
  readonly billed: Money;
  /** The invoice on which it stood last, where that was credited and so is billed anew (R10). */
  readonly credited: number | undefined;
  readonly findings: readonly bigint[];
  readonly documents: readonly string[];
}

/** The key under which a cost is charged. */
export const costKey = (claimId: bigint, cost: CostName): string => `${claimId} ${cost}`;

/**
 * Costs known at a cut-off whose charges do not come to their amount, in the order of claims. What
 * was withdrawn is left out whenever that was: only an unbilled claim can be, so nothing rests on it.
 * Charges of claims have no customer, by which they are found among all that was ever charged.
 */
export async function listOpenCosts(tx: Tx, upTo: bigint): Promise<OpenCost[]> {
  const { rows } = await sql<{
    reseller_id: string;
    claim_id: bigint;
    claimant: string;
    reference: string;
    received_on: string;
    reason: string;
    cost: CostName;
    vat: VatScope;
    amount: string;
    billed: string;
    credited: number | null;
    findings: string[] | null;
    documents: string[] | null;
  }>`
    select c.reseller_id, c.claim_id, c.claimant, c.reference, c.received_on, c.reason, k.cost,
      k.vat, k.amount_ore::text as amount, coalesce(b.amount, 0)::text as billed,
      case when b.credited = b.invoice then b.credited end as credited,
      (select array_agg(finding_id::text order by finding_id) from takst.claim_allocation a
        where a.reseller_id = c.reseller_id and a.claim_id = c.claim_id) as findings,
      (select array_agg(encode(sha256, 'hex') order by no) from takst.claim_document d
        where d.reseller_id = c.reseller_id and d.claim_id = c.claim_id) as documents
    from takst.claim c
    join takst.claim_cost k using (reseller_id, claim_id)
    left join takst.claim_withdrawal w on w.reseller_id = c.reseller_id
      and w.claim_id = c.claim_id
    left join (
      select reseller_id, key, sum(amount_ore) as amount, max(n.corrects) as credited,
        max(number) filter (where n.corrects is null) as invoice
      from takst.charge left join takst.credit_note n using (reseller_id, number)
      where customer_id = '' and kind = 'pass-through' group by reseller_id, key) b
      on b.reseller_id = c.reseller_id and b.key = c.claim_id || ' ' || k.cost
    where c.batch_id <= ${upTo.toString()}::bigint and w.claim_id is null
      and k.amount_ore <> coalesce(b.amount, 0)
    order by c.reseller_id, c.claim_id, k.cost`.execute(tx.db);
  return rows.map((row) => ({
    resellerId: row.reseller_id,
    claimId: row.claim_id,
    claimant: row.claimant,
    reference: row.reference,
    receivedOn: row.received_on as LocalDate,
    reason: row.reason,
    cost: row.cost,
    vat: row.vat,
    amount: ore(row.amount),
    billed: ore(row.billed),
    credited: row.credited ?? undefined,
    findings: (row.findings ?? []).map(BigInt),
    documents: row.documents ?? [],
  }));
}

/** Numbers of the documents on which a claim's costs stand; none where all of it was credited. */
export async function listBilledOn(
  tx: Tx,
  claims: readonly Pick<Claim, 'resellerId' | 'claimId'>[],
): Promise<Map<bigint, number[]>> {
  const resellers = claims.map((claim) => claim.resellerId);
  const { rows } = await sql<{ claim_id: string; numbers: number[] }>`
    select split_part(key, ' ', 1) as claim_id, array_agg(distinct number order by number) as numbers
    from takst.charge
    where customer_id = '' and kind = 'pass-through' and reseller_id = any(${[...new Set(resellers)]}::text[])
    group by 1 having sum(amount_ore) <> 0`.execute(tx.db);
  return new Map(rows.map((row) => [BigInt(row.claim_id), row.numbers]));
}

/** A claim that was withdrawn and stands among the drafts of a run, or on a document; its number. */
export async function findWithdrawnAmong(
  tx: Tx,
  table: 'draft_charge' | 'charge',
): Promise<bigint | undefined> {
  const { rows } = await sql<{ claim_id: bigint }>`
    select w.claim_id from takst.claim_withdrawal w
    join ${sql.table(`takst.${table}`)} c on c.reseller_id = w.reseller_id
      and c.customer_id = '' and c.kind = 'pass-through' and split_part(c.key, ' ', 1) = w.claim_id::text
    group by w.claim_id having sum(c.amount_ore) <> 0
    order by w.claim_id limit 1`.execute(tx.db);
  return rows[0]?.claim_id;
}
