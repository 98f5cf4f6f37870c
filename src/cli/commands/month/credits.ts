/** `takst credits`: what runs found to be owed back, and what finance decides about it (R10). */
import type { Command } from 'commander';
import {
  dateArgument,
  documentNumberArgument,
  idArgument,
  moneyArgument,
} from '../../arguments.ts';
import { afterLooking, type DeclareCommand, inSession } from '../../command.ts';
import { lookAtRelease, reissue, reject, release } from './credits/deciding.ts';
import { listCredits, showOne } from './credits/listing.ts';

const listHelp = `
Causes are in the language of the customer's invoices, as a credit note will say them.

  takst credits list --open
`;

const releaseHelp = `
Each proposal is taken off the invoices that charged it, the newest first, never above what is left of
them: one credit note an invoice, to the account that was invoiced, however many proposals it is for.
With --amount a part of one proposal is released, and the rest is a proposal of its own.

Refused while a billing run is under way or unfinished, and for a proposal that was decided before.

  takst credits release 12 13 --reason "Licence reported too late"
  takst credits release 14 --amount 10.00 --reason "Agreed with the customer"
`;

const rejectHelp = `
Nothing is credited. The proposal counts as settled and is not raised again, unless a later run comes
to another amount.

  takst credits reject 12 --reason "Reported too late, agreed with the customer"
`;

const reissueHelp = `
All that is left of the invoice is credited, and the next run bills anew what is due of its months, to
whom it is due then: takst bill MONTH, the last month billed or the next. Nothing else is given back.

  takst credits reissue 10000042 --reason "Sent to the wrong company"
`;

const DATE = 'date on the credit note, YYYY-MM-DD (default: today)';
const WHY = 'why; stands on the credit note and is kept for good: write no names';

export const declareCredits: DeclareCommand = (program, wiring) => {
  const credits: Command = program
    .command('credits')
    .summary('decide about what is proposed as credits')
    .description('Credits that billing runs propose. A run never gives money back by itself.');
  credits
    .command('list')
    .description('Lists the proposed credits with the fact that caused each.')
    .option('--open', 'only those that wait for a decision')
    .option('--json', 'answer in JSON')
    .addHelpText('after', listHelp)
    .action(inSession(wiring, listCredits));
  credits
    .command('show')
    .description('Shows a proposed credit, what became of it, and what it would be taken off.')
    .argument('<id>', 'number of the proposal', idArgument)
    .option('--json', 'answer in JSON')
    .addHelpText('after', '\n  takst credits show 12\n')
    .action(inSession(wiring, showOne));
  credits
    .command('release')
    .description('Releases proposals: issues credit notes for them.')
    .argument('<id...>', 'numbers of the proposals', collectIds)
    .requiredOption('--reason <text>', WHY)
    .option('--amount <kroner>', 'how much of the one proposal, ex VAT', moneyArgument)
    .option('--issue-date <date>', DATE, dateArgument)
    .option('--json', 'answer in JSON')
    .addHelpText('after', releaseHelp)
    .action(afterLooking(wiring, lookAtRelease, release));
  credits
    .command('reject')
    .description('Rejects proposals: nothing is credited for them.')
    .argument('<id...>', 'numbers of the proposals', collectIds)
    .requiredOption('--reason <text>', 'why; kept for good: write no names')
    .option('--json', 'answer in JSON')
    .addHelpText('after', rejectHelp)
    .action(inSession(wiring, reject));
  credits
    .command('reissue')
    .description('Credits what is left of an invoice, so that the next run bills it anew.')
    .argument('<number>', 'number of the invoice', documentNumberArgument)
    .requiredOption('--reason <text>', WHY)
    .option('--issue-date <date>', DATE, dateArgument)
    .option('--json', 'answer in JSON')
    .addHelpText('after', reissueHelp)
    .action(inSession(wiring, reissue));
};

const collectIds = (text: string, before: readonly bigint[] = []): readonly bigint[] => [
  ...before,
  idArgument(text),
];
