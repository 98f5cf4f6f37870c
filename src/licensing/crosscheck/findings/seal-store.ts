/**
 * The SQL that reads findings as they were written, batch by batch, for comparing them with what the
 * journal sealed of them: rows with their salts, in no way put together. It writes nothing.
 */
import { sql } from 'kysely';
import type { Tx } from '../../../db/index.ts';
import type {
  CustomerId,
  EmployeeId,
  Instant,
  LocalDate,
  ResellerId,
} from '../../../kernel/index.ts';
import type { DisagreementType } from '../kinds/index.ts';
import {
  type ObservationColumns,
  observationOf,
  type StateColumns,
  stateOf,
} from './finding-store.ts';
import type {
  Assignment,
  Numbered,
  NumberedFinding,
  SaltedObservation,
  SaltedState,
} from './record-store.ts';

export interface InBatch<Row> {
  readonly batchId: bigint;
  readonly row: Row;
}

/** By what makes a row the same in all four tables: whose it is, and its batch. */
type Rows<Row> = Map<string, InBatch<Row & Numbered>>;

export interface RowsOfBatches {
  readonly findings: Rows<NumberedFinding>;
  readonly looks: Rows<SaltedObservation>;
  readonly states: Rows<SaltedState>;
  readonly assignments: Rows<Assignment>;
}

interface KeyColumns {
  reseller_id: string;
  customer_id: string;
  finding_id: bigint;
  batch_id: bigint;
}

/** Everything that was written about findings in some batches. */
export async function listRowsOfBatches(
  tx: Tx,
  batchIds: readonly bigint[],
): Promise<RowsOfBatches> {
  const read = async <Columns, Row>(table: string, rowOf: (row: Columns) => Row) => {
    const { rows } = await sql<Columns & KeyColumns>`
      select * from ${sql.table(`takst.${table}`)}
      where batch_id = any(${batchIds.map(String)}::bigint[]) order by finding_id`.execute(tx.db);
    return new Map(rows.map((row) => [keyOf(row), inBatch(row, rowOf(row))]));
  };
  return {
    findings: await read('finding', findingOf),
    looks: await read('finding_observation', (row: ObservationColumns & Salted) => ({
      ...observationOf(row),
      salt: row.salt,
    })),
    states: await read('finding_state', (row: StateColumns & Salted) => ({
      ...stateOf(row),
      salt: row.salt,
    })),
    assignments: await read('finding_assignment', assignmentOf),
  };
}

interface Salted {
  salt: Buffer;
}

const keyOf = (row: KeyColumns): string =>
  JSON.stringify([row.reseller_id, row.customer_id, `${row.finding_id}`, `${row.batch_id}`]);

const inBatch = <Row>(key: KeyColumns, row: Row): InBatch<Row & Numbered> => ({
  batchId: key.batch_id,
  row: {
    ...row,
    resellerId: key.reseller_id as ResellerId,
    customerId: key.customer_id as CustomerId,
    findingId: key.finding_id,
  },
});

const findingOf = (row: {
  type: DisagreementType;
  employee_id: string;
  subject: string;
  raised_at: Instant;
}) => ({
  type: row.type,
  employeeId: (row.employee_id || undefined) as EmployeeId | undefined,
  subject: row.subject,
  raisedAt: row.raised_at,
});

const assignmentOf = (row: { owner: string; due_on: string; at: Instant } & Salted) => ({
  owner: row.owner,
  dueOn: row.due_on as LocalDate,
  at: row.at,
  salt: row.salt,
});
