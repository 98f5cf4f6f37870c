/**
 * Retention: each kind of data in a transaction of its own, with its batch and its place in the
 * journal. A dry run does all of it and takes it back, so that what it says is what would happen.
 */
import {
  type Actor,
  advisoryXactLock,
  type Database,
  openBatch,
  sealFacts,
} from '../../db/index.ts';
import { type LocalDate, localDateOf, refusals } from '../../kernel/index.ts';
import { monthsBefore } from './cut-off.ts';
import type { Erasure, Periods, RetentionKind } from './kind.ts';
import { retentionKinds } from './kinds.ts';

const refuse = refusals('evidence', {
  'retention-too-short': {
    status: 422,
    say: (f) =>
      `${f.setting} is ${f.months}, and ${f.kind} is kept for at least ${f.least} month${f.least === 1 ? '' : 's'}; ` +
      'nothing was erased, of no kind.',
  },
});

export interface KindReport extends Erasure {
  readonly kind: RetentionKind;
  readonly months: number;
  /** What is older than this day goes. */
  readonly before: LocalDate;
  readonly rows: number;
}

export interface RetentionRequest {
  readonly periods: Periods;
  readonly dryRun: boolean;
}

/** The variable of the environment that says how long a kind is kept. */
export const settingOf = ({ period }: Pick<RetentionKind, 'period'>): string =>
  `TAKST_RETENTION_${period.toUpperCase()}_MONTHS`;

/** Erases what is over its time, kind by kind; refuses where a period is shorter than it may be. */
export async function runRetention(
  database: Database,
  { periods, dryRun }: RetentionRequest,
  actor: Actor,
): Promise<KindReport[]> {
  for (const kind of retentionKinds.all) {
    const [months, least] = [periods[kind.period], kind.leastMonths];
    if (months >= least) continue;
    throw refuse('retention-too-short', {
      setting: settingOf(kind),
      months,
      least,
      kind: kind.name,
    });
  }
  const reports: KindReport[] = [];
  for (const kind of retentionKinds.all) {
    reports.push(await eraseKind(database, kind, periods[kind.period], dryRun, actor));
  }
  return reports;
}

/** Thrown through the transaction, so that it is taken back: a dry run, or nothing was there. */
class TakenBack extends Error {
  readonly report: KindReport;

  constructor(report: KindReport) {
    super('retention: taken back on purpose');
    this.report = report;
  }
}

async function eraseKind(
  database: Database,
  kind: RetentionKind,
  months: number,
  dryRun: boolean,
  actor: Actor,
): Promise<KindReport> {
  const before = monthsBefore(localDateOf(actor.now), months);
  try {
    return await database.transaction('writer', async (tx) => {
      if (kind.lock) await advisoryXactLock(tx, kind.lock, 'exclusive');
      const batchId = await openBatch(tx, actor, { kind: 'retention', sourceName: kind.name });
      const erasure = await kind.erase(tx, batchId, before);
      const rows = erasure.ages.reduce((sum, age) => sum + age.rows, 0);
      const report = { kind, months, before, rows, ...erasure };
      if (dryRun || rows === 0) throw new TakenBack(report);
      const content = { data: kind.name, months, before, rows };
      await sealFacts(tx, batchId, [{ resellerId: '', kind: 'retention', content }]);
      return report;
    });
  } catch (error) {
    if (error instanceof TakenBack) return error.report;
    throw error;
  }
}
