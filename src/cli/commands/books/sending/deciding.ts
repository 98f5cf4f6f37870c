/** `takst documents resend` and `arrived`: what a person says about documents on their way. */
import type { ExitCode } from '../../../caller.ts';
import type { Json, RefuseUsage } from '../../../command.ts';
import type { Session } from '../../../session.ts';
import { counted } from '../../../terminal/figures.ts';
import { writeJson } from '../../../terminal/json.ts';

interface Reasoned extends Json {
  readonly reason: string;
}

export async function lookAtReason(
  refuseUsage: RefuseUsage,
  _numbers: readonly number[],
  { reason }: Reasoned,
): Promise<string> {
  return reason.trim() || refuseUsage('The reason is empty: say how you know, or why.');
}

export async function resend(
  session: Session,
  reason: string,
  numbers: readonly number[],
  { json }: Reasoned,
): Promise<ExitCode> {
  const { resendDocuments } = await import('../../../../sending/index.ts');
  await resendDocuments(session.database, { numbers, reason }, session.actor());
  const { out } = session.caller;
  if (json) writeJson(out, { queued: numbers });
  else out.write(`${counted(numbers.length, 'document')} queued again: takst documents send\n`);
  return 0;
}

export async function arrived(
  session: Session,
  reason: string,
  numbers: readonly number[],
  { json }: Reasoned,
): Promise<ExitCode> {
  const { settleDocuments } = await import('../../../../sending/index.ts');
  await settleDocuments(session.database, { numbers, reason }, session.actor());
  const { out } = session.caller;
  if (json) writeJson(out, { arrived: numbers });
  else out.write(`${counted(numbers.length, 'document')} settled as sent.\n`);
  return 0;
}
