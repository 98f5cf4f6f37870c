/** What is done by hand has a reason that says something (R43); what it says is not judged. */
import { financeRefusal } from '../../refusal.ts';

export function refuseSilence(reason: string): void {
  if (reason.trim() === '') throw financeRefusal('reason-missing');
}
