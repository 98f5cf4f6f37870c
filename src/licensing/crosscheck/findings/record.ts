/**
 * Writes down what a cross-check came to: what is new is raised with an owner and a day, what looks
 * otherwise is observed again, what ended is settled. Each becomes a fact of the journal, in which
 * names and reasons stand as commitments only. Nothing is written where nothing has changed.
 */
import { randomBytes } from 'node:crypto';
import { type Actor, commitment, type JournalFact, type Tx } from '../../../db/index.ts';
import { instantText, moneyText } from '../../../kernel/index.ts';
import type { CustomerCheck } from '../compare/facts.ts';
import { loadChanges } from './change-store.ts';
import {
  dueAfter,
  type Finding,
  type FindingState,
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
  type Numbered,
  type SaltedState,
} from './record-store.ts';

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
  const numbered = ids.map((findingId): Numbered => ({ resellerId, customerId, findingId }));
  const looks = raised.map((it) => observationOf(it, now));
  const paired = <Row>(rowOf: (index: number) => Row) =>
    numbered.map((it, index) => [it, rowOf(index)] as const);
  const states = numbered.map(() => salted({ ...OPEN, at: now, by }));
  const assignments = numbered.map(() => assigned(resellerId, dueAfter(now), now));
  await insertObservations(
    tx,
    batchId,
    paired((i) => looks[i] as Observation),
  );
  await insertStates(
    tx,
    batchId,
    paired((i) => states[i] as SaltedState),
  );
  await insertAssignments(
    tx,
    batchId,
    paired((i) => assignments[i] as Assignment),
  );
  for (const [index, it] of about.entries()) {
    const { type, employeeId = '', subject } = it;
    const content = { finding: `${ids[index]}`, customer: customerId, type, employee: employeeId };
    const looked = lookContent(looks[index] as Observation);
    facts.push({ resellerId, kind: 'finding.raised', content: { ...content, subject, ...looked } });
  }
}

const OPEN = { state: 'open', ending: undefined, reference: '', reason: '' } as const;

export const assigned = (owner: string, dueOn: Assignment['dueOn'], at: Date): Assignment => ({
  owner,
  dueOn,
  at,
  salt: randomBytes(16),
});

export const salted = (state: FindingState): SaltedState => ({ ...state, salt: randomBytes(16) });

/** How it looks, without the texts of licences: those stand in declaration and export. */
const lookContent = (it: Observation) => ({
  file: it.fileId === undefined ? '' : `${it.fileId}`,
  declared_class: it.declaredClass,
  evidenced_class: it.evidencedClass,
  since: it.since ?? '',
  per_month: it.perMonth === undefined ? '' : moneyText(it.perMonth),
  total: it.total === undefined ? '' : moneyText(it.total),
  grade: it.grade,
});

async function observe(
  tx: Tx,
  { batch, facts, actor: { now } }: Recording,
  { again }: Reconciliation,
): Promise<number> {
  const changed = again.flatMap(({ finding, disagreement }) => {
    const look = observationOf(disagreement, now);
    return looksOtherwise(lookOf(finding), look) ? [[finding, look] as const] : [];
  });
  if (changed.length === 0) return 0;
  await insertObservations(tx, await batch(), changed);
  for (const [{ resellerId, findingId }, look] of changed) {
    const content = { finding: `${findingId}`, ...lookContent(look) };
    facts.push({ resellerId, kind: 'finding.observed', content });
  }
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
  await recordStates(tx, recording, 'finding.settled', settledStates);
  await recordStates(tx, recording, 'finding.reopened', openStates);
  if (reopened.length === 0) return;
  const due = dueAfter(now);
  const again = reopened.map(
    ({ finding }) => [finding, assigned(finding.owner, due, now)] as const,
  );
  await insertAssignments(tx, await recording.batch(), again);
}

/** Writes states with their facts; author and reason are sealed by a commitment. */
export async function recordStates(
  tx: Tx,
  { batch, facts }: Recording,
  kind: string,
  states: readonly (readonly [Numbered, SaltedState])[],
): Promise<void> {
  if (states.length === 0) return;
  await insertStates(tx, await batch(), states);
  for (const [{ resellerId, findingId }, it] of states) {
    const said = commitment(it.salt, JSON.stringify([it.by, it.reason])).toString('hex');
    const content = {
      finding: `${findingId}`,
      state: it.state,
      ending: it.ending ?? '',
      reference: it.reference,
      at: instantText(it.at),
      said,
    };
    facts.push({ resellerId, kind, content });
  }
}
