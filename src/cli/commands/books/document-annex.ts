/**
 * `takst documents export --annex employees`: beside each invoice with calls a PDF of them, employee by
 * employee. It is made anew each time and never kept, since calls are erased by retention; it is
 * written as the calls are read, so that a month of any size costs the memory of a page.
 */
import { createWriteStream } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import type { EmployeeReader, LineProof } from '../../../billing/index.ts';
import type { KeptCall } from '../../../calls/index.ts';
import type { Annex, AnnexCall, AnnexLine, Document } from '../../../documents/index.ts';
import type { Month } from '../../../kernel/index.ts';
import type { Session } from '../../session.ts';

export interface AnnexRequest {
  readonly folder: string;
  readonly month: Month | undefined;
  /** The last four digits of numbers called are hidden. */
  readonly masked: boolean;
}

export interface WrittenAnnexes {
  readonly files: readonly string[];
  /** Numbers of invoices of which some calls were erased. */
  readonly erased: readonly number[];
}

/** Writes the annex of every invoice of calls. */
export async function writeAnnexes(
  session: Session,
  request: AnnexRequest,
): Promise<WrittenAnnexes> {
  const { listDocuments } = await import('../../../documents/index.ts');
  const files: string[] = [];
  const erased: number[] = [];
  await listDocuments(session.database, { month: request.month }, async (page) => {
    for (const document of page.filter(hasCalls)) {
      const name = `${document.number}-calls.pdf`;
      if (await writeAnnex(session, document, name, request)) erased.push(document.number);
      files.push(name);
    }
  });
  return { files, erased };
}

const hasCalls = ({ kind, sections }: Document): boolean =>
  kind === 'invoice' && sections.some(({ lines }) => lines.some(({ usage }) => usage));

/** One annex; tells whether some of its calls were erased. */
async function writeAnnex(
  session: Session,
  document: Document,
  name: string,
  { folder, masked }: AnnexRequest,
): Promise<boolean> {
  const { openAnnex } = await import('../../../documents/index.ts');
  const { specifyEmployees } = await import('../../../billing/index.ts');
  await mkdir(folder, { recursive: true });
  const unfinished = join(folder, `.${name}.${process.pid}.unfinished`);
  const out = createWriteStream(unfinished);
  try {
    const { annex, file } = openAnnex(document, { masked }, out);
    const proofs = await specifyEmployees(session.database, document, readerOf(annex));
    await annex.settle(proofs.map(lineOf));
    await file.end();
    out.end();
    await finished(out);
    await rename(unfinished, join(folder, name));
    return proofs.some(({ purged }) => purged);
  } catch (error) {
    out.destroy();
    await rm(unfinished, { force: true });
    throw error;
  }
}

const readerOf = (annex: Annex): EmployeeReader => ({
  begin: ({ customerId, employee }) => annex.begin(customerId, employee),
  take: (calls) => annex.calls(calls.map(callOf)),
  end: (_caller, sum) => annex.end(sum),
});

const callOf = (call: KeptCall): AnnexCall => ({
  startedAt: call.startedAt,
  to: call.to,
  destination: call.destination ?? '',
  seconds: call.seconds - call.repeatedSeconds,
  priceMicro: call.priceMicro ?? 0n,
  standing: call.sign < 0 ? 'taken-back' : call.of ? 'instead' : 'as-it-came',
  part: call.calls === 0,
});

const lineOf = ({ line, text, microBefore, microNow, purged }: LineProof): AnnexLine => ({
  no: line.lineNo,
  text,
  calls: line.calls,
  seconds: line.seconds,
  micro: microNow - microBefore,
  microBefore,
  posted: line.posted.amount,
  net: line.amount,
  erased: purged,
});
