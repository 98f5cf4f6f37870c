/**
 * The calls behind the usage lines of a document (R20, R30): every call that was added for the line's
 * key since it was billed before, corrections with their sign, and the proof that they come to the
 * line: exact sum before and now, each rounded to øre, minus what was posted. A line that its calls
 * do not come to is an error and never printed over.
 */
import { type KeptCall, listSealedPairs, listUsage, readAddedCalls } from '../../calls/index.ts';
import type { Database, Tx } from '../../db/index.ts';
import type { Document, DocumentLine } from '../../documents/index.ts';
import { amountOfMicro, invariant, type Money, moneyText, roundToOre } from '../../kernel/index.ts';
import { billingRefusal } from '../refusal.ts';
import { listUsageLines, type UsageLine } from './specification-store.ts';
import { usage } from './usage.ts';

/** Exact sums of a key at a cut-off. */
interface Known {
  readonly calls: number;
  readonly seconds: number;
  readonly priceMicro: bigint;
}

const nothing: Known = { calls: 0, seconds: 0, priceMicro: 0n };

/** Why a line is what it is. */
export interface LineProof {
  readonly line: UsageLine;
  /** As the document says it. */
  readonly text: string;
  /** Millionths of a krone when it was billed before; of that, `line.posted` was posted. */
  readonly microBefore: bigint;
  /** Millionths of a krone at this document's cut-off, and what that is rounded. */
  readonly microNow: bigint;
  readonly due: Money;
  /** The calls were purged by retention; only their sums are left. */
  readonly purged: boolean;
}

export interface SpecificationReader {
  /** Before the calls of a line. */
  begin(proof: LineProof): void | Promise<void>;
  /** Some of the line's calls, in the order in which they began. */
  take(calls: readonly KeptCall[], line: UsageLine): void | Promise<void>;
  /** After the last call of a line, once the calls were found to come to it. */
  end(proof: LineProof): void | Promise<void>;
}

/** Reads the specification of a document line by line; returns how many lines have one. */
export async function specifyDocument(
  database: Database,
  document: Document,
  reader: SpecificationReader,
): Promise<number> {
  const read = async (tx: Tx) => {
    const proofs = await proveLines(tx, document);
    for (const proof of proofs) {
      await reader.begin(proof);
      if (!proof.purged) await readCalls(tx, proof, reader);
      await reader.end(proof);
    }
    return proofs.length;
  };
  return database.transaction('writer', read, ofOneMoment);
}

/** All that is read is of one moment, whatever is written meanwhile. */
export const ofOneMoment = { isolation: 'repeatable read', readOnly: true } as const;

/** The usage lines of a document with their exact sums; none of a credit note. */
export async function proveLines(tx: Tx, document: Document): Promise<LineProof[]> {
  // The calls of what is credited stand on the invoice.
  if (document.kind === 'credit-note') return [];
  const stated = document.sections.flatMap(({ lines }) => lines.filter((it) => it.usage));
  const lines = await listUsageLines(tx, document.number, usage.name);
  const sealed = await listSealedPairs(tx, lines);
  const known = await knownSums(tx, lines);
  for (const { no } of stated) {
    invariant(
      lines.some(({ lineNo }) => lineNo === no),
      `nothing was charged for line ${no}`,
    );
  }
  return lines.map((line) => {
    const purged = sealed.has(`${line.customerId} ${line.serviceMonth}`);
    const sums = { added: addedIn(line, known), now: known(line, line.upTo) };
    const text = textOf(
      line,
      stated.find(({ no }) => no === line.lineNo),
    );
    return { ...proofOf(line, sums.added, sums.now), text, purged };
  });
}

/** The lines of a credit note that take something off a month's calls; it lists no calls itself. */
export const creditedUsage = ({ kind, sections }: Document): readonly DocumentLine[] =>
  kind === 'credit-note'
    ? sections.flatMap(({ lines }) => lines.filter((line) => line.kind === usage.name))
    : [];

