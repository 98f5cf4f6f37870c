/** `takst rates list`: every version of the decks, who loaded it when, and which one rates. */
import type { Command } from 'commander';
import { localDateOf } from '../../../../kernel/index.ts';
import type { ListedDeck } from '../../../../rating/index.ts';
import type { ExitCode } from '../../../caller.ts';
import { inSession, type Json, type Wiring } from '../../../command.ts';
import type { Session } from '../../../session.ts';
import { countFigure } from '../../../terminal/figures.ts';
import { writeJson } from '../../../terminal/json.ts';
import { shortText, tableText } from '../../../terminal/table.ts';

interface Options extends Json {
  readonly plan?: string;
}

const help = `
  takst rates list
  takst rates list --plan standard --json
`;

export function declareList(rates: Command, wiring: Wiring): void {
  rates
    .command('list')
    .description('Lists the decks of all plans, the newest first: that one rates.')
    .option('--plan <name>', 'of one price plan')
    .option('--json', 'answer in JSON')
    .addHelpText('after', help)
    .action(inSession(wiring, list));
}

async function list({ database, caller }: Session, { plan, json }: Options): Promise<ExitCode> {
  const { deckListing, listDeckVersions } = await import('../../../../rating/index.ts');
  const decks = await database.transaction('writer', (tx) => listDeckVersions(tx, plan), {
    readOnly: true,
  });
  if (json) writeJson(caller.out, decks.map(deckListing));
  else caller.out.write(decks.length > 0 ? table(decks) : 'No rate deck is loaded.\n');
  return 0;
}

function table(decks: readonly ListedDeck[]): string {
  const columns = [
    { title: 'plan' },
    { title: 'deck', align: 'right' as const },
    { title: 'rates' },
    { title: 'prefixes', align: 'right' as const },
    { title: 'rows', align: 'right' as const },
    { title: 'loaded' },
    { title: 'by' },
    { title: 'file' },
  ];
  const rows = decks.map((deck) => [
    deck.plan,
    `${deck.deckId}`,
    `${deck.inForce ? 'yes' : 'no'}${deck.legacy ? ', legacy' : ''}`,
    countFigure(deck.prefixes),
    countFigure(deck.rows),
    localDateOf(deck.recordedAt),
    shortText(deck.recordedBy),
    deck.sourceName,
  ]);
  return tableText(columns, rows);
}
