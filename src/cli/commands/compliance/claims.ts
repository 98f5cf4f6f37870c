/** `takst claims`: costs of misreporting from their receipt to the reseller's document (R40). */
import { hash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Claim, ClaimRequest, VatScope } from '../../../billing/index.ts';
import { type LocalDate, type Money, moneyText, sumMoney } from '../../../kernel/index.ts';
import { dateArgument, idArgument, moneyArgument } from '../../arguments.ts';
import type { ExitCode } from '../../caller.ts';
import { afterLooking, type DeclareCommand, inSession, type Json } from '../../command.ts';
import type { Session } from '../../session.ts';
import { counted, moneyFigure } from '../../terminal/figures.ts';
import { writeJson } from '../../terminal/json.ts';
import { lineWidth, pairsText, tableText } from '../../terminal/table.ts';

interface ReceiveOptions extends Json {
  readonly reseller: string;
  readonly claimant: string;
  readonly reference: string;
  readonly received: LocalDate;
  readonly direct?: Money;
  readonly handling?: Money;
  readonly vat: VatScope;
  readonly handlingVat?: VatScope;
  readonly finding: Shares;
  readonly document: readonly string[];
  readonly sharedDocument?: true;
  readonly reason: string;
}
type Shares = readonly { readonly findingId: bigint; readonly amount: Money | undefined }[];

const receiveHelp = `
VAT is a question of law, so it is asked for each claim and never guessed: within (25 %, the cost is
part of what is sold) or outside (damages; a document of its own, without VAT). Without amounts the
claim is shared out evenly over its findings. Documents are kept by their SHA-256, not by content.

  takst claims receive --reseller R1 --claimant Microsoft --reference MS-4711 --received 2026-11-20
    --direct 4200.00 --handling 800.00 --vat outside --handling-vat within --finding 12
    --document claim.pdf --reason "True-up of licences reported as E3"
`;

export const declareClaims: DeclareCommand = (program, wiring) => {
  const claims = program
    .command('claims')
    .summary('pass on what misreporting cost')
    .description(
      'Costs that misreporting has caused, billed to the reseller by the next run (R40).',
    );
  claims
    .command('receive')
    .description('Takes in a claim with its documentation and the findings that it comes from.')
    .requiredOption('--reseller <id>', 'who answers for it')
    .requiredOption('--claimant <name>', 'who claims it, such as Microsoft')
    .requiredOption('--reference <text>', 'the number of their claim')
    .requiredOption('--received <date>', 'the day on which it was received', dateArgument)
    .option('--direct <kroner>', 'what they charge, ex VAT', moneyArgument)
    .option('--handling <kroner>', 'what it cost to handle it, ex VAT', moneyArgument)
    .addOption(vatOption(claims, '--vat <scope>', 'VAT treatment').makeOptionMandatory())
    .addOption(vatOption(claims, '--handling-vat <scope>', 'that of the handling, if another'))
    .requiredOption('--finding <id[=kroner]>', 'a finding, as often as needed', shareArgument)
    .requiredOption('--document <file>', 'documentation, as often as needed', collect)
    .option('--shared-document', 'the document holds another claim on file as well')
    .requiredOption('--reason <text>', 'what it is about; stands on the invoice: write no names')
    .option('--json', 'answer in JSON')
    .addHelpText('after', receiveHelp)
    .action(afterLooking(wiring, readDocuments, receive));
  claims
    .command('list')
    .description('Lists the claims with what they come to and where they were billed.')
    .option('--reseller <id>', 'only of this reseller')
    .option('--json', 'answer in JSON')
    .action(inSession(wiring, list));
  claims
    .command('withdraw')
    .description('Takes back a claim that no document bills yet.')
    .argument('<id>', 'number of the claim', idArgument)
    .requiredOption('--reason <text>', 'why it is taken back; sealed, so write no names')
    .action(inSession(wiring, withdraw));
};

const vatOption = (command: Parameters<DeclareCommand>[0], flags: string, description: string) =>
  command.createOption(flags, description).choices(['within', 'outside']);

const collect = (text: string, before: readonly string[] = []): readonly string[] => [
  ...before,
  text,
];

/** `12` or `12=500.00`. */
function shareArgument(text: string, before: Shares = []): Shares {
  const [id = '', amount] = text.split('=', 2);
  const share = {
    findingId: idArgument(id),
    amount: amount === undefined ? undefined : moneyArgument(amount),
  };
  return [...before, share];
}

type RefuseUsage = (sentence: string) => never;

async function readDocuments(_refuse: RefuseUsage, options: ReceiveOptions) {
  return Promise.all(
    options.document.map(async (path) => {
      const bytes = await readFile(path);
      const sha256 = hash('sha256', bytes, 'buffer');
      return { fileName: basename(path), sizeBytes: bytes.length, sha256 };
    }),
  );
}

