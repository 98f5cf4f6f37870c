/** `takst quarantine show`, `accept` and `dismiss`: one record, and what a person decides about it. */
import type { RecordVersion, ShownRecord, VersionField } from '../../../../calls/index.ts';
import { instantText, localDateOf } from '../../../../kernel/index.ts';
import type { ExitCode } from '../../../caller.ts';
import type { Json } from '../../../command.ts';
import type { Session } from '../../../session.ts';
import { ageText } from '../../../terminal/age.ts';
import { counted } from '../../../terminal/figures.ts';
import { writeJson } from '../../../terminal/json.ts';
import { tableText } from '../../../terminal/table.ts';

interface DecisionOptions extends Json {
  readonly reason: string;
  readonly by: string;
}

export async function show(session: Session, id: bigint, { json }: Json): Promise<ExitCode> {
  const { differingFields, ownerOf, showQuarantined, shownListing } = await import(
    '../../../../calls/index.ts'
  );
  const { out } = session.caller;
  const shown = await showQuarantined(session.database, id);
  const { record, version, dueVersion } = shown;
  const differs = version && dueVersion ? differingFields(dueVersion, version) : [];
  if (json) {
    writeJson(out, shownListing(shown));
    return 0;
  }
  const age = ageText(localDateOf(record.enteredAt), localDateOf(session.caller.now()));
  const state = record.settled ? `settled as ${record.settled.outcome}` : `has waited ${age}`;
  out.write(
    `Record ${record.quarantineId}: ${record.code}, ${state}, owner ${ownerOf(record)}\n` +
      `${record.fileName}:${record.line}, source ${record.source || 'unknown'}, ` +
      `record id ${record.recordId || 'unknown'}, taken in ${instantText(record.enteredAt)}\n` +
      `${asLines(record.detail)}\n\n${record.header === '' ? '' : `  ${asLines(record.header)}\n`}` +
      `  ${asLines(record.raw)}\n\n`,
  );
  out.write(versionsText(shown, new Set(differs)));
  return 0;
}

/** A file's text for a terminal, which must not obey it. */
const asLines = (text: string): string => text.replace(/(?![\n\t])\p{Cc}/gu, ' ');

function versionsText(shown: ShownRecord, differs: ReadonlySet<VersionField>): string {
  const { version, dueVersion, unreadable } = shown;
  if (!version) return `It cannot be read: ${unreadable}\n`;
  const cells = textsOf(version);
  const before = dueVersion && textsOf(dueVersion);
  const rows = fields.map((field) => [
    titles[field],
    ...(before ? [before[field]] : []),
    cells[field],
    ...(before ? [differs.has(field) ? 'differs' : ''] : []),
  ]);
  const columns = before
    ? [{ title: '' }, { title: 'due' }, { title: 'waiting' }, { title: '' }]
    : [{ title: '' }, { title: 'waiting' }];
  return `${tableText(columns, rows)}\n${dueText[shown.due]}\n`;
}

const dueText: Readonly<Record<ShownRecord['due'], string>> = {
  call: 'The version that is due is stored as a call.',
  waiting: 'The version that came first waits itself; accepting this one settles it too.',
  dismissed: 'The version that came first was dismissed: nothing of this record is due.',
  purged: 'The version that is due was purged by retention; its month stands for good (R9).',
  unknown: 'No other version of it was ever taken in.',
  itself: 'It is the only version that was ever taken in.',
};

export async function accept(
  session: Session,
  quarantineId: bigint,
  { json, ...said }: DecisionOptions,
): Promise<ExitCode> {
  const { acceptanceListing, acceptQuarantined } = await import('../../../../calls/index.ts');
  const { out } = session.caller;
  const decision = { quarantineId, ...said };
  const acceptance = await acceptQuarantined(session.database, decision, session.actor());
  if (json) {
    writeJson(out, acceptanceListing(acceptance));
    return 0;
  }
  const { now, before } = acceptance;
  const was = before ? `, instead of ${becomesText(before)}` : '';
  out.write(
    `Record ${quarantineId} is due: ${becomesText(now)}${was}. The next run bills the difference.\n`,
  );
  return 0;
}

export async function dismiss(
  session: Session,
  quarantineId: bigint,
  { json, ...said }: DecisionOptions,
): Promise<ExitCode> {
  const { dismissalListing, dismissQuarantined } = await import('../../../../calls/index.ts');
  const { out } = session.caller;
  const decision = { quarantineId, ...said };
  const dismissal = await dismissQuarantined(session.database, decision, session.actor());
  const { record } = dismissal;
  if (json) writeJson(out, dismissalListing(dismissal));
  else out.write(`Record ${quarantineId} (${record.code}) is dismissed: nothing of it is due.\n`);
  return 0;
}

const MICRO_DIGITS = 6;

/** Millionths of a krone → `0.660000`. */
function priceText(micro: number): string {
  const digits = `${micro}`.padStart(MICRO_DIGITS + 1, '0');
  return `${digits.slice(0, -MICRO_DIGITS)}.${digits.slice(-MICRO_DIGITS)}`;
}

const becomesText = ({ becomes, price, records }: RecordVersion): string =>
  price ? `${becomes}, ${priceText(price.micro)} kr${ofCall(records, ' for')}` : becomes;

/** A part has no price of its own, so it is said what the price is of. */
const ofCall = (records: number, joined: string): string =>
  records > 1 ? `${joined} its call of ${counted(records, 'record')}` : '';

const fields: readonly VersionField[] = [
  'customerId',
  'direction',
  'from',
  'to',
  'startedAt',
  'seconds',
  'callId',
  'becomes',
  'price',
];

const titles: Readonly<Record<VersionField, string>> = {
  customerId: 'customer',
  direction: 'direction',
  from: 'from',
  to: 'to',
  startedAt: 'started at',
  seconds: 'seconds',
  callId: 'part of call',
  becomes: 'outcome',
  price: 'price',
};

const textsOf = (version: RecordVersion): Readonly<Record<VersionField, string>> => ({
  ...version,
  seconds: `${version.seconds}`,
  price: version.price
    ? `${priceText(version.price.micro)} (${version.price.destination})${ofCall(version.records, ',')}`
    : '',
});
