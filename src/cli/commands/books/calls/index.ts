/** `takst calls`: the calls of a customer's month, and why one of them costs what it costs (R20). */

import { callListing, microText } from '../../../../calls/index.ts';
import type { CustomerId, Month } from '../../../../kernel/index.ts';
import { callTable, drained, openCallCsv } from '../../../answers/call-rows.ts';
import { monthArgument } from '../../../arguments.ts';
import type { ExitCode } from '../../../caller.ts';
import {
  afterLooking,
  type DeclareCommand,
  inSession,
  type Json,
  type RefuseUsage,
} from '../../../command.ts';
import type { Session } from '../../../session.ts';
import { counted, countFigure } from '../../../terminal/figures.ts';
import { openJsonArray, writeJson } from '../../../terminal/json.ts';

const listHelp = `
Lists the calls as they stand; --corrections adds what was taken back and by what, so that the rows
come to the same sum. It shows who called whom, so hand it only to the customer.

  takst calls list --customer acme --month 2026-10
  takst calls list --customer acme --month 2026-10 --csv > acme-2026-10.csv
`;

const explainHelp = `
Shows the file and line in which the record came, what became of it and every correction since, and
of what stands now the deck, the row in its file, the bands and the arithmetic, done once more.
Ends with 3 when that does not come to the stored price.

  takst calls explain pbx-1 4711
`;

export const declareCalls: DeclareCommand = (program, wiring) => {
  const calls = program
    .command('calls')
    .summary('list calls, and explain the price of one')
    .description('Calls that were taken in, and the proof of their prices.');
  calls
    .command('list')
    .description("Lists a customer's calls of a month.")
    .requiredOption('--customer <id>', 'whose calls')
    .requiredOption('--month <month>', 'the service month, YYYY-MM', monthArgument)
    .option('--corrections', 'every row, also what was taken back')
    .option('--csv', 'all of them as CSV')
    .option('--json', 'answer in JSON')
    .addHelpText('after', listHelp)
    .action(afterLooking(wiring, checkListed, list));
  calls
    .command('explain')
    .description('Explains what became of one record, and its price step by step.')
    .argument('<source>', 'the source, as its files or settings name it')
    .argument('<record_id>', "the record's own id")
    .option('--json', 'answer in JSON')
    .addHelpText('after', explainHelp)
    .action(inSession(wiring, explain));
};

interface ListOptions extends Json {
  readonly customer: string;
  readonly month: Month;
  readonly corrections?: true;
  readonly csv?: true;
}

async function checkListed(refuseUsage: RefuseUsage, options: ListOptions): Promise<void> {
  if (options.csv && options.json) refuseUsage('--csv and --json exclude each other.');
}

/** The most calls that a person is shown. */
const SHOWN = 200;

async function list(session: Session, _seen: unknown, options: ListOptions): Promise<ExitCode> {
  const { readMonthCalls } = await import('../../../../calls/index.ts');
  const { out } = session.caller;
  const write = await listForm(out, options);
  const of = { customerId: options.customer as CustomerId, serviceMonth: options.month };
  const how = { isolation: 'repeatable read', readOnly: true } as const;
  const corrections = options.corrections === true;
  await session.database.transaction(
    'writer',
    async (tx) => {
      for await (const page of readMonthCalls(tx, of, { corrections })) await write.take(page);
    },
    how,
  );
  write.end();
  return 0;
}

type Calls = readonly Parameters<typeof callListing>[0][];

async function listForm(out: NodeJS.WritableStream, { csv, json, customer, month }: ListOptions) {
  if (csv) return { take: await openCallCsv(out), end: () => undefined };
  if (json) {
    const array = openJsonArray(out);
    const take = async (calls: Calls) => {
      for (const call of calls) array.add(callListing(call));
      await drained(out);
    };
    return { take, end: array.end };
  }
  const shown: Calls[number][] = [];
  const sum = { rows: 0, calls: 0, micro: 0n };
  const take = async (calls: Calls) => {
    shown.push(...calls.slice(0, SHOWN - shown.length));
    sum.rows += calls.length;
    for (const call of calls) {
      sum.calls += call.calls;
      sum.micro += call.priceMicro ?? 0n;
    }
  };
  const end = () => {
    if (sum.rows === 0) {
      out.write(`No calls of ${customer} in ${month} are stored.\n`);
      return;
    }
    const rest = sum.rows - shown.length;
    const more = rest > 0 ? `and ${countFigure(rest)} more (--csv or --json has all)\n` : '';
    const total = `${counted(sum.calls, 'call')}, ${microText(sum.micro)} kr ex VAT.`;
    out.write(`${callTable(shown)}${more}\n${total}\n`);
  };
  return { take, end };
}

async function explain(
  session: Session,
  source: string,
  recordId: string,
  options: Json,
): Promise<ExitCode> {
  const { explainCall, explanationListing } = await import('../../../../calls/index.ts');
  const { explanationText } = await import('./explanation.ts');
  const { out } = session.caller;
  const explanation = await explainCall(session.database, { source, recordId });
  if (options.json) writeJson(out, explanationListing(explanation));
  else out.write(explanationText(explanation));
  return explanation.proof?.agrees === false ? 3 : 0;
}
