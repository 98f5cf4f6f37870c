/**
 * The SQL that writes findings: raised once, then observed, assigned and ended by further rows, never
 * changed. All rows of a finding are filed under the reseller for whom it was raised.
 */
import { sql } from 'kysely';
import { type Cell, insertRows, type Tx, unfold } from '../../../db/index.ts';
import type {
  CustomerId,
  EmployeeId,
  Instant,
  LocalDate,
  ResellerId,
} from '../../../kernel/index.ts';
import type { DisagreementType } from '../kinds/index.ts';
import type { Finding, FindingState, Observation } from './finding.ts';

/** What a finding is known by, before it has its number. */
export interface NewFinding {
  readonly resellerId: ResellerId;
  readonly customerId: CustomerId;
  readonly type: DisagreementType;
  readonly employeeId: EmployeeId | undefined;
  readonly subject: string;
}
/** A finding that has one. */
export type Numbered = Pick<Finding, 'resellerId' | 'customerId' | 'findingId'>;
export type NumberedFinding = NewFinding & Numbered & Pick<Finding, 'raisedAt'>;

/** Raises findings; their numbers, in the order given. */
export async function insertFindings(
  tx: Tx,
  batchId: bigint,
  raisedAt: Instant,
  findings: readonly NewFinding[],
): Promise<bigint[]> {
  if (findings.length === 0) return [];
  const types = {
    reseller_id: 'text',
    customer_id: 'text',
    type: 'text',
    employee_id: 'text',
    subject: 'text',
  };
  const names = sql.join(Object.keys(types).map((name) => sql.ref(name)));
  const rows = findings.map((f) => [
    ...[f.resellerId, f.customerId, f.type],
    ...[f.employeeId ?? '', f.subject],
  ]);
  const inserted = await sql<{ finding_id: bigint }>`
    insert into takst.finding (${names}, raised_at, batch_id)
    select ${names}, ${raisedAt}, ${batchId.toString()}::bigint
    from ${unfold(types, rows)} with ordinality as given (${names}, place) order by place
    returning finding_id`.execute(tx.db);
  return inserted.rows.map((row) => row.finding_id).sort((a, b) => (a < b ? -1 : 1));
}

const keyTypes = {
  reseller_id: 'text',
  customer_id: 'text',
  finding_id: 'bigint',
  batch_id: 'bigint',
};
const keyCells = (batchId: bigint, it: Numbered): Cell[] => [
  it.resellerId,
  it.customerId,
  it.findingId,
  batchId,
];

/** A look with the salt under which its words are sealed. */
export type SaltedObservation = Observation & { readonly salt: Buffer };

export async function insertObservations(
  tx: Tx,
  batchId: bigint,
  observed: readonly (readonly [Numbered, SaltedObservation])[],
) {
  const types = {
    ...keyTypes,
    file_id: 'bigint',
    declared: 'text',
    declared_class: 'text',
    evidenced: 'text',
    evidenced_class: 'text',
    since: 'date',
    per_month_ore: 'bigint',
    total_ore: 'bigint',
    strength: 'text',
    as_of: 'date',
    grade: 'text',
    observed_at: 'timestamptz',
    salt: 'bytea',
  };
  const cells = ([finding, it]: readonly [Numbered, SaltedObservation]): Cell[] => [
    ...keyCells(batchId, finding),
    it.fileId ?? null,
    it.declared,
    it.declaredClass,
    it.evidenced,
    it.evidencedClass,
    it.since ?? null,
    it.perMonth ?? null,
    it.total ?? null,
    it.strength ?? '',
    it.asOf ?? null,
    it.grade,
    it.observedAt,
    it.salt,
  ];
  await insertRows(tx, 'finding_observation', types, observed.map(cells));
}

/** A state with the salt under which its author and reason are sealed. */
export type SaltedState = FindingState & { readonly salt: Buffer };

export async function insertStates(
  tx: Tx,
  batchId: bigint,
  states: readonly (readonly [Numbered, SaltedState])[],
) {
  const types = {
    ...keyTypes,
    state: 'text',
    ending: 'text',
    reference: 'text',
    at: 'timestamptz',
    by: 'text',
    reason: 'text',
    salt: 'bytea',
  };
  const cells = ([finding, it]: readonly [Numbered, SaltedState]): Cell[] => [
    ...keyCells(batchId, finding),
    it.state,
    it.ending ?? '',
    it.reference,
    it.at,
    it.by,
    it.reason,
    it.salt,
  ];
  await insertRows(tx, 'finding_state', types, states.map(cells));
}

/** Who has to see to a finding, and until when. */
export interface Assignment {
  readonly owner: string;
  readonly dueOn: LocalDate;
  readonly at: Instant;
  readonly salt: Buffer;
}

export async function insertAssignments(
  tx: Tx,
  batchId: bigint,
  assigned: readonly (readonly [Numbered, Assignment])[],
) {
  const types = { ...keyTypes, owner: 'text', due_on: 'date', at: 'timestamptz', salt: 'bytea' };
  const cells = ([finding, it]: readonly [Numbered, Assignment]): Cell[] => [
    ...keyCells(batchId, finding),
    it.owner,
    it.dueOn,
    it.at,
    it.salt,
  ];
  await insertRows(tx, 'finding_assignment', types, assigned.map(cells));
}
