/** `takst quarantine`: call records that wait for a person, and judging them again (R19). */
import type { OpenRecord, RetryReport } from '../../../calls/index.ts';
import { instantText, localDateOf } from '../../../kernel/index.ts';
import type { ExitCode } from '../../caller.ts';
import { afterLooking, type DeclareCommand, type Json, type RefuseUsage } from '../../command.ts';
import type { Session } from '../../session.ts';
import { ageText } from '../../terminal/age.ts';
import { counted, countFigure } from '../../terminal/figures.ts';
import { openJsonArray, writeJson } from '../../terminal/json.ts';
import { lineWidth, shortText, tableText } from '../../terminal/table.ts';

interface ListOptions extends Json {
  readonly code?: string;
  readonly customer?: string;
}

interface RetryOptions extends Json {
  readonly code?: string;
}

/** Records read at a time, and the most that a person is shown. */
const PAGE = 1_000;
const SHOWN = 50;

const retryHelp = `
After the cause is gone (a rate row, an employee or a customer was added) a retry rates what
waited, and the next run bills it in its own month. Unreadable records and conflicts stay: they
need a person.

  takst rates load prices-2026-11.csv --plan standard && takst quarantine retry
`;

export const declareQuarantine: DeclareCommand = (program, wiring) => {
  const quarantine = program
    .command('quarantine')
    .summary('see and retry call records that wait')
    .description('Call records that could not be rated. Each waits here until it is settled.');
  quarantine
    .command('list')
    .description('Lists the records that wait, with the reason, file and line.')
    .option('--code <code>', 'only those that wait for this reason, such as no-rate')
    .option('--customer <id>', 'only those of this customer')
    .option('--json', 'answer in JSON, all of them and with the raw line')
    .action(afterLooking(wiring, checkListed, list));
  quarantine
    .command('retry')
    .description('Judges the records again with the register and the rates as they are now.')
    .option('--code <code>', 'only those that wait for this reason')
    .option('--json', 'answer in JSON')
    .addHelpText('after', retryHelp)
    .action(afterLooking(wiring, checkRetried, retry));
};

/** Of records whose column cannot be read, such as `unreadable.started_at`; `row` for all of it. */
const unreadable = /^unreadable\.[a-z_]+$/;

async function checkListed(refuseUsage: RefuseUsage, { code }: ListOptions): Promise<void> {
  if (code === undefined || unreadable.test(code)) return;
  const { retriedCodes } = await import('../../../calls/index.ts');
  const known = [...retriedCodes, 'conflict', 'sealed-month'];
  if (known.includes(code)) return;
  const all = `${known.join(', ')}, unreadable.COLUMN`;
  refuseUsage(`No record waits for the reason "${code}"; the reasons are: ${all}.`);
}

async function checkRetried(refuseUsage: RefuseUsage, { code }: RetryOptions): Promise<void> {
  if (code === undefined) return;
  const { retriedCodes } = await import('../../../calls/index.ts');
  const known: readonly string[] = retriedCodes;
  if (known.includes(code)) return;
  refuseUsage(`A retry settles none that wait for "${code}", only: ${known.join(', ')}.`);
}

async function list(session: Session, _seen: unknown, options: ListOptions): Promise<ExitCode> {
  const { out } = session.caller;
  if (options.json) {
    const array = openJsonArray(out);
    await readOpen(session, options, (page) => {
      for (const record of page) array.add(recordListing(record));
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
  const today = localDateOf(session.caller.now());
  const rows = shown.map((it) => [
    ageText(localDateOf(it.enteredAt), today),
    it.code,
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

/** What a record says, in the sentence about it; up to the last quote, since it may hold some. */
const quotedValue = /"(.*)"/s;
const LONGEST_DETAIL = 140;

const shortDetail = (detail: string): string =>
  shortText(
    detail.replace(quotedValue, (_, value: string) => `"${shortText(value)}"`),
    LONGEST_DETAIL,
  );

const listColumns = [
  { title: 'age', align: 'right' },
  { title: 'reason' },
  { title: 'customer' },
  { title: 'file and line' },
  { title: 'record' },
  { title: 'what is wrong' },
] as const;

const recordListing = (it: OpenRecord) => ({
  id: it.quarantineId,
  code: it.code,
  detail: it.detail,
  file: it.fileName,
  line: it.line,
  source: it.source,
  record_id: it.recordId,
  reseller_id: it.resellerId || null,
  customer_id: it.customerId || null,
  billable_seconds: it.seconds,
  entered_at: instantText(it.enteredAt),
  raw: it.raw,
});

/** All open records page by page, as they stood at one moment. */
async function readOpen(
  { database }: Session,
  { code, customer }: ListOptions,
  take: (page: readonly OpenRecord[]) => void,
): Promise<void> {
  const { listOpen } = await import('../../../calls/index.ts');
  const filter = {
    ...(code === undefined ? {} : { codes: [code] }),
    ...(customer === undefined ? {} : { customerId: customer }),
    limit: PAGE,
  };
  const readAll = async (tx: Parameters<typeof listOpen>[0]) => {
    let after = 0n;
    for (;;) {
      const page = await listOpen(tx, { ...filter, after });
      take(page);
      if (page.length < PAGE) return;
      after = page.at(-1)?.quarantineId ?? after;
    }
  };
  const how = { isolation: 'repeatable read', readOnly: true } as const;
  await database.transaction('writer', readAll, how);
}

async function retry(session: Session, _seen: unknown, options: RetryOptions): Promise<ExitCode> {
  const { retryQuarantine } = await import('../../../calls/index.ts');
  const { caller, database } = session;
  const only = options.code === undefined ? {} : { code: options.code };
  const report = await retryQuarantine(database, session.actor(), only);
  if (options.json) writeJson(caller.out, retryListing(report));
  else caller.out.write(retryText(report));
  return report.records.quarantined > 0 ? 3 : 0;
}

const settledOf = ({ records }: RetryReport) => records.rated + records.free + records.excluded;

const retryListing = (report: RetryReport) => ({
  retried: report.records.read,
  settled: settledOf(report),
  rated: report.records.rated,
  free: report.records.free,
  excluded: report.records.excluded,
  waiting: report.records.quarantined,
  reasons: report.reasons,
});

function retryText(report: RetryReport): string {
  const { read, rated, free, excluded, quarantined } = report.records;
  if (read === 0) return 'There is nothing in quarantine that a retry could settle.\n';
  const figures = { rated, free, excluded };
  const kinds = Object.entries(figures).map(([name, it]) => `${countFigure(it)} ${name}`);
  const waiting = quarantined > 0 ? ' (takst quarantine list)' : '';
  return (
    `${counted(read, 'record')} judged again: ${countFigure(settledOf(report))} settled ` +
    `(${kinds.join(', ')}), ${countFigure(quarantined)} still waiting${waiting}.\n`
  );
}
