/**
 * The totals that must agree before a number is assigned (R27). Each check is an equation between
 * two sums that were made in different ways; the first that does not hold stops the run.
 */
import { type Money, moneyText } from '../../kernel/index.ts';
import { billingRefusal } from '../refusal.ts';

export interface RecordCounts {
  readonly read: number;
  readonly rated: number;
  readonly free: number;
  readonly duplicate: number;
  readonly quarantined: number;
  readonly excluded: number;
}

export interface QuarantineCounts {
  readonly opening: number;
  readonly entered: number;
  readonly settled: number;
  readonly closing: number;
}

export interface Totals {
  readonly records: RecordCounts;
  readonly quarantine: QuarantineCounts;
  /** Sum of the drafts' charges. */
  readonly charges: Money;
  /** Sum of the drafts' nets. */
  readonly documents: Money;
}

/** Refuses to go on when two totals differ; says which, with both figures. */
export function reconcile(totals: Totals): void {
  const { records: r, quarantine: q } = totals;
  const outcomes = r.rated + r.free + r.duplicate + r.quarantined + r.excluded;
  agree('records read = rated + free + duplicate + quarantined + excluded', r.read, outcomes);
  agree(
    'quarantine opening + entered - settled = closing',
    q.opening + q.entered - q.settled,
    q.closing,
  );
  agreeMoney('charges = net of the documents', totals.charges, totals.documents);
}

export interface IssuedTotals {
  readonly charges: Money;
  readonly documents: Money;
  readonly revenue: Money;
  readonly debtors: Money;
  readonly gross: Money;
}

/** The same once more from the rows written, before they are committed. */
export function reconcileIssued(totals: IssuedTotals): void {
  agreeMoney('charges = net of the documents issued', totals.charges, totals.documents);
  agreeMoney('ledger movement on revenue = net of the documents', totals.revenue, totals.documents);
  agreeMoney('ledger movement on debtors = documents with VAT', totals.debtors, totals.gross);
}

function agree(what: string, left: number, right: number): void {
  if (left !== right) throw billingRefusal('totals-differ', { what, left, right });
}

function agreeMoney(what: string, left: Money, right: Money): void {
  if (left === right) return;
  throw billingRefusal('totals-differ', { what, left: moneyText(left), right: moneyText(right) });
}
