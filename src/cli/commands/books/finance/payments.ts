/**
 * `takst payments`: what customers paid, from the bank's files to the documents. What cannot be told
 * apart waits on a list until finance says what it is for.
 */
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { InvalidArgumentError, Option } from 'commander';
import type {
  PaymentColumn,
  PaymentFormat,
  PaymentReport,
  TakenPayment,
} from '../../../../finance/index.ts';
import { type Money, moneyText } from '../../../../kernel/index.ts';
import { pairArgument } from '../../../arguments.ts';
import type { ExitCode } from '../../../caller.ts';
import { afterLooking, type DeclareCommand, inSession, type Json } from '../../../command.ts';
import type { Session } from '../../../session.ts';
import { counted, moneyFigure } from '../../../terminal/figures.ts';
import { writeJson } from '../../../terminal/json.ts';
import { tableText } from '../../../terminal/table.ts';
import { requireFile } from '../../given-path.ts';
import { listWaiting } from './payment-list.ts';
import { declareMatching } from './payment-matching.ts';
import { declareRefund } from './payment-refund.ts';
import { cameTo, waits } from './payment-words.ts';

const COLUMNS: readonly PaymentColumn[] = [
  ...(['date', 'amount', 'text', 'payment_id', 'id', 'currency'] as const),
];

interface ImportOptions extends Json {
  readonly format: PaymentFormat;
  readonly column?: ReadonlyMap<string, string>;
  readonly skipBad?: true;
}

const importHelp = `
A payment is matched by its payment id, or by document numbers in its text where the amount is exactly
what is open of them; everything else waits (exit 3) and is matched by hand. The same line again changes
nothing. Every row is told of: matched, waiting, known already, not incoming, of a day to come, faulty.
Formats: bank-csv, a statement; fik, where every row bears a payment id of type 71 or 75.

  takst payments import statement.csv
  takst payments import fik.csv --format fik --column payment_id=Kreditorreference
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
    .option('--skip-bad', 'take in the good rows and keep what is wrong with the others')
    .option('--json', 'answer in JSON')
    .addHelpText('after', importHelp)
    .action(afterLooking(wiring, (_, path: string) => requireFile(path), take));
  payments
    .command('list')
    .description('Lists payments with what they were matched to.')
    .option('--unmatched', 'only those of which something is left')
    .option('--json', 'answer in JSON')
    .action(inSession(wiring, listWaiting));
  declareMatching(payments, wiring);
  declareRefund(payments, wiring);
};

function column(text: string, before?: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const after = pairArgument(text, before);
  const name = text.slice(0, text.indexOf('='));
  if (!COLUMNS.some((it) => it === name)) {
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
  const { format, skipBad = false } = options;
  const columns = (options.column ?? new Map()) as ReadonlyMap<PaymentColumn, string>;
  const file = { name: basename(path), bytes: await readFile(path), format, columns, skipBad };
  const report = await importPayments(session.database, file, session.actor());
  const { out } = session.caller;
  if (options.json) writeJson(out, reportListing(report));
  else out.write(reportText(report));
  return report.faulty > 0 || report.taken.some(needsLook) ? 3 : 0;
}

const needsLook = ({ openAfter }: TakenPayment): boolean =>
  openAfter === undefined || openAfter < 0n;

const isMatched = ({ verdict }: TakenPayment): boolean => verdict.shares.length > 0;

const reportListing = (report: PaymentReport) => ({
  read: report.read,
  outgoing: report.outgoing,
  coming: report.coming,
  faulty: report.faulty,
  known: report.known,
  matched: report.taken.filter(isMatched).length,
  waiting: report.taken.filter((it) => !isMatched(it)).length,
  payments: report.taken.map((it) => ({
    payment: it.no,
    line: it.line,
    paid_on: it.paidOn,
    amount: moneyText(it.amount),
    document: it.verdict.shares.length === 1 ? it.verdict.shares[0]?.document.number : null,
    documents: it.verdict.shares.map(({ document, amount }) => ({
      ...{ document: document.number, amount: moneyText(amount) },
    })),
    how: isMatched(it) ? it.verdict.how : null,
    waits_for: it.verdict.wait || null,
    open_after: it.openAfter === undefined ? null : moneyText(it.openAfter),
  })),
});

function reportText(report: PaymentReport): string {
  const { read, outgoing, coming, faulty, known, taken } = report;
  const rows = taken.map((it) => [
    ...[`${it.no}`, it.paidOn, moneyFigure(it.amount)],
    ...[it.verdict.shares.map(({ document }) => document.number).join(' '), statusOf(it)],
  ]);
  const columns = [
    { title: 'payment', align: 'right' },
    { title: 'paid on' },
    { title: 'amount', align: 'right' },
    { title: 'documents' },
    { title: 'came to' },
  ] as const;
  const table = rows.length > 0 ? `${tableText(columns, rows)}\n` : '';
  const matched = taken.filter(isMatched).length;
  const others = [
    ...(coming > 0 ? [`${coming} of a day to come`] : []),
    ...(faulty > 0 ? [`${faulty} faulty and left out`] : []),
  ];
  return (
    `${table}${counted(read, 'row')}: ${matched} matched, ${taken.length - matched} waiting, ` +
    `${[`${known} known already`, `${outgoing} not incoming`, ...others].join(', ')}\n`
  );
}

function statusOf({ verdict, openAfter }: TakenPayment): string {
  if (openAfter === undefined) return `waits: ${waits[verdict.wait]}`;
  return openAfter === (0n as Money) ? 'settled' : cameTo(openAfter);
}
