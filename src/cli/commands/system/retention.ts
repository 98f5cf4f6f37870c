/** `takst retention`: what is erased when its time is over, and erasing it. */
import type { KindReport, RetentionKind } from '../../../evidence/index.ts';
import type { Caller, ExitCode } from '../../caller.ts';
import { type DeclareCommand, inSession, type Json, plainly } from '../../command.ts';
import type { Session } from '../../session.ts';
import { counted, countFigure } from '../../terminal/figures.ts';
import { writeJson } from '../../terminal/json.ts';
import { lineWidth, pairsText, tableText } from '../../terminal/table.ts';

const runHelp = `
For a timer, once a month; look first at what would go:

  takst retention run --dry-run
  takst retention run

Whole local days count, and of calls whole months. A month of calls that billing is not through
with is kept and named, and the command ends with 3.
`;

const listHelp = `
  takst retention list

What is not in the list is kept: documents, ledger, declarations, activations and the journal.
Bogføringsloven asks for accounting material to be kept for five years from the end of the
financial year it belongs to.
`;

export const declareRetention: DeclareCommand = (program, wiring) => {
  const retention = program
    .command('retention')
    .summary('erase what the law wants gone')
    .description('Retention: personal data are erased when their time is over.');
  retention
    .command('run')
    .description('Erases what is older than its period.')
    .option('--dry-run', 'do all of it and take it back: nothing is erased')
    .option('--json', 'answer in JSON')
    .addHelpText('after', runHelp)
    .action(inSession(wiring, run));
  retention
    .command('list')
    .description('Shows the kinds of data, for how long each is kept, and on what basis.')
    .option('--json', 'answer in JSON')
    .addHelpText('after', listHelp)
    .action(plainly(wiring, list));
};

async function list(caller: Caller, options: Json): Promise<ExitCode> {
  const { loadConfig } = await import('../../../config.ts');
  const { retentionKinds, settingOf } = await import('../../../evidence/index.ts');
  const { retention } = loadConfig(caller.environment);
  const shown = retentionKinds.all.map((kind) => ({
    kind,
    months: retention[kind.period],
    setting: settingOf(kind),
  }));
  if (options.json) {
    const listing = shown.map(({ kind, months, setting }) => kindListing(kind, months, setting));
    writeJson(caller.out, listing);
    return 0;
  }
  for (const { kind, months, setting } of shown) {
    caller.out.write(`${kind.name}, kept for ${counted(months, 'month')} (${setting})\n`);
    caller.out.write(
      `  erased  ${kind.erased}\n  stays   ${kind.stays}\n  basis   ${kind.basis}\n\n`,
    );
  }
  caller.out.write(listHelp.split('\n').slice(3).join('\n'));
  return 0;
}

const kindListing = (kind: RetentionKind, months: number, setting: string) => ({
  kind: kind.name,
  months,
  setting,
  erased: kind.erased,
  stays: kind.stays,
  basis: kind.basis,
});

interface RunOptions extends Json {
  readonly dryRun?: true;
}

async function run(session: Session, options: RunOptions): Promise<ExitCode> {
  const { runRetention } = await import('../../../evidence/index.ts');
  const { caller, database, config } = session;
  const dryRun = options.dryRun === true;
  const request = { periods: config.retention, dryRun };
  const reports = await runRetention(database, request, session.actor());
  if (options.json) writeJson(caller.out, runListing(reports, dryRun));
  else caller.out.write(runText(reports, dryRun, lineWidth(caller.out)));
  return reports.some(({ kept }) => kept.length > 0) ? 3 : 0;
}

const runListing = (reports: readonly KindReport[], dryRun: boolean) => ({
  dry_run: dryRun,
  kinds: reports.map(({ kind, months, before, rows, ages, kept }) => ({
    kind: kind.name,
    months,
    before,
    rows,
    ages,
    kept,
  })),
});

const columns = [
  { title: 'kind' },
  { title: 'older than' },
  { title: 'rows', align: 'right' },
  { title: 'of them' },
] as const;

function runText(reports: readonly KindReport[], dryRun: boolean, width: number): string {
  const rows = reports.flatMap(({ kind, before, rows: all, ages }) => {
    const [first, ...others] = ages.map(({ age, rows: some }) => `${age}: ${countFigure(some)}`);
    const line = [kind.name, before, countFigure(all), first ?? ''];
    return [line, ...others.map((text) => ['', '', '', text])];
  });
  const total = reports.reduce((sum, report) => sum + report.rows, 0);
  const said = dryRun
    ? `${counted(total, 'row')} would be erased; nothing was (--dry-run).`
    : `${counted(total, 'row')} erased.`;
  const kept = reports.flatMap((report) => report.kept.map(({ age, why }) => [age, why] as const));
  const waiting = kept.length > 0 ? `\nKept though their time is over:\n${pairsText(kept)}` : '';
  return `${tableText(columns, rows, { width })}\n${said}\n${waiting}`;
}
