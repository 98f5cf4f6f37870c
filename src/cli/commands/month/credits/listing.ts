/** `takst credits list` and `show`: proposals as a table and one by one, or in JSON. */
import type { Proposal, ShownCredit } from '../../../../billing/index.ts';
import { shownInstant, sumMoney } from '../../../../kernel/index.ts';
import type { ExitCode } from '../../../caller.ts';
import type { Json } from '../../../command.ts';
import type { Session } from '../../../session.ts';
import { counted, moneyFigure } from '../../../terminal/figures.ts';
import { writeJson } from '../../../terminal/json.ts';
import { lineWidth, pairsText, tableText } from '../../../terminal/table.ts';

interface ListOptions extends Json {
  readonly open?: true;
}

const columns = [
  { title: 'id', align: 'right' },
  { title: 'state' },
  { title: 'customer' },
  { title: 'month' },
  { title: 'for' },
  { title: 'kroner', align: 'right' },
  { title: 'cause' },
] as const;

export async function listCredits(session: Session, options: ListOptions): Promise<ExitCode> {
  const { listProposals, proposalListing } = await import('../../../../billing/index.ts');
  const onlyOpen = options.open === true;
  const proposals = await session.database.transaction(
    'writer',
    (tx) => listProposals(tx, onlyOpen),
    { readOnly: true },
  );
  const { out } = session.caller;
  if (options.json) {
    writeJson(out, proposals.map(proposalListing));
    return 0;
  }
  if (proposals.length === 0) {
    out.write('No credits are proposed.\n');
    return 0;
  }
  const rows = proposals.map((it) => [
    ...[`${it.proposalId}`, it.state, it.customerId, it.serviceMonth],
    ...[whatFor(it), moneyFigure(it.amount), it.cause],
  ]);
  out.write(tableText(columns, rows, { width: lineWidth(out) }));
  const open = proposals.filter((proposal) => proposal.state === 'proposed');
  const total = moneyFigure(sumMoney(open, (proposal) => proposal.amount));
  out.write(`\n${counted(open.length, 'proposal')} open, ${total} kr ex VAT.\n`);
  return 0;
}

/** A month of usage is proposed as a whole (R9). */
const whatFor = ({ kind, key }: Proposal): string => `${kind} ${key}`.trim();

export async function showOne(session: Session, id: bigint, options: Json): Promise<ExitCode> {
  const { creditListing, showCredit } = await import('../../../../billing/index.ts');
  const how = { isolation: 'repeatable read', readOnly: true } as const;
  const shown = await session.database.transaction('writer', (tx) => showCredit(tx, id), how);
  const { out } = session.caller;
  if (options.json) writeJson(out, creditListing(shown));
  else out.write(shownText(shown));
  return 0;
}

function shownText({ proposal, steps, released, left }: ShownCredit): string {
  const { proposalId, state, customerId, serviceMonth, amount, cause } = proposal;
  const what = `${whatFor(proposal)} of ${customerId} in ${serviceMonth}`;
  const head = `Proposed credit ${proposalId}: ${moneyFigure(amount)} kr ex VAT, ${what}\n`;
  const facts = pairsText([
    ['Cause', cause],
    ['State', state],
  ]);
  const life = steps.map((it) => [shownInstant(it.at), it.by, it.state, it.reason]);
  const lifeColumns = [{ title: 'when' }, { title: 'who' }, { title: 'what' }, { title: 'why' }];
  const sums = [
    ...released.map((it) => [`credit note ${it.number}`, moneyFigure(it.amount)]),
    ...left.map((it) => [`left of invoice ${it.invoice}`, moneyFigure(it.amount)]),
  ];
  const sumColumns = [{ title: 'document' }, { title: 'kroner', align: 'right' }] as const;
  return `${head}${facts}\n${tableText(lifeColumns, life)}\n${tableText(sumColumns, sums)}`;
}
