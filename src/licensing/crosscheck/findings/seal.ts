/**
 * What the journal seals of findings (R39, R43), and whether those on file are still the ones that
 * were sealed: raised, observed, assigned and ended, each with all that its row says. Names, reasons
 * and what somebody else put into words stand as commitments only, since the chain outlives them.
 */
import { commitment, compareSealed, type JournalFact, type Tx } from '../../../db/index.ts';
import { moneyText } from '../../../kernel/index.ts';
import type { FindingState } from './finding.ts';
import type {
  Assignment,
  Numbered,
  NumberedFinding,
  SaltedObservation,
  SaltedState,
} from './record-store.ts';
import { type InBatch, listRowsOfBatches } from './seal-store.ts';

/** A finding with how it looked, what it was and who got it as it was raised. */
export interface RaisedRows {
  readonly finding: NumberedFinding;
  readonly look: SaltedObservation | undefined;
  readonly state: SaltedState | undefined;
  readonly assignment: Assignment | undefined;
}

export function raisedSeal({ finding, look, state, assignment }: RaisedRows): JournalFact {
  const { type, employeeId = '', subject, raisedAt } = finding;
  return factOf('finding.raised', finding, {
    type,
    employee: employeeId,
    subject,
    raised_at: raisedAt.toISOString(),
    looks: look && lookContent(look),
    stands: state && stateContent(state),
    assigned: assignment && assignmentContent(assignment),
  });
}

export const observedSeal = (whose: Numbered, look: SaltedObservation): JournalFact =>
  factOf('finding.observed', whose, lookContent(look));

const stateKinds: Readonly<Record<FindingState['state'], string>> = {
  open: 'finding.reopened',
  settled: 'finding.settled',
  waived: 'finding.waived',
};

export const stateSeal = (whose: Numbered, state: SaltedState): JournalFact =>
  factOf(stateKinds[state.state], whose, stateContent(state));

export const assignedSeal = (whose: Numbered, assignment: Assignment): JournalFact =>
  factOf('finding.assigned', whose, assignmentContent(assignment));

const factOf = (
  kind: string,
  { resellerId, customerId, findingId }: Numbered,
  content: JournalFact['content'],
): JournalFact => ({
  resellerId,
  kind,
  content: { finding: `${findingId}`, customer: customerId, ...content },
});

const lookContent = (it: SaltedObservation) => ({
  file: it.fileId === undefined ? '' : `${it.fileId}`,
  declared_class: it.declaredClass,
  evidenced_class: it.evidencedClass,
  words: said(it.salt, [it.declared, it.evidenced]),
  since: it.since ?? '',
  per_month: it.perMonth === undefined ? '' : moneyText(it.perMonth),
  total: it.total === undefined ? '' : moneyText(it.total),
  strength: it.strength ?? '',
  as_of: it.asOf ?? '',
  grade: it.grade,
  observed_at: it.observedAt.toISOString(),
});

const stateContent = (it: SaltedState) => ({
  state: it.state,
  ending: it.ending ?? '',
  reference: it.reference,
  at: it.at.toISOString(),
  said: said(it.salt, [it.by, it.reason]),
});

const assignmentContent = ({ salt, owner, dueOn, at }: Assignment) => ({
  due_on: dueOn,
  at: at.toISOString(),
  owner: said(salt, [owner]),
});

const said = (salt: Buffer, words: readonly string[]): string =>
  commitment(salt, JSON.stringify(words)).toString('hex');

/** The first finding that is not as it was sealed, as a sentence; undefined when all are. */
export const verifyFindings = (tx: Tx): Promise<string | undefined> =>
  compareSealed(tx, {
    thing: 'finding',
    kinds: ['finding.raised', 'finding.observed', 'finding.assigned', ...Object.values(stateKinds)],
    tables: ['finding', 'finding_observation', 'finding_state', 'finding_assignment'],
    rebuild: async (batchIds) => {
      const { findings, looks, states, assignments } = await listRowsOfBatches(tx, batchIds);
      // What stands beside a finding in the batch that raised it is sealed with it.
      const take = <Row>(rows: Map<string, InBatch<Row>>, key: string): Row | undefined => {
        const row = rows.get(key)?.row;
        rows.delete(key);
        return row;
      };
      const raised = [...findings].map(([key, { batchId, row: finding }]) => {
        const look = take(looks, key);
        const state = take(states, key);
        const rows = { finding, look, state, assignment: take(assignments, key) };
        return { batchId, ...raisedSeal(rows) };
      });
      const others = <Row extends Numbered>(
        rows: ReadonlyMap<string, InBatch<Row>>,
        seal: (whose: Numbered, row: Row) => JournalFact,
      ) => [...rows.values()].map(({ batchId, row }) => ({ batchId, ...seal(row, row) }));
      return [
        ...raised,
        ...others(looks, observedSeal),
        ...others(states, stateSeal),
        ...others(assignments, assignedSeal),
      ];
    },
  });
