/**
 * What the CSV formats have in common: a table seen through a plan of columns, one account a row, and
 * licences that a script has lost, which no format takes for licences. A format that uses this says
 * only which columns it has and how one row becomes an account.
 */
import type { LocalDate } from '../../../kernel/index.ts';
import type { EvidencedAccount, Strength } from '../evidence.ts';
import type { Desk, ExportFormat } from '../format.ts';
import {
  type CellOf,
  type ColumnNames,
  type ColumnPlan,
  hasColumns,
  type Rows,
  rowsOf,
} from './table.ts';

export interface CsvFormat<F extends string> {
  readonly name: string;
  readonly strength: Strength;
  readonly columns: ColumnPlan<F>;
  /** Columns that Microsoft is known to write beside them: told by name, and not read. */
  readonly leftBehind: readonly string[];
  /** What to do where a script has lost the licences; an imperative without a full stop. */
  readonly remedy: string;
  /** The account of one row; undefined where a fault was noted instead. */
  accountOf(line: number, cell: CellOf<F>, rows: Rows<F>, desk: Desk): EvidencedAccount | undefined;
  /**
   * Looks at the file as a whole before any row is read: may refuse it or remark on it, and tells
   * the day that it shows.
   */
  survey?(rows: Rows<F>, desk: Desk): LocalDate | undefined;
}

/** What PowerShell writes in place of a list that nobody has joined. */
const typeName = /^(System|Microsoft)\.[\w.]+/;

export function csvFormat<F extends string>(format: CsvFormat<F | 'licences'>): ExportFormat {
  const { name, strength, columns, leftBehind, remedy } = format;
  const required = Object.values<ColumnNames>(columns)
    .filter((column) => column.required)
    .map((column) => `"${column.names[0]}"`);
  return {
    name,
    strength,
    shape: 'csv',
    expects: `a CSV with the columns ${required.join(', ')}`,
    recognises: (content) => content.shape === 'csv' && hasColumns(content, columns),
    read: (content, desk) => {
      const { notes } = desk;
      if (content.shape !== 'csv') return notes.refuse('shape', {}, `${name} is a CSV file`);
      if (content.delimiter !== ',' && strength !== 'script') {
        notes.remark(
          `The columns are separated by "${content.delimiter === '\t' ? 'tab' : content.delimiter}" ` +
            'and not by a comma: a spreadsheet has saved the file again since Microsoft wrote it.',
        );
      }
      const rows = rowsOf(content, columns, leftBehind, notes);
      const asOf = format.survey?.(rows, desk);
      const accounts: EvidencedAccount[] = [];
      rows.each((line, cell) => {
        const value = cell('licences');
        if (typeName.test(value)) {
          const why = `PowerShell wrote the name of a type where the licences should stand; ${remedy}`;
          return notes.fault('type-name', { line, column: rows.nameOf('licences'), value }, why);
        }
        const account = format.accountOf(line, cell, rows, desk);
        if (account) accounts.push(account);
      });
      const { keptColumns, droppedColumns } = rows;
      return { accounts, totals: [], asOf, tenantId: undefined, keptColumns, droppedColumns };
    },
  };
}
