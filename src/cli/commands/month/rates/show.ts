/**
 * `takst rates show`: the rows of one deck as they were read, the one in force or an older one, whole
 * or by the beginning of their prefix; and the form in which a carrier's file was read.
 */
import type { Command } from 'commander';
import { amountOfMicro, amountText } from '../../../../kernel/index.ts';
import type { DeckVersion, RateRow } from '../../../../rating/index.ts';
import { idArgument } from '../../../arguments.ts';
import type { ExitCode } from '../../../caller.ts';
import { inSession, type Json, type Wiring } from '../../../command.ts';
import type { Session } from '../../../session.ts';
import { counted } from '../../../terminal/figures.ts';
import { writeJson } from '../../../terminal/json.ts';
import { shortText, tableText } from '../../../terminal/table.ts';

interface Options extends Json {
  readonly deck?: bigint;
  readonly prefix?: string;
}

const help = `
What one number costs, and why, is told by takst rates price.

  takst rates show standard --prefix 45
  takst rates show standard --deck 3 --json
`;

export function declareShow(rates: Command, wiring: Wiring): void {
  rates
    .command('show')
    .description('Shows the rows of a deck.')
    .argument('<plan>', 'the price plan')
    .option('--deck <number>', 'an older version (default: the one that rates)', idArgument)
    .option('--prefix <digits>', 'rows whose prefix begins with these digits')
    .option('--json', 'answer in JSON')
    .addHelpText('after', help)
    .action(inSession(wiring, show));
}

async function show(
  { database, caller }: Session,
  plan: string,
  options: Options,
): Promise<ExitCode> {
  const { loadDeckVersion, loadDeck } = await import('../../../../rating/index.ts');
  const { version, rows } = await database.transaction(
    'writer',
    async (tx) => {
      const found = await loadDeckVersion(tx, plan, options.deck);
      return { version: found, rows: (await loadDeck(tx, found.deckId)).rows };
    },
    { readOnly: true },
  );
  const shown = rows.filter(({ prefix }) => prefix.startsWith(options.prefix ?? ''));
  if (options.json) writeJson(caller.out, listing(version, shown));
  else caller.out.write(text(version, shown, rows.length));
  return 0;
}

const kroner = (micro: number): string => amountText(amountOfMicro(BigInt(micro)), 6);

const listing = (version: DeckVersion, rows: readonly RateRow[]) => ({
  plan: version.plan,
  deck: `${version.deckId}`,
  legacy: version.legacy,
  file: version.sourceName,
  form: version.form,
  rows: rows.map((row) => ({
    row: row.row,
    prefix: row.prefix,
    destination: row.destination,
    setup_fee: kroner(row.setupFeeMicro),
    per_minute: kroner(row.perMinuteMicro),
    increment_seconds: row.incrementSeconds,
    minimum_seconds: row.minimumSeconds,
    from_second: row.fromSecond,
    valid_from: row.validFrom ?? null,
    valid_to: row.validTo ?? null,
  })),
});

function text(version: DeckVersion, rows: readonly RateRow[], all: number): string {
  const columns = [
    { title: 'row', align: 'right' as const },
    { title: 'prefix' },
    { title: 'destination' },
    ...['kr/min', 'set-up', 'step s', 'min. s', 'from s'].map((title) => ({
      title,
      align: 'right' as const,
    })),
    { title: 'valid' },
  ];
  const cells = rows.map((row) => [
    `${row.row}`,
    row.prefix,
    shortText(row.destination),
    kroner(row.perMinuteMicro),
    row.setupFeeMicro > 0 ? kroner(row.setupFeeMicro) : '',
    `${row.incrementSeconds}`,
    row.minimumSeconds > 0 ? `${row.minimumSeconds}` : '',
    row.fromSecond > 0 ? `${row.fromSecond}` : '',
    [row.validFrom && `from ${row.validFrom}`, row.validTo && `until before ${row.validTo}`]
      .filter(Boolean)
      .join(' '),
  ]);
  const { plan, deckId, sourceName } = version;
  const size = `${counted(rows.length, 'row')} of ${counted(all, 'row')}`;
  return `Plan ${plan}, deck ${deckId} (${sourceName}): ${size}\n\n${tableText(columns, cells)}`;
}
