/**
 * The SQL that reads findings: of the rows that observe, assign and end one, the latest counts, as
 * known now or at a cut-off. They are written by record-store.ts.
 */
import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '../../../db/index.ts';
import {
  type CustomerId,
  customerId,
  employeeId,
  type Instant,
  type LocalDate,
  localDate,
  type Money,
  ore,
  type ResellerId,
  resellerId,
} from '../../../kernel/index.ts';
import type { LicenceClass } from '../../classify.ts';
import type { Strength } from '../../exports/evidence.ts';
import type { GradeLevel } from '../compare/grade.ts';
import type { DisagreementType, Ending } from '../kinds/index.ts';
import type { Finding, FindingState, FindingStateName, Observation } from './finding.ts';

export interface FindingFilter {
  readonly findingIds?: readonly bigint[] | undefined;
  readonly customerIds?: readonly CustomerId[] | undefined;
  readonly resellerId?: ResellerId | undefined;
  readonly type?: DisagreementType | undefined;
  readonly states?: readonly FindingStateName[] | undefined;
  /** The highest batch that counts; all when absent. */
  readonly upTo?: bigint | undefined;
}

export interface ObservationColumns {
  file_id: bigint | null;
  declared: string;
  declared_class: LicenceClass | '';
  evidenced: string;
  evidenced_class: LicenceClass | '';
  since: string | null;
  per_month_ore: bigint | null;
  total_ore: bigint | null;
  strength: Strength | '';
  as_of: string | null;
  grade: GradeLevel;
  observed_at: Instant;
}

export interface StateColumns {
  state: FindingStateName;
  ending: Ending | 'waiver' | '';
  reference: string;
  at: Instant;
  by: string;
  reason: string;
}

interface FindingColumns extends ObservationColumns, StateColumns {
  reseller_id: string;
  customer_id: string;
  finding_id: bigint;
  type: DisagreementType;
  employee_id: string;
  subject: string;
  raised_at: Instant;
  batch_id: bigint;
  owner: string;
  due_on: string;
}

/** Findings as they stand, in the order of their numbers. */
export async function listFindings(tx: Tx, filter: FindingFilter = {}): Promise<Finding[]> {
  const { findingIds, customerIds, resellerId: reseller, type, states, upTo } = filter;
  const known = upTo === undefined ? sql`true` : sql`batch_id <= ${upTo.toString()}::bigint`;
  const latest = (table: string): RawBuilder<unknown> => sql`lateral (
    select * from ${sql.table(`takst.${table}`)} where finding_id = f.finding_id and ${known}
    order by batch_id desc limit 1)`;
  const where = [
    findingIds && sql`f.finding_id = any(${findingIds.map(String)}::bigint[])`,
    customerIds && sql`f.customer_id = any(${customerIds}::text[])`,
    reseller !== undefined && sql`f.reseller_id = ${reseller}`,
    type && sql`f.type = ${type}`,
    states && sql`s.state = any(${states}::text[])`,
    upTo !== undefined && sql`f.batch_id <= ${upTo.toString()}::bigint`,
  ].filter((condition) => !!condition);
  const { rows } = await sql<FindingColumns>`
    select f.reseller_id, f.customer_id, f.finding_id, f.type, f.employee_id, f.subject,
      f.raised_at, f.batch_id, a.owner, a.due_on, s.state, s.ending, s.reference, s.at, s.by,
      s.reason, ${observationColumns}
    from takst.finding f
    join ${latest('finding_observation')} o on true
    join ${latest('finding_state')} s on true
    join ${latest('finding_assignment')} a on true
    where ${where.length > 0 ? sql.join(where, sql` and `) : sql`true`}
    order by f.finding_id`.execute(tx.db);
  return rows.map(findingOf);
}

const observationColumns = sql.raw(
  'o.file_id, o.declared, o.declared_class, o.evidenced, o.evidenced_class, o.since, ' +
    'o.per_month_ore, o.total_ore, o.strength, o.as_of, o.grade, o.observed_at',
);

const findingOf = (row: FindingColumns): Finding => ({
  findingId: row.finding_id,
  resellerId: resellerId(row.reseller_id),
  customerId: customerId(row.customer_id),
  type: row.type,
  employeeId: row.employee_id === '' ? undefined : employeeId(row.employee_id),
  subject: row.subject,
  raisedAt: row.raised_at,
  batchId: row.batch_id,
  owner: row.owner,
  dueOn: localDate(row.due_on),
  state: row.state,
  ended: stateOf(row),
  ...observationOf(row),
});

export const stateOf = (row: StateColumns): FindingState => ({
  state: row.state,
  ending: row.ending || undefined,
  reference: row.reference,
  at: row.at,
  by: row.by,
  reason: row.reason,
});

export const observationOf = (row: ObservationColumns): Observation => ({
  fileId: row.file_id ?? undefined,
  declared: row.declared,
  declaredClass: row.declared_class,
  evidenced: row.evidenced,
  evidencedClass: row.evidenced_class,
  since: (row.since ?? undefined) as LocalDate | undefined,
  perMonth: moneyIn(row.per_month_ore),
  total: moneyIn(row.total_ore),
  strength: row.strength || undefined,
  asOf: (row.as_of ?? undefined) as LocalDate | undefined,
  grade: row.grade,
  observedAt: row.observed_at,
});

const moneyIn = (value: bigint | null): Money | undefined =>
  value === null ? undefined : ore(value);

/** Everything that was written about one finding, oldest first. */
export interface FindingHistory {
  readonly observations: readonly Observation[];
  readonly states: readonly FindingState[];
}

export async function listHistory(tx: Tx, findingId: bigint): Promise<FindingHistory> {
  const id = findingId.toString();
  const observed = await sql<ObservationColumns>`
    select ${observationColumns} from takst.finding_observation o
    where o.finding_id = ${id}::bigint order by o.batch_id`.execute(tx.db);
  const states = await sql<StateColumns>`
    select state, ending, reference, at, by, reason from takst.finding_state
    where finding_id = ${id}::bigint order by batch_id`.execute(tx.db);
  return { observations: observed.rows.map(observationOf), states: states.rows.map(stateOf) };
}
