/**
 * What people do about findings: waive one with a reason, hand it to somebody, or correct it by
 * declaring what is really held, which the next run bills by the difference (R9). Each is recorded
 * with who and why, and a correction is compared with the evidence again at once.
 */
import {
  type Actor,
  advisoryXactLock,
  type Database,
  openBatch,
  type Tx,
} from '../../../db/index.ts';
import { instantText, type LocalDate, localDateOf } from '../../../kernel/index.ts';
import { listCustomers } from '../../../register/index.ts';
import { recordDeclarations } from '../../actions.ts';
import { loadCatalogue } from '../../catalogue/load.ts';
import { classify } from '../../classify.ts';
import { isAsCustomer } from '../../licence-text.ts';
import {
  type CheckedReport,
  checkAndRecord,
  loadCustomer,
  lockForCheck,
  recordingOf,
} from '../actions.ts';
import { kindOf, remediesOf } from '../kinds/index.ts';
import { refusal } from '../refusal.ts';
import type { Finding } from './finding.ts';
import { listFindings } from './finding-store.ts';
import { assigned, recordStates, salted } from './record.ts';
import { insertAssignments } from './record-store.ts';
import { assignedSeal } from './seal.ts';

/** A finding as it stands, or a refusal. */
export async function loadFinding(tx: Tx, findingId: bigint): Promise<Finding> {
  const [finding] = await listFindings(tx, { findingIds: [findingId] });
  if (!finding) throw refusal('finding-unknown', { finding: `${findingId}` });
  return finding;
}

async function loadOpen(tx: Tx, findingId: bigint): Promise<Finding> {
  const finding = await loadFinding(tx, findingId);
  const { state, ended } = finding;
  const facts = { finding: `${findingId}`, at: instantText(ended.at), by: ended.by };
  if (state === 'settled') {
    throw refusal('finding-settled', { ...facts, reference: ended.reference });
  }
  if (state === 'waived') throw refusal('finding-waived', { ...facts, reason: ended.reason });
  return finding;
}

function spoken(what: string, text: string): string {
  if (text.trim() === '') throw refusal('text-missing', { what });
  return text.trim();
}

export interface Waiver {
  readonly findingId: bigint;
  readonly reason: string;
  readonly by: string;
}

/** Ends an open finding without a correction; it opens again if it gets worse. */
export async function waiveFinding(
  database: Database,
  waiver: Waiver,
  actor: Actor,
): Promise<Finding> {
  const reason = spoken('reason', waiver.reason);
  const by = spoken('name', waiver.by);
  const { findingId } = waiver;
  return database.transaction('writer', async (tx) => {
    await lockForCheck(tx);
    const finding = await loadOpen(tx, findingId);
    const batch = { kind: 'findings', sourceName: `waiver of finding ${findingId}` } as const;
    const recording = recordingOf(() => openBatch(tx, actor, batch), actor);
    const reference = `waiver of ${localDateOf(actor.now)}`;
    const state = {
      state: 'waived',
      ending: 'waiver',
      reference,
      at: actor.now,
      by,
      reason,
    } as const;
    await recordStates(tx, recording, [[finding, salted(state)]]);
    await recording.seal(tx);
    return loadFinding(tx, findingId);
  });
}

export interface Handover {
  readonly findingId: bigint;
  readonly owner: string;
  readonly dueOn: LocalDate;
}

/** Says who has to see to an open finding, and until when. */
export async function assignFinding(
  database: Database,
  { findingId, owner, dueOn }: Handover,
  actor: Actor,
): Promise<Finding> {
  const name = spoken('owner', owner);
  return database.transaction('writer', async (tx) => {
    await lockForCheck(tx);
    const finding = await loadOpen(tx, findingId);
    const batch = { kind: 'findings', sourceName: `finding ${findingId} handed over` } as const;
    const recording = recordingOf(() => openBatch(tx, actor, batch), actor);
    const row = assigned(name, dueOn, actor.now);
    await insertAssignments(tx, await recording.batch(), [[finding, row]]);
    recording.facts.push(assignedSeal(finding, row));
    await recording.seal(tx);
    return loadFinding(tx, findingId);
  });
}

export interface Correction {
  readonly findingId: bigint;
  /** One licence, several joined by ` | `, or `as-customer`. */
  readonly licence: string;
  readonly from: LocalDate;
  readonly by: string;
  readonly reason?: string | undefined;
}

export type CorrectionReport = Omit<
  CheckedReport,
  'outcome' | 'batchId' | 'kept' | 'keptBefore' | 'concealed' | 'resellerId' | 'customerId'
> & {
  readonly declarationId: bigint;
  /** As it stands after the correction: settled, unless the evidence still says something else. */
  readonly finding: Finding;
};

/** Declares what the employee really holds, and compares the customer's evidence again. */
export async function correctFinding(
  database: Database,
  correction: Correction,
  actor: Actor,
): Promise<CorrectionReport> {
  const { findingId, from } = correction;
  const by = spoken('name', correction.by);
  const licence = spoken('licence', correction.licence);
  if (from > localDateOf(actor.now)) throw refusal('from-future', { from });
  return database.transaction('writer', async (tx) => {
    await advisoryXactLock(tx, 'register', 'exclusive');
    await advisoryXactLock(tx, 'compliance', 'exclusive');
    const finding = await loadCorrectable(tx, findingId);
    await assertDecided(tx, licence, from, actor);
    const { customerId, employeeId } = finding;
    const customer = (await listCustomers(tx, { customerIds: [customerId] })).get(customerId);
    if (!customer) throw refusal('customer-unknown', { customer: customerId });
    const batch = {
      kind: 'declaration',
      sourceName: `correction of finding ${findingId}`,
    } as const;
    const recording = recordingOf(() => openBatch(tx, actor, batch), actor);
    const why = correction.reason?.trim();
    const [declaration] = await recordDeclarations(tx, await recording.batch(), [
      {
        resellerId: customer.resellerId,
        customerId,
        employeeId,
        licence,
        validFrom: from,
        recordedAt: actor.now,
        declaredBy: by,
        channel: actor.channel,
        reason: why ? `finding ${findingId}: ${why}` : `finding ${findingId}`,
        line: 0,
      },
    ]);
    const facts = await loadCustomer(tx, customerId, actor);
    const report = await checkAndRecord(tx, recording, facts);
    await recording.seal(tx);
    const declarationId = declaration?.declarationId ?? 0n;
    return { ...report, declarationId, finding: await loadFinding(tx, findingId) };
  });
}

async function loadCorrectable(tx: Tx, findingId: bigint): Promise<Finding> {
  const finding = await loadOpen(tx, findingId);
  const { type, employeeId } = finding;
  const kind = kindOf(type);
  const facts = { finding: `${findingId}`, type };
  if (!employeeId) throw refusal('no-employee', facts);
  if (!kind.endings.includes('declaration')) {
    const remedies = remediesOf(kind, 'en').join(', or ');
    throw refusal('not-by-declaration', { ...facts, remedies });
  }
  return finding;
}

/** A correction that nobody can bill settles nothing; `none` and `as-customer` are said as such. */
async function assertDecided(tx: Tx, licence: string, from: LocalDate, actor: Actor) {
  if (isAsCustomer(licence)) return;
  const found = classify(licence, from, await loadCatalogue(tx), actor.now);
  if (found.class !== 'UNKNOWN') return;
  throw refusal('licence-undecided', { licence, reason: found.reason });
}
