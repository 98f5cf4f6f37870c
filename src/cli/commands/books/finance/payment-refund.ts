/**
 * `takst payments refund`: what was paid too much goes back to the payer, and comes back where the bank
 * could not deliver it. It books; the transfer itself is made in the bank.
 */
import { type Money, moneyText } from '../../../../kernel/index.ts';
import { documentNumberArgument, idArgument, moneyArgument } from '../../../arguments.ts';
import type { ExitCode } from '../../../caller.ts';
import { type DeclareCommand, inSession, type Json } from '../../../command.ts';
import type { Session } from '../../../session.ts';
import { moneyFigure } from '../../../terminal/figures.ts';
import { writeJson } from '../../../terminal/json.ts';

interface RefundOptions extends Json {
  readonly document?: number;
  readonly reason: string;
  readonly amount?: Money;
  readonly undo?: true;
}

const refundHelp = `
Books what goes back out of the bank, today; the transfer itself is made in the bank. Only what its
document is overpaid can go back. --undo takes the last refund back, as one that the bank returned.

  takst payments refund 17 --reason "paid twice, the payer was told"
  takst payments refund 17 --undo --reason "the bank returned it"
`;

export const declareRefund: DeclareCommand = (payments, wiring) => {
  payments
    .command('refund')
    .description('Books what was paid too much as sent back to the payer.')
    .argument('<payment>', 'the payment, as the list numbers it', idArgument)
    .option('--document <number>', 'the document, where there are several', documentNumberArgument)
    .requiredOption('--reason <text>', 'why it goes back; write no names')
    .option('--amount <kroner>', 'only so much of it', moneyArgument)
    .option('--undo', 'take the last refund back')
    .option('--json', 'answer in JSON')
    .addHelpText('after', refundHelp)
    .action(inSession(wiring, refund));
};

async function refund(session: Session, no: bigint, options: RefundOptions): Promise<ExitCode> {
  const { refundPayment, undoRefund } = await import('../../../../finance/index.ts');
  const { document: number, amount, reason, undo } = options;
  const actor = session.actor();
  const made = undo
    ? await undoRefund(session.database, { no, number, reason }, actor)
    : await refundPayment(session.database, { no, number, amount, reason }, actor);
  const { out } = session.caller;
  const sum = moneyFigure(made.amount);
  const listing = {
    payment: no,
    document: made.number,
    amount: moneyText(made.amount),
    accounting_date: made.accountingDate,
    undone: undo ?? false,
  };
  if (options.json) writeJson(out, listing);
  else if (undo) {
    out.write(
      `The refund of ${sum} kr of payment ${no} is taken back, booked on ${made.accountingDate}.\n`,
    );
  } else {
    out.write(
      `${sum} kr of payment ${no} go back from document ${made.number}, ` +
        `booked on ${made.accountingDate}.\n`,
    );
  }
  return 0;
}
