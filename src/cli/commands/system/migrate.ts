/** `takst migrate`: the schema, the licence catalogue and the chart of accounts, brought up to date. */
import type { ExitCode } from '../../caller.ts';
import type { DeclareCommand, Json } from '../../command.ts';
import { inSession } from '../../command.ts';
import type { Session } from '../../session.ts';
import { counted } from '../../terminal/figures.ts';
import { writeJson } from '../../terminal/json.ts';

const more = `
Needed once for a server of your own (DATABASE_URL), and after each new version of Takst. The user
in DATABASE_URL must be allowed to create tables, and the first time to create roles. Commands at
work may go on. An embedded database is brought up to date by itself.

  DATABASE_URL=postgres://takst@db.example/takst takst migrate
`;

export const declareMigrate: DeclareCommand = (program, wiring) => {
  program
    .command('migrate')
    .summary('create or upgrade the schema')
    .description(
      'Creates or upgrades the schema, and takes in the licence catalogue and the chart of ' +
        'accounts that come with Takst. Running it again changes nothing.',
    )
    .option('--json', 'answer in JSON')
    .addHelpText('after', more)
    .action(inSession(wiring, migrate, { anySchema: true }));
};

async function migrate(session: Session, options: Json): Promise<ExitCode> {
  const { prepareDatabase } = await import('../../../shipped/index.ts');
  const { applied, already, licenceTerms, accounts } = await prepareDatabase(
    session.database,
    session.actor(),
  );
  const { out } = session.caller;
  if (options.json) {
    const added = { licence_terms: licenceTerms, accounts };
    writeJson(out, { applied, applied_before: already, added });
    return 0;
  }
  for (const name of applied) out.write(`Ran ${name}\n`);
  if (applied.length === 0) {
    out.write(`The schema was up to date: ${counted(already, 'migration')} ran before.\n`);
  }
  if (licenceTerms > 0) out.write(`Licence catalogue: ${counted(licenceTerms, 'new row')}.\n`);
  if (accounts > 0) out.write(`Chart of accounts: ${counted(accounts, 'new account')}.\n`);
  return 0;
}
