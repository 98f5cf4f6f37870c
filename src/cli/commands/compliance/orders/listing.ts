/** The work of `takst orders list`: orders drafted in Takst, page by page. */
import { customerId, localDateOf } from '../../../../kernel/index.ts';
import type { DraftState } from '../../../../register/index.ts';
import type { ExitCode } from '../../../caller.ts';
import type { Json } from '../../../command.ts';
import type { Session } from '../../../session.ts';
import { countFigure } from '../../../terminal/figures.ts';
import { openJsonArray } from '../../../terminal/json.ts';
import { lineWidth, shortText, tableText } from '../../../terminal/table.ts';

interface ListOptions extends Json {
  readonly customer?: string;
  readonly state?: DraftState;
}

const listColumns = [
  { title: 'id', align: 'right' },
  { title: 'version', align: 'right' },
  { title: 'customer' },
  { title: 'domain' },
  { title: 'state' },
  { title: 'since' },
  { title: 'by' },
] as const;
const PAGE = 1_000;
const stateWord = {
  draft: 'still drafts',
  confirmed: 'confirmed',
  withdrawn: 'withdrawn',
} as const;

export async function list(
  session: Session,
  { customer, state, json }: ListOptions,
): Promise<ExitCode> {
  const { countOrdersOfFiles, listDrafts } = await import('../../../../register/index.ts');
  const { headListing } = await import('./order-text.ts');
  const { out } = session.caller;
  const array = json ? openJsonArray(out) : undefined;
  const rows: string[][] = [];
  const filter = { customerId: customer === undefined ? undefined : customerId(customer), state };
  for (let after = 0n; ; ) {
    const page = await session.database.transaction(
      'writer',
      (tx) => listDrafts(tx, { ...filter, after, limit: PAGE }),
      { readOnly: true },
    );
    for (const it of page) {
      array?.add(headListing(it));
      const who = [shortText(it.customerId), shortText(it.domain), it.state];
      const when = [localDateOf(it.saidAt), shortText(it.saidBy)];
      if (!array) rows.push([`${it.draftId}`, `${it.version}`, ...who, ...when]);
    }
    if (page.length < PAGE) break;
    after = page.at(-1)?.draftId ?? after;
  }
  array?.end();
  if (array) return 0;
  if (rows.length > 0) {
    out.write(tableText(listColumns, rows, { width: lineWidth(out) }));
    return 0;
  }
  const customerIds = filter.customerId && [filter.customerId];
  const ofFiles = await session.database.transaction(
    'writer',
    (tx) => countOrdersOfFiles(tx, { customerIds }),
    { readOnly: true },
  );
  const such = state === undefined ? '' : ` that are ${stateWord[state]}`;
  out.write(
    `There are no orders drafted in Takst${such}; ${countFigure(ofFiles)} came in by file.\n`,
  );
  return 0;
}
