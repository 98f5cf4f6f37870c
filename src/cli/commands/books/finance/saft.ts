/** `takst export saft`: the ledger of a period as a Danish SAF-T Financial file, experimental. */
import { basename, dirname, resolve } from 'node:path';
import { sellerOf } from '../../../../config.ts';
import { type LocalDate, localDateOf, moneyText } from '../../../../kernel/index.ts';
import { dateArgument } from '../../../arguments.ts';
import type { ExitCode } from '../../../caller.ts';
import {
  afterLooking,
  type DeclareCommand,
  type Json,
  type RefuseUsage,
} from '../../../command.ts';
import type { Session } from '../../../session.ts';
import { counted, moneyFigure } from '../../../terminal/figures.ts';
import { writeJson } from '../../../terminal/json.ts';
import { openPiecewise } from '../../written-file.ts';

interface SaftOptions extends Json {
  readonly from: LocalDate;
  readonly to: LocalDate;
  readonly file: string;
}

const saftHelp = `
Experimental: the structure of version 2.1 as far as it is known, without standard accounts and
standard VAT codes, and not checked against Erhvervsstyrelsen's schema. It is what Takst has booked:
sales, VAT and payments. What is in it and what is not: docs/finance-export.md.

  takst export saft --from 2026-01-01 --to 2026-12-31 --file saft-2026.xml
`;

export const declareSaft: DeclareCommand = (group, wiring) => {
  const saft = group
    .command('saft')
    .description('Writes the ledger of a period as SAF-T (experimental).')
    .requiredOption('--from <date>', 'first accounting date', dateArgument)
    .requiredOption('--to <date>', 'last accounting date', dateArgument)
    .requiredOption('--file <path>', 'where the file goes; one that is there is replaced')
    .option('--json', 'answer in JSON')
    .addHelpText('after', saftHelp);
  const version = () => saft.parent?.parent?.version() ?? '';
  saft.action(
    afterLooking(wiring, look, (session, _seen, options: SaftOptions) =>
      write(session, options, version()),
    ),
  );
};

async function look(refuseUsage: RefuseUsage, { from, to }: SaftOptions): Promise<void> {
  if (from > to) refuseUsage('--from is after --to.');
}

async function write(session: Session, options: SaftOptions, version: string): Promise<ExitCode> {
  const { writeSaft } = await import('../../../../finance/index.ts');
  const { caller, config, database } = session;
  const { from, to } = options;
  const createdOn = localDateOf(caller.now());
  const wish = { from, to, company: sellerOf(config), version, createdOn };
  const path = resolve(options.file);
  const totals = await openPiecewise(dirname(path), basename(path), (take) =>
    writeSaft(database, wish, take),
  );
  if (options.json) {
    const { transactions, debit, credit } = totals;
    const sums = { transactions, debit: moneyText(debit), credit: moneyText(credit) };
    writeJson(caller.out, { file: options.file, from, to, ...sums, experimental: true });
  } else {
    caller.out.write(
      `${counted(totals.transactions, 'transaction')} from ${from} to ${to}, ` +
        `${moneyFigure(totals.debit)} kr on either side, in ${options.file} (experimental)\n`,
    );
  }
  return 0;
}
