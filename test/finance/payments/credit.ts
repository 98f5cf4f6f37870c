/** A credit note as the ledger and the documents know one, for tests of what is made of them. */
import { hash } from 'node:crypto';
import { insertCreditNotes } from '../../../src/billing/credits/store.ts';
import { type Database, openBatch } from '../../../src/db/index.ts';
import {
  type Document,
  documentText,
  insertDocuments,
  loadDocument,
  openSeries,
} from '../../../src/documents/index.ts';
import { type LocalDate, type Money, ore, vatOn, zeroMoney } from '../../../src/kernel/index.ts';
import { openChains, type Posting } from '../../../src/ledger/index.ts';
import { actorOn } from '../../month-world.ts';

/** Credits so much net of an invoice of licences, with its VAT; posted to the chain given. */
export async function creditOf(
  database: Database,
  { number, resellerId, runId }: { number: number; resellerId: string; runId: bigint },
  net: Money,
  date: LocalDate,
): Promise<Document> {
  const invoice = await loadDocument(database, number);
  const vat = vatOn(net, 25);
  return database.transaction('writer', async (tx) => {
    const series = await openSeries(tx, 'credit-note', date);
    const document: Document = {
      ...invoice,
      ...{ number: series.next(), kind: 'credit-note', issueDate: date, dueDate: undefined },
      ...{ payment: undefined, sections: [], net, vat, total: (net + vat) as Money },
      corrects: { number, issueDate: invoice.issueDate, reason: 'rettet' },
    };
    const body = documentText(document);
    const bodySha256 = hash('sha256', body, 'buffer');
    await insertDocuments(tx, [{ resellerId, runId, document, body, bodySha256 }]);
    const batch = await openBatch(tx, actorOn(date), {
      kind: 'credit',
      sourceName: `of ${number}`,
    });
    await insertCreditNotes(tx, batch, [{ resellerId, number: document.number, corrects: number }]);
    const common = { customerId: '', serviceMonth: undefined, credit: 'debtors' };
    const postings: Posting[] = [
      { ...common, debit: 'revenue.licence', amount: net, kind: 'licence' },
      { ...common, debit: 'vat.output', amount: vat, kind: 'vat' },
    ].filter((it) => it.amount > zeroMoney);
    const chains = await openChains(tx, [resellerId]);
    const text = `credit-note ${document.number} ${document.buyer.account}`;
    const sealed = { documentNumber: document.number, documentSha256: bodySha256 };
    const recordedAt = actorOn(date).now;
    const entry = { resellerId, accountingDate: date, recordedAt, text, postings };
    await chains.append([{ ...entry, ...sealed }]);
    await series.finish();
    return document;
  });
}

export const kroner = (amount: number): Money => ore(amount * 100);
