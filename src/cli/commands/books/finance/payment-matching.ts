/**
 * `takst payments match` and `unmatch`: finance says what a payment is for, or that it was said
 * wrongly. Both are booked at once; nothing that was recorded is changed.
 */
import { type Money, moneyText } from '../../../../kernel/index.ts';
import { documentNumberArgument, idArgument, moneyArgument } from '../../../arguments.ts';
import type { ExitCode } from '../../../caller.ts';
import { type DeclareCommand, inSession, type Json } from '../../../command.ts';
import type { Session } from '../../../session.ts';
import { moneyFigure } from '../../../terminal/figures.ts';
import { writeJson } from '../../../terminal/json.ts';
import { cameTo } from './payment-words.ts';

interface MatchOptions extends Json {
  readonly document: number;
  readonly reason: string;
  readonly amount?: Money;
}

interface UnmatchOptions extends Json {
  readonly document?: number;
  readonly reason: string;
}

const matchHelp = `
Ends with 3 where more is paid than is open: what is too much stays on the document as credit, or goes
back by takst payments refund.

  takst payments list --unmatched
  takst payments match 17 --document 10000012 --reason "the payer named it by telephone"
`;

const unmatchHelp = `
Books the match back in full, on its own day or, where that month is closed, today. The payment waits
again, the document is open again, and the payment can be matched elsewhere.

  takst payments unmatch 17 --reason "it was for another invoice"
  takst payments match 17 --document 10000015 --reason "the payer corrected it"
`;

export const declareMatching: DeclareCommand = (payments, wiring) => {
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
  payments
    .command('unmatch')
    .description('Undoes a match that was wrong.')
    .argument('<payment>', 'the payment, as the list numbers it', idArgument)
    .option('--document <number>', 'the document, where there are several', documentNumberArgument)
    .requiredOption('--reason <text>', 'why it was wrong; write no names')
    .option('--json', 'answer in JSON')
    .addHelpText('after', unmatchHelp)
    .action(inSession(wiring, unmatch));
};

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
    open_after: moneyText(made.openAfter),
  };
  if (options.json) writeJson(out, listing);
  else {
    const rest = made.openAfter === 0n ? 'nothing is open of it' : cameTo(made.openAfter);
    out.write(
      `${moneyFigure(made.amount)} kr of payment ${no} are matched to document ${number}, ` +
        `booked on ${made.accountingDate}: ${rest}.\n`,
    );
  }
  return made.openAfter < 0n ? 3 : 0;
}

async function unmatch(session: Session, no: bigint, options: UnmatchOptions): Promise<ExitCode> {
  const { unmatchPayment } = await import('../../../../finance/index.ts');
  const { document: number, reason } = options;
  const undone = await unmatchPayment(session.database, { no, number, reason }, session.actor());
  const { out } = session.caller;
  const listing = {
    payment: no,
    document: undone.number,
    amount: moneyText(undone.amount),
    accounting_date: undone.accountingDate,
  };
  if (options.json) writeJson(out, listing);
  else {
    out.write(
      `${moneyFigure(undone.amount)} kr of payment ${no} no longer settle document ` +
        `${undone.number}, booked back on ${undone.accountingDate}.\n`,
    );
  }
  return 0;
}
