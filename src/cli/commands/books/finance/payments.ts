/**
 * `takst payments`: what customers paid, from the bank's files to the documents. What cannot be told
 * apart waits on a list until finance says what it is for.
 */
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { InvalidArgumentError, Option } from 'commander';
import type {
  ListedPayment,
  PaymentColumn,
  PaymentFormat,
  PaymentReport,
  TakenPayment,
  Wait,
} from '../../../../finance/index.ts';
import { localDateOf, type Money, moneyText } from '../../../../kernel/index.ts';
import {
  documentNumberArgument,
  idArgument,
  moneyArgument,
  pairArgument,
} from '../../../arguments.ts';
import type { ExitCode } from '../../../caller.ts';
import { afterLooking, type DeclareCommand, inSession, type Json } from '../../../command.ts';
import type { Session } from '../../../session.ts';
import { counted, moneyFigure } from '../../../terminal/figures.ts';
import { writeJson } from '../../../terminal/json.ts';
import { shortText, tableText } from '../../../terminal/table.ts';
import { requireFile } from '../../given-path.ts';

const COLUMNS = ['date', 'amount', 'text', 'payment_id', 'id'];

interface ImportOptions extends Json {
  readonly format: PaymentFormat;
  readonly column?: ReadonlyMap<string, string>;
}

interface ListOptions extends Json {
  readonly unmatched?: true;
}

interface MatchOptions extends Json {
  readonly document: number;
  readonly reason: string;
  readonly amount?: Money;
}

const importHelp = `
A payment is matched by its payment id, or by a document number in its text where the amount is exactly
what is open; everything else waits (exit 3) and is matched by hand. The same line again changes nothing.
Formats: bank-csv, a statement; fik, where every row bears a payment id of type 71 or 75.

  takst payments import statement.csv
  takst payments import fik.csv --format fik --column payment_id=Kreditorreference
`;

const matchHelp = `
  takst payments list --unmatched
  takst payments match 17 --document 10000012 --reason "the payer named it by telephone"
`;

export const declarePayments: DeclareCommand = (program, wiring) => {
  const payments = program
    .command('payments')
    .summary('payments that came in, and what they are for')
    .description('Payments from the bank, matched to documents and posted.');
  payments
    .command('import')
    .description("Takes in a bank's CSV.")
    .argument('<file>', 'the file')
    .addOption(
      new Option('--format <format>', 'what the file is')
        .choices(['bank-csv', 'fik'])
        .default('bank-csv'),
    )
    .option('--column <name=title>', `how a column is called there: ${COLUMNS.join(', ')}`, column)
    .option('--json', 'answer in JSON')
    .addHelpText('after', importHelp)
    .action(afterLooking(wiring, (_, path: string) => requireFile(path), take));
  payments
    .command('list')
    .description('Lists payments with what they were matched to.')
    .option('--unmatched', 'only those of which something is left')
    .option('--json', 'answer in JSON')
    .action(inSession(wiring, list));
  payments
    .command('match')
    .description('Matches what is left of a payment to an invoice.')
    .argument('<payment>', 'the payment, as the list numbers it', idArgument)
    .requiredOption('--document <number>', 'the invoice', documentNumberArgument)
    .requiredOption('--reason <text>', 'why it is for that one; write no names')
    .option('--amount <kroner>', 'only so much of it', moneyArgument)
    .option('--json', 'answer in JSON')
    .addHelpText('after', matchHelp)
    .action(inSession(wiring, match));
};

function column(text: string, before?: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const after = pairArgument(text, before);
  const name = text.slice(0, text.indexOf('='));
  if (!COLUMNS.includes(name)) {
    throw new InvalidArgumentError(`The columns are ${COLUMNS.join(', ')}.`);
  }
  return after;
}

async function take(
  session: Session,
  _seen: unknown,
  path: string,
  options: ImportOptions,
): Promise<ExitCode> {
  const { importPayments } = await import('../../../../finance/index.ts');
  const columns = (options.column ?? new Map()) as ReadonlyMap<PaymentColumn, string>;
  const bytes = await readFile(path);
  const file = { name: basename(path), bytes, format: options.format, columns };
  const report = await importPayments(session.database, file, session.actor());
  const { out } = session.caller;
  if (options.json) writeJson(out, reportListing(report));
  else out.write(reportText(report));
  return report.taken.some(needsLook) ? 3 : 0;
}

const needsLook = ({ openAfter }: TakenPayment): boolean =>
  openAfter === undefined || openAfter < 0n;

