/**
 * What a cross-check does to the findings on file: new ones are raised, known ones looked at again,
 * those not found any more settled by what settled them (R39), waived ones too, so that the same
 * later on is a finding of its own. A waived one that is still there stays waived unless it got
 * worse. Nothing is settled that nothing explains.
 */
import { type EmployeeId, localDateOf } from '../../../kernel/index.ts';
import { findingKey } from '../compare/compare.ts';
import type { Disagreement } from '../compare/facts.ts';
import { type Ending, kindOf } from '../kinds/index.ts';
import { type Finding, worseThan } from './finding.ts';

/** The last change of a sort: its batch, and how a person finds it again. */
export interface Change {
  readonly batchId: bigint;
  readonly reference: string;
}

/** The last changes that can end findings of one customer. */
export interface Changes {
  /** By employee; '' those for all. */
  readonly declarations: ReadonlyMap<EmployeeId | '', Change>;
  readonly ruling: Change | undefined;
  readonly evidence: Change | undefined;
  /** Of the employee's own row, by employee; '' of the customer's. */
  readonly register: ReadonlyMap<EmployeeId | '', Change>;
  /** Of an activation, by employee. */
  readonly activations: ReadonlyMap<EmployeeId | '', Change>;
}

export const noChanges: Changes = {
  declarations: new Map(),
  ruling: undefined,
  evidence: undefined,
  register: new Map(),
  activations: new Map(),
};

export interface Settled {
  readonly finding: Finding;
  readonly ending: Ending;
  readonly reference: string;
}

export interface Reconciliation {
  readonly raised: readonly Disagreement[];
  /** Found again, open or waived. */
  readonly again: readonly { readonly finding: Finding; readonly disagreement: Disagreement }[];
  /** Waived, found again and worse; among `again` too. */
  readonly reopened: readonly { readonly finding: Finding; readonly why: string }[];
  readonly settled: readonly Settled[];
  /** Not found again, and nothing recorded since explains why: they stay as they are. */
  readonly waiting: readonly Finding[];
}

/** `known` are the customer's findings that are open or waived. */
export function reconcile(
  known: readonly Finding[],
  found: readonly Disagreement[],
  changes: Changes,
): Reconciliation {
  const byKey = new Map(known.map((finding) => [findingKey(finding), finding]));
  const foundByKey = new Map(found.map((it) => [findingKey(it), it]));
  const raised = found.filter((it) => !byKey.has(findingKey(it)));
  const again: { finding: Finding; disagreement: Disagreement }[] = [];
  const reopened: { finding: Finding; why: string }[] = [];
  const settled: Settled[] = [];
  const waiting: Finding[] = [];
  for (const [key, finding] of byKey) {
    const disagreement = foundByKey.get(key);
    if (disagreement) {
      again.push({ finding, disagreement });
      const why = finding.state === 'waived' ? worse(finding, disagreement) : undefined;
      if (why) reopened.push({ finding, why });
      continue;
    }
    const end = endOf(finding, changes);
    if (end) settled.push({ finding, ...end });
    else waiting.push(finding);
  }
  return { raised, again, reopened, settled, waiting };
}

function worse(finding: Finding, disagreement: Disagreement): string | undefined {
  const { declaredClass, evidencedClass, perMonth, since } = disagreement;
  // What was waived was corrected meanwhile, and this is not what was waived.
  const begunAnew = since && since > localDateOf(finding.ended.at);
  if (kindOf(finding.type).money && begunAnew) return 'it began again after the waiver';
  return worseThan(finding, { ...finding, declaredClass, evidencedClass, perMonth, since });
}

/**
 * Of the changes since that may end such a finding, the last; of one batch the first named. The
 * register changes for many reasons, so it explains only what nothing else does.
 */
function endOf(finding: Finding, changes: Changes) {
  const { endings } = kindOf(finding.type);
  const said = endings.filter((ending) => ending !== 'register');
  return lastOf(said, finding, changes) ?? lastOf(endings, finding, changes);
}

function lastOf(endings: readonly Ending[], finding: Finding, changes: Changes) {
  const { batchId } = finding;
  let end: { ending: Ending; reference: string; batchId: bigint } | undefined;
  for (const ending of endings) {
    for (const change of changesOf(ending, finding, changes)) {
      if (!change || change.batchId <= batchId) continue;
      if (!end || change.batchId > end.batchId) end = { ending, ...change };
    }
  }
  return end && { ending: end.ending, reference: end.reference };
}

function changesOf(
  ending: Ending,
  { type, employeeId }: Finding,
  { declarations, ruling, evidence, register, activations }: Changes,
): readonly (Change | undefined)[] {
  switch (ending) {
    case 'declaration':
      return employeeId
        ? [declarations.get(employeeId), declarations.get('')]
        : [...declarations.values()];
    case 'ruling':
      return [ruling];
    case 'evidence':
      return [evidence];
    case 'register': {
      const sorts = kindOf(type).money ? [activations] : [activations, register];
      return sorts.flatMap((by) =>
        employeeId ? [by.get(employeeId), by.get('')] : [...by.values()],
      );
    }
  }
}
