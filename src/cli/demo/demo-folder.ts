/**
 * The demo's own folder: made, or emptied when an earlier demo made it, and never anybody else's.
 * A mark in the folder tells them apart; what lies beside the mark is the demo's to delete.
 */
import { access, mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openDatabase } from '../../db/index.ts';
import { refusals } from '../../kernel/index.ts';

const refusal = refusals('demo', {
  'folder-not-a-demo': {
    status: 409,
    say: (f) =>
      `${f.folder} is not empty and was not made by takst demo, so it is left alone: ` +
      'name another folder with --dir.',
  },
  'folder-in-use': {
    status: 409,
    say: (f) => `Another command is using the demo in ${f.folder}: wait until it ends.`,
  },
});

const MARK = '.takst-demo';
const CLAIM_TEXT = 'Claim MS-4711: licences reported as E3. Made up for the demo.\n';
const MARK_TEXT = 'Made by takst demo, which may delete everything in this folder.\n';

export interface DemoFolder {
  readonly root: string;
  /** Intake files, one folder a month. */
  readonly world: string;
  /** The embedded database (TAKST_DATA). */
  readonly data: string;
  readonly invoices: string;
  /** The signing key, a claim's documentation, and the evidence pack. */
  readonly proof: string;
}

/** Makes the folder, or empties that of an earlier demo; `root` is absolute. */
export async function prepareFolder(root: string): Promise<DemoFolder> {
  const folder = {
    root,
    world: join(root, 'world'),
    data: join(root, 'data'),
    invoices: join(root, 'invoices'),
    proof: join(root, 'proof'),
  };
  await mkdir(root, { recursive: true });
  const found = await readdir(root);
  if (found.length > 0 && !found.includes(MARK)) {
    throw refusal('folder-not-a-demo', { folder: root });
  }
  if (found.includes('data')) await endServer(folder);
  for (const path of [folder.world, folder.data, folder.invoices, folder.proof]) {
    await rm(path, { recursive: true, force: true });
  }
  await mkdir(folder.proof);
  await writeFile(join(folder.proof, 'claim.txt'), CLAIM_TEXT);
  await writeFile(join(root, MARK), MARK_TEXT);
  return folder;
}

/** Stops the server that a killed demo may have left behind: the last one out stops it. */
async function endServer({ root, data }: DemoFolder): Promise<void> {
  const isRunning = () =>
    access(join(data, 'pg', 'postmaster.pid')).then(
      () => true,
      () => false,
    );
  if (!(await isRunning())) return;
  const database = await openDatabase({ databaseUrl: undefined, dataDir: data });
  await database.close();
  if (await isRunning()) throw refusal('folder-in-use', { folder: root });
}
