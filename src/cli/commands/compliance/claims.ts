/** `takst claims`: costs of misreporting from their receipt to the reseller's document (R40). */
import { hash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Claim, ClaimRequest, ReceivedClaim, VatScope } from '../../../billing/index.ts';
import { type LocalDate, type Money, refusals } from '../../../kernel/index.ts';
import { dateArgument, idArgument, moneyArgument } from '../../arguments.ts';
import type { ExitCode } from '../../caller.ts';
import { afterLooking, type DeclareCommand, inSession, type Json } from '../../command.ts';
import type { Session } from '../../session.ts';
import { writeJson } from '../../terminal/json.ts';
import { lineWidth } from '../../terminal/table.ts';
import { requireFile } from '../given-path.ts';

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
The same claim again, word for word, changes nothing and is answered with the one on file.

  takst claims receive --reseller R1 --claimant Microsoft --reference MS-4711 --received 2026-11-20
    --direct 4200.00 --handling 800.00 --vat outside --handling-vat within --finding 12
    --document claim.pdf --reason "True-up of licences reported as E3"
`;

const withdrawHelp = `
  takst claims withdraw 3 --reason "Microsoft took it back"
`;

const refusal = refusals('claims', {
  unknown: {
    status: 404,
    say: (f) => `There is no claim ${f.id}; takst claims list shows those that there are.`,
  },
});

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
    .addHelpText('after', '\n  takst claims list --reseller R1\n')
    .action(inSession(wiring, list));
  claims
    .command('show')
    .description('Shows a claim with its findings, its documents, and where it was billed.')
    .argument('<id>', 'number of the claim', idArgument)
    .option('--json', 'answer in JSON')
    .addHelpText('after', '\n  takst claims show 3\n')
    .action(inSession(wiring, show));
  claims
    .command('withdraw')
    .description('Takes back a claim that no document bills yet.')
    .argument('<id>', 'number of the claim', idArgument)
    .requiredOption('--reason <text>', 'why it is taken back; kept for good: write no names')
    .option('--json', 'answer in JSON')
    .addHelpText('after', withdrawHelp)
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
      await requireFile(path);
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
  const { claimListing, claimText } = await import('../../answers/claim-text.ts');
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
  const { wasOnFile } = claim;
  const numbers = wasOnFile
    ? (await findClaims(session, { claimId: claim.claimId })).numbersOf(claim)
    : [];
  const { out } = session.caller;
  if (options.json) {
    writeJson(out, { ...claimListing(claim, numbers), was_on_file: wasOnFile });
  } else out.write(claimText(claim) + standingText(claim, numbers));
  return 0;
}

function standingText(
  { resellerId, wasOnFile }: ReceivedClaim,
  numbers: readonly number[],
): string {
  const onFile = wasOnFile ? 'It was on file already, word for word; nothing was changed.\n' : '';
  return numbers.length > 0
    ? `${onFile}It stands on document ${numbers.join(', ')}.\n`
    : `${onFile}It is billed to ${resellerId} by the next run.\n`;
}

/** Claims with the numbers of the documents on which they stand. */
async function findClaims(session: Session, filter: { resellerId?: string; claimId?: bigint }) {
  const { listBilledOn, listClaims } = await import('../../../billing/index.ts');
  return session.database.transaction(
    'writer',
    async (tx) => {
      const claims = await listClaims(tx, filter);
      const billed = await listBilledOn(tx, claims);
      return { claims, numbersOf: ({ claimId }: Claim) => billed.get(claimId) ?? [] };
    },
    { readOnly: true },
  );
}

async function list(
  session: Session,
  { reseller, json }: Json & { readonly reseller?: string },
): Promise<ExitCode> {
  const { claimListing, claimsText } = await import('../../answers/claim-text.ts');
  const filter = reseller === undefined ? {} : { resellerId: reseller };
  const { claims, numbersOf } = await findClaims(session, filter);
  const { out } = session.caller;
  if (json) {
    writeJson(
      out,
      claims.map((claim) => claimListing(claim, numbersOf(claim))),
    );
  } else out.write(claimsText(claims, numbersOf, lineWidth(out)));
  return 0;
}

async function show(session: Session, claimId: bigint, { json }: Json): Promise<ExitCode> {
  const { claimDetailText, claimListing } = await import('../../answers/claim-text.ts');
  const { claims, numbersOf } = await findClaims(session, { claimId });
  const [claim] = claims;
  if (!claim) throw refusal('unknown', { id: `${claimId}` });
  const { out } = session.caller;
  if (json) writeJson(out, claimListing(claim, numbersOf(claim)));
  else out.write(claimDetailText(claim, numbersOf(claim)));
  return 0;
}

async function withdraw(
  session: Session,
  claimId: bigint,
  options: Json & { readonly reason: string },
): Promise<ExitCode> {
  const { withdrawClaim } = await import('../../../billing/index.ts');
  const { claimListing } = await import('../../answers/claim-text.ts');
  const request = { claimId, reason: options.reason };
  const claim = await withdrawClaim(session.database, request, session.actor());
  const { out } = session.caller;
  if (options.json) writeJson(out, claimListing(claim, []));
  else out.write(`Claim ${claimId} is withdrawn.\n`);
  return 0;
}
