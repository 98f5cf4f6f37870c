/** `takst quarantine list`: what waits, since when, for whom and why. */
import type { OpenRecord, QuarantineFilter } from '../../../../calls/index.ts';
import { localDateOf } from '../../../../kernel/index.ts';
import type { ExitCode } from '../../../caller.ts';
import type { Json, RefuseUsage } from '../../../command.ts';
import type { Session } from '../../../session.ts';
import { ageDays, ageText } from '../../../terminal/age.ts';
import { counted, countFigure } from '../../../terminal/figures.ts';
import { openJsonArray } from '../../../terminal/json.ts';
import { lineWidth, shortText, tableText } from '../../../terminal/table.ts';

/** Which records are meant; as options of a command. */
export interface Chosen {
  readonly code?: string;
  readonly customer?: string;
  readonly source?: string;
}

export type ListOptions = Json & Chosen;

/** Records read at a time, and the most that a person is shown. */
const PAGE = 1_000;
const SHOWN = 50;

export async function checkListed(refuseUsage: RefuseUsage, { code }: Chosen): Promise<void> {
  if (code === undefined) return;
  const { isUnreadable, retriedCodes } = await import('../../../../calls/index.ts');
  const known = [...retriedCodes, 'conflict', 'sealed-month'];
  if (known.includes(code) || isUnreadable(code)) return;
  const all = `${known.join(', ')}, unreadable.COLUMN`;
  refuseUsage(`No record waits for the reason "${code}"; the reasons are: ${all}.`);
}

export async function list(
  session: Session,
  _seen: unknown,
  options: ListOptions,
): Promise<ExitCode> {
  const { ownerOf, recordListing } = await import('../../../../calls/index.ts');
  const { out } = session.caller;
  const today = localDateOf(session.caller.now());
  if (options.json) {
    const array = openJsonArray(out);
    await readOpen(session, options, (page) => {
      for (const record of page) {
        const age = ageDays(localDateOf(record.enteredAt), today);
        array.add({ ...recordListing(record), age_days: age });
      }
    });
    array.end();
    return 0;
  }
  const reasons = new Map<string, number>();
  const shown: OpenRecord[] = [];
  await readOpen(session, options, (page) => {
    shown.push(...page.slice(0, SHOWN - shown.length));
    for (const { code } of page) reasons.set(code, (reasons.get(code) ?? 0) + 1);
  });
  const total = [...reasons.values()].reduce((sum, count) => sum + count, 0);
  if (total === 0) {
    out.write('No call records wait in quarantine.\n');
    return 0;
  }
  const rows = shown.map((it) => [
    `${it.quarantineId}`,
    ageText(localDateOf(it.enteredAt), today),
    it.code,
    ownerOf(it),
    shortText(it.customerId),
    `${shortText(it.fileName)}:${it.line}`,
    `${shortText(it.source)} ${shortText(it.recordId)}`,
    shortDetail(it.detail),
  ]);
  out.write(tableText(listColumns, rows, { width: lineWidth(out) }));
  const more = total > shown.length ? ', of which the oldest are shown' : '';
  out.write(`\n${counted(total, 'record')} wait${total === 1 ? 's' : ''}${more}:\n`);
  for (const [code, count] of reasons) out.write(`  ${code} ${countFigure(count)}\n`);
  return 0;
}

const listColumns = [
  { title: 'no', align: 'right' },
  { title: 'age', align: 'right' },
  { title: 'reason' },
  { title: 'owner' },
  { title: 'customer' },
  { title: 'file and line' },
  { title: 'record' },
  { title: 'what is wrong' },
] as const;

/** What a record says, in the sentence about it; up to the last quote, since it may hold some. */
const quotedValue = /"(.*)"/s;
const LONGEST_DETAIL = 140;

const shortDetail = (detail: string): string =>
  shortText(
    detail.replace(quotedValue, (_, value: string) => `"${shortText(value)}"`),
    LONGEST_DETAIL,
  );

/** What was chosen, as the stage asks for it. */
export const filterOf = ({ code, customer, source }: Chosen): QuarantineFilter => ({
  ...(code === undefined ? {} : { codes: [code] }),
  ...(customer === undefined ? {} : { customerId: customer }),
  ...(source === undefined ? {} : { source }),
});

/** All open records that are meant, page by page, as they stood at one moment. */
export async function readOpen(
  { database }: Session,
  chosen: Chosen,
  take: (page: readonly OpenRecord[]) => void | Promise<void>,
): Promise<void> {
  const { listOpen } = await import('../../../../calls/index.ts');
  const filter = { ...filterOf(chosen), limit: PAGE };
  const readAll = async (tx: Parameters<typeof listOpen>[0]) => {
    let after = 0n;
    for (;;) {
      const page = await listOpen(tx, { ...filter, after });
      await take(page);
      if (page.length < PAGE) return;
      after = page.at(-1)?.quarantineId ?? after;
    }
  };
  const how = { isolation: 'repeatable read', readOnly: true } as const;
  await database.transaction('writer', readAll, how);
}
