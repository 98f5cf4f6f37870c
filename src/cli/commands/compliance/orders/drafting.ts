/** The work of `takst orders draft`, `edit`, `show` and `withdraw`. */
import type { Instant } from '../../../../kernel/index.ts';
import { customerId, localDateOf } from '../../../../kernel/index.ts';
import type { OrderLine } from '../../../../register/index.ts';
import type { ExitCode } from '../../../caller.ts';
import type { Json, RefuseUsage } from '../../../command.ts';
import type { Session } from '../../../session.ts';
import { writeJson } from '../../../terminal/json.ts';
import type { LineOptions } from './ordered-lines.ts';

export interface SpokenIn {
  readonly language: 'da' | 'en';
}
interface DraftOptions extends LineOptions, Json {
  readonly domain: string;
}
interface EditOptions extends LineOptions, Json {
  readonly domain?: string;
}

export async function lookAtDraft(
  refuseUsage: RefuseUsage,
  _customer: string,
  options: DraftOptions,
) {
  const { givenLines } = await import('./ordered-lines.ts');
  const lines = await givenLines(refuseUsage, options);
  return lines ?? refuseUsage('Say which licences: --licence, --employee or --licences.');
}

export async function lookAtEdit(refuseUsage: RefuseUsage, _id: bigint, options: EditOptions) {
  const { givenLines } = await import('./ordered-lines.ts');
  const lines = await givenLines(refuseUsage, options);
  if (!lines && options.domain === undefined) refuseUsage('Say what changes: see --help.');
  return lines;
}

export async function draft(
  session: Session,
  lines: readonly OrderLine[],
  customer: string,
  options: DraftOptions,
): Promise<ExitCode> {
  const { draftOrder } = await import('../../../../licensing/index.ts');
  const sameForAll = lines.some((line) => line.employeeId === undefined);
  const said = { customerId: customerId(customer), domain: options.domain, sameForAll, lines };
  const draftId = await draftOrder(session.database, said, session.actor());
  return showDraft(session, draftId, { ...options, language: 'da' });
}

export async function edit(
  session: Session,
  lines: readonly OrderLine[] | undefined,
  draftId: bigint,
  options: EditOptions,
): Promise<ExitCode> {
  const { editOrder } = await import('../../../../licensing/index.ts');
  await editOrder(session.database, draftId, { domain: options.domain, lines }, session.actor());
  return showDraft(session, draftId, { ...options, language: 'da' });
}

export async function show(
  session: Session,
  draftId: bigint,
  options: SpokenIn & Json,
): Promise<ExitCode> {
  await showDraft(session, draftId, options);
  return 0;
}

export async function viewed(session: Session, draftId: bigint, spoken: 'da' | 'en', at?: Instant) {
  const { viewOrder, wordingOn } = await import('../../../../licensing/index.ts');
  const { listCurrentPlans } = await import('../../../../rating/index.ts');
  const now = session.caller.now();
  const view = await viewOrder(session.database, draftId, now, (tx) => listCurrentPlans(tx));
  const on = localDateOf(at ?? now);
  const wording = view.confirmation?.wording ?? wordingOn(on, spoken, view.facts.catalogue);
  return { view, wording };
}

/** 3 where something stands in the way of confirming it. */
async function showDraft(
  session: Session,
  draftId: bigint,
  options: SpokenIn & Json,
): Promise<ExitCode> {
  const { obstaclesBefore, orderListing, orderText } = await import('./order-text.ts');
  const { view, wording } = await viewed(session, draftId, options.language);
  const { out } = session.caller;
  if (options.json) writeJson(out, orderListing(view, wording));
  else out.write(orderText(view, wording));
  return obstaclesBefore(view).length > 0 ? 3 : 0;
}

export async function withdraw(
  session: Session,
  draftId: bigint,
  { reason, json }: Json & { readonly reason: string },
): Promise<ExitCode> {
  const { withdrawOrder } = await import('../../../../licensing/index.ts');
  await withdrawOrder(session.database, draftId, reason, session.actor());
  const { out } = session.caller;
  if (json) writeJson(out, { id: draftId, state: 'withdrawn', reason });
  else out.write(`Draft ${draftId} is withdrawn.\n`);
  return 0;
}
