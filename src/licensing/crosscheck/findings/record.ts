/**
 * Writes down what a cross-check came to: what is new is raised with an owner and a day, what looks
 * otherwise is observed again, what ended is settled. Each becomes a fact of the journal, in which
 * names and reasons stand as commitments only. Nothing is written where nothing has changed.
 */
import { randomBytes } from 'node:crypto';
import type { Actor, JournalFact, Tx } from '../../../db/index.ts';
import type { CustomerCheck } from '../compare/facts.ts';
import { loadChanges } from './change-store.ts';
import {
  dueAfter,
  type Finding,
  looksOtherwise,
  type Observation,
  observationOf,
} from './finding.ts';
import { listFindings } from './finding-store.ts';
import { noChanges, type Reconciliation, reconcile } from './reconcile.ts';
import {
  type Assignment,
  insertAssignments,
  insertFindings,
  insertObservations,
  insertStates,
  type NewFinding,
  type Numbered,
  type SaltedState,
} from './record-store.ts';
import { assignedSeal, observedSeal, raisedSeal, stateSeal } from './seal.ts';

/** The batch of a change: opened by whoever asks first, so that an unchanged world opens none. */
export interface Recording {
  batch(): Promise<bigint>;
  /** Sealed at the end, in order. */
  readonly facts: JournalFact[];
  readonly actor: Actor;
}

export interface FindingChanges {
  readonly raised: number;
  readonly observed: number;
  readonly settled: readonly { readonly findingId: bigint; readonly reference: string }[];
  readonly reopened: readonly { readonly findingId: bigint; readonly why: string }[];
}

export async function recordCheck(
  tx: Tx,
  recording: Recording,
  check: CustomerCheck,
): Promise<FindingChanges> {
  const { customerId, disagreements } = check;
  const states = ['open', 'waived'] as const;
  const known = await listFindings(tx, { customerIds: [customerId], states });
  const changes = known.length > 0 ? await loadChanges(tx, customerId) : noChanges;
  const outcome = reconcile(known, disagreements, changes);
  await raise(tx, recording, check, outcome);
  const observed = await observe(tx, recording, outcome);
  await end(tx, recording, outcome);
  return {
    raised: outcome.raised.length,
    observed,
    settled: outcome.settled.map(({ finding: { findingId }, reference }) => ({
      findingId,
      reference,
    })),
    reopened: outcome.reopened.map(({ finding: { findingId }, why }) => ({ findingId, why })),
  };
}

async function raise(
  tx: Tx,
  { batch, facts, actor: { now, by } }: Recording,
  { resellerId, customerId }: CustomerCheck,
  { raised }: Reconciliation,
): Promise<void> {
  if (raised.length === 0) return;
  const batchId = await batch();
  const about = raised.map(({ type, employeeId, subject }) => {
    return { resellerId, customerId, type, employeeId, subject };
  });
  const ids = await insertFindings(tx, batchId, now, about);
  const rows = raised.map((it, index) => ({
    finding: { ...(about[index] as NewFinding), findingId: ids[index] ?? 0n, raisedAt: now },
    look: salted(observationOf(it, now)),
    state: salted({ ...OPEN, at: now, by }),
    assignment: assigned(resellerId, dueAfter(now), now),
  }));
  const looks = rows.map(({ finding, look }) => [finding, look] as const);
  const states = rows.map(({ finding, state }) => [finding, state] as const);
  const assignments = rows.map(({ finding, assignment }) => [finding, assignment] as const);
  await insertObservations(tx, batchId, looks);
  await insertStates(tx, batchId, states);
  await insertAssignments(tx, batchId, assignments);
  for (const row of rows) facts.push(raisedSeal(row));
}

const OPEN = { state: 'open', ending: undefined, reference: '', reason: '' } as const;

export const assigned = (owner: string, dueOn: Assignment['dueOn'], at: Date): Assignment => ({
  owner,
  dueOn,
  at,
  salt: randomBytes(16),
});

/** A row with the salt under which its words are sealed. */
export const salted = <Row extends object>(row: Row): Row & { readonly salt: Buffer } => ({
  ...row,
  salt: randomBytes(16),
});

async function observe(
  tx: Tx,
  { batch, facts, actor: { now } }: Recording,
  { again }: Reconciliation,
): Promise<number> {
  const changed = again.flatMap(({ finding, disagreement }) => {
    const look = observationOf(disagreement, now);
    return looksOtherwise(lookOf(finding), look) ? [[finding, salted(look)] as const] : [];
  });
  if (changed.length === 0) return 0;
  await insertObservations(tx, await batch(), changed);
  for (const [finding, look] of changed) facts.push(observedSeal(finding, look));
  return changed.length;
}

/** The last observation of a finding, in the order of fields in which it is compared. */
const lookOf = (finding: Finding): Observation => ({
  fileId: finding.fileId,
  declared: finding.declared,
  declaredClass: finding.declaredClass,
  evidenced: finding.evidenced,
  evidencedClass: finding.evidencedClass,
  since: finding.since,
  perMonth: finding.perMonth,
  total: finding.total,
  strength: finding.strength,
  asOf: finding.asOf,
  grade: finding.grade,
  observedAt: finding.observedAt,
});

/** What ended is settled; what opens again keeps its owner and gets three working days anew. */
async function end(
  tx: Tx,
  recording: Recording,
  { settled, reopened }: Reconciliation,
): Promise<void> {
  const { now, by } = recording.actor;
  const settledStates = settled.map(({ finding, ending, reference }) => {
    const state = { state: 'settled', ending, reference, at: now, by, reason: '' } as const;
    return [finding, salted(state)] as const;
  });
  const openStates = reopened.map(
    ({ finding, why }) => [finding, salted({ ...OPEN, at: now, by, reason: why })] as const,
  );
  await recordStates(tx, recording, settledStates);
  await recordStates(tx, recording, openStates);
  if (reopened.length === 0) return;
  const due = dueAfter(now);
  const again = reopened.map(
    ({ finding }) => [finding, assigned(finding.owner, due, now)] as const,
  );
  await insertAssignments(tx, await recording.batch(), again);
  for (const [finding, row] of again) recording.facts.push(assignedSeal(finding, row));
}

/** Writes states, and what is to be sealed of them. */
export async function recordStates(
  tx: Tx,
  { batch, facts }: Recording,
  states: readonly (readonly [Numbered, SaltedState])[],
): Promise<void> {
  if (states.length === 0) return;
  await insertStates(tx, await batch(), states);
  for (const [finding, state] of states) facts.push(stateSeal(finding, state));
}
