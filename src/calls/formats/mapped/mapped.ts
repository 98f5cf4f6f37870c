/**
 * Any CSV of calls that no other format knows, read as its source's mapping says. What the mapping does
 * not say is not guessed: a row that does not fit it waits as unreadable. No file is ever recognised
 * as this, since every CSV might be; its source is named, or known by the file's name.
 */
import { hash } from 'node:crypto';
import {
  type CallRecord,
  plainRecord,
  type Reading,
  type SourceRecord,
} from '../../record/call-record.ts';
import type { SourceSettings } from '../../sources/settings.ts';
import type { CallFormat, CallReader, FormatFile } from '../format.ts';
import type { Cells } from '../text/csv-text.ts';
import { readableLine, settingsOf, shownText, unreadable } from '../text/fields.ts';
import { noHeader } from '../text/named-columns.ts';
import { type Layout, layoutOf } from './layout.ts';
import { mappedOptions } from './options.ts';
import { type RowReader, rowReader } from './row-reader.ts';
import { rowText } from './rows.ts';

export const mapped: CallFormat = {
  name: 'mapped-csv',
  title: 'Any other CSV of calls, by a mapping of its columns',
  recognises: () => false,
  settings: {
    zone: 'Europe/Copenhagen',
    options: mappedOptions,
    rule: 'A row is billed for the seconds that the mapping names, or from answer to end; seconds that are more than that time are not believed. It starts when its column started_at says. Where billable is said, only rows with its texts are billed and the others are not (leg). Billed rows with the same call_id and number are one call. A row of totals, which tells no start or no number, is no call (totals-row): it stands in the account of the file with 0 seconds, at the time and in the name of the row before it.',
  },
  reader,
};

function reader(file: FormatFile): CallReader {
  const settings = settingsOf(file);
  const options = mappedOptions.parse(settings.options);
  const { source } = settings;
  let names: readonly string[] = [];
  let layout: Layout | undefined;
  let rows: RowReader | undefined;
  let header = '';
  let before: CallRecord | undefined;
  const begin = (line: number, found: readonly string[]) => {
    names = found.map((name) => name.trim());
    layout = layoutOf(options, { fileName: file.fileName, line, names });
    rows = rowReader(layout, options, settings);
  };
  if (!options.header) begin(1, []);
  const fits = (cells: readonly string[]) => !layout || cells.length === layout.width;
  const text = rowText(file.fileName, options, fits);

  const readCells = (cells: Cells): Reading => {
    if (!layout || !rows) return unreadable('row', 'no header', { source });
    // A caller may be called Total; a row that tells of a call is one.
    const isTotal = cells && isTotals(cells, layout);
    if (isTotal && !(cells.length === layout.width && rows.isCall(cells))) {
      return totalsRow(cells, before, settings);
    }
    if (cells?.length !== layout.width) {
      const found = cells ? `has ${cells.length} cells` : 'is not correctly quoted';
      return unreadable('row', `the row ${found}; ${layout.width} are wanted`, { source });
    }
    if (options.header && cells.every((cell, at) => cell.trim() === names[at])) {
      return unreadable('row', 'the row is the header once more', { source });
    }
    return rows.read(cells, options.identity === 'content' ? digestOf(cells) : '');
  };
  return {
    header: () => header,
    read: (block, last) => {
      const records: SourceRecord[] = [];
      text.push(block, last, (cells, line, raw) => {
        if (!layout) {
          begin(line, cells ?? []);
          header = shownText(raw);
          return;
        }
        const record = readableLine(line, raw, (shown) =>
          readCells(shown === raw ? cells : cells?.map(shownText)),
        );
        records.push(record);
        if (!('unreadable' in record.reading)) before = record.reading;
      });
      if (last && !layout) throw noHeader(file.fileName);
      return records;
    },
  };
}

const isTotals = (cells: readonly string[], { totals }: Layout): boolean =>
  totals.some(([place, text]) => cells[place]?.trim().toLowerCase().startsWith(text.toLowerCase()));

/** A row of totals tells neither whose it is nor when: it stands where the row before it stands. */
function totalsRow(
  cells: readonly string[],
  before: CallRecord | undefined,
  { source }: SourceSettings,
): Reading {
  if (!before) return unreadable('row', 'a row of totals with no call before it', { source });
  return {
    ...before,
    ...plainRecord,
    accountCode: before.accountCode,
    recordId: `totals:${digestOf([`${before.startedAt}`, ...cells])}`,
    seconds: 0,
    notBilled: 'totals-row',
  };
}

/** 128 bits of what a row says, however it is quoted. */
const digestOf = (cells: readonly string[]): string =>
  hash('sha256', cells.map((cell) => cell.trim()).join('\0'), 'hex').slice(0, 32);
