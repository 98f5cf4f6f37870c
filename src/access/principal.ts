/**
 * Who asks: a role, a name that is recorded with everything they change (R43), and what the role is
 * narrowed to (R42). How somebody proved who they are is not known here.
 */
import type { ResellerId } from '../kernel/index.ts';

export const roles = [
  'operator',
  'finance',
  'compliance',
  'reseller',
  'auditor',
  'microsoft',
  'system',
] as const;
export type Role = (typeof roles)[number];

/** Who belongs to the house and sees every reseller. */
export const houseRoles = ['operator', 'finance', 'compliance'] as const satisfies readonly Role[];
/** Who asked for evidence and sees that alone, until the request ends. */
export const readerRoles = ['auditor', 'microsoft'] as const satisfies readonly Role[];

export interface Principal {
  readonly role: Role;
  /** As it is recorded: a mail address, or the name of a token. */
  readonly by: string;
  /** Set for the role reseller, and for no other. */
  readonly resellerId: ResellerId | undefined;
  /** Evidence requests that an auditor or Microsoft may read; empty for the others. */
  readonly requestIds: readonly bigint[];
  /** How they came in; becomes the channel of what they change, such as `api token 7`. */
  readonly channel: string;
}
