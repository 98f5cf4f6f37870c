/**
 * All reports together: those that a file in reports/ asks in SQL, and those whose rule is code of a
 * stage, such as interest, and is not written down a second time. A caller sees no difference.
 */
import type { Database } from '../db/index.ts';
import { type Instant, localDateOf } from '../kernel/index.ts';
import { interestReport } from './computed/interest.ts';
import { settlementReport } from './computed/settlement.ts';
import { bindParameters, type ReportHead, reportRefusal } from './report-file.ts';
import { loadReports, type ReportRow, runReportQuery } from './report-query.ts';

export interface Asked {
  readonly database: Database;
  readonly now: Instant;
  /** Null where a parameter is left out; months as their first day. */
  readonly values: ReadonlyMap<string, string | null>;
}

export interface ComputedReport extends ReportHead {
  readonly compute: (asked: Asked) => Promise<ReportRow[]>;
}

const computed: readonly ComputedReport[] = [interestReport, settlementReport];

/** Every report by name. */
export async function listReports(): Promise<ReportHead[]> {
  const all: ReportHead[] = [...(await loadReports()), ...computed];
  return all.sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** One report's head; refuses an unknown name. */
export async function findReport(name: string): Promise<ReportHead> {
  const reports = await listReports();
  const report = reports.find((it) => it.name === name);
  const known = reports.map((it) => it.name).join(', ');
  if (!report) throw reportRefusal('unknown', { name, known });
  return report;
}

/** Runs a report; refuses parameters that it does not take. */
export async function runReport(
  database: Database,
  { name }: ReportHead,
  given: ReadonlyMap<string, string>,
  now: Instant,
): Promise<ReportRow[]> {
  const today = localDateOf(now);
  const inCode = computed.find((it) => it.name === name);
  if (inCode) {
    return inCode.compute({ database, now, values: bindParameters(inCode, given, today) });
  }
  const report = (await loadReports()).find((it) => it.name === name);
  return report ? runReportQuery(database, report, given, today) : [];
}
