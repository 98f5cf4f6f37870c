/** What a billing run is asked for, and what it answers (SPEC 10, `bill`). */
import type { Actor } from '../../db/index.ts';
import type { Seller } from '../../documents/index.ts';
import {
  type Instant,
  instantText,
  type LocalDate,
  type Money,
  type Month,
  moneyText,
} from '../../kernel/index.ts';
import { exceptionCodes, type RunException } from '../exception.ts';
import type { QuarantineCounts, RecordCounts } from '../issue/reconcile.ts';

export interface BillingRequest {
  readonly month: Month;
  /** Absent: today. A resumed run keeps the one it began with. */
  readonly issueDate: LocalDate | undefined;
  /** The same path without the commit (R25). */
  readonly dryRun: boolean;
  readonly seller: Seller;
  readonly actor: Actor;
  readonly onProgress?: (stage: string, done: number, total: number) => void;
}

export interface CreditedSince {
  readonly documents: number;
  readonly net: Money;
  readonly vat: Money;
  readonly total: Money;
}

export interface RunReport {
  readonly month: Month;
  readonly runId: bigint;
  readonly cutOff: Instant;
  readonly issueDate: LocalDate;
  readonly dryRun: boolean;
  /** Whether it went on with a run that had been interrupted. */
  readonly resumed: boolean;
  readonly documents: number;
  readonly firstNumber: number | undefined;
  readonly lastNumber: number | undefined;
  readonly net: Money;
  readonly vat: Money;
  readonly total: Money;
  /** Sum of the credits proposed, 0 or below. */
  readonly proposedCredit: Money;
  readonly proposals: number;
  /** The credit notes issued since the run before. */
  readonly credited: CreditedSince;
  readonly records: RecordCounts;
  readonly quarantine: QuarantineCounts;
  readonly exceptions: readonly RunException[];
}

/** The report as `bill --json` gives it. */
export function runListing(report: RunReport) {
  return {
    month: report.month,
    run: report.runId.toString(),
    cut_off: instantText(report.cutOff),
    issue_date: report.issueDate,
    dry_run: report.dryRun,
    resumed: report.resumed,
    documents: report.documents,
    first_number: report.firstNumber ?? null,
    last_number: report.lastNumber ?? null,
    net: moneyText(report.net),
    vat: moneyText(report.vat),
    total: moneyText(report.total),
    proposed_credit: moneyText(report.proposedCredit),
    proposals: report.proposals,
    credit_notes: {
      documents: report.credited.documents,
      net: moneyText(report.credited.net),
      vat: moneyText(report.credited.vat),
      total: moneyText(report.credited.total),
    },
    records: report.records,
    quarantine: report.quarantine,
    exceptions: report.exceptions.map(exceptionListing),
  };
}

const exceptionListing = (e: RunException) => ({
  code: e.code,
  message: exceptionCodes[e.code],
  reseller_id: e.resellerId || null,
  customer_id: e.customerId || null,
  employee_id: e.employeeId || null,
  since: e.since ?? null,
  detail: e.detail,
});
