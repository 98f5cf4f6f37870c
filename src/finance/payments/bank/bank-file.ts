/**
 * Incoming payments as a bank's CSV tells of them: a statement (bank-csv), or a list of FIK payments
 * (fik), whose every row bears a payment id. Every row is a payment, goes out, is still to come, or is
 * faulty; none is left out. It reads; whose a payment is, is not asked here.
 */
import { createHash } from 'node:crypto';
import { CsvError, parse } from 'csv-parse/sync';
import {
  type Fault,
  type LocalDate,
  type Money,
  moneyOf,
  parseLocalDate,
} from '../../../kernel/index.ts';
import { cellOf, type PaymentColumn, type Places, placesOf, usual } from './columns.ts';

export const paymentFormats = ['bank-csv', 'fik'] as const;
export type PaymentFormat = (typeof paymentFormats)[number];

export interface PaymentLine {
  readonly line: number;
  readonly date: LocalDate;
  readonly amount: Money;
  readonly text: string;
  /** Digits of a payment id, empty where the file has no column for it. */
  readonly paymentId: string;
  /** What the bank's own id comes to; undefined where the row has none. */
  readonly byBankId: Buffer | undefined;
  /** All that the row says, the bank's id included, and which of several equal rows it is. */
  readonly byContent: Buffer;
  /** From 1, among equal rows of the file. */
  readonly nth: number;
}

/** A fault with its row as far as that can be kept for ever: without the bank's text. */
export type RowFault = Fault & { readonly raw: string };

export interface ReadPayments {
  /** Rows of the file, without the header. */
  readonly read: number;
  readonly lines: readonly PaymentLine[];
  /** Rows of money going out, which are none of ours. */
  readonly outgoing: number;
  /** Payments of a later day: a later file tells of them again. */
  readonly coming: number;
  readonly faults: readonly RowFault[];
  /** Whether the file can be read at all, so that only its rows are faulty. */
  readonly isReadable: boolean;
}

const needed: Readonly<Record<PaymentFormat, readonly PaymentColumn[]>> = {
  'bank-csv': ['date', 'amount', 'text'],
  fik: ['date', 'amount', 'payment_id'],
};

export interface Reading {
  readonly format: PaymentFormat;
  /** Column names as told, where they are not the usual ones. */
  readonly columns: ReadonlyMap<PaymentColumn, string>;
  readonly today: LocalDate;
}

