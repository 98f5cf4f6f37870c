/**
 * Issues credit notes in the transaction that decided them (R10, R26): series and chains are locked in
 * the order of a run, numbers given in the order (reseller, account, invoice), documents, postings and
 * charges written and added up once more. Killed before the commit, none of it happened.
 */
import { hash } from 'node:crypto';
import type { Tx } from '../../db/index.ts';
import {
  documentText,
  insertDocuments,
  openSeries,
  type StoredDocument,
} from '../../documents/index.ts';
import {
  groupBy,
  type Instant,
  invariant,
  type LocalDate,
  type Money,
} from '../../kernel/index.ts';
import { openChains } from '../../ledger/index.ts';
import { insertCreditCharges } from '../issue/draft-store.ts';
import { entryOf } from '../issue/issue.ts';
import { reconcileIssued } from '../issue/reconcile.ts';
import type { Run } from '../store.ts';
import type { CreditPart } from './left.ts';
import { type Corrected, type CreditNote, creditNoteOf } from './note.ts';
import { insertCreditNotes, loadCorrected, sumCredited } from './store.ts';

export interface IssueFacts {
  readonly batchId: bigint;
  /** The last run that was finished: what is credited was posted by it or before. */
  readonly run: Run;
  readonly issueDate: LocalDate;
  readonly reason: string;
  readonly recordedAt: Instant;
}

export interface IssuedNote extends CreditNote {
  readonly resellerId: string;
}

/** One credit note for each invoice that the parts are taken off, in the order of their numbers. */
export async function issueCreditNotes(
  tx: Tx,
  parts: readonly CreditPart[],
  facts: IssueFacts,
): Promise<IssuedNote[]> {
  const { batchId, run, issueDate, reason, recordedAt } = facts;
  const partsOf = groupBy(parts, (part) => part.invoice);
  const series = await openSeries(tx, 'credit-note', issueDate);
  const corrected = [...(await loadCorrected(tx, [...partsOf.keys()])).values()].sort(inOrder);
  invariant(corrected.length === partsOf.size, 'something is credited that no invoice charged');
  const chains = await openChains(tx, [...new Set(corrected.map((it) => it.resellerId))]);
  const notes = corrected.map((it): IssuedNote => {
    const own = partsOf.get(it.invoice.number) ?? [];
    const note = creditNoteOf(it, own, { number: series.next(), issueDate, reason });
    return { ...note, resellerId: it.resellerId };
  });
  const stored = notes.map(({ resellerId, document }): StoredDocument => {
    const body = documentText(document);
    const bodySha256 = hash('sha256', body, 'buffer');
    return { resellerId, runId: run.runId, document, body, bodySha256 };
  });
  await insertDocuments(tx, stored);
  await chains.append(stored.map((it) => entryOf(it, recordedAt)));
  await series.finish();
  await insertCreditNotes(tx, batchId, notes.map(correctionOf));
  await insertCreditCharges(tx, run.runId, notes.flatMap(chargesOf));
  reconcileIssued(await sumCredited(tx, batchId, run.runId));
  return notes;
}

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const inOrder = (a: Corrected, b: Corrected): number =>
  byText(a.resellerId, b.resellerId) ||
  byText(a.invoice.buyer.account, b.invoice.buyer.account) ||
  a.invoice.number - b.invoice.number;

function correctionOf({ resellerId, document: { number, corrects } }: IssuedNote) {
  invariant(corrects, 'a credit note always says which invoice it corrects');
  return { resellerId, number, corrects: corrects.number };
}

const chargesOf = ({ resellerId, document: { number }, parts }: IssuedNote) =>
  parts.map(({ customerId, serviceMonth, kind, key, onLine, cause, ...part }) => ({
    ...{ resellerId, number, lineNo: onLine, customerId, serviceMonth, kind, key, cause },
    amount: -part.amount as Money,
    // Not -0, which is another number to whoever compares.
    calls: 0 - part.calls,
    seconds: 0 - part.seconds,
  }));
