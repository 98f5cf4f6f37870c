/** `takst orders`: orders of the integration, drafted, shown, confirmed once, or withdrawn (R7, R11). */
import { InvalidArgumentError, Option } from 'commander';
import { countArgument, dateArgument, instantArgument, pairArgument } from '../../arguments.ts';
import { afterLooking, type DeclareCommand, inSession } from '../../command.ts';
import { confirm } from './orders/confirming.ts';
import { draft, edit, lookAtDraft, lookAtEdit, show, withdraw } from './orders/drafting.ts';
import { list } from './orders/listing.ts';

const draftHelp = `
One licence for all holds for those added later too. Otherwise every employee needs one; a file has
the columns employee_id and licence. Several licences of one employee are joined by " | ". The draft
may be incomplete: what stands in the way of confirming it is listed, and ends with 3.

  takst orders draft acme --domain acme.example --licence "Enterprise E3"
  takst orders draft acme --domain acme.example --employee anna="Business Premium" --employee bo=K1
  takst orders draft acme --domain acme.example --licences licences.csv
`;
const editHelp = `
What is not given stays. --licence and a change from one for all take the place of everything;
--employee and --licences change those named and leave the others.

  takst orders edit 12 --employee bo="Enterprise E3"
`;
const showHelp = `
  takst orders show 12 --language en
`;
const confirmHelp = `
Shows the words that the reseller agrees to; with --agree they are agreed to, and the order counts:
its licences are declared from the day of the confirmation. --version says which version was shown;
it is refused when another is the last. So is an order, naming each, while a precondition fails.
Ends with 3 when a licence for all leaves employees with one of another class. The same again,
word for word, changes nothing and is answered with the order on file.

  takst orders confirm 12 --by "Pia Bech"
  takst orders confirm 12 --by "Pia Bech" --version 2 --fee-accepted-by "Ib Holm" --agree
`;
const withdrawHelp = `
  takst orders withdraw 12 --reason "the customer stays with desk phones"
`;
const listHelp = `
Only orders drafted in Takst are listed; those that came in by file have no draft. Orders of both
kinds are in the register and in evidence packs.

  takst orders list --state draft
`;

function draftArgument(text: string): bigint {
  if (!/^\d{1,15}$/.test(text)) {
    throw new InvalidArgumentError('A draft is named by its number, such as 12.');
  }
  return BigInt(text);
}

const language = () =>
  new Option('--language <language>', 'of the wording').choices(['da', 'en']).default('da');
const LICENCE = ['--licence <licence>', 'one licence for all employees'] as const;
const EMPLOYEE = ['--employee <id=licence>', 'the licence of one employee; repeatable'] as const;
const LICENCES = ['--licences <file>', 'CSV with employee_id,licence'] as const;
const JSON_ANSWER = ['--json', 'answer in JSON'] as const;
const ID = ['<id>', 'number of the draft', draftArgument] as const;

export const declareOrders: DeclareCommand = (program, wiring) => {
  const orders = program
    .command('orders')
    .summary('draft, confirm and list orders')
    .description(
      'Orders of the integration (R7, R11): a draft says which licences, a confirmation makes it count.',
    );
  orders
    .command('draft')
    .description('Drafts an order for a customer. It does not count before it is confirmed.')
    .argument('<customer>', 'customer_id')
    .requiredOption('--domain <domain>', 'the Office 365 domain, as on file for the customer')
    .option(...LICENCE)
    .option(...EMPLOYEE, pairArgument)
    .option(...LICENCES)
    .option(...JSON_ANSWER)
    .addHelpText('after', draftHelp)
    .action(afterLooking(wiring, lookAtDraft, draft));
  orders
    .command('edit')
    .description('Changes a draft: a new version of it, beside those before.')
    .argument(...ID)
    .option('--domain <domain>', 'the Office 365 domain')
    .option(...LICENCE)
    .option(...EMPLOYEE, pairArgument)
    .option(...LICENCES)
    .option(...JSON_ANSWER)
    .addHelpText('after', editHelp)
    .action(afterLooking(wiring, lookAtEdit, edit));
  declareDeciding(orders, wiring);
};

/** What happens with a draft once it says what it should. */
const declareDeciding: DeclareCommand = (orders, wiring) => {
  orders
    .command('show')
    .description('Shows a draft, what stands in the way of confirming it, and the wording.')
    .argument(...ID)
    .addOption(language())
    .option(...JSON_ANSWER)
    .addHelpText('after', showHelp)
    .action(inSession(wiring, show));
  orders
    .command('confirm')
    .description('Confirms an order: once, by a named person, on the wording shown.')
    .argument(...ID)
    .requiredOption('--by <name>', 'who confirms on the reseller’s behalf')
    .option('--version <n>', 'of the draft shown; needed once it was edited', countArgument)
    .option('--at <instant>', 'when that was (default: now)', instantArgument)
    .option(
      '--valid-from <date>',
      'from when the licences are held (default: that day)',
      dateArgument,
    )
    .option('--fee-accepted-by <name>', 'who accepts the monthly fee of Business licences')
    .option('--agree', 'the wording is agreed to')
    .addOption(language())
    .option(...JSON_ANSWER)
    .addHelpText('after', confirmHelp)
    .action(inSession(wiring, confirm));
  orders
    .command('withdraw')
    .description('Withdraws a draft, with the reason.')
    .argument(...ID)
    .requiredOption('--reason <text>', 'why')
    .option(...JSON_ANSWER)
    .addHelpText('after', withdrawHelp)
    .action(inSession(wiring, withdraw));
  orders
    .command('list')
    .description('Lists orders drafted in Takst: drafts, confirmed and withdrawn ones.')
    .option('--customer <id>', 'only those of this customer')
    .addOption(
      new Option('--state <state>', 'only those in it').choices([
        'draft',
        'confirmed',
        'withdrawn',
      ]),
    )
    .option(...JSON_ANSWER)
    .addHelpText('after', listHelp)
    .action(inSession(wiring, list));
};