/** A bank's file as text: UTF-8 where it is that, else Windows-1252, as older exports are. */
export function bankText(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

interface Row {
  readonly record: readonly string[];
  readonly info: { readonly lines: number };
}

/** The payments of a file, and every fault in it by line and column (R44). */
export function readPayments(text: string, source: string, reading: Reading): ReadPayments {
  if (text.trim() === '') return unreadable([fileFault(source, 0, 'empty', 'the file is empty')]);
  let rows: Row[];
  try {
    const options = { bom: true, info: true, skip_empty_lines: true, trim: true } as const;
    const delimiter = (text.split('\n', 1)[0] ?? '').includes(';') ? ';' : ',';
    rows = parse(text, { ...options, delimiter }) as unknown as Row[];
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const line = Number(error.lines ?? 0);
    return unreadable([fileFault(source, line, 'unreadable', error.message)]);
  }
  const [header, ...body] = rows;
  const places = placesOf(header?.record ?? [], reading.columns);
  const missing = needed[reading.format].filter((column) => places[column].length === 0);
  if (missing.length > 0) {
    const faults = missing.map((it) => fileFault(source, 1, 'column-missing', missingText(it)));
    return unreadable(faults);
  }
  return readRows(body, source, places, reading);
}

const unreadable = (faults: readonly RowFault[]): ReadPayments => ({
  ...{ read: 0, lines: [], outgoing: 0, coming: 0, faults, isReadable: false },
});

const missingText = (column: PaymentColumn): string =>
  `there is no column for ${column}: none is called ${usual[column].join(', ')}; ` +
  `say --column ${column}=NAME`;

const fileFault = (source: string, line: number, code: string, message: string): RowFault => ({
  ...{ code: `payments.${code}`, source, line, column: '', value: '', message, raw: '' },
});

function readRows(
  rows: readonly Row[],
  source: string,
  places: Places,
  reading: Reading,
): ReadPayments {
  const lines: PaymentLine[] = [];
  const faults: RowFault[] = [];
  const seen = new Map<string, number>();
  let [outgoing, coming] = [0, 0];
  for (const { record, info } of rows) {
    const cell = (column: PaymentColumn) => cellOf(record, places[column]);
    const said = readRow(cell, reading);
    if (said === 'outgoing') outgoing += 1;
    else if (said === 'coming') coming += 1;
    else if ('wrong' in said) {
      const raw = (['date', 'amount', 'currency', 'payment_id', 'id'] as const).map(cell).join(';');
      for (const { column, code, message } of said.wrong) {
        const place = { source, line: info.lines, column, value: cell(column) };
        faults.push({ code: `payments.${code}`, ...place, message, raw });
      }
    } else lines.push({ line: info.lines, ...said, ...identityOf(said, cell('id'), seen) });
  }
  return { read: rows.length, lines, outgoing, coming, faults, isReadable: true };
}

interface Wrong {
  readonly column: PaymentColumn;
  readonly code: string;
  readonly message: string;
}

type Said = Pick<PaymentLine, 'date' | 'amount' | 'text' | 'paymentId'>;

/** What goes out or is still to come is none of ours to judge any further. */
function readRow(
  cell: (column: PaymentColumn) => string,
  { today, format }: Reading,
): Said | 'outgoing' | 'coming' | { readonly wrong: readonly Wrong[] } {
  const wrong: Wrong[] = [];
  const refuse = (column: PaymentColumn, code: string, message: string) =>
    wrong.push({ column, code, message });
  const amount = amountOf(cell('amount'));
  if (amount !== undefined && amount <= 0n) return 'outgoing';
  const date = dateOf(cell('date'));
  if (amount === undefined) {
    refuse('amount', 'amount', 'an amount has two decimals, as 1.230,00 or 1230.00');
  }
  if (!date) refuse('date', 'date', 'a date is written dd-mm-yyyy or yyyy-mm-dd');
  else if (date > today) return 'coming';
  if (!/^(dkk)?$/i.test(cell('currency'))) {
    refuse('currency', 'currency', 'it is not in kroner (DKK), and nothing else is booked (R30)');
  }
  const paymentId = cell('payment_id').replaceAll(/\s/g, '');
  if (format === 'fik' && !/^\d{15,16}$/.test(paymentId)) {
    refuse('payment_id', 'payment-id', 'a FIK payment id has 15 digits (71) or 16 (75)');
  }
  if (amount === undefined || !date || wrong.length > 0) return { wrong };
  return { date, amount, text: cell('text'), paymentId };
}

/** Two equal rows of a day are two payments, unless the bank's id says that they are one. */
function identityOf(said: Said, bankId: string, seen: Map<string, number>) {
  const content = [said.date, `${said.amount}`, said.text, said.paymentId];
  const key = JSON.stringify(bankId ? ['id', bankId, ...content] : ['row', ...content]);
  const nth = (seen.get(key) ?? 0) + 1;
  seen.set(key, nth);
  const byBankId = bankId ? hashed(`${JSON.stringify(['id', bankId])} 1`) : undefined;
  return { byBankId, byContent: hashed(`${key} ${nth}`), nth };
}

const hashed = (text: string): Buffer => createHash('sha256').update(text).digest();

/** `02-11-2026`, `02.11.2026`, `02/11/2026` or `2026-11-02` */
function dateOf(text: string): LocalDate | undefined {
  const danish = /^(\d{2})[-./](\d{2})[-./](\d{4})$/.exec(text);
  return parseLocalDate(danish ? `${danish[3]}-${danish[2]}-${danish[1]}` : text);
}

/** `1.230,00`, `1230,00` or `1230.00`, with a sign or without; nothing that could mean two things. */
function amountOf(text: string): Money | undefined {
  const plain = text.replace(/^\+/, '');
  if (/^-?(\d+|\d{1,3}(\.\d{3})+),\d{2}$/.test(plain)) {
    return moneyOf(plain.replaceAll('.', '').replace(',', '.'));
  }
  return /^-?\d+\.\d{2}$/.test(plain) ? moneyOf(plain) : undefined;
}
