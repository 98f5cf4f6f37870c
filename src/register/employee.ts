/**
 * Employees of a customer's PBX solution, and when their integration was active (R8). An activation
 * is known by its employee and start; a later report may end it or correct the end, and an empty
 * end never opens it again. What an activation costs is not known here.
 */
import type { CustomerId, EmployeeId, Instant } from '../kernel/index.ts';

export interface EmployeeDetails {
  readonly employeeId: EmployeeId;
  readonly customerId: CustomerId;
  readonly name: string;
  /** The Office 365 account, or empty. */
  readonly upn: string;
  /** 1 to 6 digits, none of R14's short codes; one employee of a customer has it. */
  readonly extension: string;
  /** Direct number as `+` and E.164 digits, or empty. */
  readonly number: string;
  /** The client's own number ("Mit nummer") as `+` and E.164 digits, or empty. */
  readonly clientNumber: string;
  readonly myfone: boolean;
}
export interface Employee extends EmployeeDetails {
  readonly version: number;
}

/** What somebody reports: active from an instant, and until when, if that is known. */
export interface ActivationReport {
  readonly employeeId: EmployeeId;
  readonly activatedAt: Instant;
  readonly deactivatedAt: Instant | undefined;
}
export interface Activation extends ActivationReport {
  readonly customerId: CustomerId;
  readonly version: number;
}

/** Whether a report changes what is known of the activation that it names. */
export function changesActivation(
  known: ActivationReport | undefined,
  report: ActivationReport,
): boolean {
  if (!known) return true;
  if (!report.deactivatedAt) return false;
  return known.deactivatedAt?.getTime() !== report.deactivatedAt.getTime();
}
