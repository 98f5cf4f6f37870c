/**
 * Files in pieces: rows of a Danish CSV and elements of one JSON array, a page at a time, with the
 * very bytes that writing them at once would give. What a row or an element says is the format's.
 */
import { stringify } from 'csv-stringify/sync';
import { moneyJson } from '../notation.ts';
import type { Voucher } from '../voucher.ts';
import type { Pages } from './format.ts';

const danish = { delimiter: ';', record_delimiter: '\r\n' } as const;

/** Semicolons, CRLF and a byte order mark, as Danish Excel takes it. */
export async function* csvPieces(
  columns: readonly string[],
  pages: Pages,
  rowsOf: (voucher: Voucher) => string[][],
): AsyncGenerator<string> {
  yield stringify([[...columns]], { ...danish, bom: true });
  for await (const page of pages) yield stringify(page.flatMap(rowsOf), danish);
}

/** One array, indented by two; `elementsOf` is called once for each voucher, in order. */
export async function* jsonPieces(
  pages: Pages,
  elementsOf: (voucher: Voucher) => readonly object[],
): AsyncGenerator<string> {
  let isFirst = true;
  for await (const page of pages) {
    const elements = page.flatMap(elementsOf);
    if (elements.length === 0) continue;
    yield isFirst ? '[\n  ' : ',\n  ';
    yield elements.map((it) => moneyJson(it).replaceAll('\n', '\n  ')).join(',\n  ');
    isFirst = false;
  }
  yield isFirst ? '[]\n' : '\n]\n';
}
