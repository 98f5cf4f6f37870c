/** `takst payments list`: payments with what they were matched to, and what the others wait for. */
import type { ListedPayment } from '../../../../finance/index.ts';
import { localDateOf, moneyText } from '../../../../kernel/index.ts';
import type { ExitCode } from '../../../caller.ts';
import type { Json } from '../../../command.ts';
import type { Session } from '../../../session.ts';
import { moneyFigure } from '../../../terminal/figures.ts';
import { writeJson } from '../../../terminal/json.ts';
import { shortText, tableText } from '../../../terminal/table.ts';
import { waits } from './payment-words.ts';

interface ListOptions extends Json {
  readonly unmatched?: true;
}

export async function listWaiting(session: Session, options: ListOptions): Promise<ExitCode> {
  const { listPayments } = await import('../../../../finance/index.ts');
  const today = localDateOf(session.caller.now());
  const filter = { unmatched: options.unmatched ?? false };
  const payments = await session.database.transaction(
    'writer',
    (tx) => listPayments(tx, today, filter),
    { readOnly: true },
  );
  const { out } = session.caller;
  if (options.json) writeJson(out, payments.map(listing));
  else if (payments.length === 0) out.write('There are no such payments.\n');
  else out.write(tableText(columns, payments.map(cellsOf)));
  return 0;
}

const listing = (it: ListedPayment) => ({
  payment: it.no,
  paid_on: it.paidOn,
  amount: moneyText(it.amount),
  left: moneyText(it.left),
  refunded: moneyText(it.refunded),
  reference: it.reference,
  text: it.text,
  waits_for: it.left > 0n ? it.waitsFor || null : null,
  matches: it.matches.map(({ number, amount, how }) => ({
    ...{ document: number, amount: moneyText(amount), how },
  })),
  candidates: it.candidates,
});

const columns = [
  { title: 'payment', align: 'right' },
  { title: 'paid on' },
  { title: 'amount', align: 'right' },
  { title: 'left', align: 'right' },
  { title: 'refunded', align: 'right' },
  { title: 'documents' },
  { title: 'waits because' },
  { title: 'of that amount' },
  { title: 'text' },
] as const;

const cellsOf = (it: ListedPayment): string[] => [
  `${it.no}`,
  it.paidOn,
  moneyFigure(it.amount),
  moneyFigure(it.left),
  it.refunded > 0n ? moneyFigure(it.refunded) : '',
  it.matches.map(({ number }) => number).join(' '),
  it.left > 0n ? waits[it.waitsFor] : '',
  it.left > 0n ? it.candidates.join(' ') : '',
  shortText(it.text),
];
