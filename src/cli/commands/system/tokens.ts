/** `takst tokens`: who may ask over the network, as what, and until when (R42). */
import { isLive, type Role, roles, type Token } from '../../../access/index.ts';
import { type Instant, instantText, type LocalDate, resellerId } from '../../../kernel/index.ts';
import { dateArgument, idArgument } from '../../arguments.ts';
import type { ExitCode } from '../../caller.ts';
import { type DeclareCommand, inSession, type Json } from '../../command.ts';
import type { Session } from '../../session.ts';
import { writeJson } from '../../terminal/json.ts';
import { lineWidth, tableText } from '../../terminal/table.ts';

interface CreateOptions extends Json {
  readonly role: Role;
  readonly reseller?: string;
  readonly request: readonly bigint[];
  readonly expires?: LocalDate;
  readonly reason: string;
}

const createHelp = `
The token is shown once and kept nowhere: only its SHA-256 is. It ends after a year unless --expires
says sooner. A reseller's token shows that reseller alone; an auditor's or Microsoft's shows the
evidence requests that it names, until they end.

  takst tokens create "PBX events" --role system --reason "the PBX posts its calls"
  takst tokens create "Kanal A/S" --role reseller --reseller R1 --reason "asked for on 20 November"
  takst tokens create "Microsoft, sag 12" --role microsoft --request 12 --reason "reads the answer"
`;

const rotateHelp = `
Makes a token like it, and lets the old one live for the overlap, so that nothing stands still while
the new one is put in place.

  takst tokens rotate 3 --overlap 24 --reason "yearly"
`;

export const declareTokens: DeclareCommand = (program, wiring) => {
  const tokens = program
    .command('tokens')
    .summary('who may ask over HTTP')
    .description('Tokens of the API: made, listed, replaced, ended (R42).');
  tokens
    .command('create')
    .description('Makes a token and shows it, once.')
    .argument('<name>', 'whose it is; recorded with everything done by it')
    .addOption(
      tokens.createOption('--role <role>', 'what it may').choices(roles).makeOptionMandatory(),
    )
    .option('--reseller <id>', 'the reseller, for that role')
    .option('--request <id>', 'an evidence request, as often as needed', collect, [])
    .option('--expires <date>', 'its last day, YYYY-MM-DD (default: in a year)', dateArgument)
    .requiredOption('--reason <text>', 'why; kept for good')
    .option('--json', 'answer in JSON')
    .addHelpText('after', createHelp)
    .action(inSession(wiring, create));
  tokens
    .command('list')
    .description('Lists the tokens, with when each was last used; never a secret.')
    .option('--json', 'answer in JSON')
    .addHelpText('after', '\n  takst tokens list\n')
    .action(inSession(wiring, list));
  tokens
    .command('revoke')
    .description('Ends a token at once.')
    .argument('<id>', 'number of the token', idArgument)
    .requiredOption('--reason <text>', 'why; kept for good')
    .addHelpText('after', '\n  takst tokens revoke 3 --reason "the laptop was stolen"\n')
    .action(inSession(wiring, revoke));
  tokens
    .command('rotate')
    .description('Makes a token in the place of another one.')
    .argument('<id>', 'number of the token', idArgument)
    .option('--overlap <hours>', 'for how long the old one lives on', idArgument, 24n)
    .requiredOption('--reason <text>', 'why; kept for good')
    .option('--json', 'answer in JSON')
    .addHelpText('after', rotateHelp)
    .action(inSession(wiring, rotate));
};

const collect = (text: string, before: readonly bigint[]) => [...before, idArgument(text)];

const DAY_MS = 24 * 3600 * 1000;
const inAYear = (now: Instant): Instant => new Date(now.getTime() + 365 * DAY_MS);

async function create(
  session: Session,
  name: string,
  { role, reseller, request, expires, reason, json }: CreateOptions,
): Promise<ExitCode> {
  const { createToken } = await import('../../../access/index.ts');
  const { addDays, startOfDay } = await import('../../../kernel/index.ts');
  const { caller, database } = session;
  const expiresAt = expires ? startOfDay(addDays(expires, 1)) : inAYear(caller.now());
  const wish = {
    name,
    role,
    resellerId: reseller === undefined ? undefined : resellerId(reseller),
    requestIds: request,
    expiresAt,
  };
  tell(session, await createToken(database, wish, reason, session.actor()), json);
  return 0;
}

function tell(
  { caller }: Session,
  { token, secret }: { readonly token: Token; readonly secret: string },
  json?: true,
): void {
  if (json) writeJson(caller.out, { ...tokenListing(token), token: secret });
  else {
    const until = instantText(token.expiresAt);
    caller.out.write(`Token ${token.tokenId}, until ${until}; it is shown this once:\n${secret}\n`);
  }
}

const tokenListing = (token: Token) => ({
  id: token.tokenId.toString(),
  name: token.name,
  role: token.role,
  reseller_id: token.resellerId ?? null,
  requests: token.requestIds.map(String),
  expires_at: instantText(token.expiresAt),
  ended_at: token.endsAt ? instantText(token.endsAt) : null,
  last_used_at: token.lastUsedAt ? instantText(token.lastUsedAt) : null,
  created_at: instantText(token.createdAt),
  created_by: token.createdBy,
});

async function list({ caller, database }: Session, { json }: Json): Promise<ExitCode> {
  const { listTokens } = await import('../../../access/index.ts');
  const tokens = await database.transaction('writer', (tx) => listTokens(tx), { readOnly: true });
  if (json) {
    writeJson(caller.out, tokens.map(tokenListing));
    return 0;
  }
  const titles = ['id', 'name', 'role', 'of', 'until', 'last used'].map((title) => ({
    title,
    align: 'left' as const,
  }));
  const rows = tokens.map((it) => [
    `${it.tokenId}`,
    it.name,
    it.role,
    it.resellerId ?? it.requestIds.join(', '),
    isLive(it, caller.now()) ? instantText(it.endsAt ?? it.expiresAt) : 'ended',
    it.lastUsedAt ? instantText(it.lastUsedAt) : 'never',
  ]);
  caller.out.write(tableText(titles, rows, { width: lineWidth(caller.out) }));
  return 0;
}

async function revoke(
  session: Session,
  tokenId: bigint,
  { reason }: { readonly reason: string },
): Promise<ExitCode> {
  const { revokeToken } = await import('../../../access/index.ts');
  await revokeToken(session.database, tokenId, reason, session.actor());
  session.caller.out.write(`Token ${tokenId} has ended.\n`);
  return 0;
}

async function rotate(
  session: Session,
  tokenId: bigint,
  { overlap, reason, json }: Json & { readonly overlap: bigint; readonly reason: string },
): Promise<ExitCode> {
  const { rotateToken } = await import('../../../access/index.ts');
  const wish = {
    overlapMs: Number(overlap) * 3600 * 1000,
    expiresAt: inAYear(session.caller.now()),
    reason,
  };
  tell(session, await rotateToken(session.database, tokenId, wish, session.actor()), json);
  return 0;
}
