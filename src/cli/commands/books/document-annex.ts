/**
 * `takst documents export --annex employees`: beside each invoice with calls a PDF of them, employee by
 * employee. It is made anew each time and never kept, since calls are erased by retention; it is
 * written as the calls are read, so that a month of any size costs the memory of a page.
 */
import { createWriteStream } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import type { Document } from '../../../documents/index.ts';
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
  const { writeAnnex: writePdf } = await import('../../../billing/index.ts');
  await mkdir(folder, { recursive: true });
  const unfinished = join(folder, `.${name}.${process.pid}.unfinished`);
  const out = createWriteStream(unfinished);
  try {
    const { erased } = await writePdf(session.database, document, { masked }, out);
    out.end();
    await finished(out);
    await rename(unfinished, join(folder, name));
    return erased;
  } catch (error) {
    out.destroy();
    await rm(unfinished, { force: true });
    throw error;
  }
}
