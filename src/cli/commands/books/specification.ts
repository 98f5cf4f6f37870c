/**
 * `takst documents show NUMBER --calls`: the calls behind the usage lines of a document, each with its
 * price, and how they come to the line (R20, R30). It is written as it is read, so that a line of a
 * million calls costs no more memory than one of ten. Numbers that were called are personal data.
 */
import type { LineProof, SpecificationReader } from '../../../billing/index.ts';
import { callListing, microText } from '../../../calls/index.ts';
import type { Document, DocumentLine } from '../../../documents/index.ts';
import { shellWord } from '../../../kernel/index.ts';
import { callTable, drained, openCallCsv } from '../../answers/call-rows.ts';
import type { ExitCode } from '../../caller.ts';
import type { Session } from '../../session.ts';
import { counted, moneyFigure } from '../../terminal/figures.ts';
import { openJsonArray } from '../../terminal/json.ts';

export interface SpecificationOptions {
  readonly json?: true;
  readonly csv?: true;
}

type Out = NodeJS.WritableStream;

/** Writes the specification of a document in the form asked for. */
export async function showCalls(
  session: Session,
  document: Document,
  options: SpecificationOptions,
): Promise<ExitCode> {
  const { creditedUsage, specifyDocument } = await import('../../../billing/index.ts');
  const { out, err } = session.caller;
  const credited = creditedText(document, creditedUsage(document));
  if (credited && !options.json && !options.csv) {
    out.write(credited);
    return 0;
  }
  err.write(credited);
  const form = await formOf(out, document, options);
  let purged = 0;
  const begin = (proof: LineProof) => {
    if (proof.purged) purged += 1;
    return form.begin(proof);
  };
  form.close(await specifyDocument(session.database, document, { ...form, begin }));
  if (purged === 0) return 0;
  err.write(`The calls of ${counted(purged, 'line')} were purged by retention (R9).\n`);
  return 3;
}

/**
 * A credit note takes money off a month, or a whole line back, and never a single call; so it says what
 * it takes back and where the calls stand.
 */
function creditedText({ number, corrects }: Document, lines: readonly DocumentLine[]): string {
  if (!corrects || lines.length === 0) return '';
  const said = lines.map(
    ({ no, customerId, text, net, serviceMonth }) =>
      `  Line ${no}, customer ${customerId}: ${text}, ${moneyFigure(net)} kr.\n` +
      '    Calls of the month, also those taken back or priced anew:\n' +
      `    takst calls list --customer ${shellWord(customerId)} --month ${serviceMonth} --corrections\n`,
  );
  return (
    `Credit note ${number} has no calls of its own; it takes back of invoice ${corrects.number}:\n` +
    `${said.join('')}The calls that the invoice charged for: takst documents show ${corrects.number} --calls\n`
  );
}

interface Form extends SpecificationReader {
  /** After the last line; so many of them were of calls. */
  close(lines: number): void;
}

const silently = () => undefined;

async function formOf(out: Out, { number }: Document, options: SpecificationOptions) {
  if (options.json) return jsonForm(out);
  if (!options.csv) return textForm(out);
  const write = await openCallCsv(out, ['document', 'document_line']);
  const take: Form['take'] = (calls, { lineNo }) => write(calls, [number, lineNo]);
  return { begin: silently, take, end: silently, close: silently };
}

/** One array of calls, each with the number of its line. */
function jsonForm(out: Out): Form {
  const array = openJsonArray(out);
  const take: Form['take'] = async (calls, { lineNo }) => {
    for (const call of calls) array.add({ document_line: lineNo, ...callListing(call) });
    await drained(out);
  };
  return { begin: silently, take, end: silently, close: array.end };
}

function textForm(out: Out): Form {
  const begin = ({ line, text, purged }: LineProof) => {
    out.write(`Line ${line.lineNo}, customer ${line.customerId}: ${text}\n`);
    if (purged) out.write('  The calls were purged by retention; their sums stand.\n');
  };
  const take: Form['take'] = async (calls) => {
    out.write(callTable(calls, '  '));
    await drained(out);
  };
  const end = (proof: LineProof) => void out.write(`${sumText(proof)}\n`);
  const close = (lines: number) => {
    if (lines === 0) out.write('No line of this document is of calls.\n');
  };
  return { begin, take, end, close };
}

/** How the calls come to the line: the difference of two rounded sums where it was billed before. */
function sumText({ line, microBefore, microNow, due }: LineProof): string {
  const { amount, posted, windows, calls } = line;
  const sum = microText(microNow - microBefore);
  const these = `  ${counted(calls, 'call')}, ${sum} kr.`;
  const net = moneyFigure(amount);
  const billedBefore = windows.length > 1 || windows[0]?.after !== 0n;
  if (!billedBefore) return `${these} Rounded to øre: ${net} kr, the net of the line.\n`;
  return (
    `${these} Billed before: ${microText(microBefore)} kr, rounded ${moneyFigure(posted.amount)} kr.\n` +
    `  With these: ${microText(microNow)} kr, rounded ${moneyFigure(due)} kr. ` +
    `The difference is the net of the line: ${net} kr.\n`
  );
}
