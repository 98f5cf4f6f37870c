/** `takst documents route`, `send`, `deliveries`, `resend` and `arrived`: how documents leave the house. */
import { type Command, Option } from 'commander';
import {
  dateArgument,
  documentNumberArgument,
  idArgument,
  listArgument,
  monthArgument,
} from '../../../arguments.ts';
import { afterLooking, inSession, type Wiring } from '../../../command.ts';
import { arrived, lookAtReason, resend } from './deciding.ts';
import { listDeliveries, lookAtState } from './deliveries.ts';
import { listRoutes, lookAtRoute, setRoute } from './route.ts';
import { lookAtSelection, send } from './send.ts';

const routeHelp = `
Mail carries pdf and peppol unless told otherwise, a folder gets both as files, a hook one of them
(peppol). Folders and hooks are named in the environment: TAKST_SEND_FOLDER_ARCHIVE=/srv/archive,
TAKST_SEND_HOOK_NEMHANDEL=https://ap.example/documents with TAKST_SEND_SECRET_NEMHANDEL as a header.
Documents dated from today on go that way; with --since from another day on.

  takst documents route acme --mail faktura@acme.example --format pdf
  takst documents route acme --hook nemhandel
  takst documents route --file routes.csv    account,way,target,formats,since,bill_to
`;

const sendHelp = `
Queues each document that was never sent and whose account has a way of delivery, and sends what is
due; without a choice, those dated from the day on that the way is for. Run it again, from a timer,
as often as you like: what was sent is not sent again. What a place refuses for now is tried again
after 1, 5 and 15 minutes, 1, 4 and 12 hours, and given up after five days. Ends with 3 where
something failed, is unknown or has nowhere to go.

  takst documents send --dry-run
  takst documents send --month 2026-10
`;

const deliveriesHelp = `
issued: not to be sent so far · queued: waits, or will be tried again · sent · failed: for good ·
unknown: it was cut off before an answer; ask the receiver, then say resend or arrived.

  takst documents deliveries --state unknown
`;

const resendHelp = `
Goes by the way that the account has now, with the next takst documents send.

  takst documents resend 10000042 --reason "The mailbox was full"
`;

const arrivedHelp = `
For documents that are failed or unknown, and of which you know that they arrived.

  takst documents arrived 10000042 --reason "In the access point's log of 23 November"
`;

const REASON = 'how you know, or why; kept for good: write no names';

export function declareSending(documents: Command, wiring: Wiring): void {
  documents
    .command('route')
    .description('Tells by which way an account gets its documents.')
    .argument('[account]', 'the customer or reseller that is billed')
    .option('--mail <address>', 'by mail to one address')
    .option('--folder <name>', 'as files into a folder of the configuration')
    .option('--hook <name>', 'by a call to a hook of the configuration, such as an access point')
    .option('--none', 'not by us')
    .addOption(new Option('--format <formats>', 'such as pdf,peppol').argParser(listArgument))
    .option('--since <date>', 'documents dated from this day on', dateArgument)
    .addOption(
      new Option('--bill-to <kind>', 'where a customer and a reseller share an id').choices([
        'customer',
        'reseller',
      ]),
    )
    .option('--file <file>', 'many accounts at once, as CSV')
    .option('--json', 'answer in JSON')
    .addHelpText('after', routeHelp)
    .action(afterLooking(wiring, lookAtRoute, setRoute));
  documents
    .command('routes')
    .description('Lists by which way each account gets its documents.')
    .option('--json', 'answer in JSON')
    .addHelpText('after', '\n  takst documents routes\n')
    .action(inSession(wiring, listRoutes));
  documents
    .command('send')
    .description('Sends documents that were not sent yet.')
    .option('--month <month>', 'those of the run for this month, YYYY-MM', monthArgument)
    .option('--run <id>', 'those of one run', idArgument)
    .option('--number <numbers...>', 'these', numbersArgument)
    .option('--dry-run', 'only say what would be sent')
    .option('--json', 'answer in JSON')
    .addHelpText('after', sendHelp)
    .action(afterLooking(wiring, lookAtSelection, send));
  documents
    .command('deliveries')
    .description('Lists documents and how far they have come.')
    .option('--month <month>', 'those of the run for this month, YYYY-MM', monthArgument)
    .option('--run <id>', 'those of one run', idArgument)
    .option('--number <numbers...>', 'these', numbersArgument)
    .option('--state <state>', 'only those issued, queued, sending, sent, failed or unknown')
    .option('--json', 'answer in JSON')
    .addHelpText('after', deliveriesHelp)
    .action(afterLooking(wiring, lookAtState, listDeliveries));
  documents
    .command('resend')
    .description('Queues documents once more, though they were sent or failed.')
    .argument('<numbers...>', 'document numbers', numbersArgument)
    .requiredOption('--reason <text>', REASON)
    .option('--json', 'answer in JSON')
    .addHelpText('after', resendHelp)
    .action(afterLooking(wiring, lookAtReason, resend));
  documents
    .command('arrived')
    .description('Records that documents arrived, though that was in doubt.')
    .argument('<numbers...>', 'document numbers', numbersArgument)
    .requiredOption('--reason <text>', REASON)
    .option('--json', 'answer in JSON')
    .addHelpText('after', arrivedHelp)
    .action(afterLooking(wiring, lookAtReason, arrived));
}

const numbersArgument = (text: string, before: readonly number[] = []): readonly number[] => [
  ...before,
  documentNumberArgument(text),
];
