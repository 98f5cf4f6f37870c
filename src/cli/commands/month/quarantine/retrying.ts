/** `takst quarantine retry`: judges again what a fix can have changed. */
import type { RetryReport } from '../../../../calls/index.ts';
import type { ExitCode } from '../../../caller.ts';
import type { Json, RefuseUsage } from '../../../command.ts';
import type { Session } from '../../../session.ts';
import { counted, countFigure } from '../../../terminal/figures.ts';
import { writeJson } from '../../../terminal/json.ts';

interface RetryOptions extends Json {
  readonly code?: string;
  readonly all?: true;
}

export async function checkRetried(
  refuseUsage: RefuseUsage,
  { code }: RetryOptions,
): Promise<void> {
  if (code === undefined) return;
  const { isRetried, retriedCodes } = await import('../../../../calls/index.ts');
  if (isRetried(code)) return;
  const known = [...retriedCodes, 'unreadable.COLUMN'];
  refuseUsage(`A retry settles none that wait for "${code}", only: ${known.join(', ')}.`);
}

export async function retry(
  session: Session,
  _seen: unknown,
  { code, all, json }: RetryOptions,
): Promise<ExitCode> {
  const { retryListing, retryQuarantine } = await import('../../../../calls/index.ts');
  const { caller, database, progress } = session;
  const report = await retryQuarantine(database, session.actor(), {
    ...(code === undefined ? {} : { code }),
    all: all === true,
    onProgress: (done, total) => progress.update('Judging again', done, total, 'records'),
  });
  progress.close();
  if (json) writeJson(caller.out, retryListing(report));
  else caller.out.write(retryText(report));
  return report.records.quarantined + report.unchanged > 0 ? 3 : 0;
}

const settledOf = ({ records }: RetryReport) => records.read - records.quarantined;

function retryText(report: RetryReport): string {
  const { read, rated, free, excluded, duplicate, quarantined } = report.records;
  const left = unchangedText(report.unchanged);
  if (read === 0) {
    return left === '' ? 'There is nothing in quarantine that a retry could settle.\n' : left;
  }
  const figures = { rated, free, excluded, ...(duplicate > 0 ? { duplicate } : {}) };
  const kinds = Object.entries(figures).map(([name, it]) => `${countFigure(it)} ${name}`);
  const waiting = quarantined > 0 ? ' (takst quarantine list)' : '';
  return (
    `${counted(read, 'record')} judged again: ${countFigure(settledOf(report))} settled ` +
    `(${kinds.join(', ')}), ${countFigure(quarantined)} still waiting${waiting}.\n${left}`
  );
}

function unchangedText(unchanged: number): string {
  if (unchanged === 0) return '';
  return (
    `${counted(unchanged, 'record')} not judged: nothing has changed in register, rates or sources ` +
    'that could settle them (takst quarantine retry --all judges them too).\n'
  );
}
