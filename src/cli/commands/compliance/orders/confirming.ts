/** The work of `takst orders confirm`: shows what is agreed to, and records that it was. */
import type { Instant, LocalDate } from '../../../../kernel/index.ts';
import type { ExitCode } from '../../../caller.ts';
import type { Json } from '../../../command.ts';
import type { Session } from '../../../session.ts';
import { writeJson } from '../../../terminal/json.ts';
import { type SpokenIn, viewed } from './drafting.ts';

interface ConfirmOptions extends SpokenIn, Json {
  readonly by: string;
  readonly version?: number;
  readonly at?: Instant;
  readonly validFrom?: LocalDate;
  readonly feeAcceptedBy?: string;
  readonly agree?: true;
}

export async function confirm(
  session: Session,
  draftId: bigint,
  options: ConfirmOptions,
): Promise<ExitCode> {
  const { confirmOrder, orderRefusal, requireOpenDraft, requireVersion } = await import(
    '../../../../licensing/index.ts'
  );
  const { confirmedListing, confirmedText, orderListing, orderText } = await import(
    './order-text.ts'
  );
  const { listCurrentPlans } = await import('../../../../rating/index.ts');
  const { out } = session.caller;
  const actor = session.actor();
  if (!options.agree) {
    const { view, wording } = await viewed(session, draftId, options.language, options.at);
    const { version } = view.draft;
    requireOpenDraft(view.draft);
    requireVersion(view.draft, options.version ?? version);
    if (options.json) writeJson(out, orderListing(view, wording));
    else out.write(orderText(view, wording));
    throw orderRefusal('not-agreed', { draft: `${draftId}`, version });
  }
  const request = {
    draftId,
    version: options.version,
    confirmedBy: options.by,
    confirmedAt: options.at,
    validFrom: options.validFrom,
    feeAcceptedBy: options.feeAcceptedBy ?? '',
    language: options.language,
  };
  const done = await confirmOrder(session.database, request, actor, (tx) => listCurrentPlans(tx));
  if (options.json) writeJson(out, confirmedListing(done));
  else out.write(`${done.confirmation.wording.text}\n${confirmedText(done)}`);
  return done.keptIndividually.length > 0 ? 3 : 0;
}
