/** `takst credits list`: what runs found to be owed back, waiting for finance to decide (R10). */
import type { Command } from 'commander';
import { moneyText, sumMoney } from '../../../kernel/index.ts';
import type { ExitCode } from '../../caller.ts';
import type { DeclareCommand, Json } from '../../command.ts';
import { inSession } from '../../command.ts';
import type { Session } from '../../session.ts';
import { counted, moneyFigure } from '../../terminal/figures.ts';
import { writeJson } from '../../terminal/json.ts';
import { lineWidth, tableText } from '../../terminal/table.ts';

const listHelp = `
Causes are in the language of the customer's invoices, as a credit note will say them.
`;

export const declareCredits: DeclareCommand = (program, wiring) => {
  const credits: Command = program
    .command('credits')
    .summary('see what is proposed as credits')
    .description('Credits that billing runs propose. A run never gives money back by itself.');
  credits
    .command('list')
    .description('Lists the proposed credits with the fact that caused each.')
    .option('--json', 'answer in JSON')
    .addHelpText('after', listHelp)
    .action(inSession(wiring, listCredits));
};

async function listCredits(session: Session, options: Json): Promise<ExitCode> {
  const { listProposals } = await import('../../../billing/index.ts');
  const proposals = await session.database.transaction('writer', (tx) => listProposals(tx, false), {
    readOnly: true,
  });
  const { out } = session.caller;
  if (options.json) {
    const listing = proposals.map((proposal) => ({
      id: proposal.proposalId,
      state: proposal.state,
      reseller_id: proposal.resellerId,
      customer_id: proposal.customerId,
      service_month: proposal.serviceMonth,
      kind: proposal.kind,
      key: proposal.key,
      amount: moneyText(proposal.amount),
      cause: proposal.cause,
    }));
    writeJson(out, listing);
    return 0;
  }
  if (proposals.length === 0) {
    out.write('No credits are proposed.\n');
    return 0;
  }
  const columns = [
    { title: 'id', align: 'right' },
    { title: 'state' },
    { title: 'customer' },
    { title: 'month' },
    { title: 'for' },
    { title: 'kroner', align: 'right' },
    { title: 'cause' },
  ] as const;
  const rows = proposals.map((it) => [
    `${it.proposalId}`,
    it.state,
    it.customerId,
    it.serviceMonth,
    `${it.kind} ${it.key}`,
    moneyFigure(it.amount),
    it.cause,
  ]);
  out.write(tableText(columns, rows, { width: lineWidth(out) }));
  const open = proposals.filter((proposal) => proposal.state === 'proposed');
  const total = moneyFigure(sumMoney(open, (proposal) => proposal.amount));
  out.write(`\n${counted(open.length, 'proposal')} open, ${total} kr ex VAT.\n`);
  return 0;
}
