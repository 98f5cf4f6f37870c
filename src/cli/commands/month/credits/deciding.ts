/** `takst credits release`, `reject` and `reissue`: what finance decides, and what came of it. */
import type { IssuedNote } from '../../../../billing/index.ts';
import type { LocalDate, Money } from '../../../../kernel/index.ts';
import type { ExitCode } from '../../../caller.ts';
import type { Json, RefuseUsage } from '../../../command.ts';
import type { Session } from '../../../session.ts';
import { counted, moneyFigure } from '../../../terminal/figures.ts';
import { writeJson } from '../../../terminal/json.ts';
import { tableText } from '../../../terminal/table.ts';

interface Decision extends Json {
  readonly reason: string;
}

interface Dated extends Decision {
  readonly issueDate?: LocalDate;
}

interface ReleaseOptions extends Dated {
  readonly amount?: Money;
}

type Ids = readonly bigint[];

export async function lookAtRelease(refuseUsage: RefuseUsage, ids: Ids, options: ReleaseOptions) {
  const several = new Set(ids).size > 1;
  if (options.amount !== undefined && several) refuseUsage('--amount goes with one proposal.');
}

export async function release(
  session: Session,
  _seen: unknown,
  ids: Ids,
  options: ReleaseOptions,
): Promise<ExitCode> {
  const { releaseCredits, releaseListing } = await import('../../../../billing/index.ts');
  const { reason, amount, issueDate, json } = options;
  const request = { proposalIds: ids, reason, amount, issueDate };
  const report = await releaseCredits(session.database, request, session.actor());
  const { out } = session.caller;
  if (json) {
    writeJson(out, releaseListing(report));
    return 0;
  }
  const { notes, rest } = report;
  out.write(notesText(notes));
  if (rest) {
    out.write(`\nThe rest, ${moneyFigure(rest.amount)} kr, is proposal ${rest.proposalId}.\n`);
  }
  return 0;
}

export async function reject(session: Session, ids: Ids, options: Decision): Promise<ExitCode> {
  const { rejectCredits, rejectionListing } = await import('../../../../billing/index.ts');
  const request = { proposalIds: ids, reason: options.reason };
  const rejected = await rejectCredits(session.database, request, session.actor());
  const { out } = session.caller;
  if (options.json) writeJson(out, rejectionListing(rejected));
  else out.write(`${counted(rejected.length, 'proposal')} rejected; nothing is credited.\n`);
  return 0;
}

export async function reissue(session: Session, number: number, options: Dated): Promise<ExitCode> {
  const { noteListing, reissueInvoice } = await import('../../../../billing/index.ts');
  const { reason, issueDate } = options;
  const request = { number, reason, issueDate };
  const note = await reissueInvoice(session.database, request, session.actor());
  const { out } = session.caller;
  if (options.json) writeJson(out, { documents: [noteListing(note)] });
  else out.write(`${notesText([note])}\nThe next run bills anew what is due of it.\n`);
  return 0;
}

const columns = [
  { title: 'credit note', align: 'right' },
  { title: 'invoice', align: 'right' },
  { title: 'account' },
  { title: 'net', align: 'right' },
  { title: 'VAT', align: 'right' },
  { title: 'total', align: 'right' },
] as const;

function notesText(notes: readonly IssuedNote[]): string {
  const rows = notes.map(({ document: d }) => [
    ...[`${d.number}`, `${d.corrects?.number}`, d.buyer.account],
    ...[d.net, d.vat, d.total].map(moneyFigure),
  ]);
  return `${counted(notes.length, 'credit note')} issued\n${tableText(columns, rows)}`;
}
