/**
 * The short table at the end of the demo, made of what the commands themselves answer with --json:
 * one line a month, so that the figures can be looked up again.
 */
import { type Money, type Month, moneyOf, sumMoney } from '../../kernel/index.ts';
import { countFigure, moneyFigure } from '../terminal/figures.ts';
import { tableText } from '../terminal/table.ts';

/** Runs a command with --json and gives its answer. */
export type Ask = (...words: readonly string[]) => Promise<unknown>;

interface DocumentListing {
  readonly net: string;
  readonly vat: string;
  readonly total: string;
}

interface JournalRow {
  readonly source: string;
  readonly records_read: number | null;
}

export async function summaryText(ask: Ask, months: readonly Month[]): Promise<string> {
  const journal = (await ask('report', 'journal')) as JournalRow[];
  const rows: string[][] = [];
  for (const month of months) {
    const documents = (await ask('documents', 'list', '--month', month)) as DocumentListing[];
    const exceptions = (await ask(
      'report',
      'exceptions',
      '--param',
      `month=${month}`,
    )) as unknown[];
    const records = journal.find((row) => row.source === `calls-${month}.csv`)?.records_read ?? 0;
    const sumOf = (field: keyof DocumentListing): Money =>
      sumMoney(documents, (document) => moneyOf(document[field]));
    rows.push([
      month,
      countFigure(records),
      countFigure(documents.length),
      ...[sumOf('net'), sumOf('vat'), sumOf('total')].map(moneyFigure),
      countFigure(exceptions.length),
    ]);
  }
  return tableText(columns, rows);
}

const columns = [
  { title: 'month' },
  { title: 'call records', align: 'right' },
  { title: 'documents', align: 'right' },
  { title: 'net', align: 'right' },
  { title: 'VAT', align: 'right' },
  { title: 'total', align: 'right' },
  { title: 'exceptions', align: 'right' },
] as const;
