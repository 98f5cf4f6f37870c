/** An order as it is shown: for a person as a page, for machines as one object (SPEC 10). */
import { instantText, moneyText, shownInstant } from '../../../../kernel/index.ts';
import type {
  AssessedLine,
  ConfirmedOrder,
  OrderObstacle,
  OrderView,
} from '../../../../licensing/index.ts';
import type { AgreedWording, DraftHead } from '../../../../register/index.ts';
import { keptListing, keptText } from '../../../answers/kept-text.ts';
import { counted, moneyFigure } from '../../../terminal/figures.ts';
import { shortText, tableText } from '../../../terminal/table.ts';

/** What stands in the way before anybody has confirmed: the fee is accepted only then. */
export const obstaclesBefore = ({ assessment }: OrderView): readonly OrderObstacle[] =>
  assessment.obstacles.filter(({ code }) => code !== 'fee');

const lineColumns = [
  { title: 'employee' },
  { title: 'class' },
  { title: 'kr a month', align: 'right' },
  { title: 'licence' },
] as const;

const lineCells = (line: AssessedLine): string[] => [
  line.employeeId ?? '(all, those added later too)',
  line.class,
  line.price === undefined ? '' : moneyFigure(line.price),
  line.licence,
];

const stateText = ({ state, saidBy, saidAt, reason }: DraftHead): string => {
  const when = `by ${saidBy} on ${shownInstant(saidAt)}`;
  return reason ? `${state} ${when}: ${reason}` : `${state} ${when}`;
};

/** `wording` is the one that would be agreed to, or was. */
export function orderText(view: OrderView, wording: AgreedWording): string {
  const { draft, confirmation, assessment, orderIds } = view;
  const head = [
    `Draft ${draft.draftId}, version ${draft.version}: customer ${draft.customerId}, ${draft.domain}`,
    `State: ${stateText(draft)}`,
  ];
  const lines = tableText(lineColumns, assessment.lines.map(lineCells), { indent: '  ' });
  const parts = [`${head.join('\n')}\n\n${lines}`];
  if (draft.state === 'draft') parts.push(obstaclesText(view));
  if (confirmation) {
    const { validFrom, feeAcceptedBy, wording: agreed } = confirmation;
    const fee = feeAcceptedBy ? `; the fee was accepted by ${shortText(feeAcceptedBy)}` : '';
    parts.push(`\n${ordersText(orderIds)}, declared from ${validFrom}${fee}.\n${hashText(agreed)}`);
  }
  if (draft.state !== 'withdrawn') parts.push(`\n${wording.text}`);
  return parts.join('');
}

/** `Order 7`, `Orders 7 to 41`: they are numbered as they are recorded. */
function ordersText(orderIds: readonly bigint[]): string {
  const [first, last] = [orderIds[0], orderIds.at(-1)];
  return orderIds.length === 1 ? `Order ${first}` : `Orders ${first} to ${last}`;
}

const hashText = ({ version, language, sha256 }: AgreedWording): string =>
  `Wording ${version} (${language}), SHA-256 ${sha256.toString('hex')}\n`;

function obstaclesText(view: OrderView): string {
  const obstacles = obstaclesBefore(view);
  const fee = view.assessment.feeDue
    ? 'Whoever accepts the monthly fee is named with --fee-accepted-by.\n'
    : '';
  if (obstacles.length === 0) return `\nNothing stands in the way of confirming it (R11).\n${fee}`;
  const list = obstacles.map(({ reason }) => `  ${reason}\n`).join('');
  return `\nIt cannot be confirmed yet (R11):\n${list}${fee}`;
}

export const wordingListing = (wording: AgreedWording) => ({
  version: wording.version,
  language: wording.language,
  sha256: wording.sha256.toString('hex'),
  text: wording.text,
});

export const headListing = (draft: DraftHead) => ({
  id: draft.draftId,
  version: draft.version,
  reseller_id: draft.resellerId,
  customer_id: draft.customerId,
  domain: draft.domain,
  same_for_all: draft.sameForAll,
  state: draft.state,
  said_by: draft.saidBy,
  said_at: instantText(draft.saidAt),
  reason: draft.reason,
});

export function orderListing(view: OrderView, wording: AgreedWording) {
  const { draft, confirmation, assessment, orderIds } = view;
  return {
    ...headListing(draft),
    lines: assessment.lines.map((line) => ({
      employee_id: line.employeeId ?? null,
      licence: line.licence,
      class: line.class,
      price: line.price === undefined ? null : moneyText(line.price),
    })),
    fee_due: assessment.feeDue,
    obstacles: draft.state === 'draft' ? obstaclesBefore(view) : [],
    confirmation: confirmation
      ? {
          version: confirmation.version,
          confirmed_by: confirmation.confirmedBy,
          confirmed_at: instantText(confirmation.confirmedAt),
          fee_accepted_by: confirmation.feeAcceptedBy || null,
          valid_from: confirmation.validFrom,
          order_ids: orderIds,
          batch: confirmation.batchId,
        }
      : null,
    wording: wordingListing(wording),
  };
}

export function confirmedText({ draft, confirmation, ...done }: ConfirmedOrder): string {
  const { confirmedBy, confirmedAt, validFrom, wording } = confirmation;
  const licences = counted(draft.lines.length, 'licence');
  const declared = counted(done.declarations.length, 'declaration');
  const text =
    `Draft ${draft.draftId} of customer ${draft.customerId} is confirmed by ` +
    `${shortText(confirmedBy)} on ${shownInstant(confirmedAt)}: ${licences}, ` +
    `${ordersText(done.orderIds).toLowerCase()}, ${declared} from ${validFrom} (batch ${confirmation.batchId}).\n` +
    hashText(wording) +
    (done.wasOnFile ? 'It was confirmed already, word for word; nothing was changed.\n' : '');
  const kept = done.keptIndividually;
  return kept.length === 0 ? text : `${text}\n${keptText(kept)}`;
}

export const confirmedListing = ({ draft, confirmation, ...done }: ConfirmedOrder) => ({
  id: draft.draftId,
  version: draft.version,
  customer_id: draft.customerId,
  confirmed_by: confirmation.confirmedBy,
  confirmed_at: instantText(confirmation.confirmedAt),
  fee_accepted_by: confirmation.feeAcceptedBy || null,
  valid_from: confirmation.validFrom,
  order_ids: done.orderIds,
  batch: confirmation.batchId,
  declarations: done.declarations.map((it) => ({
    id: it.declarationId,
    employee_id: it.employeeId ?? null,
    licence: it.licence,
  })),
  kept_individually: done.keptIndividually.map(keptListing),
  was_on_file: done.wasOnFile,
  wording: wordingListing(confirmation.wording),
});
