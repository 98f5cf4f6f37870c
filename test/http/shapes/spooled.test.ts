import { access, readFile, stat } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { safeName, withSpooled } from '../../../src/http/shapes/spooled.ts';

const { signal } = new AbortController();
const sent = (text: string, mostBytes = 100) => ({
  upload: Readable.from(text === '' ? [] : [Buffer.from(text)]),
  name: 'a.csv',
  mostBytes,
  signal,
});
const isThere = (path: string) =>
  access(path).then(
    () => true,
    () => false,
  );

describe('a file that is sent', () => {
  it('lies where nobody else may look while it is read, and is gone afterwards', async () => {
    let path = '';
    await withSpooled(sent('one,two\n'), async (at) => {
      path = at;
      expect(basename(at)).toBe('a.csv');
      expect(await readFile(at, 'utf8')).toBe('one,two\n');
      expect((await stat(at)).mode & 0o777).toBe(0o600);
      expect((await stat(dirname(at))).mode & 0o777).toBe(0o700);
    });
    expect(await isThere(dirname(path))).toBe(false);
  });

  it('is gone also where the work fails', async () => {
    let path = '';
    const work = async (at: string) => {
      path = at;
      throw new Error('no');
    };
    await expect(withSpooled(sent('x'), work)).rejects.toThrow('no');
    expect(await isThere(dirname(path))).toBe(false);
  });

  it('is refused where it is too large, or nothing', async () => {
    const never = async () => expect.unreachable();
    await expect(withSpooled(sent('x'.repeat(101)), never)).rejects.toMatchObject({
      code: 'upload.too-large',
    });
    await expect(withSpooled(sent(''), never)).rejects.toMatchObject({ code: 'upload.empty' });
  });

  it.each([
    ['calls.csv', 'calls.csv'],
    ['../../etc/passwd', 'passwd'],
    ['C:\\temp\\calls.csv', 'calls.csv'],
    ['..', 'upload'],
    ['', 'upload'],
    ['a\u0000b\n.csv', 'ab.csv'],
  ])('called %j is kept as %j', (name, kept) => {
    expect(safeName(name)).toBe(kept);
  });
});
