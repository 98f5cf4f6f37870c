/** A new file where the file system has no second names for a file, as on exFAT. */
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import { writeNew } from '../../src/cli/commands/written-file.ts';

vi.mock('node:fs/promises', async (original) => ({
  ...(await original<typeof import('node:fs/promises')>()),
  link: () => Promise.reject(Object.assign(new Error('no links here'), { code: 'EPERM' })),
}));

it('a new file is written without links too, and never over another', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'takst-no-links-'));
  const write = (text: string) => writeNew(folder, 'a.csv', Buffer.from(text));
  expect([await write('first'), await write('second')]).toEqual([true, false]);
  expect(await readFile(join(folder, 'a.csv'), 'utf8')).toBe('first');
  expect(await readdir(folder)).toEqual(['a.csv']);
  await rm(folder, { recursive: true });
});
