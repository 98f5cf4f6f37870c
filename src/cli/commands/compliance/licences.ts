/** `takst licences`: what class each licence has, and rulings on those nobody has decided (R3). */
import type { LocalDate } from '../../../kernel/index.ts';
import { localDateOf } from '../../../kernel/index.ts';
import type { PlanClass, RulingReport, RulingRequest } from '../../../licensing/index.ts';
import {
  cardListing,
  cardText,
  decidedBy,
  licenceListing,
  rulingsListing,
  rulingsText,
} from '../../answers/ruling-text.ts';
import { dateArgument } from '../../arguments.ts';
import type { ExitCode } from '../../caller.ts';
import {
  afterLooking,
  type DeclareCommand,
  inSession,
  type Json,
  type RefuseUsage,
} from '../../command.ts';
import type { Session } from '../../session.ts';
import { canAsk, confirmed } from '../../terminal/confirm.ts';
import { counted, moneyFigure } from '../../terminal/figures.ts';
import { writeJson } from '../../terminal/json.ts';
import { lineWidth, shortText, tableText } from '../../terminal/table.ts';

interface RuleOptions extends Json {
  readonly class: string;
  readonly reason: string;
  readonly from?: LocalDate;
  readonly as?: string;
  readonly by?: string;
  readonly dryRun?: true;
  readonly yes?: true;
}

interface ListOptions extends Json {
  readonly undecided?: true;
}

const ruleHelp = `
SKU is a GUID, a part number or a name; each one named gets a ruling of its own. First comes what
it would move: employees, kroner a month, and since when. Nothing is recorded before you say yes,
at the terminal or with --yes. A ruling is never edited: rule again from the same date to take its
place, or from the first of a later month to follow it. The next run bills the difference.

  takst licences rule SPB --class Business --reason "As Business Premium in the table" --dry-run
`;

export const declareLicences: DeclareCommand = (program, wiring) => {
  const licences = program
    .command('licences')
    .summary('the licence catalogue and rulings on it')
    .description(
      'Which licences there are, what class they have, and rulings on those that nobody has decided (R3).',
    );
  licences
    .command('list')
    .description('Lists plans and licences with their class today, and who decided it.')
    .option('--undecided', 'only those that nobody has decided, with what is proposed')
    .option('--json', 'answer in JSON')
    .addHelpText('after', '\n  takst licences list --undecided\n')
    .action(inSession(wiring, list));
  licences
    .command('show')
    .argument('<sku>', 'GUID, part number or name')
    .description('Shows the keys of a licence, its class through time and the rulings on it.')
    .option('--json', 'answer in JSON')
    .addHelpText('after', '\n  takst licences show "Microsoft 365 Business Premium"\n')
    .action(inSession(wiring, show));
  licences
    .command('rule')
    .argument('<sku...>', 'GUIDs, part numbers or names')
    .description('Decides the class of licences that the price table is silent about.')
    .requiredOption('--class <class>', 'Enterprise, Business or add-on')
    .requiredOption('--reason <text>', 'why, for whoever asks later')
    .option(
      '--from <date>',
      'from when it holds; left out: always, for a first ruling',
      dateArgument,
    )
    .option('--as <plan>', 'the plan of the price table that it costs as much as')
    .option('--by <name>', 'who decided it; left out: whoever runs the command')
    .option('--dry-run', 'only show what it would move')
    .option('--yes', 'record it without asking')
    .option('--json', 'answer in JSON; records only with --yes')
    .addHelpText('after', ruleHelp)
    .action(afterLooking(wiring, checkRule, rule));
};

const classes: Readonly<Record<string, PlanClass>> = {
  enterprise: 'Enterprise',
  business: 'Business',
  'add-on': 'Add-on',
};

