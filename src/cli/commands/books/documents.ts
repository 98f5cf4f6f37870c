/**
 * `takst documents`: the invoices and credit notes that were issued, listed and looked at; handing
 * them out as files and checking files lie beside it. It reads documents and changes nothing.
 */
import type { Document } from '../../../documents/index.ts';
import { type Money, type Month, sumMoney } from '../../../kernel/index.ts';
import { documentText } from '../../answers/document-text.ts';
import { documentNumberArgument, monthArgument } from '../../arguments.ts';
import type { ExitCode } from '../../caller.ts';
import {
  afterLooking,
  type DeclareCommand,
  inSession,
  type Json,
  type RefuseUsage,
} from '../../command.ts';
import type { Session } from '../../session.ts';
import { counted, moneyFigure } from '../../terminal/figures.ts';
import { openJsonArray, writeJson } from '../../terminal/json.ts';
import { tableText } from '../../terminal/table.ts';
import { declareCheck } from './document-check.ts';
import { declareExport } from './document-export.ts';
import { declareSending } from './sending/index.ts';

interface OfMonth extends Json {
  readonly month?: Month;
}

const showHelp = `
--calls lists every call that a usage line charges for, corrections with their sign, and checks that
the calls come to the line. It shows who called whom, so hand it only to the customer.

  takst documents show 10000001
  takst documents show 10000001 --calls --csv > calls-10000001.csv
`;

const listHelp = `
In the table a credit note stands below 0, so that the sums are what was billed. In JSON each
document says what it says itself: a credit note above 0, and kind tells which it is.

  takst documents list --month 2026-10
`;

const monthOption = [
  '--month <month>',
  'only documents of the run for this month, with the credit notes issued after it, YYYY-MM',
  monthArgument,
] as const;

export const declareDocuments: DeclareCommand = (program, wiring) => {
  const documents = program
    .command('documents')
    .summary('list, show, export and check invoices and credit notes')
    .description('Invoices and credit notes that were issued.');
  documents
    .command('list')
    .description('Lists documents in number order.')
    .option(...monthOption)
    .option('--json', 'answer in JSON, with lines and employees')
    .addHelpText('after', listHelp)
    .action(inSession(wiring, list));
  documents
    .command('show')
    .description('Shows one document with its lines and employees.')
    .argument('<number>', 'the document number', documentNumberArgument)
    .option('--calls', 'the calls behind its usage lines, one by one, with their prices')
    .option('--csv', 'with --calls: as CSV')
    .option('--json', 'answer in JSON')
    .addHelpText('after', showHelp)
    .action(afterLooking(wiring, checkShown, show));
  declareExport(documents, wiring, monthOption);
  declareCheck(documents, wiring);
  declareSending(documents, wiring);
};

async function list(session: Session, options: OfMonth): Promise<ExitCode> {
  const { documentListing, listDocuments } = await import('../../../documents/index.ts');
  const { out } = session.caller;
  const filter = { month: options.month };
  if (options.json) {
    const array = openJsonArray(out);
    await listDocuments(session.database, filter, (page) => {
      for (const document of page) array.add(documentListing(document));
    });
    array.end();
    return 0;
  }
  const found: Summary[] = [];
  await listDocuments(session.database, filter, (page) => {
    found.push(...page.map(summaryOf));
  });
  if (found.length === 0) {
    out.write(noneIssued(options));
    return 0;
  }
  out.write(
    tableText(
      listColumns,
      found.map((it) => it.cells),
    ),
  );
  const net = moneyFigure(sumMoney(found, (it) => it.net));
  const total = moneyFigure(sumMoney(found, (it) => it.total));
  out.write(`\n${counted(found.length, 'document')}: net ${net} kr, with VAT ${total} kr.\n`);
  return 0;
}

const noneIssued = ({ month }: OfMonth): string =>
  `No documents${month ? ` of ${month}` : ''} have been issued.\n`;

const listColumns = [
  { title: 'number', align: 'right' },
  { title: 'kind' },
  { title: 'month' },
  { title: 'issued' },
  { title: 'due' },
  { title: 'account' },
  { title: 'name' },
  { title: 'net', align: 'right' },
  { title: 'VAT', align: 'right' },
  { title: 'total', align: 'right' },
] as const;

interface Summary {
  readonly cells: readonly string[];
  readonly net: Money;
  readonly total: Money;
}

/** What the list needs of a document; all of them at once would not fit in memory. */
function summaryOf(document: Document): Summary {
  const sign = document.kind === 'credit-note' ? -1n : 1n;
  const signed = (value: Money) => (sign * value) as Money;
  const [net, vat, total] = [document.net, document.vat, document.total].map(signed) as [
    Money,
    Money,
    Money,
  ];
  const cells = [
    `${document.number}`,
    document.kind,
    document.month,
    document.issueDate,
    document.dueDate ?? '',
    document.buyer.account,
    document.buyer.name,
    ...[net, vat, total].map(moneyFigure),
  ];
  return { cells, net, total };
}

interface ShowOptions extends Json {
  readonly calls?: true;
  readonly csv?: true;
}

async function checkShown(refuseUsage: RefuseUsage, _number: number, options: ShowOptions) {
  if (options.csv && !options.calls) refuseUsage('--csv is of the calls: say --calls too.');
  if (options.csv && options.json) refuseUsage('--csv and --json exclude each other.');
}

async function show(
  session: Session,
  _seen: unknown,
  number: number,
  options: ShowOptions,
): Promise<ExitCode> {
  const { documentListing, loadDocument, messages } = await import('../../../documents/index.ts');
  const document = await loadDocument(session.database, number);
  const { out } = session.caller;
  if (options.calls) {
    const { showCalls } = await import('./specification.ts');
    return showCalls(session, document, options);
  }
  if (options.json) writeJson(out, documentListing(document));
  else out.write(documentText(document, messages.en.vatCategories));
  return 0;
}
