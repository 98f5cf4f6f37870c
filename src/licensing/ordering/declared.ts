/**
 * How what somebody says of a licence becomes a declaration, in whichever way it came: a confirmed
 * order, or a row of a file. What was said last for the same day as it stands is not said again (R6).
 * Whether an order may be accepted is not decided here.
 */
import type { Actor } from '../../db/index.ts';
import type { CustomerId, EmployeeId, LocalDate } from '../../kernel/index.ts';
import { localDateOf } from '../../kernel/index.ts';
import type { Customer, OrderDetails } from '../../register/index.ts';
import type { Declaration } from '../declaration.ts';
import type { NewDeclaration } from '../store.ts';

/** All declarations of each customer concerned, in the order of recording. */
export type DeclarationsByCustomer = Map<CustomerId, Declaration[]>;

export interface SaidLicence {
  readonly customerId: CustomerId;
  /** Undefined: for every employee of the customer. */
  readonly employeeId: EmployeeId | undefined;
  readonly licence: string;
  readonly validFrom: LocalDate;
  /** Empty: whoever records it. */
  readonly declaredBy: string;
  readonly reason: string;
}

/** What a confirmed order declares (R7): from the local day of its confirmation, unless told so. */
export function orderedDeclaration(
  order: OrderDetails,
  validFrom: LocalDate = localDateOf(order.confirmedAt),
): SaidLicence {
  const accepted = order.feeAcceptedBy ? `, fee accepted by ${order.feeAcceptedBy}` : '';
  const on = localDateOf(order.confirmedAt);
  return {
    customerId: order.customerId,
    employeeId: order.employeeId,
    licence: order.licence,
    validFrom,
    declaredBy: order.confirmedBy,
    reason: `order confirmed on ${on} by ${order.confirmedBy}${accepted}`,
  };
}

// Above every number the database can give, so that what is about to be recorded comes last.
const NOT_NUMBERED_YET = 1n << 63n;

/**
 * Makes the declaration to record, or none where the same was said last for the same day (R6). What
 * it makes is added to `declarations`, so that whoever asks next sees it.
 */
export function declarationRecorder(
  declarations: DeclarationsByCustomer,
  actor: Actor,
  channel: string,
) {
  const keyOf = (employee: EmployeeId | undefined, from: LocalDate, customer: CustomerId) =>
    `${from} ${employee ?? ''} ${customer}`;
  const latest = new Map<string, Declaration>();
  let sequence = NOT_NUMBERED_YET;
  for (const declaration of [...declarations.values()].flat()) {
    const { employeeId, validFrom, customerId } = declaration;
    latest.set(keyOf(employeeId, validFrom, customerId), declaration);
    if (declaration.sequence >= sequence) sequence = declaration.sequence + 1n;
  }
  return (customer: Customer, said: SaidLicence, line: number): NewDeclaration | undefined => {
    const { customerId, employeeId, licence, validFrom } = said;
    const key = keyOf(employeeId, validFrom, customerId);
    if (saysTheSame(latest.get(key), said)) return undefined;
    const { resellerId } = customer;
    const declaredBy = said.declaredBy || actor.by;
    const reason = said.reason || undefined;
    const about = { resellerId, customerId, employeeId, licence, validFrom };
    const made = { ...about, declaredBy, channel, reason, recordedAt: actor.now, line };
    const declaration = { ...made, declarationId: sequence, sequence };
    sequence += 1n;
    latest.set(key, declaration);
    const others = declarations.get(customerId);
    if (others) others.push(declaration);
    else declarations.set(customerId, [declaration]);
    return made;
  };
}

function saysTheSame(known: Declaration | undefined, said: SaidLicence): boolean {
  if (!known || known.licence !== said.licence) return false;
  if ((known.reason ?? '') !== said.reason) return false;
  return said.declaredBy === '' || known.declaredBy === said.declaredBy;
}
