/**
 * `takst ledger`: whether everything that was posted still agrees with itself and with what it rests
 * on (R22), and what stands on each account.
 */
import { basename, dirname, resolve } from 'node:path';
import type { Verification } from '../../../evidence/index.ts';
import type { Money } from '../../../kernel/index.ts';
import type { ExitCode } from '../../caller.ts';
import { afterLooking, type DeclareCommand, inSession, type Json } from '../../command.ts';
import type { Session } from '../../session.ts';
import { counted, moneyFigure } from '../../terminal/figures.ts';
import { writeJson } from '../../terminal/json.ts';
import { tableText } from '../../terminal/table.ts';
import { requireFree } from '../given-path.ts';
import { openPiecewise } from '../written-file.ts';

interface VerifyOptions extends Json {
  readonly full?: true;
}

const verifyHelp = `
Recomputes each reseller's chain of hashes, each document against its hash and its postings, and the
journal (orders, declarations, rulings, evidence, packs) against what it sealed.
With --full also every charge from declarations, activations and calls. Ends with 1 and names the
first thing that does not agree. Keep the printed heads elsewhere: whoever has them can tell whether
anything before them was changed.

  takst ledger verify --full
`;

const exportHelp = `
hledger is a program that is not ours: let it say whether the books balance.

  takst ledger export --to books.hledger && hledger -f books.hledger check -s ordereddates
`;

export const declareLedger: DeclareCommand = (program, wiring) => {
  const ledger = program
    .command('ledger')
    .summary('verify the ledger, see the balances')
    .description('The ledger: append-only, one chain of hashes for each reseller.');
  ledger
    .command('verify')
    .description('Recomputes the ledger and says whether everything agrees.')
    .option('--full', 'also recompute all charges from what they rest on')
    .option('--json', 'answer in JSON')
    .addHelpText('after', verifyHelp)
    .action(inSession(wiring, verify));
  ledger
    .command('balance')
    .description('Prints debit, credit and balance of each account.')
    .option('--json', 'answer in JSON')
    .action(inSession(wiring, balance));
  ledger
    .command('export')
    .description('Writes the whole ledger as a journal of hledger, with every balance asserted.')
    .requiredOption('--to <file>', 'the file to write; it must not be there yet')
    .option('--json', 'answer in JSON')
    .addHelpText('after', exportHelp)
    .action(afterLooking(wiring, (_, { to }: ExportOptions) => requireFree(to), exportLedger));
};

interface ExportOptions extends Json {
  readonly to: string;
}

async function exportLedger(
  session: Session,
  _seen: unknown,
  { to, json }: ExportOptions,
): Promise<ExitCode> {
  const { writeLedger } = await import('../../../finance/index.ts');
  const path = resolve(to);
  const sha256 = await openPiecewise(dirname(path), basename(path), (take) =>
    writeLedger(session.database, undefined, session.actor(), take),
  );
  const hex = sha256.toString('hex');
  if (json) writeJson(session.caller.out, { to, sha256: hex });
  else session.caller.out.write(`The ledger is in ${to}, SHA-256 ${hex}\n`);
  return 0;
}

async function verify(session: Session, options: VerifyOptions): Promise<ExitCode> {
  const { verificationListing, verifyBooks } = await import('../../../evidence/index.ts');
  const { caller, database, progress } = session;
  const verification = await verifyBooks(database, {
    full: options.full === true,
    onChains: (done) => progress.update('Reading the chains', done, 0, 'transactions'),
    onCharges: (done, total) =>
      progress.update('Recomputing charges', done, total, 'customer months'),
  });
  progress.close();
  if (options.json) writeJson(caller.out, verificationListing(verification));
  else caller.out.write(verificationText(verification));
  return verification.fault === undefined ? 0 : 1;
}

function verificationText(it: Verification): string {
  if (it.fault !== undefined) return `The ledger does not agree: ${it.fault}.\n`;
  const chains = `${counted(it.transactions, 'transaction')} with ${counted(it.postings, 'posting')}`;
  const lines = [
    'The ledger agrees.',
    `  Chains     ${chains} in the chains of ${counted(it.resellers, 'reseller')}`,
    '  Documents  each against its hash, its postings and its total',
    `  Journal    ${counted(it.journal.entries, 'entry', 'entries')}, and what they seal`,
  ];
  if (it.pairs !== undefined) {
    const recomputed = counted(it.pairs, 'customer month');
    lines.push(
      `  Charges    recomputed for ${recomputed} from declarations, activations and calls`,
    );
  }
  const heads = [
    ...[...it.heads].map(([reseller, head]) => ['ledger', reseller, head]),
    ...[...it.journal.heads].map(([reseller, head]) => ['journal', reseller || '(all)', head]),
  ];
  if (heads.length === 0) return `${lines.join('\n')}\n`;
  const columns = [{ title: 'chain' }, { title: 'reseller' }, { title: 'head' }];
  return `${lines.join('\n')}\n\n${tableText(columns, heads)}`;
}

async function balance(session: Session, options: Json): Promise<ExitCode> {
  const { balanceListing, listBalances } = await import('../../../ledger/index.ts');
  const balances = await session.database.transaction('writer', (tx) => listBalances(tx), {
    readOnly: true,
  });
  const { out } = session.caller;
  const money = (value: bigint) => value as Money;
  if (options.json) {
    writeJson(out, balances.map(balanceListing));
    return 0;
  }
  const figures = (debit: bigint, credit: bigint) =>
    [debit, credit, debit - credit].map((value) => moneyFigure(money(value)));
  const rows = balances.map((it) => [it.account, it.nameDa, ...figures(it.debit, it.credit)]);
  const debit = balances.reduce((sum, it) => sum + it.debit, 0n);
  const credit = balances.reduce((sum, it) => sum + it.credit, 0n);
  const total = ['', 'All accounts', ...figures(debit, credit)];
  out.write(tableText(balanceColumns, [...rows, total]));
  return 0;
}

const balanceColumns = [
  { title: 'account' },
  { title: 'name' },
  { title: 'debit', align: 'right' },
  { title: 'credit', align: 'right' },
  { title: 'balance', align: 'right' },
] as const;