/** Sums of the lines' keys at each cut-off that one of them needs: one question for each. */
async function knownSums(tx: Tx, lines: readonly UsageLine[]) {
  const keyOf = (at: bigint, of: Pick<UsageLine, 'customerId' | 'serviceMonth' | 'destination'>) =>
    [at, of.customerId, of.serviceMonth, of.destination].join('\u0000');
  const sums = new Map<string, Known>();
  const instants = ({ upTo, windows }: UsageLine) => [
    upTo,
    ...windows.flatMap((window) => [window.after, window.upTo]),
  ];
  for (const at of new Set(lines.flatMap(instants))) {
    const asked = lines.filter((line) => instants(line).includes(at));
    for (const row of await listUsage(tx, asked, at)) {
      const before = sums.get(keyOf(at, row)) ?? nothing;
      sums.set(keyOf(at, row), {
        calls: before.calls + row.calls,
        seconds: before.seconds + row.seconds,
        priceMicro: before.priceMicro + row.priceMicro,
      });
    }
  }
  return (line: UsageLine, at: bigint) => sums.get(keyOf(at, line)) ?? nothing;
}

/** What the line's windows have added up to, millionths of a krone. */
function addedIn(line: UsageLine, known: (line: UsageLine, at: bigint) => Known): bigint {
  return line.windows.reduce(
    (sum, { after, upTo }) => sum + known(line, upTo).priceMicro - known(line, after).priceMicro,
    0n,
  );
}

/** The text of the document's line, which says the same as what was charged for it. */
function textOf(line: UsageLine, stated: DocumentLine | undefined): string {
  invariant(stated, `line ${line.lineNo} was charged for and does not stand on the document`);
  agree(line, 'kr charged', moneyText(line.amount), moneyText(stated.net));
  return stated.text;
}

function proofOf(line: UsageLine, added: bigint, now: Known) {
  const due = roundToOre(amountOfMicro(now.priceMicro));
  const { posted } = line;
  agree(line, 'kr', moneyText((due - posted.amount) as Money), moneyText(line.amount));
  agree(line, 'calls', now.calls - posted.calls, line.calls);
  agree(line, 'seconds', now.seconds - posted.seconds, line.seconds);
  const microBefore = now.priceMicro - added;
  return { line, microBefore, microNow: now.priceMicro, due };
}

async function readCalls(tx: Tx, proof: LineProof, reader: SpecificationReader): Promise<void> {
  const { line } = proof;
  const sum = { ...nothingRead };
  for (const window of line.windows) {
    for await (const page of readAddedCalls(tx, { ...line, ...window })) {
      for (const call of page) addCall(sum, call);
      await reader.take(page, line);
    }
  }
  agreeWith(proof, sum);
}

/** What calls that were read come to. */
export interface CallSum {
  calls: number;
  seconds: number;
  micro: bigint;
}

export const nothingRead: Readonly<CallSum> = { calls: 0, seconds: 0, micro: 0n };

export function addCall(sum: CallSum, call: KeptCall): void {
  sum.calls += call.calls;
  sum.seconds += call.seconds - call.repeatedSeconds;
  sum.micro += call.priceMicro ?? 0n;
}

/** Refuses calls that do not come to their line. */
export function agreeWith({ line, microBefore, microNow }: LineProof, sum: CallSum): void {
  agree(line, 'calls', sum.calls, line.calls);
  agree(line, 'seconds', sum.seconds, line.seconds);
  agree(line, 'millionths of a krone', sum.micro, microNow - microBefore);
}

type Figure = string | number | bigint;

function agree(line: UsageLine, what: string, found: Figure, said: Figure): void {
  if (found === said) return;
  const { lineNo, customerId, serviceMonth, destination } = line;
  const facts = { lineNo, customerId, serviceMonth, destination, what };
  throw billingRefusal('specification-differs', { ...facts, found: `${found}`, said: `${said}` });
}