async function receive(
  session: Session,
  documents: ClaimRequest['documents'],
  options: ReceiveOptions,
): Promise<ExitCode> {
  const { receiveClaim } = await import('../../../billing/index.ts');
  const { direct, handling, vat, handlingVat = vat } = options;
  const costs: ClaimRequest['costs'] = [
    ...(direct ? [{ cost: 'direct', amount: direct, vat } as const] : []),
    ...(handling ? [{ cost: 'handling', amount: handling, vat: handlingVat } as const] : []),
  ];
  const request: ClaimRequest = {
    resellerId: options.reseller,
    claimant: options.claimant,
    reference: options.reference,
    receivedOn: options.received,
    reason: options.reason,
    costs,
    documents,
    shares: options.finding,
    sharedDocument: options.sharedDocument === true,
  };
  const claim = await receiveClaim(session.database, request, session.actor());
  const { out } = session.caller;
  if (options.json) writeJson(out, listing(claim, []));
  else out.write(claimText(claim));
  return 0;
}

function claimText(claim: Claim): string {
  const total = sumMoney(claim.costs, (cost) => cost.amount);
  const pairs: [string, string][] = claim.costs.map(({ cost, amount, vat }) => {
    const scope = vat === 'within' ? '25 % VAT comes on top' : 'outside the scope of VAT';
    return [`${cost} cost (${scope})`, moneyFigure(amount)];
  });
  for (const { findingId, amount } of claim.allocations) {
    pairs.push([`borne by finding ${findingId}`, moneyFigure(amount)]);
  }
  return (
    `Claim ${claim.claimId}: ${claim.claimant} ${claim.reference}, ${moneyFigure(total)} kr ex VAT, ` +
    `with ${counted(claim.documents.length, 'document')}.\n${pairsText(pairs)}` +
    `It is billed to ${claim.resellerId} by the next run.\n`
  );
}

async function list(
  session: Session,
  options: Json & { readonly reseller?: string },
): Promise<ExitCode> {
  const { listBilledOn, listClaims } = await import('../../../billing/index.ts');
  const { claims, billed } = await session.database.transaction(
    'writer',
    async (tx) => {
      const found = await listClaims(tx, { resellerId: options.reseller });
      return { claims: found, billed: await listBilledOn(tx, found) };
    },
    { readOnly: true },
  );
  const { out } = session.caller;
  const numbersOf = (claim: Claim) => billed.get(claim.claimId) ?? [];
  if (options.json) {
    writeJson(
      out,
      claims.map((claim) => listing(claim, numbersOf(claim))),
    );
    return 0;
  }
  if (claims.length === 0) {
    out.write('No claims are on file.\n');
    return 0;
  }
  const columns = [
    { title: 'id', align: 'right' },
    { title: 'reseller' },
    { title: 'received' },
    { title: 'kroner', align: 'right' },
    { title: 'state' },
    { title: 'from' },
  ] as const;
  const rows = claims.map((claim) => [
    `${claim.claimId}`,
    claim.resellerId,
    claim.receivedOn,
    moneyFigure(sumMoney(claim.costs, (cost) => cost.amount)),
    stateOf(claim, numbersOf(claim)),
    `${claim.claimant} ${claim.reference}: ${claim.reason}`,
  ]);
  out.write(tableText(columns, rows, { width: lineWidth(out) }));
  return 0;
}

function stateOf(claim: Claim, numbers: readonly number[]): string {
  if (claim.withdrawn !== undefined) return 'withdrawn';
  return numbers.length > 0 ? `on ${numbers.join(', ')}` : 'to be billed';
}

const listing = (claim: Claim, numbers: readonly number[]) => ({
  id: claim.claimId,
  reseller_id: claim.resellerId,
  claimant: claim.claimant,
  reference: claim.reference,
  received_on: claim.receivedOn,
  reason: claim.reason,
  withdrawn: claim.withdrawn ?? null,
  costs: claim.costs.map(({ cost, amount, vat }) => ({ cost, amount: moneyText(amount), vat })),
  findings: claim.allocations.map(({ findingId, amount }) => ({
    id: findingId,
    amount: moneyText(amount),
  })),
  documents: claim.documents.map((d) => ({
    name: d.fileName,
    size: d.sizeBytes,
    sha256: d.sha256.toString('hex'),
  })),
  billed_on: numbers,
});

async function withdraw(
  session: Session,
  claimId: bigint,
  options: { readonly reason: string },
): Promise<ExitCode> {
  const { withdrawClaim } = await import('../../../billing/index.ts');
  const request = { claimId, reason: options.reason };
  await withdrawClaim(session.database, request, session.actor());
  session.caller.out.write(`Claim ${claimId} is withdrawn.\n`);
  return 0;
}