const waits: Readonly<Record<Wait, string>> = {
  '': '',
  'no-reference': 'it names no document',
  'check-digit': 'its payment id has a wrong check digit',
  'no-document': 'there is no such document',
  'credit-note': 'it names a credit note',
  amount: 'its amount is not what is open',
};

function statusOf({ verdict, openAfter }: TakenPayment): string {
  if (openAfter === undefined) return `waits: ${waits[verdict.wait]}`;
  if (openAfter === 0n) return 'settled';
  if (openAfter > 0n) return `${moneyFigure(openAfter)} kr still open`;
  return `${moneyFigure(-openAfter as Money)} kr too much`;
}

const reportListing = (report: PaymentReport) => ({
  read: report.read,
  outgoing: report.outgoing,
  known: report.known,
  matched: report.taken.filter((it) => it.verdict.document).length,
  waiting: report.taken.filter((it) => !it.verdict.document).length,
  payments: report.taken.map((it) => ({
    payment: it.no,
    line: it.line,
    paid_on: it.paidOn,
    amount: moneyText(it.amount),
    document: it.verdict.document?.number ?? null,
    how: it.verdict.document ? it.verdict.how : null,
    waits_for: it.verdict.wait || null,
    open_after: it.openAfter === undefined ? null : moneyText(it.openAfter),
  })),
});

function reportText(report: PaymentReport): string {
  const { read, outgoing, known, taken } = report;
  const rows = taken.map((it) => [
    ...[`${it.no}`, it.paidOn, moneyFigure(it.amount)],
    ...[`${it.verdict.document?.number ?? ''}`, statusOf(it)],
  ]);
  const columns = [
    { title: 'payment', align: 'right' },
    { title: 'paid on' },
    { title: 'amount', align: 'right' },
    { title: 'document' },
    { title: 'came to' },
  ] as const;
  const table = rows.length > 0 ? `${tableText(columns, rows)}\n` : '';
  const waiting = taken.filter((it) => !it.verdict.document).length;
  return (
    `${table}${counted(read, 'row')}: ${taken.length - waiting} matched, ${waiting} waiting, ` +
    `${known} known already, ${outgoing} not incoming\n`
  );
}

async function list(session: Session, options: ListOptions): Promise<ExitCode> {
  const { listPayments } = await import('../../../../finance/index.ts');
  const today = localDateOf(session.caller.now());
  const filter = { unmatched: options.unmatched ?? false };
  const payments = await session.database.transaction(
    'writer',
    (tx) => listPayments(tx, today, filter),
    { readOnly: true },
  );
  const { out } = session.caller;
  if (options.json) writeJson(out, payments.map(paymentListing));
  else if (payments.length === 0) out.write('There are no such payments.\n');
  else out.write(tableText(listColumns, payments.map(cellsOf)));
  return 0;
}

const paymentListing = (it: ListedPayment) => ({
  payment: it.no,
  paid_on: it.paidOn,
  amount: moneyText(it.amount),
  left: moneyText(it.left),
  reference: it.reference,
  text: it.text,
  waits_for: it.left > 0n ? it.waitsFor || null : null,
  matches: it.matches.map(({ number, amount, how }) => ({
    ...{ document: number, amount: moneyText(amount), how },
  })),
  candidates: it.candidates,
});

const listColumns = [
  { title: 'payment', align: 'right' },
  { title: 'paid on' },
  { title: 'amount', align: 'right' },
  { title: 'left', align: 'right' },
  { title: 'documents' },
  { title: 'of that amount' },
  { title: 'text' },
] as const;

const cellsOf = (it: ListedPayment): string[] => [
  `${it.no}`,
  it.paidOn,
  moneyFigure(it.amount),
  moneyFigure(it.left),
  it.matches.map(({ number }) => number).join(' '),
  it.left > 0n ? it.candidates.join(' ') : '',
  shortText(it.text),
];

async function match(session: Session, no: bigint, options: MatchOptions): Promise<ExitCode> {
  const { matchPayment } = await import('../../../../finance/index.ts');
  const { document: number, amount, reason } = options;
  const made = await matchPayment(
    session.database,
    { no, number, amount, reason },
    session.actor(),
  );
  const { out } = session.caller;
  const sum = moneyText(made.amount);
  const listing = {
    payment: no,
    document: number,
    amount: sum,
    accounting_date: made.accountingDate,
  };
  if (options.json) writeJson(out, listing);
  else {
    out.write(
      `${moneyFigure(made.amount)} kr of payment ${no} settle document ${number}, ` +
        `booked on ${made.accountingDate}.\n`,
    );
  }
  return 0;
}
