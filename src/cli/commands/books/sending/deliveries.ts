/** `takst documents deliveries`: every document that is meant with how far it has come. */
import { type Month, shownInstant } from '../../../../kernel/index.ts';
import type { DocumentDelivery, DocumentState } from '../../../../sending/index.ts';
import type { ExitCode } from '../../../caller.ts';
import type { Json, RefuseUsage } from '../../../command.ts';
import type { Session } from '../../../session.ts';
import { counted } from '../../../terminal/figures.ts';
import { openJsonArray } from '../../../terminal/json.ts';
import { lineWidth, shortText, tableText } from '../../../terminal/table.ts';

interface Listed extends Json {
  readonly month?: Month;
  readonly run?: bigint;
  readonly number?: readonly number[];
  readonly state?: string;
}

export async function lookAtState(
  refuseUsage: RefuseUsage,
  { state }: Listed,
): Promise<readonly DocumentState[]> {
  const { documentStates } = await import('../../../../sending/index.ts');
  const wanted = documentStates.filter((name) => state === undefined || name === state);
  if (wanted.length > 0) return wanted;
  return refuseUsage(`There is no state "${state}"; the states are: ${documentStates.join(', ')}.`);
}

export async function listDeliveries(
  session: Session,
  states: readonly DocumentState[],
  { month, run, number, json }: Listed,
): Promise<ExitCode> {
  const { readDeliveries } = await import('../../../../sending/index.ts');
  const { out } = session.caller;
  const array = json ? openJsonArray(out) : undefined;
  const rows: string[][] = [];
  await session.database.transaction(
    'writer',
    async (tx) => {
      for await (const page of readDeliveries(tx, { month, runId: run, numbers: number })) {
        for (const document of page) {
          if (!states.includes(document.state)) continue;
          if (array) array.add(deliveryListing(document));
          else rows.push(cellsOf(document));
        }
      }
    },
    { readOnly: true },
  );
  if (array) array.end();
  else if (rows.length === 0) out.write('There are no such documents.\n');
  else {
    const width = lineWidth(out);
    out.write(`${tableText(columns, rows, { width })}\n${counted(rows.length, 'document')}.\n`);
  }
  return 0;
}

const columns = [
  { title: 'number', align: 'right' },
  { title: 'state' },
  { title: 'account' },
  { title: 'way' },
  { title: 'to' },
  { title: 'since' },
  { title: 'tries', align: 'right' },
  { title: 'next try' },
  { title: 'last answer' },
] as const;

function cellsOf({ number, state, account, sending }: DocumentDelivery): string[] {
  const start = [`${number}`, state, shortText(account)];
  if (!sending) return start;
  const { way, target, since, attempts, nextAt, answer } = sending;
  const next = nextAt ? shownInstant(nextAt) : '';
  return [...start, way, shortText(target), shownInstant(since), `${attempts}`, next, answer];
}

const deliveryListing = (document: DocumentDelivery) => {
  const { number, kind, account, billTo, issueDate, state, sending } = document;
  return {
    number,
    kind,
    account,
    bill_to: billTo,
    issue_date: issueDate,
    state,
    sending: sending
      ? {
          no: sending.no,
          way: sending.way,
          to: sending.target || null,
          formats: sending.formats,
          queued_at: sending.queuedAt,
          attempts: sending.attempts,
          since: sending.since,
          next_at: sending.nextAt ?? null,
          answer: sending.answer || null,
          mail: sending.mailId ?? null,
          by: sending.by,
          reason: sending.reason || null,
        }
      : null,
  };
};
