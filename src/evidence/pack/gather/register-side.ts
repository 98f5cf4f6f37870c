/**
 * Our side of a pack: employees with the licence in force and its class, what was declared, ordered,
 * activated and billed, and the rulings behind a class. Of an employee only what R38 lets in is taken
 * over: no number beyond the extension.
 */
import { type ChargedLicence, listChargedLicences } from '../../../billing/index.ts';
import type { Tx } from '../../../db/index.ts';
import { type CustomerId, groupBy, type Instant, localDateOf } from '../../../kernel/index.ts';
import {
  classify,
  type Declaration,
  licenceTimeline,
  listDeclarations,
  type Rulebook,
} from '../../../licensing/index.ts';
import {
  type Activation,
  type Employee,
  listActivations,
  listConfirmations,
  listEmployees,
  listOrders,
} from '../../../register/index.ts';
import type {
  PackActivation,
  PackCharge,
  PackDeclaration,
  PackEmployee,
  PackFacts,
  PackOrder,
  PackRuling,
  Verdict,
} from '../facts.ts';
import type { Scope } from './scope.ts';

type RegisterSide = Pick<
  PackFacts,
  'employees' | 'declarations' | 'orders' | 'activations' | 'charges' | 'rulings'
>;

export interface Asked {
  readonly now: Instant;
  readonly rulebook: Rulebook;
  /** What the cross-check came to, by employee. */
  readonly verdicts: ReadonlyMap<string, Verdict>;
}

/** Everything read in one go each, whatever the number of customers. */
export async function registerSide(
  tx: Tx,
  scope: Scope,
  { now, rulebook, verdicts }: Asked,
): Promise<RegisterSide> {
  const { filed, staff } = scope;
  const declared = await listDeclarations(tx, filed);
  const activations = await listActivations(tx, filed);
  const employees = await listEmployees(tx, staff);
  const judge = judgeOf(rulebook, declared, activations, now);
  const declarations = [...declared.values()].flat();
  return {
    employees: employees.map((it) => ({
      ...judge(it),
      verdict: verdicts.get(it.employeeId) ?? 'not-concerned',
    })),
    declarations: declarations.map(packDeclaration),
    orders: await ordersOf(tx, scope),
    activations: [...activations.values()].flat().map(packActivation),
    charges: (await listChargedLicences(tx, filed)).map(packCharge),
    rulings: rulingsOn(declarations, rulebook, now),
  };
}

function judgeOf(
  { catalogue }: Rulebook,
  declared: ReadonlyMap<CustomerId, readonly Declaration[]>,
  activations: ReadonlyMap<string, readonly Activation[]>,
  now: Instant,
): (employee: Employee) => Omit<PackEmployee, 'verdict'> {
  const today = localDateOf(now);
  const sorted = new Map([...declared].map(([id, all]) => [id, byEmployee(all)]));
  const inForceFor = (customerId: CustomerId, employeeId: string) => {
    const own = sorted.get(customerId);
    const individual = own?.get(employeeId) ?? [];
    const timeline = licenceTimeline({ individual, all: own?.get(FOR_ALL) ?? [] });
    return timeline.findLast(({ from }) => from <= today);
  };
  return ({ customerId, employeeId, name, extension, upn }) => {
    const own = activations.get(employeeId) ?? [];
    const declaration = inForceFor(customerId, employeeId)?.declaration;
    const judged = declaration
      ? classify(declaration.licence, today, catalogue, declaration.recordedAt)
      : { class: 'NONE' as const, reason: 'no licence is on file' };
    const active = own.some(({ activatedAt: from, deactivatedAt: to }) => {
      return from <= now && (to === undefined || to > now);
    });
    return {
      customerId,
      employeeId,
      name,
      extension,
      upn,
      active,
      firstActivatedAt: own[0]?.activatedAt,
      licence: declaration?.licence ?? '',
      class: judged.class,
      because: judged.reason,
      declarationId: declaration?.declarationId.toString(),
    };
  };
}

/** No employee has an empty id. */
const FOR_ALL = '';

/** Sorted once, since a customer may have as many declarations as employees. */
function byEmployee(declarations: readonly Declaration[]): Map<string, Declaration[]> {
  return groupBy(declarations, ({ employeeId }) => employeeId ?? FOR_ALL);
}

const packDeclaration = (it: Declaration): PackDeclaration => ({
  customerId: it.customerId,
  declarationId: it.declarationId.toString(),
  employeeId: it.employeeId,
  licence: it.licence,
  validFrom: it.validFrom,
  recordedAt: it.recordedAt,
  declaredBy: it.declaredBy ?? '',
  channel: it.channel,
  reason: it.reason ?? '',
});

const packActivation = (it: Activation): PackActivation => ({
  customerId: it.customerId,
  employeeId: it.employeeId,
  activatedAt: it.activatedAt,
  deactivatedAt: it.deactivatedAt,
});

const packCharge = (it: ChargedLicence): PackCharge => ({
  ...it,
  documentSha256: it.documentSha256.toString('hex'),
});

/** An order that was confirmed here has the wording agreed to; one from a file has none. */
async function ordersOf(tx: Tx, { filed }: Scope): Promise<PackOrder[]> {
  const orders = await listOrders(tx, filed);
  const confirmations = await listConfirmations(tx, filed);
  const byBatch = new Map(confirmations.map((it) => [it.batchId, it]));
  return orders.map((it) => ({
    customerId: it.customerId,
    orderId: it.orderId.toString(),
    draftId: byBatch.get(it.batchId)?.draftId.toString(),
    employeeId: it.employeeId,
    licence: it.licence,
    confirmedBy: it.confirmedBy,
    confirmedAt: it.confirmedAt,
    feeAcceptedBy: it.feeAcceptedBy,
    wordingSha256: byBatch.get(it.batchId)?.wording.sha256.toString('hex'),
  }));
}

/** Rulings on a licence that a declaration names, superseded ones too: they show how it was judged. */
function rulingsOn(
  declarations: readonly Declaration[],
  { catalogue, rulings }: Rulebook,
  now: Instant,
): PackRuling[] {
  const keys = new Set<string>();
  for (const licence of new Set(declarations.map((it) => it.licence))) {
    for (const part of licence.split('|').map((it) => it.trim())) {
      for (const known of catalogue.known(part, localDateOf(now))) {
        keys.add(known.guid ?? known.name);
      }
    }
  }
  return rulings
    .filter(({ guid, name }) => keys.has(guid ?? name))
    .map((it) => ({
      rulingId: it.rulingId.toString(),
      guid: it.guid ?? '',
      partNumber: it.partNumber ?? '',
      name: it.name,
      class: it.class,
      asPlan: it.asPlan ?? '',
      validFrom: it.validFrom,
      reason: it.reason,
      ruledBy: it.ruledBy,
      recordedAt: it.ruledAt,
    }));
}
