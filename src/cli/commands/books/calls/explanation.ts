/**
 * The explanation of one record, for a person: where it came from, what became of it
 * row by row, and the proof of the price that stands. What it says was decided by the calls stage.
 */
import {
  type CallExplanation,
  microText,
  type PriceProof,
  placeOf,
  type RowOfRecord,
  standingOf,
} from '../../../../calls/index.ts';
import { shownInstant } from '../../../../kernel/index.ts';
import { tableText } from '../../../terminal/table.ts';

export function explanationText(explanation: CallExplanation): string {
  const { source, recordId, rows, held, proof } = explanation;
  const standing = rows.findLast(({ stands }) => stands);
  const parts = [
    `Record ${recordId} of source ${source}\n`,
    standing ? callText(standing, explanation) : notStandingText(explanation),
    rows.length > 0 ? historyText(explanation) : '',
    held.length > 0 ? heldText(explanation) : '',
    proof ? proofText(proof) : '',
  ];
  return parts.filter((part) => part !== '').join('\n');
}

function notStandingText({ rows, held }: CallExplanation): string {
  if (rows.length > 0) return 'It was taken back, and nothing stands instead.\n';
  if (held.some(({ settledBy }) => settledBy === undefined)) {
    return 'It waits in quarantine (takst quarantine list).\n';
  }
  return 'No call of it is stored: retention has purged it, or it was dismissed.\n';
}

function callText({ call }: RowOfRecord, { settings }: CallExplanation): string {
  const { outgoing, from, to, employeeId, outcome, reason, clock } = call;
  const { gatheredSeconds, repeatedSeconds } = call;
  const pairs: [string, string][] = [
    ['customer', `${call.customerId}, service month ${call.serviceMonth}`],
    ['began', shownInstant(call.startedAt)],
    [outgoing ? 'called' : 'was called', `from ${from} to ${to}, ${call.seconds} s`],
    ['employee', employeeId ?? 'nobody is known by this number'],
    ['outcome', [outcome, reason].join(' ').trim()],
  ];
  if (call.callId !== undefined) pairs.push(['part of', `call ${call.callId}`]);
  if (gatheredSeconds !== undefined) pairs.push(['all parts', `${gatheredSeconds} s`]);
  if (repeatedSeconds > 0) {
    pairs.push(['counted once', `${repeatedSeconds} s of it, which an earlier part tells too`]);
  }
  if (settings) {
    const { format, zone, version } = settings;
    pairs.push(['read as', `${format}, clock of ${zone} (settings ${version} of the source)`]);
  }
  if (clock) {
    pairs.push(['the clock', `showed this time twice; the ${clock} instant was taken (R12)`]);
  }
  return pairsLeft(pairs);
}

/** Pairs of words: both to the left, other than figures. */
const pairsLeft = (pairs: readonly (readonly [string, string])[]): string => {
  const width = Math.max(...pairs.map(([name]) => name.length));
  return pairs.map(([name, value]) => `  ${name.padEnd(width)}  ${value}\n`).join('');
};

const columns = [
  { title: 'batch', align: 'right' },
  { title: 'recorded' },
  { title: 'by' },
  { title: '' },
  { title: 'destination' },
  { title: 'deck', align: 'right' },
  { title: 'kroner', align: 'right' },
  { title: 'from' },
] as const;

function historyText(explanation: CallExplanation): string {
  const rows = explanation.rows.map((row) => {
    const { call, batch, stands } = row;
    return [
      `${call.batchId}`,
      batch ? shownInstant(batch.recordedAt) : '',
      batch?.recordedBy ?? '',
      `${standingOf(call).replaceAll('-', ' ')}${stands ? ', stands' : ''}`,
      call.destination ?? '',
      `${call.deckId ?? ''}`,
      call.priceMicro === undefined ? '' : microText(call.priceMicro),
      placeOf(row, explanation),
    ];
  });
  return `What became of it:\n${tableText(columns, rows, { indent: '  ' })}`;
}

function heldText({ held }: CallExplanation): string {
  const rows = held.map((it) => [
    `${it.quarantineId}`,
    it.code,
    `${it.fileName}:${it.line}`,
    it.settledBy === undefined ? 'waits' : `${it.settledAs}, by batch ${it.settledBy}`,
  ]);
  const titles = [{ title: 'id' }, { title: 'reason' }, { title: 'file and line' }, { title: '' }];
  return `In quarantine:\n${tableText(titles, rows, { indent: '  ' })}`;
}

function proofText({ deck, loadedAt, loadedBy, ...proof }: PriceProof): string {
  const { explanation, stored, agrees, parts } = proof;
  const loaded = loadedAt ? `, loaded ${shownInstant(loadedAt)} by ${loadedBy}` : '';
  const title = `Its price, by deck ${deck.deckId} of plan ${deck.plan}${loaded}:\n`;
  const file = `  ${deck.sourceName}, SHA-256 ${deck.sha256.toString('hex')}\n`;
  const records = parts.map(
    (part) =>
      `  ${shownInstant(new Date(part.startedAt))} record ${part.recordId} to ${part.to}: ` +
      `${part.seconds} s${repeatedText(part.repeatedSeconds)}\n`,
  );
  const gathered = parts.length > 0 ? `  Several records tell of one call (R12):\n` : '';
  const counted = parts.some((part) => part.repeatedSeconds > 0) ? onceText(parts) : '';
  const steps = (explanation?.steps ?? []).map((step) => `  ${step.text}\n`);
  const { destination, billedSeconds, micro } = stored;
  const said = `${destination}, ${billedSeconds} s billed, ${microText(micro)} kr`;
  const verdict = agrees
    ? `  This is what is stored: ${said}.\n`
    : `  THIS IS NOT WHAT IS STORED: ${said}. Please report it.\n`;
  return [title, file, gathered, ...records, counted, ...steps, verdict].join('');
}

const repeatedText = (seconds: number): string =>
  seconds > 0 ? `, ${seconds} s of them told by an earlier record too` : '';

/** The sum of a call in which several records tell of the same talk. */
function onceText(parts: PriceProof['parts']): string {
  const told = parts.reduce((sum, { seconds }) => sum + seconds, 0);
  const twice = parts.reduce((sum, { repeatedSeconds }) => sum + repeatedSeconds, 0);
  return `  Talk counts once: ${told} s told, less ${twice} s told again, is ${told - twice} s.\n`;
}
