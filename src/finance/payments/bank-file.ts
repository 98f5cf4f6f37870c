/**
 * Incoming payments as a bank's CSV tells of them: a statement (bank-csv), or a list of FIK payments
 * (fik), whose every row bears a payment id. Banks name their columns as they like, so the usual names
 * are known and any other can be told. It reads; whose a payment is, is not asked here.
 */
import { createHash } from 'node:crypto';
import { CsvError, parse } from 'csv-parse/sync';
import {
  type Fault,
  type LocalDate,
  type Money,
  moneyOf,
  parseLocalDate,
} from '../../kernel/index.ts';

export const paymentFormats = ['bank-csv', 'fik'] as const;
export type PaymentFormat = (typeof paymentFormats)[number];

export const paymentColumns = ['date', 'amount', 'text', 'payment_id', 'id'] as const;
export type PaymentColumn = (typeof paymentColumns)[number];

export interface PaymentLine {
  readonly line: number;
  readonly date: LocalDate;
  readonly amount: Money;
  readonly text: string;
  /** Digits of a payment id, empty where the file has no column for it. */
  readonly paymentId: string;
  /** What makes it this payment and no other: the bank's id, or all that the row says. */
  readonly identity: Buffer;
}

export interface ReadPayments {
  readonly lines: readonly PaymentLine[];
  /** Rows of money going out, which are none of ours. */
  readonly outgoing: number;
  readonly faults: readonly Fault[];
}

const usual: Readonly<Record<PaymentColumn, readonly string[]>> = {
  date: ['date', 'dato', 'bogført', 'bogføringsdato', 'betalingsdato', 'indbetalingsdato'],
  amount: ['amount', 'beløb'],
  text: ['text', 'tekst', 'meddelelse', 'posteringstekst'],
  payment_id: ['payment_id', 'betalings-id', 'betalingsid', 'betalingsidentifikation'],
  id: ['id', 'arkivreference', 'transaktions-id', 'transaktionsid'],
};

const needed: Readonly<Record<PaymentFormat, readonly PaymentColumn[]>> = {
  'bank-csv': ['date', 'amount', 'text'],
  fik: ['date', 'amount', 'payment_id'],
};

export interface Reading {
  readonly format: PaymentFormat;
  /** Column names as told, where they are not the usual ones. */
  readonly columns: ReadonlyMap<PaymentColumn, string>;
  /** No payment is of a later day. */
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

/** The payments of a file, or every fault in it by line and column (R44). */
export function readPayments(text: string, source: string, reading: Reading): ReadPayments {
  let rows: Row[];
  try {
    const options = { bom: true, info: true, skip_empty_lines: true, trim: true } as const;
    const delimiter = (text.split('\n', 1)[0] ?? '').includes(';') ? ';' : ',';
    rows = parse(text, { ...options, delimiter }) as unknown as Row[];
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    return none([
      { ...fileFault(source, 'unreadable', error.message), line: Number(error.lines ?? 0) },
    ]);
  }
  const [header, ...body] = rows;
  const places = placesOf(header?.record ?? [], reading);
  const missing = needed[reading.format].filter((column) => places[column] === undefined);
  if (missing.length > 0) {
    return none(missing.map((column) => fileFault(source, 'column-missing', missingText(column))));
  }
  return readRows(body, source, places, reading);
}

const none = (faults: readonly Fault[]): ReadPayments => ({ lines: [], outgoing: 0, faults });

const missingText = (column: PaymentColumn): string =>
  `there is no column for ${column}: none is called ${usual[column].join(', ')}; ` +
  `say --column ${column}=NAME`;

const fileFault = (source: string, code: string, message: string): Fault => ({
  ...{ code: `payments.${code}`, source, line: 1, column: '', value: '', message },
});

type Places = Partial<Record<PaymentColumn, number>>;

function placesOf(header: readonly string[], { columns }: Reading): Places {
  const names = header.map((name) => name.toLowerCase());
  const found = paymentColumns.map((column): [PaymentColumn, number] => {
    const told = columns.get(column);
    const wanted = told === undefined ? usual[column] : [told.toLowerCase()];
    return [column, names.findIndex((name) => wanted.includes(name))];
  });
  return Object.fromEntries(found.filter(([, place]) => place >= 0));
}

function readRows(
  rows: readonly Row[],
  source: string,
  places: Places,
  { today, format }: Reading,
): ReadPayments {
  const lines: PaymentLine[] = [];
  const faults: Fault[] = [];
  const seen = new Map<string, number>();
  let outgoing = 0;
  for (const { record, info } of rows) {
    const at = (column: PaymentColumn) => record[places[column] ?? -1] ?? '';
    const refuse = (column: PaymentColumn, code: string, message: string) =>
      faults.push({
        ...{ code: `payments.${code}`, source, line: info.lines, column },
        ...{ value: at(column), message },
      });
    const date = dateOf(at('date'));
    const amount = amountOf(at('amount'));
    const paymentId = at('payment_id').replaceAll(/\s/g, '');
    if (!date) refuse('date', 'date', 'a date is written dd-mm-yyyy or yyyy-mm-dd');
    else if (date > today) refuse('date', 'date-future', `the date lies after today, ${today}`);
    else if (amount === undefined) {
      refuse('amount', 'amount', 'an amount has two decimals, as 1.230,00 or 1230.00');
    } else if (amount <= 0n) outgoing += 1;
    else if (format === 'fik' && !/^\d{15,16}$/.test(paymentId)) {
      refuse('payment_id', 'payment-id', 'a FIK payment id has 15 digits (71) or 16 (75)');
    } else {
      const bankId = at('id');
      const said = bankId ? ['id', bankId] : ['row', date, `${amount}`, at('text'), paymentId];
      const key = JSON.stringify(said);
      const times = (seen.get(key) ?? 0) + 1;
      seen.set(key, times);
      // Two equal rows of a day are two payments; a bank's id is one payment wherever it stands.
      if (bankId && times > 1) continue;
      const identity = createHash('sha256').update(`${key} ${times}`).digest();
      lines.push({ line: info.lines, date, amount, text: at('text'), paymentId, identity });
    }
  }
  return { lines, outgoing, faults };
}

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
