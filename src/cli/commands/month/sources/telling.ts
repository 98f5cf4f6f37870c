/** `takst sources add` and `change`: what is said of a source, from options and from files. */
import { Option } from 'commander';
import type { AmbiguousHour, SourceSaid } from '../../../../calls/index.ts';
import { pairArgument } from '../../../arguments.ts';
import type { ExitCode } from '../../../caller.ts';
import {
  afterLooking,
  type DeclareCommand,
  type Json,
  type RefuseUsage,
} from '../../../command.ts';
import type { Session } from '../../../session.ts';
import { writeJson } from '../../../terminal/json.ts';

interface SaidOptions extends Json {
  readonly format?: string;
  readonly zone?: string;
  readonly ambiguous?: AmbiguousHour;
  readonly customer?: string;
  readonly account?: ReadonlyMap<string, string>;
  readonly accounts?: string;
  readonly ownNumber?: readonly string[];
  readonly files?: string;
  readonly encoding?: 'utf-8' | 'windows-1252';
  readonly outsidePrefix?: string;
  readonly options?: string;
  readonly set?: ReadonlyMap<string, string>;
  readonly reason?: string;
}

const addHelp = `
Whose a call is: --customer says that all are one customer's; else the account code that the PBX
writes tells (--account, --accounts; a code that is a customer id needs none); else the number at
its ends. A record that could be two customers' waits in quarantine.

--accounts takes a CSV file with the columns account and customer_id. --set gives one option of the
format, --options all of them as a JSON object; takst sources formats lists them.

An hour that the clock shows twice (the last Sunday of October) is taken for the earlier unless
--ambiguous says otherwise; a call keeps which it was taken for.

  takst sources add pbx-1 --format asterisk-csv --customer K1001 --files "Master*.csv"
  takst sources add pbx-2 --format freeswitch-csv --zone UTC --account 4711=K1002
`;

const changeHelp = `
What is not named stays as it is. --account adds a code or changes its customer, and CODE= takes it
away; --accounts and --own-number take the place of all there were; --set OPTION= puts an option
back to what holds without it. Calls that are in stay as they were read; what waits in quarantine is
read again by takst quarantine retry.

  takst sources change pbx-1 --zone UTC --reason "usegmtime=yes since the upgrade"
`;

export const declareTelling: DeclareCommand = (sources, wiring) => {
  const declare = (name: string, description: string, help: string) => {
    const command = sources
      .command(name)
      .description(description)
      .argument('<name>', 'the source, as it is to be named in each call');
    if (name === 'add') command.requiredOption('--format <name>', formatMeaning);
    else command.option('--format <name>', formatMeaning);
    return command
      .option('--zone <zone>', 'IANA time zone of local times in its files')
      .addOption(ambiguousOption())
      .option('--customer <id>', 'whose all its calls are; "" for none')
      .option('--account <code=customer>', 'whose an account code is; may be repeated', accountPair)
      .option('--accounts <file>', 'account codes and customers as a CSV file')
      .option('--own-number <number>', 'a main number or queue; may be repeated', ownNumbers)
      .option('--files <pattern>', 'which files are its own, such as "Master*.csv"')
      .addOption(encodingOption())
      .option('--outside-prefix <digits>', 'what is dialled for an outside line, such as 0')
      .option('--options <file>', "the format's options as a JSON object")
      .option('--set <option=value>', 'one option of the format; may be repeated', pairArgument)
      .option('--reason <text>', 'why, for the journal')
      .option('--json', 'answer in JSON')
      .addHelpText('after', help);
  };
  declare('add', 'Tells Takst of a source of calls.', addHelp).action(
    afterLooking(wiring, readSaid, (session, said, name: string, options: SaidOptions) =>
      tell(session, 'add', name, said, options),
    ),
  );
  declare('change', 'Changes what Takst is told of a source.', changeHelp).action(
    afterLooking(wiring, readSaid, (session, said, name: string, options: SaidOptions) =>
      tell(session, 'change', name, said, options),
    ),
  );
};

const formatMeaning = 'what it writes (takst sources formats)';

const ambiguousOption = () =>
  new Option(
    '--ambiguous <policy>',
    'what an hour that the clock shows twice is taken for',
  ).choices(['earlier', 'later', 'quarantine']);
const encodingOption = () =>
  new Option('--encoding <name>', 'how its texts are written (default: utf-8)').choices([
    'utf-8',
    'windows-1252',
  ]);

/** `CODE=CUSTOMER`, as often as it is given; a code is kept as it is, blanks around it apart. */
const accountPair = (text: string, before?: ReadonlyMap<string, string>) =>
  pairArgument(
    text
      .split(/=(.*)/s, 2)
      .map((part) => part.trim())
      .join('='),
    before,
  );

/** '' for none, where there were some. */
const ownNumbers = (text: string, before: readonly string[] = []): string[] =>
  text === '' ? [...before] : [...before, text];

async function readSaid(
  refuseUsage: RefuseUsage,
  _name: string,
  options: SaidOptions,
): Promise<SourceSaid> {
  const { account, accounts, options: optionsFile, set, customer, ownNumber, ...plain } = options;
  const { format, zone, ambiguous, files, encoding, outsidePrefix } = plain;
  const { readAccountsFile, readOptionsFile } = await import('./said-files.ts');
  const said: SourceSaid = {
    ...{ format, zone, ambiguous, files, encoding, outsidePrefix },
    customerId: customer,
    ownNumbers: ownNumber,
    accounts: account,
    options: set,
    allAccounts: accounts === undefined ? undefined : await readAccountsFile(accounts),
    allOptions: optionsFile === undefined ? undefined : await readOptionsFile(optionsFile),
  };
  const nothing = Object.values(said).every((it) => it === undefined);
  if (nothing) refuseUsage('Nothing is said of the source: see takst sources change --help.');
  return said;
}

async function tell(
  session: Session,
  how: 'add' | 'change',
  name: string,
  said: SourceSaid,
  { reason, json }: SaidOptions,
): Promise<ExitCode> {
  const { addSource, changeSource, sourceReportListing } = await import(
    '../../../../calls/index.ts'
  );
  const { toldText } = await import('./source-text.ts');
  const act = how === 'add' ? addSource : changeSource;
  const report = await act(session.database, { name, said, reason }, session.actor());
  const { out, err } = session.caller;
  if (json) writeJson(out, sourceReportListing(how, report));
  else out.write(toldText(how, report));
  if (!json) for (const warning of report.warnings) err.write(`Note: ${warning}.\n`);
  return 0;
}
