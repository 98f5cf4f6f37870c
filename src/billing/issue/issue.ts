/**
 * The short transaction at the end of a run (R26): lock series and chains, give numbers in order,
 * write documents, postings and charges, reconcile once more from what was written, commit. Killed
 * before the commit, none of it happened.
 */
import { hash } from 'node:crypto';
import type { Tx } from '../../db/index.ts';
import {
  type Document,
  type DocumentLine,
  type DraftDocument,
  documentText,
  draftOf,
  insertDocuments,
  openSeries,
  paymentOf,
  type StoredDocument,
} from '../../documents/index.ts';
import { type Instant, invariant, type Money } from '../../kernel/index.ts';
import { type Entry, openChains, type Posting, postingsOf } from '../../ledger/index.ts';
import { chargeKinds } from '../charges/index.ts';
import type { Account } from '../due/account.ts';
import type { Run } from '../store.ts';
import * as drafts from './draft-store.ts';

export interface Issued {
  readonly count: number;
  readonly firstNumber: number | undefined;
  readonly lastNumber: number | undefined;
}

/** Turns the run's drafts into documents with numbers and postings, in the order of accounts. */
export async function issueDocuments(
  tx: Tx,
  run: Run,
  resellerIds: readonly string[],
  recordedAt: Instant,
  onProgress: (done: number) => void,
): Promise<Issued> {
  const series = await openSeries(tx, 'invoice', run.issueDate);
  const chains = await openChains(tx, resellerIds);
  let firstNumber: number | undefined;
  let lastNumber: number | undefined;
  let count = 0;
  for await (const page of drafts.readDrafts(tx, run.runId)) {
    const stored: StoredDocument[] = [];
    for (const { account, body } of page) {
      lastNumber = series.next();
      firstNumber ??= lastNumber;
      stored.push(numberedDocument(draftOf(body), lastNumber, account, run));
    }
    await insertDocuments(tx, stored);
    await chains.append(stored.map((s) => entryOf(s, recordedAt)));
    count += stored.length;
    onProgress(count);
  }
  await series.finish();
  await drafts.insertCharges(tx, run.runId);
  return { count, firstNumber, lastNumber };
}

function numberedDocument(
  draft: DraftDocument,
  number: number,
  account: Account,
  run: Run,
): StoredDocument {
  const { termsDays, form, ...rest } = draft;
  const payment = draft.total === 0n ? undefined : paymentOf(number, draft.seller, termsDays);
  const document: Document = { form, number, ...rest, payment };
  const body = documentText(document);
  const bodySha256 = hash('sha256', body, 'buffer');
  return { resellerId: account.resellerId, runId: run.runId, document, body, bodySha256 };
}

/**
 * The ledger transaction of a document: debtors against revenue per customer, month and kind, and VAT.
 * A credit note says what it takes back as amounts above 0, so its postings go the other way.
 */
export function entryOf(stored: StoredDocument, recordedAt: Instant): Entry {
  const { document: d, resellerId, bodySha256 } = stored;
  const vat = postingsOf({
    debit: 'debtors',
    credit: 'vat.output',
    amount: signed(d, d.vat),
    customerId: '',
    serviceMonth: undefined,
    kind: 'vat',
  });
  return {
    resellerId,
    accountingDate: d.issueDate,
    recordedAt,
    documentNumber: d.number,
    documentSha256: bodySha256,
    text: `${d.kind} ${d.number} ${d.buyer.account}`,
    postings: [...revenuePostings(d), ...vat],
  };
}

const signed = ({ kind }: Document, amount: bigint): Money =>
  (kind === 'credit-note' ? -amount : amount) as Money;

function revenuePostings(document: Document): Posting[] {
  const sums = new Map<string, { line: DocumentLine; amount: bigint }>();
  for (const line of document.sections.flatMap((section) => section.lines)) {
    const { customerId, serviceMonth, kind, vatCategory } = line;
    const key = [customerId, serviceMonth, kind, vatCategory].join('\u0000');
    const sum = sums.get(key);
    if (sum) sum.amount += line.net;
    else sums.set(key, { line, amount: line.net });
  }
  return [...sums.values()].flatMap(({ line, amount }) => {
    const kind = chargeKinds.find(line.kind);
    invariant(kind, `line of an unknown kind of charge: ${line.kind}`);
    const { customerId, serviceMonth } = line;
    const credit = kind.revenueAccount(line.vatCategory);
    const movement = { debit: 'debtors', credit, kind: kind.name };
    return postingsOf({ ...movement, amount: signed(document, amount), customerId, serviceMonth });
  });
}
