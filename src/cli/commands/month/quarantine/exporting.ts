/**
 * `takst quarantine export`: what waits, in the form in which it came, so that whoever wrote it can see
 * it and put it right. One file for each header, format and source, since nothing else can be read
 * again as one; the rows as they came, in UTF-8.
 */
import { createWriteStream, type WriteStream } from 'node:fs';
import { mkdir, rename, rm, stat } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { finished } from 'node:stream/promises';
import type { OpenRecord, WaitingForm } from '../../../../calls/index.ts';
import { refusals } from '../../../../kernel/index.ts';
import type { ExitCode } from '../../../caller.ts';
import type { Json, RefuseUsage } from '../../../command.ts';
import type { Session } from '../../../session.ts';
import { counted } from '../../../terminal/figures.ts';
import { writeJson } from '../../../terminal/json.ts';
import { requireFolder, requireFree } from '../../given-path.ts';
import { type Chosen, checkListed, filterOf, readOpen } from './listing.ts';

type ExportOptions = Json & Chosen & { readonly to: string };

const refusal = refusals('quarantine', {
  'several-forms': {
    status: 422,
    say: (f) =>
      `The records that wait are written in ${f.forms} ways, and one file holds one: give a folder, ` +
      'or choose with --source, --customer or --code',
  },
});

interface Target {
  readonly path: string;
  readonly isFolder: boolean;
}

/** A folder where the path is one or has no ending; else one file, which must not be there yet. */
export async function lookAtTarget(
  refuseUsage: RefuseUsage,
  options: ExportOptions,
): Promise<Target> {
  await checkListed(refuseUsage, options);
  const path = options.to;
  const found = await stat(path).catch(() => undefined);
  const isFolder = found ? found.isDirectory() : path.endsWith(sep) || !/\.[^./\\]+$/.test(path);
  if (isFolder) await requireFolder(path);
  else await requireFree(path);
  return { path, isFolder };
}

interface WrittenFile {
  readonly path: string;
  readonly form: WaitingForm;
}

export async function exportWaiting(
  session: Session,
  target: Target,
  options: ExportOptions,
): Promise<ExitCode> {
  const { listWaitingForms } = await import('../../../../calls/index.ts');
  const { out } = session.caller;
  const forms = await session.database.transaction(
    'writer',
    (tx) => listWaitingForms(tx, filterOf(options)),
    { readOnly: true },
  );
  if (!target.isFolder && forms.length > 1) throw refusal('several-forms', { forms: forms.length });
  const files = await placed(target, forms);
  await writeAll(session, files, options);
  if (options.json) {
    writeJson(
      out,
      files.map(({ path, form }) => ({
        file: path,
        format: form.format,
        source: form.fileSource || null,
        records: form.records,
      })),
    );
    return 0;
  }
  if (files.length === 0) out.write('No call records wait in quarantine.\n');
  for (const { path, form } of files) {
    const how = form.fileSource === '' ? '' : ` --source ${form.fileSource}`;
    out.write(`${path}: ${counted(form.records, 'record')} (takst import ${path}${how})\n`);
  }
  return 0;
}

/** A name for each file, after its source, or its format where it has none. */
async function placed(target: Target, forms: readonly WaitingForm[]): Promise<WrittenFile[]> {
  const taken = new Map<string, number>();
  const files = forms.map((form) => {
    if (!target.isFolder) return { path: target.path, form };
    const name = (form.fileSource || form.format).replace(/[^\p{L}\p{N}._-]/gu, '_');
    const times = (taken.get(name) ?? 0) + 1;
    taken.set(name, times);
    const ending = form.header === '' ? 'txt' : 'csv';
    const file = `waiting-${name}${times > 1 ? `-${times}` : ''}.${ending}`;
    return { path: join(target.path, file), form };
  });
  if (target.isFolder && files.length > 0) {
    await mkdir(target.path, { recursive: true });
    for (const { path } of files) await requireFree(path);
  }
  return files;
}

const keyOf = ({
  format,
  header,
  fileSource,
}: Pick<WaitingForm, 'format' | 'header' | 'fileSource'>) => `${format}\0${fileSource}\0${header}`;

/** Writes all files beside their places and moves them there, so that none is there half. */
async function writeAll(
  session: Session,
  files: readonly WrittenFile[],
  chosen: Chosen,
): Promise<void> {
  const streams = new Map<string, WriteStream>();
  const parts = files.map(({ path }) => `${path}.part`);
  try {
    for (const [at, { form }] of files.entries()) {
      const stream = createWriteStream(parts[at] ?? '');
      // A failure is met where the stream is finished; nobody may be without a listener till then.
      stream.on('error', () => undefined);
      streams.set(keyOf(form), stream);
      if (form.header !== '') stream.write(`${form.header}\n`);
    }
    await readOpen(session, chosen, async (page) => {
      for (const record of page) await writeRecord(streams.get(keyOf(record)), record);
    });
    for (const stream of streams.values()) {
      stream.end();
      await finished(stream);
    }
    for (const [at, { path }] of files.entries()) await rename(parts[at] ?? '', path);
  } catch (error) {
    for (const stream of streams.values()) stream.destroy();
    for (const part of parts) await rm(part, { force: true });
    throw error;
  }
}

/** A record that came after the files were named belongs to the next export. */
async function writeRecord(stream: WriteStream | undefined, { raw }: OpenRecord): Promise<void> {
  if (!stream || stream.errored) return;
  if (!stream.write(`${raw}\n`)) {
    await new Promise<void>((resolve) => {
      stream.once('drain', resolve).once('error', () => resolve());
    });
  }
}