async function checkRule(
  refuseUsage: RefuseUsage,
  _skus: string[],
  options: RuleOptions,
): Promise<PlanClass> {
  if (options.dryRun && options.yes) {
    refuseUsage('Either --dry-run, which records nothing, or --yes, which does.');
  }
  const given = classes[options.class.toLowerCase()];
  return given ?? refuseUsage(`A class is Enterprise, Business or add-on, not "${options.class}".`);
}

async function rule(
  session: Session,
  ruled: PlanClass,
  licences: string[],
  options: RuleOptions,
): Promise<ExitCode> {
  const { ruleLicences } = await import('../../../licensing/index.ts');
  const { caller, database } = session;
  const actor = session.actor();
  const request: RulingRequest = {
    licences,
    class: ruled,
    asPlan: options.as,
    validFrom: options.from,
    reason: options.reason,
    ruledBy: options.by ?? actor.by,
  };
  const say = (text: string) => {
    if (!options.json) caller.out.write(text);
  };
  if (!options.yes) {
    const preview = await ruleLicences(database, request, actor, { record: false });
    say(rulingsText(preview));
    const asked = !options.dryRun && !options.json && canAsk(caller);
    const agreed = asked && (await confirmed(caller, 'Record this?'));
    if (!agreed) {
      if (options.json) writeJson(caller.out, rulingsListing(preview));
      say(`Nothing was recorded${asked || options.dryRun ? '' : '; with --yes it is'}.\n`);
      return options.dryRun ? 0 : 1;
    }
  }
  const report = await ruleLicences(database, request, actor, { record: true });
  if (options.yes) say(rulingsText(report));
  say(recordedText(report));
  if (options.json) writeJson(caller.out, rulingsListing(report));
  return 0;
}

function recordedText({ rulings }: RulingReport): string {
  const ids = rulings.map(({ rulingId }) => rulingId).join(', ');
  const noun = rulings.length === 1 ? 'ruling' : 'rulings';
  return `Recorded as ${noun} ${ids}. The next run bills the difference (takst bill).\n`;
}

async function list(session: Session, options: ListOptions): Promise<ExitCode> {
  const { listLicences } = await import('../../../licensing/index.ts');
  const { out, now } = session.caller;
  const today = localDateOf(now());
  const all = await session.database.transaction('writer', (tx) => listLicences(tx, today), {
    readOnly: true,
  });
  const listed = options.undecided ? all.filter((it) => it.class === undefined) : all;
  if (options.json) {
    writeJson(out, listed.map(licenceListing));
    return 0;
  }
  const columns = [
    { title: 'licence' },
    { title: 'part number' },
    { title: 'class' },
    { title: 'kr a month', align: 'right' },
    { title: 'declared', align: 'right' },
    { title: 'decided by' },
  ] as const;
  const rows = listed.map((it) => [
    shortText(it.name, 60),
    shortText(it.partNumber ?? ''),
    it.class ?? 'UNKNOWN',
    it.monthlyPrice === undefined ? '' : moneyFigure(it.monthlyPrice),
    it.declarations > 0 ? `${it.declarations}` : '',
    decidedBy(it),
  ]);
  if (rows.length > 0) out.write(`${tableText(columns, rows, { width: lineWidth(out) })}\n`);
  const undecided = listed.filter((it) => it.class === undefined);
  const declared = undecided.filter((it) => it.declarations > 0);
  out.write(
    `${counted(undecided.length, 'licence')} undecided, ` +
      `${declared.length} of them named by declarations.\n`,
  );
  return 0;
}

async function show(session: Session, licence: string, options: Json): Promise<ExitCode> {
  const { showLicence } = await import('../../../licensing/index.ts');
  const { out, now } = session.caller;
  const today = localDateOf(now());
  const work = (tx: Parameters<typeof showLicence>[0]) => showLicence(tx, licence, today);
  const cards = await session.database.transaction('writer', work, { readOnly: true });
  if (options.json) writeJson(out, cards.map(cardListing));
  else out.write(cards.map(cardText).join('\n'));
  return 0;
}
